//! Webhooks: addresses of integrators, and how far each has been told.
mod delivery;

pub use delivery::*;

use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(Webhook {
    tenant,
    id,
    name,
    name_folded,
    url,
    sealed,
    old_sealed,
    old_until,
    kinds,
    brands,
    state,
    disabled_reason,
    cursor,
    rest_until,
    failing_since,
    well_at,
    ill_at,
    error,
    created_at,
    version,
});

/// A new one.
pub async fn insert(tx: &mut Tx, it: &Webhook) -> Result<()> {
    tx.run(sql!("INSERT INTO webhook (", Webhook::COLUMNS, ") VALUES (", Webhook::MARKS, ")").with(it.values()))
        .await?;
    Ok(())
}

/// What people set, as the next version; `false`: somebody else was quicker. What the sender keeps stays.
pub async fn change(tx: &mut Tx, it: &Webhook) -> Result<bool> {
    let rows = tx
        .run(
            sql!(
                "UPDATE webhook SET name = $4, name_folded = $5, url = $6, sealed = $7, old_sealed = $8, old_until = $9,
                 kinds = $10, brands = $11, state = $12, disabled_reason = $13, version = $3 + 1
                 WHERE tenant = $1 AND id = $2 AND version = $3"
            )
            .with([
                &it.tenant,
                &it.id,
                &it.version,
                &it.name,
                &it.name_folded,
                &it.url,
                &it.sealed,
                &it.old_sealed,
                &it.old_until,
                &it.kinds,
                &it.brands,
                &it.state,
                &it.disabled_reason,
            ]),
        )
        .await?;
    Ok(rows == 1)
}

/// By id within its tenant.
pub async fn find(tx: &mut Tx, tenant: TenantId, id: WebhookId) -> Result<Option<Webhook>> {
    tx.maybe(sql!("SELECT ", Webhook::COLUMNS, " FROM webhook WHERE tenant = $1 AND id = $2").with([&tenant, &id]))
        .await
}

/// The same, held until the transaction ends.
pub async fn lock(tx: &mut Tx, tenant: TenantId, id: WebhookId) -> Result<Option<Webhook>> {
    tx.maybe(
        sql!("SELECT ", Webhook::COLUMNS, " FROM webhook WHERE tenant = $1 AND id = $2 /*pg FOR UPDATE */")
            .with([&tenant, &id]),
    )
    .await
}

/// A tenant's, by name; at most 100.
pub async fn all(tx: &mut Tx, tenant: TenantId) -> Result<Vec<Webhook>> {
    tx.all(
        sql!("SELECT ", Webhook::COLUMNS, " FROM webhook WHERE tenant = $1 ORDER BY name_folded, id LIMIT 100")
            .with([&tenant]),
    )
    .await
}

/// Those that the log is ahead of, of all tenants; at most 1,000.
pub async fn behind(tx: &mut Tx) -> Result<Vec<Webhook>> {
    tx.all(sql!(
        "SELECT ",
        Webhook::COLUMNS,
        " FROM webhook WHERE /* every tenant */ state = 'active'
          AND cursor < (SELECT MAX(e.seq) FROM event_log e WHERE e.tenant = webhook.tenant) ORDER BY tenant, id LIMIT 1000"
    ))
    .await
}

/// Everything up to `to` has its deliveries; `false`: somebody else was quicker.
pub async fn advance(tx: &mut Tx, it: &Webhook, to: i64) -> Result<bool> {
    let rows = tx
        .run(
            sql!("UPDATE webhook SET cursor = $4 WHERE tenant = $1 AND id = $2 AND cursor = $3")
                .with([&it.tenant, &it.id, &it.cursor, &to]),
        )
        .await?;
    Ok(rows == 1)
}

/// How calls go, as its row says it.
pub async fn keep_health(tx: &mut Tx, it: &Webhook) -> Result<()> {
    tx.run(
        sql!(
            "UPDATE webhook SET state = $3, disabled_reason = $4, rest_until = $5, failing_since = $6, well_at = $7,
             ill_at = $8, error = $9 WHERE tenant = $1 AND id = $2"
        )
        .with([
            &it.tenant,
            &it.id,
            &it.state,
            &it.disabled_reason,
            &it.rest_until,
            &it.failing_since,
            &it.well_at,
            &it.ill_at,
            &it.error,
        ]),
    )
    .await?;
    Ok(())
}

/// Gone. Its deliveries belong to nobody and go with their time.
pub async fn delete(tx: &mut Tx, tenant: TenantId, id: WebhookId) -> Result<bool> {
    Ok(tx.run(sql!("DELETE FROM webhook WHERE tenant = $1 AND id = $2").with([&tenant, &id])).await? == 1)
}
