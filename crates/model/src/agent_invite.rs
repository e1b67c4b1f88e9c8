//! Agent invite: a link that is good once, by which somebody joins the staff or chooses a new password.
use crate::{AgentId, AgentInviteId, At, BrandId, Locale, Role, TenantId};

/// What an administrator prepared; the code of its link is kept as a hash only.
#[derive(Clone, Debug, PartialEq)]
pub struct AgentInvite {
    pub tenant: TenantId,
    pub id: AgentInviteId,
    /// Whose password it is for; `None`: somebody new.
    pub agent: Option<AgentId>,
    /// Lower case.
    pub email: String,
    pub name: String,
    pub role: Role,
    pub brands: Vec<BrandId>,
    pub locale: Locale,
    /// In hundredths of a chat.
    pub capacity: i64,
    /// Lower-case hex SHA-256 of the code.
    pub hash: String,
    pub made_by: AgentId,
    pub made_at: At,
    pub expires_at: At,
    pub used_at: Option<At>,
}
