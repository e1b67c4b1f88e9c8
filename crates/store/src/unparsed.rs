//! What no channel understood: what is known of it beside the bytes, which its inbound row keeps.
use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(Unparsed { tenant, id, account, brand, channel, reason, method, query, headers, size, received_at, tried_at });

/// Written with its inbound row.
pub async fn insert(tx: &mut Tx, it: &Unparsed) -> Result<()> {
    tx.run(sql!("INSERT INTO unparsed (", Unparsed::COLUMNS, ") VALUES (", Unparsed::MARKS, ")").with(it.values()))
        .await?;
    Ok(())
}

/// By id within its tenant.
pub async fn find(tx: &mut Tx, tenant: TenantId, id: InboundId) -> Result<Option<Unparsed>> {
    tx.maybe(sql!("SELECT ", Unparsed::COLUMNS, " FROM unparsed WHERE tenant = $1 AND id = $2").with([&tenant, &id]))
        .await
}

/// In brands in which `agent` leads, latest first; at most `limit` behind the one that the page before ended with.
pub async fn list(
    tx: &mut Tx,
    tenant: TenantId,
    agent: AgentId,
    after: Option<(At, InboundId)>,
    limit: i64,
) -> Result<Vec<Unparsed>> {
    let (at, id) = after.unwrap_or((At(i64::MAX), InboundId(Uuid::max())));
    tx.all(
        sql!(
            "SELECT ",
            Unparsed::COLUMNS,
            " FROM unparsed WHERE tenant = $1
              AND brand IN (SELECT b.brand FROM agent_brand b WHERE b.tenant = $1 AND b.agent = $2 AND COALESCE(b.role, '') <> 'agent')
              AND (received_at, id) < ($3, $4) ORDER BY received_at DESC, id DESC LIMIT $5",
        )
        .with([&tenant, &agent, &at, &id, &limit]),
    )
    .await
}

/// Read again, and still not understood.
pub async fn still(tx: &mut Tx, it: &Unparsed, reason: &str, now: At) -> Result<()> {
    tx.run(
        sql!("UPDATE unparsed SET reason = $3, tried_at = $4 WHERE tenant = $1 AND id = $2")
            .with([&it.tenant, &it.id, &reason, &now]),
    )
    .await?;
    Ok(())
}

/// Understood, or dismissed; the inbound row stays. `false`: it was not there any more.
pub async fn delete(tx: &mut Tx, tenant: TenantId, id: InboundId) -> Result<bool> {
    let rows = tx.run(sql!("DELETE FROM unparsed WHERE tenant = $1 AND id = $2").with([&tenant, &id])).await?;
    Ok(rows == 1)
}
