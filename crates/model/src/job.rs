//! Job: work that must happen, written in the transaction that causes it; leased, retried, and visible when given up.
use crate::{AccountId, At, JobId, TenantId};

/// A piece of durable work.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    pub tenant: TenantId,
    pub id: JobId,
    /// As in the list of kinds: `noun.verb`.
    pub kind: String,
    /// What it is about; (tenant, kind, unique_key) is unique while the job lives.
    pub unique_key: String,
    /// Whose provider it calls; one account's jobs never take all places.
    pub account: Option<AccountId>,
    /// JSON for the worker, at most 64 KiB.
    pub payload: String,
    /// When it may be taken. While somebody works on it: when their lease ends and another may.
    pub due_at: At,
    /// How often it was taken since `created_at`.
    pub attempts: i64,
    /// Asked for again since it was taken last: done once more.
    pub again: bool,
    /// Why the last attempt failed.
    pub last_error: Option<String>,
    /// Given up at this time, for a person to see and try again.
    pub dead_at: Option<At>,
    /// Or when a person, or what it waited for, made it as new.
    pub created_at: At,
}
