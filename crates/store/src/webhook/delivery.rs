//! Webhook deliveries: what each webhook is to be told. Taking one moves `due_at` to the end of the lease: until then
//! nobody else finds it, and whoever settles it shows that very time.
use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(WebhookDelivery {
    tenant,
    id,
    webhook,
    event_seq,
    kind,
    body,
    state,
    attempts,
    tried,
    due_at,
    leased,
    created_at,
});

/// Something to be told, once for each place in the log.
pub async fn insert_delivery(tx: &mut Tx, it: &WebhookDelivery) -> Result<()> {
    tx.run(
        sql!(
            "INSERT INTO webhook_delivery (",
            WebhookDelivery::COLUMNS,
            ") VALUES (",
            WebhookDelivery::MARKS,
            ") ON CONFLICT (tenant, webhook, event_seq) WHERE event_seq > 0 DO NOTHING",
        )
        .with(it.values()),
    )
    .await?;
    Ok(())
}

/// How many wait.
pub async fn pending(tx: &mut Tx, tenant: TenantId, webhook: WebhookId) -> Result<i64> {
    tx.one(
        sql!("SELECT COUNT(*) FROM webhook_delivery WHERE tenant = $1 AND webhook = $2 AND state = 'pending'")
            .with([&tenant, &webhook]),
    )
    .await
}

/// What may go now, in the order of the log, of webhooks that are called and do not rest, but none of the `full` ones (at
/// most 1,024); at most `limit`.
pub async fn due_deliveries(tx: &mut Tx, now: At, full: &[WebhookId], limit: i64) -> Result<Vec<WebhookDelivery>> {
    let ask = sql!(
        "SELECT ",
        WebhookDelivery::COLUMNS,
        " FROM webhook_delivery WHERE /* every tenant */ state = 'pending' AND due_at <= $1 AND EXISTS (
            SELECT 1 FROM webhook w WHERE w.tenant = webhook_delivery.tenant AND w.id = webhook_delivery.webhook
            AND w.state = 'active' AND (w.rest_until IS NULL OR w.rest_until <= $1))"
    )
    .with([&now]);
    let ask = if full.is_empty() { ask } else { ask.among(" AND (webhook NOT IN ($))", full) };
    tx.all(ask.push(" ORDER BY due_at, event_seq, id LIMIT $ /*pg FOR UPDATE SKIP LOCKED */", [&limit])).await
}

/// Nobody else takes it until then. Says how it stands now.
pub async fn lease_delivery(tx: &mut Tx, it: WebhookDelivery, until: At) -> Result<WebhookDelivery> {
    tx.run(
        sql!("UPDATE webhook_delivery SET due_at = $3, leased = TRUE WHERE tenant = $1 AND id = $2")
            .with([&it.tenant, &it.id, &until]),
    )
    .await?;
    Ok(WebhookDelivery { due_at: until, leased: true, ..it })
}

/// How an attempt ended, unless its lease (`held`) is over and somebody else has it; `false`: nothing was written.
pub async fn settle_delivery(tx: &mut Tx, it: &WebhookDelivery, held: At) -> Result<bool> {
    let rows = tx
        .run(
            sql!(
                "UPDATE webhook_delivery SET state = $4, attempts = $5, tried = $6, due_at = $7, leased = FALSE
                 WHERE tenant = $1 AND id = $2 AND due_at = $3"
            )
            .with([&it.tenant, &it.id, &held, &it.state, &it.attempts, &it.tried, &it.due_at]),
        )
        .await?;
    Ok(rows == 1)
}

/// What waits for this webhook and nobody holds is due now.
pub async fn hurry_deliveries(tx: &mut Tx, tenant: TenantId, webhook: WebhookId, now: At) -> Result<u64> {
    tx.run(
        sql!(
            "UPDATE webhook_delivery SET due_at = $3
             WHERE tenant = $1 AND webhook = $2 AND state = 'pending' AND NOT leased AND due_at > $3"
        )
        .with([&tenant, &webhook, &now]),
    )
    .await
}

/// What somebody held is due now; only while nobody can hold anything, as when the one process starts.
pub async fn free_deliveries(tx: &mut Tx, now: At) -> Result<u64> {
    tx.run(
        sql!(
            "UPDATE webhook_delivery SET due_at = $1, leased = FALSE
             WHERE /* every tenant */ state = 'pending' AND leased"
        )
        .with([&now]),
    )
    .await
}

/// By id within its tenant.
pub async fn find_delivery(tx: &mut Tx, tenant: TenantId, id: WebhookDeliveryId) -> Result<Option<WebhookDelivery>> {
    tx.maybe(
        sql!("SELECT ", WebhookDelivery::COLUMNS, " FROM webhook_delivery WHERE tenant = $1 AND id = $2")
            .with([&tenant, &id]),
    )
    .await
}

/// Latest first; at most `limit` behind the one that the page before ended with.
pub async fn deliveries(
    tx: &mut Tx,
    tenant: TenantId,
    webhook: WebhookId,
    state: Option<WebhookDeliveryState>,
    after: Option<(At, WebhookDeliveryId)>,
    limit: i64,
) -> Result<Vec<WebhookDelivery>> {
    let (at, id) = after.unwrap_or((At(i64::MAX), WebhookDeliveryId(Uuid::max())));
    let ask = sql!(
        "SELECT ",
        WebhookDelivery::COLUMNS,
        " FROM webhook_delivery WHERE tenant = $1 AND webhook = $2 AND (created_at, id) < ($3, $4)"
    )
    .with([&tenant, &webhook, &at, &id])
    .when(&state, " AND state = $");
    tx.all(ask.push(" ORDER BY created_at DESC, id DESC LIMIT $", [&limit])).await
}

/// Forgets those from before; at most `limit`.
pub async fn sweep_deliveries(tx: &mut Tx, before: At, limit: i64) -> Result<u64> {
    tx.run(
        sql!(
            "DELETE FROM webhook_delivery WHERE /* every tenant */ (tenant, id) IN (
             SELECT d.tenant, d.id FROM webhook_delivery d WHERE d.created_at < $1 ORDER BY d.created_at LIMIT $2)"
        )
        .with([&before, &limit]),
    )
    .await
}

/// The same of one tenant.
pub async fn sweep_deliveries_of(tx: &mut Tx, tenant: TenantId, before: At, limit: i64) -> Result<u64> {
    tx.run(
        sql!(
            "DELETE FROM webhook_delivery WHERE tenant = $1 AND id IN (
             SELECT d.id FROM webhook_delivery d WHERE d.tenant = $1 AND d.created_at < $2 ORDER BY d.created_at LIMIT $3)"
        )
        .with([&tenant, &before, &limit]),
    )
    .await
}

/// How many of a tenant are from before, to `most` and no further.
pub async fn count_deliveries_before(tx: &mut Tx, tenant: TenantId, before: At, most: i64) -> Result<i64> {
    tx.one(
        sql!("SELECT COUNT(*) FROM (SELECT id FROM webhook_delivery WHERE tenant = $1 AND created_at < $2 LIMIT $3) AS aged")
            .with([&tenant, &before, &most]),
    )
    .await
}

/// When the next one may go.
pub async fn next_delivery(tx: &mut Tx) -> Result<Option<At>> {
    tx.one(sql!(
        "SELECT MIN(CASE WHEN w.rest_until > d.due_at THEN w.rest_until ELSE d.due_at END)
         FROM webhook_delivery d JOIN webhook w ON /* every tenant */ w.tenant = d.tenant AND w.id = d.webhook
         WHERE d.state = 'pending' AND w.state = 'active'"
    ))
    .await
}
