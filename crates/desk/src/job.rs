//! Durable jobs: work that must happen though nobody waits for it, enqueued in the transaction that causes it and done
//! outside of any. A job may be done twice (a crash comes between the work and its record): kinds are idempotent.
//! To add a kind: one file in `job/` with its `KIND`, its `mod` line, its line in `KINDS`.
mod dead;
pub(crate) mod file_forget;
pub(crate) mod identity_look;
pub(crate) mod inbound_reparse;
pub(crate) mod media_fetch;
mod run;

use crate::{Desk, Result};
use model::port::Soon;
use model::*;
use store::Tx;

/// One kind of job.
pub(crate) struct Kind {
    /// `noun.verb`
    pub name: &'static str,
    pub run: for<'a> fn(&'a Desk, &'a Job) -> Soon<'a, Result<()>>,
}

/// Every kind there is.
const KINDS: &[&Kind] = &[&file_forget::KIND, &inbound_reparse::KIND, &media_fetch::KIND, &identity_look::KIND];

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

    /// Written with what causes it. `key`: what it is about; one job lives for each matter.
    pub(crate) async fn enqueue(
        &self,
        tx: &mut Tx,
        tenant: TenantId,
        kind: &Kind,
        key: &str,
        payload: &impl serde::Serialize,
        due_at: At,
    ) -> Result<()> {
        let job = Job {
            tenant,
            id: JobId(self.id()),
            kind: kind.name.to_owned(),
            unique_key: key.to_owned(),
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
