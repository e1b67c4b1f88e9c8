//! Draft: words not yet sent, one for each agent, conversation and mode, the same on every device.
use crate::{AgentId, At, ConversationId, TenantId, words};

words! {
    DraftMode { Reply = "reply", Note = "note" }
}

/// Words in the making.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    pub tenant: TenantId,
    pub agent: AgentId,
    pub conversation: ConversationId,
    pub mode: DraftMode,
    /// At most 10,000 characters.
    pub text: String,
    pub updated_at: At,
}
