//! Deliveries: the outbox of what a provider must still take.
mod stuck;

pub use stuck::*;

use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(Delivery {
    tenant,
    id,
    message,
    conversation,
    seq,
    leg,
    identity,
    account,
    state,
    machine,
    attempts,
    next_at,
    first_at,
    last_error,
    fault,
    provider_ids,
});

/// Inserts or overwrites it.
pub async fn save(tx: &mut Tx, it: &Delivery) -> Result<()> {
    tx.run(
        sql!(
            "INSERT INTO delivery (",
            Delivery::COLUMNS,
            ") VALUES (",
            Delivery::MARKS,
            ") ON CONFLICT (tenant, id) DO UPDATE SET ",
            Delivery::SETS,
        )
        .with(it.values()),
    )
    .await?;
    Ok(())
}

/// By id within its tenant.
pub async fn find(tx: &mut Tx, tenant: TenantId, id: DeliveryId) -> Result<Option<Delivery>> {
    tx.maybe(sql!("SELECT ", Delivery::COLUMNS, " FROM delivery WHERE tenant = $1 AND id = $2").with([&tenant, &id]))
        .await
}

/// The first to each person goes first, so that what is said to them keeps its order: by one leg as it was said, and what
/// waits on an earlier leg, as after a merge, before what waits on a later one.
const FIRST_TO_THEM: &str = " AND NOT EXISTS (SELECT 1 FROM delivery b
    WHERE b.tenant = delivery.tenant AND b.identity = delivery.identity AND b.state = 'queued'
    AND (b.leg, b.seq) < (delivery.leg, delivery.seq))";

/// What may go now, of other accounts than the `busy` ones (at most 1,024); at most `limit`.
pub async fn due(tx: &mut Tx, now: At, busy: &[AccountId], limit: i64) -> Result<Vec<Delivery>> {
    let ask = sql!(
        "SELECT ",
        Delivery::COLUMNS,
        " FROM delivery WHERE /* every tenant */ state = 'queued' AND next_at <= $1",
        FIRST_TO_THEM,
    )
    .with([&now]);
    let ask = if busy.is_empty() { ask } else { ask.among(" AND account NOT IN ($)", busy) };
    tx.all(ask.push(" ORDER BY next_at LIMIT $", [&limit])).await
}

/// What would go before then waits until then: the account rests, or has its pace.
pub async fn postpone(tx: &mut Tx, tenant: TenantId, account: AccountId, until: At) -> Result<u64> {
    tx.run(
        sql!(
            "UPDATE delivery SET next_at = $3
             WHERE tenant = $1 AND account = $2 AND state = 'queued' AND next_at < $3",
        )
        .with([&tenant, &account, &until]),
    )
    .await
}

/// What waits for later may go now: the provider is back.
pub async fn hurry(tx: &mut Tx, tenant: TenantId, account: AccountId, now: At) -> Result<u64> {
    tx.run(
        sql!(
            "UPDATE delivery SET next_at = $3
             WHERE tenant = $1 AND account = $2 AND state = 'queued' AND next_at > $3",
        )
        .with([&tenant, &account, &now]),
    )
    .await
}

/// The latest of a message.
pub async fn of_message(tx: &mut Tx, tenant: TenantId, message: MessageId) -> Result<Option<Delivery>> {
    tx.maybe(
        sql!(
            "SELECT ",
            Delivery::COLUMNS,
            " FROM delivery WHERE tenant = $1 AND message = $2 ORDER BY first_at DESC, id DESC LIMIT 1",
        )
        .with([&tenant, &message]),
    )
    .await
}

/// When the next one may go, by the same rule: what waits behind another is not due.
pub async fn next_due(tx: &mut Tx) -> Result<Option<At>> {
    tx.one(sql!("SELECT MIN(next_at) FROM delivery WHERE /* every tenant */ state = 'queued'", FIRST_TO_THEM)).await
}

/// A provider's id leads to the delivery it belongs to. Answers the receipt that came before we knew the id.
pub async fn part(tx: &mut Tx, it: &Delivery, provider_id: &str, now: At) -> Result<Option<Receipt>> {
    tx.one(
        sql!(
            "INSERT INTO delivery_part (tenant, account, provider_id, delivery, at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (tenant, account, provider_id)
             DO UPDATE SET delivery = COALESCE(delivery_part.delivery, excluded.delivery) RETURNING early",
        )
        .with([&it.tenant, &it.account, &provider_id, &it.id, &now]),
    )
    .await
}

/// What is known of a provider's id.
pub struct Part {
    pub delivery: Option<DeliveryId>,
    pub early: Option<Receipt>,
}
crate::row::row!(Part { delivery, early });

/// Which delivery a provider's id belongs to. Until the end of the transaction nobody else learns or says anything of it.
pub async fn part_of(tx: &mut Tx, tenant: TenantId, account: AccountId, provider_id: &str, now: At) -> Result<Part> {
    tx.one(
        sql!(
            "INSERT INTO delivery_part (tenant, account, provider_id, at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (tenant, account, provider_id) DO UPDATE SET provider_id = excluded.provider_id
             RETURNING delivery, early",
        )
        .with([&tenant, &account, &provider_id, &now]),
    )
    .await
}

/// A receipt waits until the delivery knows its id.
pub async fn park(
    tx: &mut Tx,
    tenant: TenantId,
    account: AccountId,
    provider_id: &str,
    receipt: Receipt,
) -> Result<()> {
    tx.run(sql!("UPDATE delivery_part SET early = $4 WHERE tenant = $1 AND account = $2 AND provider_id = $3").with([
        &tenant,
        &account,
        &provider_id,
        &receipt,
    ]))
    .await?;
    Ok(())
}

/// Receipts of which nobody has known the id since before `before` wait no longer.
pub async fn sweep_early(tx: &mut Tx, before: At) -> Result<u64> {
    tx.run(sql!("DELETE FROM delivery_part WHERE /* every tenant */ delivery IS NULL AND at < $1").with([&before]))
        .await
}

/// It is sent again: what the provider still says of the first time is said of nothing we know.
pub async fn forget_parts(tx: &mut Tx, it: &Delivery) -> Result<()> {
    for id in &it.provider_ids {
        tx.run(sql!("DELETE FROM delivery_part WHERE tenant = $1 AND account = $2 AND provider_id = $3").with([
            &it.tenant,
            &it.account,
            id,
        ]))
        .await?;
    }
    Ok(())
}
