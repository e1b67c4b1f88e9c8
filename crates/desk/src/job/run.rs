//! The worker: leases what is due, does it, and settles it; what fails comes again, each time later, until it is given up.
use super::{KINDS, Kind, Patience};
use crate::lanes::{AT_ONCE, Lanes, is_full};
use crate::{Desk, Result};
use futures_util::FutureExt as _;
use model::*;
use std::panic::AssertUnwindSafe;

/// How long nobody else takes it: after a crash it waits so long.
const LEASE: Span = Span::minutes(5);

impl Desk {
    pub(crate) async fn tick_jobs(&self) -> Result<Option<At>> {
        let lanes = Lanes {
            lease: &|doing| Box::pin(self.lease_jobs(doing)),
            // None of an account for those that call nobody.
            owner: |job: &Job| job.account,
            work: &|job| Box::pin(self.do_job(job)),
            bell: &self.bell.jobs,
            ends: &self.engine.ends,
        };
        lanes.run().await?;
        Ok(store::job::next_due(&mut self.db.read().await?).await?)
    }

    /// What may be done beside what is under way.
    async fn lease_jobs(&self, mut doing: Vec<Option<AccountId>>) -> Result<Vec<Job>> {
        let (now, mut leased) = (self.now(), vec![]);
        let next = store::job::next_due(&mut self.db.read().await?).await?;
        if next.is_none_or(|at| at > now) {
            return Ok(leased);
        }
        let mut tx = self.db.write().await?;
        while doing.len() < AT_ONCE {
            let full: Vec<AccountId> =
                doing.iter().flatten().copied().filter(|it| is_full(&doing, &Some(*it))).collect();
            let due = store::job::due(&mut tx, now, &full, (AT_ONCE - doing.len()) as i64).await?;
            if due.is_empty() {
                break;
            }
            for job in due {
                // The first of an account that is not full is taken: each round takes something.
                if job.account.is_none() || !is_full(&doing, &job.account) {
                    doing.push(job.account);
                    leased.push(store::job::lease(&mut tx, job, now + LEASE).await?);
                }
            }
        }
        tx.commit().await?;
        Ok(leased)
    }

    async fn do_job(&self, job: Job) -> Result<()> {
        let job = &job;
        let kind = KINDS.iter().find(|kind| kind.name == job.kind);
        let patience = kind.map_or(Patience::Ours, |kind| kind.patience);
        let told = if job.attempts > patience.most() {
            Err(format!("taken {} times and never finished: the program ended each time", patience.most()))
        } else {
            self.attempt(kind, job).await
        };
        let (now, mut tx) = (self.now(), self.db.write().await?);
        let again = patience.again(job, now, self.outside.chance.secret()[0]);
        match (&told, again) {
            (Ok(()), _) => store::job::done(&mut tx, job, now).await?,
            (Err(why), Some(at)) => store::job::retry(&mut tx, job, at, why).await?,
            (Err(why), None) => store::job::bury(&mut tx, job, now, why).await?,
        }
        tx.commit().await?;
        if let Err(why) = told {
            let (kind, about) = (job.kind.as_str(), job.unique_key.as_str());
            match again {
                Some(at) => tracing::warn!(kind, about, why, %at, "job failed, comes again `at` that time"),
                None => {
                    tracing::error!(kind, about, why, id = %job.id, "job given up: an administrator can try it again")
                }
            }
            let counter = if again.is_some() { "parlor_jobs_failed_total" } else { "parlor_jobs_dead_total" };
            metrics::counter!(counter, "kind" => job.kind.clone()).increment(1);
        }
        Ok(())
    }

    /// The error is a sentence for people. A panic is one job's failure, not the end of all work.
    async fn attempt(&self, kind: Option<&&Kind>, job: &Job) -> Result<(), String> {
        let Some(kind) = kind else {
            return Err("this version does not know such jobs".into());
        };
        match AssertUnwindSafe((kind.run)(self, job)).catch_unwind().await {
            Ok(done) => done.map_err(|why| why.to_string()),
            Err(_) => Err("it panicked: see the log".into()),
        }
    }
}
