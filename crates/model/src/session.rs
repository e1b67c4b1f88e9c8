//! Session: somebody signed in; API key: a program let in. Both are kept as hashes only.
use crate::{AgentId, ApiKeyId, At, Scope, SessionId, TenantId};

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
    /// By which names are told apart; `None`: made when they were not.
    pub name_folded: Option<String>,
    /// Lower-case hex SHA-256 of the key.
    pub hash: String,
    /// The first characters, to recognise it by.
    pub prefix: String,
    /// Whose name its writes carry: an agent made for this key.
    pub agent: AgentId,
    /// What it may be used for, within the role of its agent; at least one.
    pub scopes: Vec<Scope>,
    pub created_at: At,
    /// Coarse: written at most once a minute. `None`: never.
    pub used_at: Option<At>,
    /// From then on it opens nothing; `None`: good until it is revoked.
    pub expires_at: Option<At>,
    pub revoked_at: Option<At>,
}
