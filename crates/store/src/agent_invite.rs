//! Invitations of people and of new passwords, by the hash of their code only.
use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(AgentInvite {
    tenant,
    id,
    agent,
    email,
    name,
    role,
    brands,
    locale,
    capacity,
    hash,
    made_by,
    made_at,
    expires_at,
    used_at
});

/// A new one.
pub async fn insert(tx: &mut Tx, it: &AgentInvite) -> Result<()> {
    let insert = sql!("INSERT INTO agent_invite (", AgentInvite::COLUMNS, ") VALUES (", AgentInvite::MARKS, ")");
    tx.run(insert.with(it.values())).await?;
    Ok(())
}

/// Those that are still good, latest first; at most 1,000.
pub async fn good(tx: &mut Tx, tenant: TenantId, now: At) -> Result<Vec<AgentInvite>> {
    tx.all(
        sql!(
            "SELECT ",
            AgentInvite::COLUMNS,
            " FROM agent_invite WHERE tenant = $1 AND used_at IS NULL AND expires_at > $2
             ORDER BY made_at DESC, id DESC LIMIT 1000"
        )
        .with([&tenant, &now]),
    )
    .await
}

/// By its code's hash, whosever it is: who comes with it is nobody yet.
pub async fn by_hash(tx: &mut Tx, hash: &str) -> Result<Option<AgentInvite>> {
    tx.maybe(
        sql!("SELECT ", AgentInvite::COLUMNS, " FROM agent_invite WHERE /* every tenant */ hash = $1").with([&hash]),
    )
    .await
}

/// `false`: it was used before, is too old, or is gone.
pub async fn used(tx: &mut Tx, it: &AgentInvite, now: At) -> Result<bool> {
    let used = sql!(
        "UPDATE agent_invite SET used_at = $3 WHERE tenant = $1 AND id = $2 AND used_at IS NULL AND expires_at > $3"
    );
    Ok(tx.run(used.with([&it.tenant, &it.id, &now])).await? == 1)
}

/// `false`: there is none, or it was used.
pub async fn delete(tx: &mut Tx, tenant: TenantId, id: AgentInviteId) -> Result<bool> {
    let delete = sql!("DELETE FROM agent_invite WHERE tenant = $1 AND id = $2 AND used_at IS NULL");
    Ok(tx.run(delete.with([&tenant, &id])).await? == 1)
}

/// Those for this address that nobody used: the next one stands alone.
pub async fn forget(tx: &mut Tx, tenant: TenantId, email: &str) -> Result<()> {
    let forget = sql!("DELETE FROM agent_invite WHERE tenant = $1 AND email = $2 AND used_at IS NULL");
    tx.run(forget.with([&tenant, &email])).await?;
    Ok(())
}

/// Removes those that ended before `before`, used or not.
pub async fn sweep(tx: &mut Tx, before: At) -> Result<u64> {
    tx.run(sql!("DELETE FROM agent_invite WHERE /* every tenant */ expires_at < $1").with([&before])).await
}
