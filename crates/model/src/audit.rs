//! Audit: who did what, on which; append only.
use crate::{AgentId, At, AuditId, TenantId};

/// One row of the audit log.
#[derive(Clone, Debug, PartialEq)]
pub struct Audit {
    pub tenant: TenantId,
    pub id: AuditId,
    pub actor: Option<AgentId>,
    /// `noun.verb`, as `customer.reveal`.
    pub action: String,
    pub subject: String,
    /// Facts beside the subject, never secrets.
    pub detail: String,
    pub at: At,
}
