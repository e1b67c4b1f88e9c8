//! Session: somebody signed in; API key: a program let in. Both are kept as hashes only.
use crate::{AgentId, ApiKeyId, At, SessionId, TenantId};

/// A browser somebody signed in with.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    pub tenant: TenantId,
    /// What it is called where it is listed and ended.
    pub id: SessionId,
    /// Lower-case hex SHA-256 of the cookie's value.
    pub hash: String,
    pub agent: AgentId,
    pub created_at: At,
    /// Idle limit 12 h counts from here.
    pub used_at: At,
    /// Absolute limit, 7 days after sign-in.
    pub expires_at: At,
    pub user_agent: String,
}

/// A program's key.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiKey {
    pub tenant: TenantId,
    pub id: ApiKeyId,
    pub name: String,
    /// Lower-case hex SHA-256 of the key.
    pub hash: String,
    /// The first characters, to recognise it by.
    pub prefix: String,
    /// Whose name its writes carry: an agent made for this key.
    pub agent: AgentId,
    pub created_at: At,
    pub revoked_at: Option<At>,
}
