//! Tokens of channel accounts, sealed by the desk. A claim keeps two nodes from asking a provider side by side.
use crate::engine::{Result, Tx};
use crate::row::{Kept as _, row};
use crate::sql;
use model::*;

/// What is kept of an account's token.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Empty while there was never one.
    pub sealed: Vec<u8>,
    pub renewed_at: At,
    pub expires_at: At,
    /// Until then somebody asks for a new one.
    pub claimed_until: At,
}
row!(Kept { sealed, renewed_at, expires_at, claimed_until });

/// Of this account; `None`: nobody ever asked.
pub async fn find(tx: &mut Tx, tenant: TenantId, account: AccountId) -> Result<Option<Kept>> {
    tx.maybe(
        sql!("SELECT ", Kept::COLUMNS, " FROM channel_token WHERE tenant = $1 AND account = $2")
            .with([&tenant, &account]),
    )
    .await
}

/// Whoever found it as `seen` may ask the provider until then; `false`: somebody else was quicker.
pub async fn claim(tx: &mut Tx, tenant: TenantId, account: AccountId, seen: Option<&Kept>, until: At) -> Result<bool> {
    let rows = match seen {
        None => {
            tx.run(
                sql!(
                    "INSERT INTO channel_token (tenant, account, sealed, renewed_at, expires_at, claimed_until)
                     VALUES ($1, $2, $3, 0, 0, $4) ON CONFLICT (tenant, account) DO NOTHING",
                )
                .with([&tenant, &account, &Vec::<u8>::new(), &until]),
            )
            .await?
        }
        Some(seen) => {
            tx.run(
                sql!(
                    "UPDATE channel_token SET claimed_until = $3
                     WHERE tenant = $1 AND account = $2 AND renewed_at = $4 AND claimed_until = $5",
                )
                .with([&tenant, &account, &until, &seen.renewed_at, &seen.claimed_until]),
            )
            .await?
        }
    };
    Ok(rows == 1)
}

/// A new one is there; the claim is over.
pub async fn keep(tx: &mut Tx, tenant: TenantId, account: AccountId, it: &Kept) -> Result<()> {
    tx.run(
        sql!(
            "INSERT INTO channel_token (tenant, account, sealed, renewed_at, expires_at, claimed_until)
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant, account) DO UPDATE SET sealed = excluded.sealed,
               renewed_at = excluded.renewed_at, expires_at = excluded.expires_at, claimed_until = excluded.claimed_until",
        )
        .with([&tenant, &account, &it.sealed, &it.renewed_at, &it.expires_at, &it.claimed_until]),
    )
    .await?;
    Ok(())
}

/// There is no new one: the claim is given back.
pub async fn release(tx: &mut Tx, tenant: TenantId, account: AccountId) -> Result<()> {
    tx.run(
        sql!("UPDATE channel_token SET claimed_until = 0 WHERE tenant = $1 AND account = $2").with([&tenant, &account]),
    )
    .await?;
    Ok(())
}

/// The account's settings have changed: nothing is kept any more.
pub async fn forget(tx: &mut Tx, tenant: TenantId, account: AccountId) -> Result<()> {
    tx.run(sql!("DELETE FROM channel_token WHERE tenant = $1 AND account = $2").with([&tenant, &account])).await?;
    Ok(())
}
