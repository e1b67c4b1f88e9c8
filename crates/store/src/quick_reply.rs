//! Quick replies of the company and of each agent.
use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(QuickReply { tenant, id, owner, team, shortcut, title, text, expires_at, updated_at });

/// Inserts or overwrites it.
pub async fn save(tx: &mut Tx, it: &QuickReply) -> Result<()> {
    tx.run(
        sql!(
            "INSERT INTO quick_reply (",
            QuickReply::COLUMNS,
            ") VALUES (",
            QuickReply::MARKS,
            ") ON CONFLICT (tenant, id) DO UPDATE SET ",
            QuickReply::SETS,
        )
        .with(it.values()),
    )
    .await?;
    Ok(())
}

/// By id within its tenant.
pub async fn find(tx: &mut Tx, tenant: TenantId, id: QuickReplyId) -> Result<Option<QuickReply>> {
    tx.maybe(
        sql!("SELECT ", QuickReply::COLUMNS, " FROM quick_reply WHERE tenant = $1 AND id = $2").with([&tenant, &id]),
    )
    .await
}

/// The company's and this agent's own, by shortcut; at most 1,000.
pub async fn of(tx: &mut Tx, tenant: TenantId, agent: AgentId) -> Result<Vec<QuickReply>> {
    tx.all(
        sql!(
            "SELECT ",
            QuickReply::COLUMNS,
            " FROM quick_reply WHERE tenant = $1 AND (owner IS NULL OR owner = $2) ORDER BY shortcut, id LIMIT 1000",
        )
        .with([&tenant, &agent]),
    )
    .await
}

/// Gone; nothing refers to it.
pub async fn delete(tx: &mut Tx, tenant: TenantId, id: QuickReplyId) -> Result<()> {
    tx.run(sql!("DELETE FROM quick_reply WHERE tenant = $1 AND id = $2").with([&tenant, &id])).await?;
    Ok(())
}
