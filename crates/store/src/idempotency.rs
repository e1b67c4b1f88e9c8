//! Answers to writes under an Idempotency-Key, so that a repetition gets the first one's answer.
use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

/// A key that was used, and what was answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    pub tenant: TenantId,
    /// The agent who asked.
    pub principal: AgentId,
    pub key: String,
    pub body_hash: String,
    /// HTTP status; 0 while the first request is under way.
    pub status: i64,
    pub response: String,
    pub at: At,
}
row!(Answered { tenant, principal, key, body_hash, status, response, at });

/// `false`: the key is known; see [`find`].
pub async fn begin(tx: &mut Tx, it: &Answered) -> Result<bool> {
    let rows = tx
        .run(
            sql!(
                "INSERT INTO idempotency (",
                Answered::COLUMNS,
                ") VALUES (",
                Answered::MARKS,
                ") ON CONFLICT (tenant, principal, key) DO NOTHING",
            )
            .with(it.values()),
        )
        .await?;
    Ok(rows == 1)
}

/// What is known of a key.
pub async fn find(tx: &mut Tx, tenant: TenantId, principal: AgentId, key: &str) -> Result<Option<Answered>> {
    tx.maybe(
        sql!("SELECT ", Answered::COLUMNS, " FROM idempotency WHERE tenant = $1 AND principal = $2 AND key = $3",)
            .with([&tenant, &principal, &key]),
    )
    .await
}

/// Claims anew a key whose first request never ended, if nobody else did. `false`: it is not so, or not so any more.
pub async fn take_over(tx: &mut Tx, it: &Answered, claimed_before: At) -> Result<bool> {
    let rows = tx
        .run(
            sql!(
                "UPDATE idempotency SET at = $5 WHERE tenant = $1 AND principal = $2 AND key = $3 AND body_hash = $4
                 AND status = 0 AND at <= $6",
            )
            .with([&it.tenant, &it.principal, &it.key, &it.body_hash, &it.at, &claimed_before]),
        )
        .await?;
    Ok(rows == 1)
}

/// The first request is done; this is its answer.
pub async fn finish(
    tx: &mut Tx,
    tenant: TenantId,
    principal: AgentId,
    key: &str,
    status: i64,
    response: &str,
) -> Result<()> {
    tx.run(
        sql!("UPDATE idempotency SET status = $4, response = $5 WHERE tenant = $1 AND principal = $2 AND key = $3",)
            .with([&tenant, &principal, &key, &status, &response]),
    )
    .await?;
    Ok(())
}

/// The request failed before it did anything: the key is free again.
pub async fn forget(tx: &mut Tx, tenant: TenantId, principal: AgentId, key: &str) -> Result<()> {
    tx.run(
        sql!("DELETE FROM idempotency WHERE tenant = $1 AND principal = $2 AND key = $3")
            .with([&tenant, &principal, &key]),
    )
    .await?;
    Ok(())
}

/// Forgets keys from before a moment.
pub async fn sweep(tx: &mut Tx, before: At) -> Result<u64> {
    tx.run(sql!("DELETE FROM idempotency WHERE /* every tenant */ at < $1").with([&before])).await
}
