//! Second factor: what somebody has beside their password, an app that shows a code of six digits every 30 seconds (RFC 6238).
use crate::{AgentId, At, TenantId};

/// One for each agent who has one, or begins to.
#[derive(Clone, Debug, PartialEq)]
pub struct SecondFactor {
    pub tenant: TenantId,
    pub agent: AgentId,
    /// 160 bits, sealed with the installation's key.
    pub sealed: Vec<u8>,
    /// A code of it was shown; until then it asks for nothing.
    pub confirmed_at: Option<At>,
    /// Steps of 30 s since 1970: a code of this one or an earlier one is good no more.
    pub last_step: i64,
    pub made_at: At,
}
