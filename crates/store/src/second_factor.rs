//! Second factors and the recovery codes beside them.
use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(SecondFactor { tenant, agent, sealed, confirmed_at, last_step, made_at });

/// Somebody's, confirmed or not.
pub async fn find(tx: &mut Tx, tenant: TenantId, agent: AgentId) -> Result<Option<SecondFactor>> {
    tx.maybe(
        sql!("SELECT ", SecondFactor::COLUMNS, " FROM second_factor WHERE tenant = $1 AND agent = $2")
            .with([&tenant, &agent]),
    )
    .await
}

/// Begins one, in place of one that was never confirmed. `false`: there is a confirmed one.
pub async fn begin(tx: &mut Tx, it: &SecondFactor) -> Result<bool> {
    let begin = sql!(
        "INSERT INTO second_factor (",
        SecondFactor::COLUMNS,
        ") VALUES (",
        SecondFactor::MARKS,
        ") ON CONFLICT (tenant, agent) DO UPDATE SET ",
        SecondFactor::SETS,
        " WHERE second_factor.confirmed_at IS NULL",
    );
    Ok(tx.run(begin.with(it.values())).await? == 1)
}

/// From now on it is asked for. `false`: it is by now, or there is none, or the step was used.
pub async fn confirm(tx: &mut Tx, tenant: TenantId, agent: AgentId, step: i64, now: At) -> Result<bool> {
    let confirm = sql!(
        "UPDATE second_factor SET confirmed_at = $4, last_step = $3
         WHERE tenant = $1 AND agent = $2 AND confirmed_at IS NULL AND last_step < $3"
    );
    Ok(tx.run(confirm.with([&tenant, &agent, &step, &now])).await? == 1)
}

/// A code of this step was shown. `false`: of this or a later one before.
pub async fn took(tx: &mut Tx, tenant: TenantId, agent: AgentId, step: i64) -> Result<bool> {
    let took = sql!(
        "UPDATE second_factor SET last_step = $3
         WHERE tenant = $1 AND agent = $2 AND confirmed_at IS NOT NULL AND last_step < $3"
    );
    Ok(tx.run(took.with([&tenant, &agent, &step])).await? == 1)
}

/// With its recovery codes. `false`: there was none.
pub async fn delete(tx: &mut Tx, tenant: TenantId, agent: AgentId) -> Result<bool> {
    let codes = sql!("DELETE FROM recovery_code WHERE tenant = $1 AND agent = $2");
    tx.run(codes.with([&tenant, &agent])).await?;
    let factor = sql!("DELETE FROM second_factor WHERE tenant = $1 AND agent = $2");
    Ok(tx.run(factor.with([&tenant, &agent])).await? == 1)
}

/// Who has one that is asked for; at most 1,000.
pub async fn having(tx: &mut Tx, tenant: TenantId) -> Result<Vec<AgentId>> {
    tx.all(
        sql!("SELECT agent FROM second_factor WHERE tenant = $1 AND confirmed_at IS NOT NULL LIMIT 1000")
            .with([&tenant]),
    )
    .await
}

/// One more recovery code, as its hash.
pub async fn insert_code(tx: &mut Tx, tenant: TenantId, agent: AgentId, hash: &str) -> Result<()> {
    let insert = sql!("INSERT INTO recovery_code (tenant, agent, hash) VALUES ($1, $2, $3)");
    tx.run(insert.with([&tenant, &agent, &hash])).await?;
    Ok(())
}

/// It is good once. `false`: it is none of theirs, or was used.
pub async fn use_code(tx: &mut Tx, tenant: TenantId, agent: AgentId, hash: &str) -> Result<bool> {
    let used = sql!("DELETE FROM recovery_code WHERE tenant = $1 AND agent = $2 AND hash = $3");
    Ok(tx.run(used.with([&tenant, &agent, &hash])).await? == 1)
}

/// How many are left.
pub async fn codes(tx: &mut Tx, tenant: TenantId, agent: AgentId) -> Result<i64> {
    tx.one(sql!("SELECT COUNT(*) FROM recovery_code WHERE tenant = $1 AND agent = $2").with([&tenant, &agent])).await
}
