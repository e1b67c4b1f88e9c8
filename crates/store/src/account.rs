//! Channel accounts.
use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(ChannelAccount { tenant, id, kind, brand, queue, name, state, settings, sealed, hook, created_at, version });

/// `false`: changed since it was loaded at `version - 1`.
pub async fn save(tx: &mut Tx, it: &ChannelAccount) -> Result<bool> {
    let rows = tx
        .run(
            sql!(
                "INSERT INTO channel_account (",
                ChannelAccount::COLUMNS,
                ") VALUES (",
                ChannelAccount::MARKS,
                ") ON CONFLICT (tenant, id) DO UPDATE SET ",
                ChannelAccount::SETS,
                " WHERE channel_account.version = excluded.version - 1",
            )
            .with(it.values()),
        )
        .await?;
    Ok(rows == 1)
}

/// By id within its tenant.
pub async fn find(tx: &mut Tx, tenant: TenantId, id: AccountId) -> Result<Option<ChannelAccount>> {
    tx.maybe(
        sql!("SELECT ", ChannelAccount::COLUMNS, " FROM channel_account WHERE tenant = $1 AND id = $2")
            .with([&tenant, &id]),
    )
    .await
}

/// By the id alone: a visitor's page knows no tenant.
pub async fn by_id(tx: &mut Tx, id: AccountId) -> Result<Option<ChannelAccount>> {
    tx.maybe(
        sql!("SELECT ", ChannelAccount::COLUMNS, " FROM channel_account WHERE /* every tenant */ id = $1").with([&id]),
    )
    .await
}

/// By the unguessable part of its webhook address.
pub async fn by_hook(tx: &mut Tx, kind: &str, hook: &str) -> Result<Option<ChannelAccount>> {
    tx.maybe(
        sql!(
            "SELECT ",
            ChannelAccount::COLUMNS,
            " FROM channel_account WHERE /* every tenant */ hook = $2 AND kind = $1",
        )
        .with([&kind, &hook]),
    )
    .await
}

/// Every account of a tenant, oldest first; at most 1,000.
pub async fn all(tx: &mut Tx, tenant: TenantId) -> Result<Vec<ChannelAccount>> {
    tx.all(
        sql!(
            "SELECT ",
            ChannelAccount::COLUMNS,
            " FROM channel_account WHERE tenant = $1 ORDER BY created_at, id LIMIT 1000"
        )
        .with([&tenant]),
    )
    .await
}

/// When something last came in by it.
pub async fn last_in(tx: &mut Tx, tenant: TenantId, account: AccountId) -> Result<Option<At>> {
    tx.one(sql!("SELECT MAX(received_at) FROM inbound WHERE tenant = $1 AND account = $2").with([&tenant, &account]))
        .await
}
