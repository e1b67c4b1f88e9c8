//! The worker: leases what is due, does it, and settles it; what fails comes again, each time later, until it is given up.
use super::KINDS;
use crate::{Desk, Result};
use futures_util::FutureExt as _;
use futures_util::stream::{FuturesUnordered, StreamExt as _};
use model::port::Soon;
use model::*;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::Ordering;

/// How many are done side by side.
const AT_ONCE: i64 = 16;
/// How long nobody else takes it: after a crash it waits so long.
const LEASE: Span = Span::minutes(5);
/// Waits after each failure, seconds; after the last attempt it is given up, within half a day.
const WAITS: &[i64] = &[5, 30, 120, 600, 3_600, 21_600];

/// What came to its end.
enum Done {
    Leased(Result<Vec<Job>>),
    Settled(Result<()>),
}

impl Desk {
    pub(crate) async fn tick_jobs(&self) -> Result<Option<At>> {
        let mut under_way: FuturesUnordered<Soon<'_, Done>> = FuturesUnordered::new();
        let (mut doing, mut failed) = (0, None);
        let (mut look, mut looking) = (true, false);
        loop {
            let free = AT_ONCE - doing;
            if look && !looking && free > 0 && failed.is_none() && !self.engine.ends.load(Ordering::Relaxed) {
                (look, looking) = (false, true);
                under_way.push(Box::pin(async move { Done::Leased(self.lease_jobs(free).await) }));
            }
            if under_way.is_empty() {
                break;
            }
            // One that takes its time holds up none that comes meanwhile.
            tokio::select! {
                Some(done) = under_way.next() => match done {
                    Done::Leased(leased) => {
                        looking = false;
                        for job in leased.unwrap_or_else(|why| { failed = Some(why); vec![] }) {
                            doing += 1;
                            under_way.push(Box::pin(async move { Done::Settled(self.do_job(job).await) }));
                        }
                    }
                    Done::Settled(settled) => {
                        (doing, look) = (doing - 1, true);
                        failed = failed.or(settled.err());
                    }
                },
                () = self.bell.jobs.notified() => look = true,
            }
        }
        match failed {
            Some(why) => Err(why),
            None => Ok(store::job::next_due(&mut self.db.read().await?).await?),
        }
    }

    async fn lease_jobs(&self, most: i64) -> Result<Vec<Job>> {
        let (now, mut leased) = (self.now(), vec![]);
        let next = store::job::next_due(&mut self.db.read().await?).await?;
        if next.is_none_or(|at| at > now) {
            return Ok(leased);
        }
        let mut tx = self.db.write().await?;
        for job in store::job::due(&mut tx, now, most).await? {
            leased.push(store::job::lease(&mut tx, job, now + LEASE).await?);
        }
        tx.commit().await?;
        Ok(leased)
    }

    async fn do_job(&self, job: Job) -> Result<()> {
        let job = &job;
        let most = WAITS.len() as i64 + 1;
        let told = if job.attempts > most {
            Err(format!("taken {most} times and never finished: the program ended each time"))
        } else {
            self.attempt(job).await
        };
        let (now, mut tx) = (self.now(), self.db.write().await?);
        let wait = usize::try_from(job.attempts - 1).ok().and_then(|failures| WAITS.get(failures));
        match (&told, wait) {
            (Ok(()), _) => store::job::done(&mut tx, job, now).await?,
            (Err(why), Some(wait)) => store::job::retry(&mut tx, job, now + Span::seconds(*wait), why).await?,
            (Err(why), None) => store::job::bury(&mut tx, job, now, why).await?,
        }
        tx.commit().await?;
        if let Err(why) = told {
            let (kind, about) = (job.kind.as_str(), job.unique_key.as_str());
            match wait {
                Some(wait) => tracing::warn!(kind, about, why, wait, "job failed, comes again after `wait` seconds"),
                None => {
                    tracing::error!(kind, about, why, id = %job.id, "job given up: an administrator can try it again")
                }
            }
            let counter = if wait.is_some() { "parlor_jobs_failed_total" } else { "parlor_jobs_dead_total" };
            metrics::counter!(counter, "kind" => job.kind.clone()).increment(1);
        }
        Ok(())
    }

    /// The error is a sentence for people. A panic is one job's failure, not the end of all work.
    async fn attempt(&self, job: &Job) -> Result<(), String> {
        let Some(kind) = KINDS.iter().find(|kind| kind.name == job.kind) else {
            return Err("this version does not know such jobs".into());
        };
        match AssertUnwindSafe((kind.run)(self, job)).catch_unwind().await {
            Ok(done) => done.map_err(|why| why.to_string()),
            Err(_) => Err("it panicked: see the log".into()),
        }
    }
}
