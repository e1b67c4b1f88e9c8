//! Durable jobs: work that must happen though nobody waits for it, enqueued in the transaction that causes it and done
//! outside of any. A job may be done twice (a crash comes between the work and its record): kinds are idempotent.
//! To add a kind: one file in `job/` with its `KIND`, its `mod` line, its line in `KINDS`.
mod dead;
pub(crate) mod file_forget;
pub(crate) mod identity_look;
pub(crate) mod inbound_reparse;
pub(crate) mod media_fetch;
mod patience;
pub(crate) mod retention_apply;
mod run;

pub(crate) use patience::Patience;

use crate::{Desk, Result};
use model::port::Soon;
use model::*;
use store::Tx;

/// One kind of job.
pub(crate) struct Kind {
    /// `noun.verb`
    pub name: &'static str,
    pub patience: Patience,
    pub run: for<'a> fn(&'a Desk, &'a Job) -> Soon<'a, Result<()>>,
}

/// What a job is about; one lives for each (kind, key).
pub(crate) struct About<'a> {
    pub tenant: TenantId,
    pub key: &'a str,
    /// Whose provider it calls.
    pub account: Option<AccountId>,
}

/// Every kind there is.
const KINDS: &[&Kind] =
    &[&file_forget::KIND, &inbound_reparse::KIND, &media_fetch::KIND, &identity_look::KIND, &retention_apply::KIND];

impl Desk {
    /// Work that a crash cut off is due at once. Only while no other process works on the same data: its leases hold.
    pub async fn resume_jobs(&self) -> Result<()> {
        let mut tx = self.db.write().await?;
        let freed = store::job::free(&mut tx, self.now()).await?;
        tx.commit().await?;
        if freed > 0 {
            tracing::info!(jobs = freed, "work that was cut off goes on");
        }
        Ok(())
    }

    /// Written with what causes it. One that was given up lives again.
    pub(crate) async fn enqueue(
        &self,
        tx: &mut Tx,
        kind: &Kind,
        about: About<'_>,
        payload: &impl serde::Serialize,
        due_at: At,
    ) -> Result<()> {
        let job = Job {
            tenant: about.tenant,
            id: JobId(self.id()),
            kind: kind.name.to_owned(),
            unique_key: about.key.to_owned(),
            account: about.account,
            payload: serde_json::to_string(payload).unwrap_or_default(),
            due_at,
            attempts: 0,
            again: false,
            last_error: None,
            dead_at: None,
            created_at: self.now(),
        };
        Ok(store::job::enqueue(tx, &job).await?)
    }
}
