//! How far each agent has read each conversation; climbs only.
use crate::engine::{Result, Tx};
use crate::sql;
use model::*;

/// `false`: was read that far before.
pub async fn climb(
    tx: &mut Tx,
    tenant: TenantId,
    agent: AgentId,
    conversation: ConversationId,
    seq: i64,
    in_count: i64,
) -> Result<bool> {
    let rows = tx.run(sql!(
        "INSERT INTO read_mark (tenant, agent, conversation, seq, in_count) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (tenant, agent, conversation) DO UPDATE SET seq = excluded.seq, in_count = excluded.in_count WHERE read_mark.seq < excluded.seq",
    ).with([&tenant, &agent, &conversation, &seq, &in_count])).await?;
    Ok(rows == 1)
}
