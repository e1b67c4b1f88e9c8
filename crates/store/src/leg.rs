//! Legs of conversations.
use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(Leg {
    tenant,
    id,
    conversation,
    account,
    channel,
    identity,
    thread,
    mode,
    open,
    weight,
    joined_at,
    read_seq,
    delivered_seq,
    reply_window,
    shown_in,
});

/// Inserts or overwrites it.
pub async fn save(tx: &mut Tx, it: &Leg) -> Result<()> {
    tx.run(
        sql!(
            "INSERT INTO leg (",
            Leg::COLUMNS,
            ") VALUES (",
            Leg::MARKS,
            ") ON CONFLICT (tenant, id) DO UPDATE SET ",
            Leg::SETS,
        )
        .with(it.values()),
    )
    .await?;
    Ok(())
}

/// In the order they joined; at most 100.
pub async fn of(tx: &mut Tx, tenant: TenantId, conversation: ConversationId) -> Result<Vec<Leg>> {
    tx.all(
        sql!(
            "SELECT ",
            Leg::COLUMNS,
            " FROM leg WHERE tenant = $1 AND conversation = $2 ORDER BY joined_at, id LIMIT 100",
        )
        .with([&tenant, &conversation]),
    )
    .await
}

/// The conversations an address has taken part in, latest first; at most 20.
pub async fn of_identity(tx: &mut Tx, tenant: TenantId, identity: IdentityId) -> Result<Vec<Leg>> {
    tx.all(
        sql!(
            "SELECT ",
            Leg::COLUMNS,
            " FROM leg WHERE tenant = $1 AND identity = $2 ORDER BY joined_at DESC, id LIMIT 20",
        )
        .with([&tenant, &identity]),
    )
    .await
}

/// Legs of other conversations that are read in this one's thread; at most 100.
pub async fn shown_in(tx: &mut Tx, tenant: TenantId, conversation: ConversationId) -> Result<Vec<Leg>> {
    tx
        .all(
            sql!(
                "SELECT ",
                Leg::COLUMNS,
                " FROM leg WHERE tenant = $1 AND shown_in = $2 ORDER BY joined_at, id LIMIT 100",
            )
            .with([&tenant, &conversation]),
        )
        .await
}

/// Legs of an address that joined since `at` or are open; latest first, at most 500.
pub async fn since(tx: &mut Tx, tenant: TenantId, identity: IdentityId, at: At) -> Result<Vec<Leg>> {
    tx.all(
        sql!(
            "SELECT ",
            Leg::COLUMNS,
            " FROM leg WHERE tenant = $1 AND identity = $2 AND (joined_at >= $3 OR open)
              ORDER BY joined_at DESC, id LIMIT 500",
        )
        .with([&tenant, &identity, &at]),
    )
    .await
}

/// Legs of a conversation whose address belongs by now to somebody else than this customer, or who stands for them; at
/// most 100.
pub async fn strangers(
    tx: &mut Tx,
    tenant: TenantId,
    conversation: ConversationId,
    customer: CustomerId,
) -> Result<Vec<LegId>> {
    tx.all(
        sql!(
            "SELECT l.id AS id FROM leg l JOIN identity i ON i.tenant = l.tenant AND i.id = l.identity
             WHERE l.tenant = $1 AND l.conversation = $2
               AND i.customer NOT IN (SELECT COALESCE(merged_into, id) FROM customer WHERE tenant = $1 AND id = $3) LIMIT 100",
        )
        .with([&tenant, &conversation, &customer]),
    )
    .await
}

/// Whose leg it is.
pub async fn identity(tx: &mut Tx, tenant: TenantId, id: LegId) -> Result<Option<IdentityId>> {
    tx.maybe(sql!("SELECT identity FROM leg WHERE tenant = $1 AND id = $2").with([&tenant, &id])).await
}
