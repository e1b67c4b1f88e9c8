//! Audit: who did what, on which; append only, each row tied to the one before by a hash.
use crate::{AgentId, At, AuditId, TenantId};

/// One row of the audit log.
#[derive(Clone, Debug, PartialEq)]
pub struct Audit {
    pub tenant: TenantId,
    /// Place in the tenant's chain, 1, 2, 3 …; 0 until it is appended.
    pub seq: i64,
    pub id: AuditId,
    pub actor: Option<AgentId>,
    /// `noun.verb`, as `customer.reveal`.
    pub action: String,
    pub subject: String,
    /// Facts beside the subject, never secrets.
    pub detail: String,
    pub at: At,
    /// Lower-case hex SHA-256 over the hash before and this row; empty until it is appended.
    pub hash: String,
}

/// What a look at a whole chain found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chain {
    /// How many rows stand in it.
    pub rows: i64,
    /// The first place at which it is not as it was written.
    pub first_broken: Option<i64>,
}
