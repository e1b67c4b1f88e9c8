//! Tenants, brands and queues: who receives, under which face, in which line.
use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(Tenant { tenant, name, created_at });
row!(Brand { tenant, id, name, zone, created_at, archived_at, version });
row!(Queue { tenant, id, brand, name, team, skill, level, deleted, version });

/// Whether nobody has set this installation up before; of several at once, for one.
pub async fn begin(tx: &mut Tx, now: At) -> Result<bool> {
    let first = tx
        .run(
            sql!("INSERT INTO installation /* every tenant */ (id, set_up_at) VALUES (1, $1) ON CONFLICT DO NOTHING")
                .with([&now]),
        )
        .await?;
    Ok(first == 1 && tenants(tx).await?.is_empty())
}

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

/// Writes the brand as it now is; its name is unique for the tenant. `false`: changed since it was loaded at `version - 1`.
pub async fn save_brand(tx: &mut Tx, it: &Brand) -> Result<bool> {
    let rows = tx
        .run(
            sql!(
                "INSERT INTO brand (",
                Brand::COLUMNS,
                ") VALUES (",
                Brand::MARKS,
                ") ON CONFLICT (tenant, id) DO UPDATE SET ",
                Brand::SETS,
                " WHERE brand.version = excluded.version - 1",
            )
            .with(it.values()),
        )
        .await?;
    Ok(rows == 1)
}

/// By id within its tenant.
pub async fn brand(tx: &mut Tx, tenant: TenantId, id: BrandId) -> Result<Option<Brand>> {
    tx.maybe(sql!("SELECT ", Brand::COLUMNS, " FROM brand WHERE tenant = $1 AND id = $2").with([&tenant, &id])).await
}

/// The same, until the end of the transaction held against whoever would archive it; many may at once.
pub async fn share_brand(tx: &mut Tx, tenant: TenantId, id: BrandId) -> Result<Option<Brand>> {
    tx.maybe(
        sql!("SELECT ", Brand::COLUMNS, " FROM brand WHERE tenant = $1 AND id = $2 /*pg FOR SHARE */")
            .with([&tenant, &id]),
    )
    .await
}

/// Every brand of a tenant, oldest first; at most 1,000.
pub async fn brands(tx: &mut Tx, tenant: TenantId) -> Result<Vec<Brand>> {
    tx.all(
        sql!("SELECT ", Brand::COLUMNS, " FROM brand WHERE tenant = $1 ORDER BY created_at, id LIMIT 1000")
            .with([&tenant]),
    )
    .await
}

/// The same, until the end of the transaction held against other writers and whoever lets something begin in one of them.
pub async fn lock_brands(tx: &mut Tx, tenant: TenantId) -> Result<Vec<Brand>> {
    tx.all(
        sql!("SELECT ", Brand::COLUMNS, " FROM brand WHERE tenant = $1 ORDER BY id LIMIT 1000 /*pg FOR UPDATE */")
            .with([&tenant]),
    )
    .await
}

/// Writes the queue as it now is; its name is unique for the brand. `false`: changed since it was loaded at `version - 1`.
pub async fn save_queue(tx: &mut Tx, it: &Queue) -> Result<bool> {
    let rows = tx
        .run(
            sql!(
                "INSERT INTO queue (",
                Queue::COLUMNS,
                ") VALUES (",
                Queue::MARKS,
                ") ON CONFLICT (tenant, id) DO UPDATE SET ",
                Queue::SETS,
                " WHERE queue.version = excluded.version - 1",
            )
            .with(it.values()),
        )
        .await?;
    Ok(rows == 1)
}

/// By id within its tenant.
pub async fn queue(tx: &mut Tx, tenant: TenantId, id: QueueId) -> Result<Option<Queue>> {
    tx.maybe(sql!("SELECT ", Queue::COLUMNS, " FROM queue WHERE tenant = $1 AND id = $2").with([&tenant, &id])).await
}

/// Every queue of a tenant by name; at most 1,000.
pub async fn queues(tx: &mut Tx, tenant: TenantId) -> Result<Vec<Queue>> {
    tx.all(
        sql!("SELECT ", Queue::COLUMNS, " FROM queue WHERE tenant = $1 AND NOT deleted ORDER BY name, id LIMIT 1000")
            .with([&tenant]),
    )
    .await
}

/// Those of these brands (at most 1,024) that were taken out of the list, by name; at most 200.
pub async fn deleted_queues(tx: &mut Tx, tenant: TenantId, brands: &[BrandId]) -> Result<Vec<Queue>> {
    let ask = sql!("SELECT ", Queue::COLUMNS, " FROM queue WHERE tenant = $1 AND deleted").with([&tenant]);
    tx.all(ask.among(" AND brand IN ($)", brands).push(" ORDER BY name, id LIMIT 200", [])).await
}

/// How many conversations of a brand are open.
pub async fn open_in(tx: &mut Tx, tenant: TenantId, brand: BrandId) -> Result<i64> {
    tx.one(
        sql!("SELECT COUNT(*) FROM conversation WHERE tenant = $1 AND brand = $2 AND place <> 'closed'")
            .with([&tenant, &brand]),
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
