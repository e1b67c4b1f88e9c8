//! Drafts: words not yet sent.
use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(Draft { tenant, agent, conversation, mode, text, updated_at });

/// An empty text forgets the draft.
pub async fn save(tx: &mut Tx, it: &Draft) -> Result<()> {
    if it.text.is_empty() {
        tx.run(sql!("DELETE FROM draft WHERE tenant = $1 AND agent = $2 AND conversation = $3 AND mode = $4",).with([
            &it.tenant,
            &it.agent,
            &it.conversation,
            &it.mode,
        ]))
        .await?;
        return Ok(());
    }
    tx.run(
        sql!(
            "INSERT INTO draft (",
            Draft::COLUMNS,
            ") VALUES (",
            Draft::MARKS,
            ") ON CONFLICT (tenant, agent, conversation, mode) DO UPDATE SET ",
            Draft::SETS,
        )
        .with(it.values()),
    )
    .await?;
    Ok(())
}

/// An agent's drafts in one conversation, one for each mode.
pub async fn of(tx: &mut Tx, tenant: TenantId, agent: AgentId, conversation: ConversationId) -> Result<Vec<Draft>> {
    tx.all(
        sql!(
            "SELECT ",
            Draft::COLUMNS,
            " FROM draft WHERE tenant = $1 AND agent = $2 AND conversation = $3 ORDER BY mode",
        )
        .with([&tenant, &agent, &conversation]),
    )
    .await
}
