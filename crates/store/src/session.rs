//! Sessions and API keys, by hash only.
use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(Session { tenant, id, hash, agent, created_at, used_at, expires_at, user_agent });
row!(ApiKey {
    tenant,
    id,
    name,
    name_folded,
    hash,
    prefix,
    agent,
    scopes,
    created_at,
    used_at,
    expires_at,
    revoked_at
});

/// A new session.
pub async fn insert(tx: &mut Tx, it: &Session) -> Result<()> {
    tx.run(sql!("INSERT INTO session (", Session::COLUMNS, ") VALUES (", Session::MARKS, ")").with(it.values()))
        .await?;
    Ok(())
}

/// By the hash of the cookie's value.
pub async fn find(tx: &mut Tx, hash: &str) -> Result<Option<Session>> {
    tx.maybe(
        sql!("SELECT ", Session::COLUMNS, " FROM session WHERE /* every tenant */ hash = $1 AND id IS NOT NULL")
            .with([&hash]),
    )
    .await
}

/// Its idle time begins anew.
pub async fn used(tx: &mut Tx, hash: &str, now: At) -> Result<()> {
    tx.run(sql!("UPDATE session SET used_at = $2 WHERE /* every tenant */ hash = $1").with([&hash, &now])).await?;
    Ok(())
}

/// Signed out.
pub async fn delete(tx: &mut Tx, hash: &str) -> Result<()> {
    tx.run(sql!("DELETE FROM session WHERE /* every tenant */ hash = $1").with([&hash])).await?;
    Ok(())
}

/// By its own name.
pub async fn by_id(tx: &mut Tx, tenant: TenantId, id: SessionId) -> Result<Option<Session>> {
    tx.maybe(sql!("SELECT ", Session::COLUMNS, " FROM session WHERE tenant = $1 AND id = $2").with([&tenant, &id]))
        .await
}

/// Somebody's that are within their limits, last used first; at most 200.
pub async fn of(tx: &mut Tx, tenant: TenantId, agent: AgentId, now: At, idle_since: At) -> Result<Vec<Session>> {
    tx.all(
        sql!(
            "SELECT ",
            Session::COLUMNS,
            " FROM session WHERE tenant = $1 AND agent = $2 AND id IS NOT NULL AND expires_at >= $3 AND used_at >= $4
             ORDER BY used_at DESC, id DESC LIMIT 200"
        )
        .with([&tenant, &agent, &now, &idle_since]),
    )
    .await
}

/// Ends one. `false`: there is none.
pub async fn end(tx: &mut Tx, tenant: TenantId, id: SessionId) -> Result<bool> {
    Ok(tx.run(sql!("DELETE FROM session WHERE tenant = $1 AND id = $2").with([&tenant, &id])).await? == 1)
}

/// Ends all of somebody's but, maybe, one; how many.
pub async fn end_all(tx: &mut Tx, tenant: TenantId, agent: AgentId, but: Option<SessionId>) -> Result<u64> {
    let ask = sql!("DELETE FROM session WHERE tenant = $1 AND agent = $2").with([&tenant, &agent]);
    tx.run(ask.when(&but, " AND id <> $")).await
}

/// Removes what is past its limits.
pub async fn sweep(tx: &mut Tx, now: At, idle_since: At) -> Result<u64> {
    tx.run(
        sql!("DELETE FROM session WHERE /* every tenant */ expires_at < $1 OR used_at < $2").with([&now, &idle_since]),
    )
    .await
}

/// A new key.
pub async fn insert_key(tx: &mut Tx, it: &ApiKey) -> Result<()> {
    tx.run(sql!("INSERT INTO api_key (", ApiKey::COLUMNS, ") VALUES (", ApiKey::MARKS, ")").with(it.values())).await?;
    Ok(())
}

/// By the hash of its text, unless revoked.
pub async fn key(tx: &mut Tx, hash: &str) -> Result<Option<ApiKey>> {
    tx.maybe(
        sql!("SELECT ", ApiKey::COLUMNS, " FROM api_key WHERE /* every tenant */ hash = $1 AND revoked_at IS NULL",)
            .with([&hash]),
    )
    .await
}

/// A tenant's keys that are not revoked; at most 1,000.
pub async fn keys(tx: &mut Tx, tenant: TenantId) -> Result<Vec<ApiKey>> {
    tx.all(
        sql!(
            "SELECT ",
            ApiKey::COLUMNS,
            " FROM api_key WHERE tenant = $1 AND revoked_at IS NULL ORDER BY created_at LIMIT 1000"
        )
        .with([&tenant]),
    )
    .await
}

/// It was used; written only where the last time lies before `unless_since`.
pub async fn key_used(tx: &mut Tx, tenant: TenantId, id: ApiKeyId, now: At, unless_since: At) -> Result<()> {
    tx.run(
        sql!("UPDATE api_key SET used_at = $3 WHERE tenant = $1 AND id = $2 AND (used_at IS NULL OR used_at < $4)")
            .with([&tenant, &id, &now, &unless_since]),
    )
    .await?;
    Ok(())
}

/// Of all tenants: those past their end whose agent is still on duty; at most 100.
pub async fn ended_on_duty(tx: &mut Tx, now: At) -> Result<Vec<ApiKey>> {
    tx.all(
        sql!(
            "SELECT ",
            ApiKey::COLUMNS,
            " FROM api_key WHERE /* every tenant */ expires_at <= $1 AND revoked_at IS NULL AND EXISTS (
                SELECT 1 FROM agent a WHERE a.tenant = api_key.tenant AND a.id = api_key.agent AND a.presence <> 'offline')
             LIMIT 100"
        )
        .with([&now]),
    )
    .await
}

/// `false`: no such key, or revoked before.
pub async fn revoke_key(tx: &mut Tx, tenant: TenantId, id: ApiKeyId, now: At) -> Result<bool> {
    let rows = tx
        .run(
            sql!("UPDATE api_key SET revoked_at = $3 WHERE tenant = $1 AND id = $2 AND revoked_at IS NULL",)
                .with([&tenant, &id, &now]),
        )
        .await?;
    Ok(rows == 1)
}
