//! How the model's own types lie in a column: ids as UUID, moments as microseconds, words as text, lists as closed JSON.
use crate::engine::{Field, ids, words};
use model::*;

ids!(
    TenantId,
    BrandId,
    AgentId,
    QueueId,
    TagId,
    QuickReplyId,
    AccountId,
    CustomerId,
    IdentityId,
    ConversationId,
    LegId,
    MessageId,
    InboundId,
    DeliveryId,
    AttachmentId,
    JobId,
    ApiKeyId,
    AuditId,
    SettingId,
    MergeId,
    SuggestionId,
    CompanyId,
    InviteId,
    SessionId,
    AgentInviteId,
    WebhookId,
    WebhookDeliveryId,
    OrderActId,
);
words!(
    Role,
    Presence,
    AgentState,
    Locale,
    AccountState,
    IdentityClass,
    PlaceWord,
    Due,
    LegMode,
    Direction,
    AuthorKind,
    MessageKind,
    Receipt,
    Settled,
    DeliveryState,
    EventKind,
    DraftMode,
    Strength,
    SuggestionState,
    Fault,
    WebhookState,
    DisabledReason,
    WebhookDeliveryState,
    OrderTrouble,
    OrderActState,
);

impl Field for At {
    type As = i64;
    fn put(&self) -> i64 {
        self.0
    }
    fn take(plain: i64) -> Result<Self, String> {
        Ok(At(plain))
    }
}
impl Field for Secret {
    type As = String;
    fn put(&self) -> String {
        self.expose().to_owned()
    }
    fn take(plain: String) -> Result<Self, String> {
        Ok(Secret::new(plain))
    }
}

macro_rules! json { ($($kind:ty),* $(,)?) => { $(impl Field for $kind {
    type As = String;
    fn put(&self) -> String { serde_json::to_string(self).expect("the model's own types are JSON") }
    fn take(plain: String) -> Result<Self, String> { serde_json::from_str(&plain).map_err(|why| why.to_string()) }
})* } }
json!(
    Vec<String>,
    Vec<BrandId>,
    Vec<Scope>,
    Vec<EventKind>,
    Vec<Attempt>,
    Parts,
    Preview,
    Window,
    Moved,
    Fields,
    Held,
    Order,
    Vec<Order>,
    Label
);
