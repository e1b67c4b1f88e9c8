//! Webhook: an address of the integrator's that hears what happens; its deliveries, one for each thing told.
use crate::*;
use serde::{Deserialize, Serialize};

words! {
    /// Whether it is called.
    WebhookState { Active = "active", Disabled = "disabled" }
    /// Why it is not.
    DisabledReason {
        /// Somebody switched it off.
        Person = "person",
        /// It answered 410.
        Gone = "gone",
        /// One delivery was tried to its end and none went through meanwhile.
        Failing = "failing",
    }
    WebhookDeliveryState {
        /// Waits for its time.
        Pending = "pending",
        Delivered = "delivered",
        /// Given up; a person may replay it.
        Failed = "failed",
    }
}

/// What may be subscribed to: what happens to conversations and customers, not what one agent's screen needs.
pub const WEBHOOK_KINDS: &[EventKind] = &[
    EventKind::MessageReceived,
    EventKind::MessageSent,
    EventKind::MessageUpdated,
    EventKind::NoteAdded,
    EventKind::NoteMentioned,
    EventKind::ConversationOpened,
    EventKind::ConversationQueued,
    EventKind::ConversationAssigned,
    EventKind::ConversationTransferred,
    EventKind::ConversationPending,
    EventKind::ConversationResumed,
    EventKind::ConversationClosed,
    EventKind::ConversationReopened,
    EventKind::ConversationUpdated,
    EventKind::ConversationMerged,
    EventKind::ConversationSplit,
    EventKind::LegJoined,
    EventKind::CustomerUpdated,
    EventKind::CustomerMerged,
];

/// What is sent when somebody tries it out.
pub const WEBHOOK_TEST: &str = "webhook.test";

/// An address that hears.
#[derive(Clone, Debug, PartialEq)]
pub struct Webhook {
    pub tenant: TenantId,
    pub id: WebhookId,
    /// 1–100 characters, once in a tenant whatever its case.
    pub name: String,
    pub name_folded: String,
    /// http(s), at most 2,000 bytes.
    pub url: String,
    /// Its secret, sealed.
    pub sealed: Vec<u8>,
    /// The secret before, which signs too until then.
    pub old_sealed: Option<Vec<u8>>,
    pub old_until: Option<At>,
    /// Of `WEBHOOK_KINDS`; at least one.
    pub kinds: Vec<EventKind>,
    /// Whose conversations it hears of.
    pub brands: Vec<BrandId>,
    pub state: WebhookState,
    pub disabled_reason: Option<DisabledReason>,
    /// How far of the log it was given deliveries.
    pub cursor: i64,
    /// Nothing is sent before.
    pub rest_until: Option<At>,
    /// Since when every attempt has failed; `None`: the last one went through, or there was none.
    pub failing_since: Option<At>,
    pub well_at: Option<At>,
    pub ill_at: Option<At>,
    /// Why the last failure was one.
    pub error: Option<String>,
    pub created_at: At,
    pub version: i64,
}

/// One thing to be told to one webhook, with everything that was tried; kept 30 days.
#[derive(Clone, Debug, PartialEq)]
pub struct WebhookDelivery {
    pub tenant: TenantId,
    pub id: WebhookDeliveryId,
    pub webhook: WebhookId,
    /// Its place in the log; 0: a test.
    pub event_seq: i64,
    /// An event's word, or `webhook.test`.
    pub kind: String,
    /// As it is sent, JSON of at most 20,000 bytes.
    pub body: String,
    pub state: WebhookDeliveryState,
    /// The latest 20.
    pub attempts: Vec<Attempt>,
    /// Attempts since it began, or was begun anew.
    pub tried: i64,
    /// When it may be sent; while somebody sends it: when another may.
    pub due_at: At,
    /// Somebody sends it.
    pub leased: bool,
    pub created_at: At,
}

impl WebhookDelivery {
    /// What `webhook-id` says: the same at every attempt, without a dot.
    #[must_use]
    pub fn event_id(&self) -> String {
        format!("msg_{}", self.id.0.simple())
    }
}

/// One time it was sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attempt {
    pub at: At,
    /// HTTP status; `None`: there was no answer.
    pub status: Option<u16>,
    pub latency_ms: i64,
    /// Why it did not count as taken.
    pub error: Option<String>,
    /// The first KiB of the answer.
    pub answer: String,
}
