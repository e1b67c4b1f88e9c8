//! Identities and the log of what joined them.
use crate::engine::{Record, Result, Row, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(Identity { tenant, id, kind, scope, value, class, verified, customer, created_at });
row!(IdentityLink { tenant, identity, from_customer, to_customer, evidence, strength, actor, merge, via, at });

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

/// An identity with whom it belongs to.
pub struct Known {
    pub identity: Identity,
    pub customer: Customer,
}
impl Record for Known {
    fn read(row: &Row<'_>) -> Result<Self> {
        let identity = Identity::read(row)?;
        let customer = Customer {
            tenant: identity.tenant,
            id: identity.customer,
            name: row.get("name")?,
            phone: row.get("phone")?,
            email: row.get("email")?,
            remark: row.get("remark")?,
            locale: row.get("locale")?,
            page_url: row.get("page_url")?,
            page_title: row.get("page_title")?,
            company: row.get("company")?,
            merged_into: row.get("merged_into")?,
            created_at: row.get("customer_since")?,
            version: row.get("version")?,
        };
        Ok(Known { identity, customer })
    }
}

/// The identity behind an address, and its customer, in one look.
pub async fn known(tx: &mut Tx, tenant: TenantId, address: &Address) -> Result<Option<Known>> {
    let ask = sql!(
        "SELECT i.tenant AS tenant, i.id AS id, i.kind AS kind, i.scope AS scope, i.value AS value, i.class AS class,
            i.verified AS verified, i.customer AS customer, i.created_at AS created_at, c.name AS name, c.phone AS phone,
            c.email AS email, c.company AS company, c.merged_into AS merged_into, c.remark AS remark, c.locale AS locale, c.page_url AS page_url, c.page_title AS page_title,
            c.created_at AS customer_since, c.version AS version
         FROM identity i JOIN customer c ON c.tenant = i.tenant AND c.id = i.customer
         WHERE i.tenant = $1 AND i.kind = $2 AND i.scope = $3 AND i.value = $4",
    );
    tx.maybe(ask.with([&tenant, &address.kind, &address.scope, &address.value])).await
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

/// What joined or split this customer's addresses, latest first; at most 200.
pub async fn links(tx: &mut Tx, tenant: TenantId, customer: CustomerId) -> Result<Vec<IdentityLink>> {
    tx.all(
        sql!(
            "SELECT ",
            IdentityLink::COLUMNS,
            " FROM identity_link WHERE tenant = $1 AND (to_customer = $2 OR from_customer = $2) ORDER BY at DESC LIMIT 200",
        )
        .with([&tenant, &customer]),
    )
    .await
}

/// Whether the address names one person by itself.
pub async fn set_class(tx: &mut Tx, tenant: TenantId, id: IdentityId, class: IdentityClass) -> Result<()> {
    tx.run(sql!("UPDATE identity SET class = $3 WHERE tenant = $1 AND id = $2").with([&tenant, &id, &class])).await?;
    Ok(())
}
