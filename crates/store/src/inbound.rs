//! Inbound: the raw bytes behind what came in, and the key by which a repetition finds its first answer.
use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(Inbound { tenant, id, account, dedupe_key, raw, raw_object, parsed, message, conversation, seq, received_at });

/// `false`: this key was there before.
pub async fn insert(tx: &mut Tx, it: &Inbound) -> Result<bool> {
    let rows = tx
        .run(
            sql!(
                "INSERT INTO inbound (",
                Inbound::COLUMNS,
                ") VALUES (",
                Inbound::MARKS,
                ") ON CONFLICT (tenant, account, dedupe_key) DO NOTHING",
            )
            .with(it.values()),
        )
        .await?;
    Ok(rows == 1)
}

/// What came in under this key before.
pub async fn find(tx: &mut Tx, tenant: TenantId, account: AccountId, key: &str) -> Result<Option<Inbound>> {
    tx.maybe(
        sql!("SELECT ", Inbound::COLUMNS, " FROM inbound WHERE tenant = $1 AND account = $2 AND dedupe_key = $3",)
            .with([&tenant, &account, &key]),
    )
    .await
}

/// What a message was made from.
pub async fn of_message(tx: &mut Tx, tenant: TenantId, message: MessageId) -> Result<Option<Inbound>> {
    tx.maybe(
        sql!("SELECT ", Inbound::COLUMNS, " FROM inbound WHERE tenant = $1 AND message = $2").with([&tenant, &message]),
    )
    .await
}

/// By id within its tenant.
pub async fn by_id(tx: &mut Tx, tenant: TenantId, id: InboundId) -> Result<Option<Inbound>> {
    tx.maybe(sql!("SELECT ", Inbound::COLUMNS, " FROM inbound WHERE tenant = $1 AND id = $2").with([&tenant, &id]))
        .await
}

/// Whether its channel has understood it.
pub async fn set_parsed(tx: &mut Tx, tenant: TenantId, id: InboundId, parsed: bool) -> Result<()> {
    tx.run(sql!("UPDATE inbound SET parsed = $3 WHERE tenant = $1 AND id = $2").with([&tenant, &id, &parsed])).await?;
    Ok(())
}
