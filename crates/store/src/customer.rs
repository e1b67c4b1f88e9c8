//! Customers: the people behind identities, as rows.
use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(Customer {
    tenant,
    id,
    name,
    phone,
    email,
    remark,
    locale,
    page_url,
    page_title,
    company,
    merged_into,
    created_at,
    version
});

/// `false`: changed since it was loaded at `version - 1`.
pub async fn save(tx: &mut Tx, it: &Customer) -> Result<bool> {
    let rows = tx
        .run(
            sql!(
                "INSERT INTO customer (",
                Customer::COLUMNS,
                ") VALUES (",
                Customer::MARKS,
                ") ON CONFLICT (tenant, id) DO UPDATE SET ",
                Customer::SETS,
                " WHERE customer.version = excluded.version - 1",
            )
            .with(it.values()),
        )
        .await?;
    Ok(rows == 1)
}

/// By id within its tenant.
pub async fn find(tx: &mut Tx, tenant: TenantId, id: CustomerId) -> Result<Option<Customer>> {
    tx.maybe(sql!("SELECT ", Customer::COLUMNS, " FROM customer WHERE tenant = $1 AND id = $2").with([&tenant, &id]))
        .await
}

/// The same, held against other writers until the transaction ends.
pub async fn lock(tx: &mut Tx, tenant: TenantId, id: CustomerId) -> Result<Option<Customer>> {
    tx.maybe(
        sql!("SELECT ", Customer::COLUMNS, " FROM customer WHERE tenant = $1 AND id = $2 /*pg FOR UPDATE */")
            .with([&tenant, &id]),
    )
    .await
}
