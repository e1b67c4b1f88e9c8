//! Ids: UUIDv7 inside, strings outside, one type for each noun so that none is taken for another.
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
pub use uuid::Uuid;

macro_rules! ids { ($($(#[$doc:meta])* $id:ident),* $(,)?) => { $(
    $(#[$doc])*
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(transparent)]
    pub struct $id(pub Uuid);

    impl From<Uuid> for $id { fn from(id: Uuid) -> Self { Self(id) } }
    impl From<$id> for Uuid { fn from(id: $id) -> Uuid { id.0 } }
    impl fmt::Display for $id { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) } }
    impl fmt::Debug for $id { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) } }
    impl FromStr for $id {
        type Err = uuid::Error;
        fn from_str(text: &str) -> Result<Self, uuid::Error> { text.parse().map(Self) }
    }
)* } }

ids! {
    /// A company on this installation; first in every key.
    TenantId,
    BrandId, AgentId, QueueId, TagId, QuickReplyId,
    /// One configured instance of a channel.
    AccountId,
    CustomerId, IdentityId,
    ConversationId, LegId, MessageId, InboundId, DeliveryId, AttachmentId,
    JobId, ApiKeyId, AuditId, SettingId,
    MergeId, SuggestionId, CompanyId, InviteId,
    SessionId, AgentInviteId,
    WebhookId, WebhookDeliveryId,
    OrderActId,
}
