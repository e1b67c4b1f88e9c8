//! Tenants, brands and queues: who receives, under which face, in which line.
use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(Tenant { tenant, name, created_at });
row!(Brand { tenant, id, name, zone, created_at });
row!(Queue { tenant, id, brand, name });

/// A new company.
pub async fn insert_tenant(tx: &mut Tx, it: &Tenant) -> Result<()> {
    tx.run(sql!("INSERT INTO tenant (", Tenant::COLUMNS, ") VALUES (", Tenant::MARKS, ")").with(it.values())).await?;
    Ok(())
}

/// Every company, oldest first; at most 10,000.
pub async fn tenants(tx: &mut Tx) -> Result<Vec<Tenant>> {
    tx.all(sql!("SELECT ", Tenant::COLUMNS, " FROM tenant ORDER BY created_at LIMIT 10000")).await
}

/// By id.
pub async fn tenant(tx: &mut Tx, tenant: TenantId) -> Result<Option<Tenant>> {
    tx.maybe(sql!("SELECT ", Tenant::COLUMNS, " FROM tenant WHERE tenant = $1").with([&tenant])).await
}

/// A new brand; its name is unique for the tenant.
pub async fn insert_brand(tx: &mut Tx, it: &Brand) -> Result<()> {
    tx.run(sql!("INSERT INTO brand (", Brand::COLUMNS, ") VALUES (", Brand::MARKS, ")").with(it.values())).await?;
    Ok(())
}

/// By id within its tenant.
pub async fn brand(tx: &mut Tx, tenant: TenantId, id: BrandId) -> Result<Option<Brand>> {
    tx.maybe(sql!("SELECT ", Brand::COLUMNS, " FROM brand WHERE tenant = $1 AND id = $2").with([&tenant, &id])).await
}

/// Every brand of a tenant, oldest first; at most 1,000.
pub async fn brands(tx: &mut Tx, tenant: TenantId) -> Result<Vec<Brand>> {
    tx.all(
        sql!("SELECT ", Brand::COLUMNS, " FROM brand WHERE tenant = $1 ORDER BY created_at, id LIMIT 1000")
            .with([&tenant]),
    )
    .await
}

/// A new queue; its name is unique for the brand.
pub async fn insert_queue(tx: &mut Tx, it: &Queue) -> Result<()> {
    tx.run(sql!("INSERT INTO queue (", Queue::COLUMNS, ") VALUES (", Queue::MARKS, ")").with(it.values())).await?;
    Ok(())
}

/// By id within its tenant.
pub async fn queue(tx: &mut Tx, tenant: TenantId, id: QueueId) -> Result<Option<Queue>> {
    tx.maybe(sql!("SELECT ", Queue::COLUMNS, " FROM queue WHERE tenant = $1 AND id = $2").with([&tenant, &id])).await
}

/// Every queue of a tenant by name; at most 1,000.
pub async fn queues(tx: &mut Tx, tenant: TenantId) -> Result<Vec<Queue>> {
    tx.all(
        sql!("SELECT ", Queue::COLUMNS, " FROM queue WHERE tenant = $1 ORDER BY name, id LIMIT 1000").with([&tenant]),
    )
    .await
}

/// How many wait in a queue.
pub async fn waiting_in(tx: &mut Tx, tenant: TenantId, queue: QueueId) -> Result<i64> {
    tx.one(
        sql!("SELECT COUNT(*) FROM conversation WHERE tenant = $1 AND queue = $2 AND place = 'queue'")
            .with([&tenant, &queue]),
    )
    .await
}
