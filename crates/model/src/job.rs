//! Job: work that must happen, written in the transaction that causes it; leased, retried, and visible when given up.
use crate::{At, JobId, TenantId};

/// A piece of durable work.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    pub tenant: TenantId,
    pub id: JobId,
    /// The worker's name in `desk::work`.
    pub kind: String,
    /// What it is about; (tenant, kind, unique_key) is unique while the job lives.
    pub unique_key: String,
    /// JSON for the worker, at most 64 KiB.
    pub payload: String,
    pub due_at: At,
    pub attempts: i64,
    /// Taken by a worker until then.
    pub leased_until: Option<At>,
    /// Given up: the last error, for a person to see and replay.
    pub dead: Option<String>,
    pub created_at: At,
}
