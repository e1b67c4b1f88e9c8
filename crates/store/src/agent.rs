//! Agents: their rows, their brands, and who is there.
use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(Agent {
    tenant,
    id,
    name,
    email,
    password,
    role,
    locale,
    presence,
    presence_reason,
    presence_since,
    gone_at,
    capacity,
    load,
    offered,
    missed,
    assigned_at,
    acted_at,
    state,
    version,
});

/// Writes the agent as it now is. `false`: changed since it was loaded at `version - 1`.
pub async fn save(tx: &mut Tx, it: &Agent) -> Result<bool> {
    let rows = tx
        .run(
            sql!(
                "INSERT INTO agent (",
                Agent::COLUMNS,
                ") VALUES (",
                Agent::MARKS,
                ") ON CONFLICT (tenant, id) DO UPDATE SET ",
                Agent::SETS,
                " WHERE agent.version = excluded.version - 1",
            )
            .with(it.values()),
        )
        .await?;
    Ok(rows == 1)
}

/// By id within its tenant.
pub async fn find(tx: &mut Tx, tenant: TenantId, id: AgentId) -> Result<Option<Agent>> {
    tx.maybe(sql!("SELECT ", Agent::COLUMNS, " FROM agent WHERE tenant = $1 AND id = $2").with([&tenant, &id])).await
}

/// The same, held against other writers until the transaction ends.
pub async fn lock(tx: &mut Tx, tenant: TenantId, id: AgentId) -> Result<Option<Agent>> {
    tx.maybe(
        sql!("SELECT ", Agent::COLUMNS, " FROM agent WHERE tenant = $1 AND id = $2 /*pg FOR UPDATE */")
            .with([&tenant, &id]),
    )
    .await
}

/// Every active administrator who is a person, in the order of their ids, held against other writers: which of them is the last is
/// decided by one at a time.
pub async fn lock_administrators(tx: &mut Tx, tenant: TenantId) -> Result<Vec<AgentId>> {
    tx.all(
        sql!(
            "SELECT id FROM agent WHERE tenant = $1 AND role = 'administrator' AND state = 'active' AND password <> ''
             ORDER BY id LIMIT 1000 /*pg FOR UPDATE */"
        )
        .with([&tenant]),
    )
    .await
}

/// By e-mail in lower case, which is unique on the installation.
pub async fn by_email(tx: &mut Tx, email: &str) -> Result<Option<Agent>> {
    tx.maybe(sql!("SELECT ", Agent::COLUMNS, " FROM agent WHERE /* every tenant */ email = $1").with([&email])).await
}

/// Everybody of a tenant by name, at most 1,000.
pub async fn all(tx: &mut Tx, tenant: TenantId) -> Result<Vec<Agent>> {
    tx.all(
        sql!("SELECT ", Agent::COLUMNS, " FROM agent WHERE tenant = $1 ORDER BY name, id LIMIT 1000").with([&tenant]),
    )
    .await
}

/// Who may be offered work now, in no order.
pub async fn ready(tx: &mut Tx, tenant: TenantId) -> Result<Vec<Agent>> {
    tx.all(
        sql!(
            "SELECT ",
            Agent::COLUMNS,
            " FROM agent WHERE tenant = $1 AND presence = 'ready' AND gone_at IS NULL LIMIT 1000",
        )
        .with([&tenant]),
    )
    .await
}

/// Whether anybody who may see the brand is there to receive.
pub async fn anybody(tx: &mut Tx, tenant: TenantId, brand: BrandId) -> Result<bool> {
    let some: Option<Uuid> = tx
        .maybe(
            sql!(
                "SELECT a.id FROM agent a JOIN agent_brand b ON b.tenant = a.tenant AND b.agent = a.id
         WHERE a.tenant = $1 AND b.brand = $2 AND a.presence = 'ready' AND a.gone_at IS NULL LIMIT 1",
            )
            .with([&tenant, &brand]),
        )
        .await?;
    Ok(some.is_some())
}

/// Those whose last socket closed at or before `before` and who still count as present.
pub async fn vanished(tx: &mut Tx, before: At) -> Result<Vec<Agent>> {
    tx.all(
        sql!(
            "SELECT ",
            Agent::COLUMNS,
            " FROM agent WHERE /* every tenant */ presence <> 'offline' AND gone_at <= $1 LIMIT 1000",
        )
        .with([&before]),
    )
    .await
}

/// Those off duty who still hold an offer or a customer who waits; at most 1,000.
pub async fn left_behind(tx: &mut Tx) -> Result<Vec<Agent>> {
    tx.all(sql!(
        "SELECT ",
        Agent::COLUMNS,
        " FROM agent WHERE /* every tenant */ presence = 'offline' AND (offered > 0 OR load > 0 AND EXISTS (
            SELECT 1 FROM conversation c WHERE c.tenant = agent.tenant AND c.owner = agent.id AND c.place = 'agent'
            AND c.waiting_since IS NOT NULL)) LIMIT 1000",
    ))
    .await
}

/// The earliest disconnection that is still being waited out.
pub async fn first_gone(tx: &mut Tx) -> Result<Option<At>> {
    tx.one(sql!(
        "SELECT MIN(gone_at) FROM agent WHERE /* every tenant */ presence <> 'offline' AND gone_at IS NOT NULL"
    ))
    .await
}

/// After a start nobody is connected yet: everybody present counts as just gone.
pub async fn all_gone(tx: &mut Tx, now: At) -> Result<u64> {
    tx.run(sql!(
        "UPDATE agent SET gone_at = $1, version = version + 1 WHERE /* every tenant */ presence <> 'offline' AND gone_at IS NULL",
    ).with([&now])).await
}

/// May see this brand from now on.
pub async fn grant(tx: &mut Tx, tenant: TenantId, agent: AgentId, brand: BrandId) -> Result<()> {
    tx.run(
        sql!("INSERT INTO agent_brand (tenant, agent, brand) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",)
            .with([&tenant, &agent, &brand]),
    )
    .await?;
    Ok(())
}

/// May not see this brand any more.
pub async fn revoke(tx: &mut Tx, tenant: TenantId, agent: AgentId, brand: BrandId) -> Result<()> {
    tx.run(
        sql!("DELETE FROM agent_brand WHERE tenant = $1 AND agent = $2 AND brand = $3").with([&tenant, &agent, &brand]),
    )
    .await?;
    Ok(())
}

/// What somebody is in a brand that they may see; `None`: what they are elsewhere.
pub async fn set_role(tx: &mut Tx, tenant: TenantId, it: &Right) -> Result<()> {
    tx.run(
        sql!("UPDATE agent_brand SET role = $4 WHERE tenant = $1 AND agent = $2 AND brand = $3")
            .with([&tenant, &it.agent, &it.brand, &it.role]),
    )
    .await?;
    Ok(())
}

/// The brands somebody may see, with what they are there.
pub async fn rights(tx: &mut Tx, tenant: TenantId, agent: AgentId) -> Result<Vec<Right>> {
    tx.all(
        sql!("SELECT agent, brand, role FROM agent_brand WHERE tenant = $1 AND agent = $2 ORDER BY brand")
            .with([&tenant, &agent]),
    )
    .await
}

/// Which brands somebody may see.
pub async fn brands(tx: &mut Tx, tenant: TenantId, agent: AgentId) -> Result<Vec<BrandId>> {
    tx.all(
        sql!("SELECT brand FROM agent_brand WHERE tenant = $1 AND agent = $2 ORDER BY brand").with([&tenant, &agent]),
    )
    .await
}

/// Who may see what, for the router: every pair of a tenant.
pub async fn all_brands(tx: &mut Tx, tenant: TenantId) -> Result<Vec<Right>> {
    tx.all(sql!("SELECT agent, brand, role FROM agent_brand WHERE tenant = $1 LIMIT 100000").with([&tenant])).await
}
row!(Right { agent, brand, role });
