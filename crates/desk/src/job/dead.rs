//! Dead letters: jobs that were given up, for administrators to see and to try again.
use crate::{Desk, Error, Result, Staff};
use model::*;

impl Desk {
    /// Latest first; at most `limit` behind the one that the page before ended with.
    pub async fn dead_jobs(&self, who: &Staff, after: Option<(At, JobId)>, limit: i64) -> Result<Vec<Job>> {
        who.must(who.agent.role.administers(), "administrators see what was given up")?;
        Ok(store::job::dead(&mut self.db.read().await?, who.tenant, after, limit).await?)
    }

    /// As new, and due now.
    pub async fn retry_job(&self, who: &Staff, id: JobId) -> Result<()> {
        who.must(who.agent.role.administers(), "administrators try again what was given up")?;
        let mut tx = self.db.write().await?;
        let job =
            store::job::revive(&mut tx, who.tenant, id, self.now()).await?.ok_or(Error::NotFound("job given up"))?;
        self.audit(&mut tx, who, "job.retried", &id.to_string(), &job.kind).await?;
        tx.commit().await?;
        self.bell.jobs.notify_one();
        Ok(())
    }
}
