//! Jobs: durable work. Taking one moves `due_at` to the end of the lease: until then nobody else finds it, and whoever
//! settles it shows that very time, so that a worker that overran its lease changes nothing any more.
use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(Job { tenant, id, kind, unique_key, account, payload, due_at, attempts, again, last_error, dead_at, created_at });

/// One job for each matter: one that was taken before is done once more; one that was given up lives again, as new.
pub async fn enqueue(tx: &mut Tx, it: &Job) -> Result<()> {
    tx.run(
        sql!(
            "INSERT INTO job (",
            Job::COLUMNS,
            ") VALUES (",
            Job::MARKS,
            ") ON CONFLICT (tenant, kind, unique_key) DO UPDATE SET again = job.dead_at IS NULL, dead_at = NULL,
               attempts = CASE WHEN job.dead_at IS NULL THEN job.attempts ELSE excluded.attempts END,
               due_at = CASE WHEN job.dead_at IS NULL THEN job.due_at ELSE excluded.due_at END,
               created_at = CASE WHEN job.dead_at IS NULL THEN job.created_at ELSE excluded.created_at END,
               payload = CASE WHEN job.dead_at IS NULL THEN job.payload ELSE excluded.payload END
               WHERE job.attempts > 0",
        )
        .with(it.values()),
    )
    .await?;
    Ok(())
}

/// The most urgent jobs whose time has come and that nobody holds, but none of the `full` accounts (at most 1,024); at most
/// `limit`.
pub async fn due(tx: &mut Tx, now: At, full: &[AccountId], limit: i64) -> Result<Vec<Job>> {
    let ask = sql!("SELECT ", Job::COLUMNS, " FROM job WHERE /* every tenant */ dead_at IS NULL AND due_at <= $1")
        .with([&now]);
    let ask = if full.is_empty() { ask } else { ask.among(" AND (account IS NULL OR account NOT IN ($))", full) };
    tx.all(ask.push(" ORDER BY due_at, id LIMIT $ /*pg FOR UPDATE SKIP LOCKED */", [&limit])).await
}

/// Nobody else takes it until then. Says how it stands now; its `due_at` is what settles it.
pub async fn lease(tx: &mut Tx, it: Job, until: At) -> Result<Job> {
    tx.run(
        sql!("UPDATE job SET due_at = $3, attempts = attempts + 1, again = FALSE, leased = TRUE WHERE tenant = $1 AND id = $2")
            .with([&it.tenant, &it.id, &until]),
    )
    .await?;
    Ok(Job { due_at: until, attempts: it.attempts + 1, again: false, ..it })
}

/// It happened: the row goes, unless it was asked for again meanwhile.
pub async fn done(tx: &mut Tx, it: &Job, now: At) -> Result<()> {
    let once_more = tx
        .run(
            sql!(
                "UPDATE job SET due_at = $4, created_at = $4, attempts = 0, again = FALSE, leased = FALSE, last_error = NULL
                 WHERE tenant = $1 AND id = $2 AND due_at = $3 AND again"
            )
            .with([&it.tenant, &it.id, &it.due_at, &now]),
        )
        .await?;
    if once_more == 0 {
        tx.run(
            sql!("DELETE FROM job WHERE tenant = $1 AND id = $2 AND due_at = $3")
                .with([&it.tenant, &it.id, &it.due_at]),
        )
        .await?;
    }
    Ok(())
}

/// It failed: again at that time.
pub async fn retry(tx: &mut Tx, it: &Job, at: At, why: &str) -> Result<()> {
    tx.run(
        sql!(
            "UPDATE job SET due_at = $4, leased = FALSE, last_error = $5 WHERE tenant = $1 AND id = $2 AND due_at = $3"
        )
        .with([&it.tenant, &it.id, &it.due_at, &at, &why]),
    )
    .await?;
    Ok(())
}

/// Given up; stays as a dead letter with its last error.
pub async fn bury(tx: &mut Tx, it: &Job, now: At, why: &str) -> Result<()> {
    tx.run(
        sql!(
            "UPDATE job SET dead_at = $4, leased = FALSE, last_error = $5 WHERE tenant = $1 AND id = $2 AND due_at = $3"
        )
        .with([&it.tenant, &it.id, &it.due_at, &now, &why]),
    )
    .await?;
    Ok(())
}

/// A dead letter lives again, as new and due now; `None`: there is no such dead letter.
pub async fn revive(tx: &mut Tx, tenant: TenantId, id: JobId, now: At) -> Result<Option<Job>> {
    tx.maybe(
        sql!(
            "UPDATE job SET dead_at = NULL, due_at = $3, created_at = $3, attempts = 0, again = FALSE
             WHERE tenant = $1 AND id = $2 AND dead_at IS NOT NULL RETURNING ",
            Job::COLUMNS,
        )
        .with([&tenant, &id, &now]),
    )
    .await
}

/// One that waits, for its time or for its next attempt, is due now and as new.
pub async fn hurry(tx: &mut Tx, it: &Job, now: At) -> Result<()> {
    tx.run(
        sql!(
            "UPDATE job SET due_at = $3, created_at = $3, attempts = 0, again = FALSE, leased = FALSE
             WHERE tenant = $1 AND id = $2 AND dead_at IS NULL AND due_at > $3"
        )
        .with([&it.tenant, &it.id, &now]),
    )
    .await?;
    Ok(())
}

/// What stood in the way of an account's jobs is gone: those that wait are due now, and those that were given up live again,
/// as new. Says how many.
pub async fn hurry_account(tx: &mut Tx, tenant: TenantId, account: AccountId, now: At) -> Result<u64> {
    tx.run(
        sql!(
            "UPDATE job SET due_at = $3, attempts = 0, dead_at = NULL,
                 created_at = CASE WHEN dead_at IS NULL THEN created_at ELSE $3 END
             WHERE tenant = $1 AND account = $2 AND (dead_at IS NOT NULL OR (NOT leased AND due_at > $3))",
        )
        .with([&tenant, &account, &now]),
    )
    .await
}

/// What somebody held is due now; only while nobody can hold anything, as when the one process starts. Says how many.
pub async fn free(tx: &mut Tx, now: At) -> Result<u64> {
    tx.run(
        sql!("UPDATE job SET due_at = $1, leased = FALSE WHERE /* every tenant */ leased AND dead_at IS NULL")
            .with([&now]),
    )
    .await
}

/// By what it is about.
pub async fn of(tx: &mut Tx, tenant: TenantId, kind: &str, unique_key: &str) -> Result<Option<Job>> {
    tx.maybe(sql!("SELECT ", Job::COLUMNS, " FROM job WHERE tenant = $1 AND kind = $2 AND unique_key = $3").with([
        &tenant,
        &kind,
        &unique_key,
    ]))
    .await
}

/// Dead letters, latest first; at most `limit` behind the one that the page before ended with.
pub async fn dead(tx: &mut Tx, tenant: TenantId, after: Option<(At, JobId)>, limit: i64) -> Result<Vec<Job>> {
    let (at, id) = after.unwrap_or((At(i64::MAX), JobId(Uuid::max())));
    tx.all(
        sql!(
            "SELECT ",
            Job::COLUMNS,
            " FROM job WHERE tenant = $1 AND dead_at IS NOT NULL AND (dead_at, id) < ($2, $3)
              ORDER BY dead_at DESC, id DESC LIMIT $4",
        )
        .with([&tenant, &at, &id, &limit]),
    )
    .await
}

/// When the next one may be taken.
pub async fn next_due(tx: &mut Tx) -> Result<Option<At>> {
    tx.one(sql!("SELECT MIN(due_at) FROM job WHERE /* every tenant */ dead_at IS NULL")).await
}
