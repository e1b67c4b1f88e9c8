//! Tag (标签): a word put on conversations.
use crate::{TagId, TenantId};

/// A tag the tenant uses.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    pub tenant: TenantId,
    pub id: TagId,
    /// At most 32 characters, unique for the tenant.
    pub name: String,
}
