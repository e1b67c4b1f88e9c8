//! The bell: after each commit it wakes whoever may have something to do. A lost ring costs a slow look, never work.
use model::TenantId;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};
use tokio::sync::Notify;

/// What workers and screens wait on.
#[derive(Default)]
pub struct Bell {
    tenants: Mutex<BTreeSet<TenantId>>,
    /// The log has grown: screens.
    pub log: Notify,
    /// Somebody waits, or somebody has room.
    pub routing: Notify,
    /// A deadline was set.
    pub deadline: Notify,
    /// Somebody came or left.
    pub presence: Notify,
    /// The outbox has something.
    pub delivery: Notify,
    /// The outbox has something that waits.
    pub outbox: Notify,
    /// Somebody types; it is looked for anyway.
    pub typing: Notify,
    /// Somebody was asked for at a provider's.
    pub looked: Notify,
    /// A job is due.
    pub jobs: Notify,
    /// A brand may open or close at another time than it was thought.
    pub hours: Notify,
    /// The log has grown: the search index.
    pub search: Notify,
    pub housekeeping: Notify,
    /// The log has grown: webhooks.
    pub webhooks: Notify,
    /// A webhook is to be told something.
    pub webhook_delivery: Notify,
}

impl Bell {
    pub(crate) fn ring(&self, tenant: TenantId) {
        self.tenants.lock().unwrap_or_else(PoisonError::into_inner).insert(tenant);
        self.log.notify_one();
        self.routing.notify_one();
        self.deadline.notify_one();
        self.search.notify_one();
        self.webhooks.notify_one();
    }
    /// Their logs have grown and nobody could look.
    pub(crate) fn ring_again(&self, tenants: BTreeSet<TenantId>) {
        self.tenants.lock().unwrap_or_else(PoisonError::into_inner).extend(tenants);
        self.log.notify_one();
    }
    /// Whose log has grown since the last call.
    pub(crate) fn rung(&self) -> BTreeSet<TenantId> {
        std::mem::take(&mut *self.tenants.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
