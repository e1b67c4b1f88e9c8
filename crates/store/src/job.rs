//! Jobs: durable work, leased by one worker at a time.
use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(Job { tenant, id, kind, unique_key, payload, due_at, attempts, leased_until, dead, created_at });

/// `false`: a job for the same matter is there already.
pub async fn enqueue(tx: &mut Tx, it: &Job) -> Result<bool> {
    let rows = tx
        .run(
            sql!(
                "INSERT INTO job (",
                Job::COLUMNS,
                ") VALUES (",
                Job::MARKS,
                ") ON CONFLICT (tenant, kind, unique_key) DO NOTHING",
            )
            .with(it.values()),
        )
        .await?;
    Ok(rows == 1)
}

/// The most urgent job whose time has come and that nobody holds.
pub async fn due(tx: &mut Tx, now: At) -> Result<Option<Job>> {
    tx.maybe(sql!(
        "SELECT ", Job::COLUMNS, " FROM job WHERE /* every tenant */ dead IS NULL AND due_at <= $1 AND (leased_until IS NULL OR leased_until <= $1)
         ORDER BY due_at LIMIT 1 /*pg FOR UPDATE SKIP LOCKED */",
    ).with([&now])).await
}

/// Nobody else takes it until then.
pub async fn lease(tx: &mut Tx, it: &Job, until: At) -> Result<()> {
    tx.run(
        sql!("UPDATE job SET leased_until = $3, attempts = attempts + 1 WHERE tenant = $1 AND id = $2",)
            .with([&it.tenant, &it.id, &until]),
    )
    .await?;
    Ok(())
}

/// It happened; the row goes.
pub async fn done(tx: &mut Tx, it: &Job) -> Result<()> {
    tx.run(sql!("DELETE FROM job WHERE tenant = $1 AND id = $2").with([&it.tenant, &it.id])).await?;
    Ok(())
}

/// Again at that time.
pub async fn retry(tx: &mut Tx, it: &Job, due_at: At) -> Result<()> {
    tx.run(
        sql!("UPDATE job SET due_at = $3, leased_until = NULL WHERE tenant = $1 AND id = $2")
            .with([&it.tenant, &it.id, &due_at]),
    )
    .await?;
    Ok(())
}

/// Given up; stays as a dead letter with its last error.
pub async fn bury(tx: &mut Tx, it: &Job, why: &str) -> Result<()> {
    tx.run(
        sql!("UPDATE job SET dead = $3, leased_until = NULL WHERE tenant = $1 AND id = $2")
            .with([&it.tenant, &it.id, &why]),
    )
    .await?;
    Ok(())
}

/// When the next one is due.
pub async fn next_due(tx: &mut Tx) -> Result<Option<At>> {
    tx.one(sql!("SELECT MIN(due_at) FROM job WHERE /* every tenant */ dead IS NULL")).await
}
