//! The worker: leases what is due, does it, and settles it; what fails comes again, each time later, until it is given up.
use super::{KINDS, Kind, Patience};
use crate::{Desk, Result};
use futures_util::FutureExt as _;
use futures_util::stream::{FuturesUnordered, StreamExt as _};
use model::port::Soon;
use model::*;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::Ordering;

/// How many are done side by side, and how many of them for one account: one whose provider keeps us waiting holds up no
/// other.
const AT_ONCE: usize = 32;
const OF_ONE: usize = 4;
/// How long nobody else takes it: after a crash it waits so long.
const LEASE: Span = Span::minutes(5);

/// What came to its end.
enum Done {
    Leased(Result<Vec<Job>>),
    Settled(Option<AccountId>, Result<()>),
}

impl Desk {
    pub(crate) async fn tick_jobs(&self) -> Result<Option<At>> {
        let mut under_way: FuturesUnordered<Soon<'_, Done>> = FuturesUnordered::new();
        // Whose jobs are under way; none of an account for those that call nobody.
        let mut doing: Vec<Option<AccountId>> = vec![];
        let mut failed = None;
        let (mut look, mut looking) = (true, false);
        loop {
            if look
                && !looking
                && doing.len() < AT_ONCE
                && failed.is_none()
                && !self.engine.ends.load(Ordering::Relaxed)
            {
                (look, looking) = (false, true);
                let doing = doing.clone();
                under_way.push(Box::pin(async move { Done::Leased(self.lease_jobs(doing).await) }));
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
                            let account = job.account;
                            doing.push(account);
                            under_way.push(Box::pin(async move { Done::Settled(account, self.do_job(job).await) }));
                        }
                    }
                    Done::Settled(account, settled) => {
                        look = true;
                        if let Some(at) = doing.iter().position(|it| *it == account) {
                            doing.swap_remove(at);
                        }
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

    /// What may be done beside what is under way.
    async fn lease_jobs(&self, mut doing: Vec<Option<AccountId>>) -> Result<Vec<Job>> {
        let (now, mut leased) = (self.now(), vec![]);
        let next = store::job::next_due(&mut self.db.read().await?).await?;
        if next.is_none_or(|at| at > now) {
            return Ok(leased);
        }
        let mut tx = self.db.write().await?;
        while doing.len() < AT_ONCE {
            let full: Vec<AccountId> = doing.iter().flatten().copied().filter(|it| is_full(&doing, *it)).collect();
            let due = store::job::due(&mut tx, now, &full, (AT_ONCE - doing.len()) as i64).await?;
            if due.is_empty() {
                break;
            }
            for job in due {
                // The first of an account that is not full is taken: each round takes something.
                if !job.account.is_some_and(|it| is_full(&doing, it)) {
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

/// So many of its jobs are under way that the others wait.
fn is_full(doing: &[Option<AccountId>], account: AccountId) -> bool {
    doing.iter().filter(|it| **it == Some(account)).count() >= OF_ONE
}
