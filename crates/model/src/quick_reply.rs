//! Quick reply (快捷回复): words at hand.
use crate::{AgentId, At, QuickReplyId, SettingId, TenantId};

/// A text that agents insert.
#[derive(Clone, Debug, PartialEq)]
pub struct QuickReply {
    pub tenant: TenantId,
    pub id: QuickReplyId,
    /// Whose: an agent's own, or the company's when `None`.
    pub owner: Option<AgentId>,
    /// The company's, but of this team alone.
    pub team: Option<SettingId>,
    /// Typed after `/`; at most 32 characters.
    pub shortcut: String,
    pub title: String,
    /// At most 4,000 characters; variables as `{{customer.name}}` are filled in by the console.
    pub text: String,
    /// Offered to nobody any more from then on; who keeps it still sees it.
    pub expires_at: Option<At>,
    pub updated_at: At,
}
