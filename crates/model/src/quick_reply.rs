//! Quick reply (快捷回复): words at hand.
use crate::{AgentId, At, QuickReplyId, TenantId};

/// A text that agents insert.
#[derive(Clone, Debug, PartialEq)]
pub struct QuickReply {
    pub tenant: TenantId,
    pub id: QuickReplyId,
    /// Whose: an agent's own, or the company's when `None`.
    pub owner: Option<AgentId>,
    /// Typed after `/`; at most 32 characters.
    pub shortcut: String,
    pub title: String,
    /// At most 4,000 characters; `{{customer.name}}` and `{{agent.name}}` are filled in by the console.
    pub text: String,
    pub updated_at: At,
}
