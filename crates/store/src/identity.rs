//! Identities and the log of what joined them.
use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(Identity { tenant, id, kind, scope, value, class, verified, customer, created_at });
row!(IdentityLink { tenant, identity, from_customer, to_customer, evidence, at });

/// `false`: somebody else has just recorded the address; read it again.
pub async fn insert(tx: &mut Tx, it: &Identity) -> Result<bool> {
    let rows = tx
        .run(
            sql!(
                "INSERT INTO identity (",
                Identity::COLUMNS,
                ") VALUES (",
                Identity::MARKS,
                ") ON CONFLICT (tenant, kind, scope, value) DO NOTHING",
            )
            .with(it.values()),
        )
        .await?;
    Ok(rows == 1)
}

/// The identity behind an address.
pub async fn find(tx: &mut Tx, tenant: TenantId, address: &Address) -> Result<Option<Identity>> {
    tx.maybe(
        sql!(
            "SELECT ",
            Identity::COLUMNS,
            " FROM identity WHERE tenant = $1 AND kind = $2 AND scope = $3 AND value = $4",
        )
        .with([&tenant, &address.kind, &address.scope, &address.value]),
    )
    .await
}

/// By id within its tenant.
pub async fn by_id(tx: &mut Tx, tenant: TenantId, id: IdentityId) -> Result<Option<Identity>> {
    tx.maybe(sql!("SELECT ", Identity::COLUMNS, " FROM identity WHERE tenant = $1 AND id = $2").with([&tenant, &id]))
        .await
}

/// Every address of a customer, oldest first; at most 200.
pub async fn of_customer(tx: &mut Tx, tenant: TenantId, customer: CustomerId) -> Result<Vec<Identity>> {
    tx.all(
        sql!(
            "SELECT ",
            Identity::COLUMNS,
            " FROM identity WHERE tenant = $1 AND customer = $2 ORDER BY created_at, id LIMIT 200",
        )
        .with([&tenant, &customer]),
    )
    .await
}

/// From now on it belongs to `link.to_customer`; the log keeps whose it was.
pub async fn relink(tx: &mut Tx, link: &IdentityLink) -> Result<()> {
    tx.run(sql!("UPDATE identity SET customer = $3 WHERE tenant = $1 AND id = $2").with([
        &link.tenant,
        &link.identity,
        &link.to_customer,
    ]))
    .await?;
    log(tx, link).await
}

/// Keeps why an identity belongs where it does.
pub async fn log(tx: &mut Tx, link: &IdentityLink) -> Result<()> {
    tx.run(
        sql!("INSERT INTO identity_link (", IdentityLink::COLUMNS, ") VALUES (", IdentityLink::MARKS, ")")
            .with(link.values()),
    )
    .await?;
    Ok(())
}
