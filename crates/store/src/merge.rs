//! Merges of customers, as rows that can be undone; suggestions that two may be one.
use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(Merge { tenant, id, winner, loser, evidence, strength, actor, moved, at, undone_at, undone_by });

/// Inserts or overwrites it.
pub async fn save(tx: &mut Tx, it: &Merge) -> Result<()> {
    tx.run(
        sql!(
            "INSERT INTO customer_merge (",
            Merge::COLUMNS,
            ") VALUES (",
            Merge::MARKS,
            ") ON CONFLICT (tenant, id) DO UPDATE SET ",
            Merge::SETS,
        )
        .with(it.values()),
    )
    .await?;
    Ok(())
}

/// By id within its tenant.
pub async fn find(tx: &mut Tx, tenant: TenantId, id: MergeId) -> Result<Option<Merge>> {
    tx.maybe(sql!("SELECT ", Merge::COLUMNS, " FROM customer_merge WHERE tenant = $1 AND id = $2").with([&tenant, &id]))
        .await
}

/// The same, held against other writers until the transaction ends.
pub async fn lock(tx: &mut Tx, tenant: TenantId, id: MergeId) -> Result<Option<Merge>> {
    tx.maybe(
        sql!("SELECT ", Merge::COLUMNS, " FROM customer_merge WHERE tenant = $1 AND id = $2 /*pg FOR UPDATE */")
            .with([&tenant, &id]),
    )
    .await
}

/// Those of which one of the two, or who stands for them now, was here in one of these brands: latest first, behind the one the
/// page before ended with; undone ones too.
pub async fn list(
    tx: &mut Tx,
    tenant: TenantId,
    brands: &[BrandId],
    after: Option<(At, MergeId)>,
    limit: i64,
) -> Result<Vec<Merge>> {
    let (at, id) = after.unwrap_or((At(i64::MAX), MergeId(Uuid::max())));
    let ask = sql!("SELECT ", Merge::COLUMNS, " FROM customer_merge WHERE tenant = $1 AND (at, id) < ($2, $3)");
    let ask = ask
        .with([&tenant, &at, &id])
        .push(
            " AND EXISTS (SELECT 1 FROM customer c
                JOIN customer f ON f.tenant = c.tenant
                  AND (f.id = COALESCE(c.merged_into, c.id) OR f.merged_into = COALESCE(c.merged_into, c.id))
                JOIN conversation v ON v.tenant = c.tenant AND v.customer = f.id
                WHERE c.tenant = $ AND (c.id = customer_merge.winner OR c.id = customer_merge.loser)",
            [&tenant],
        )
        .among(" AND v.brand IN ($))", brands);
    tx.all(ask.push(" ORDER BY at DESC, id DESC LIMIT $", [&limit])).await
}

/// Those that hold and in which this customer stands for both, latest first; at most 50.
pub async fn of_winner(tx: &mut Tx, tenant: TenantId, winner: CustomerId) -> Result<Vec<Merge>> {
    tx.all(
        sql!(
            "SELECT ",
            Merge::COLUMNS,
            " FROM customer_merge WHERE tenant = $1 AND winner = $2 AND undone_at IS NULL ORDER BY at DESC, id DESC LIMIT 50",
        )
        .with([&tenant, &winner]),
    )
    .await
}

/// Whether this customer was part of a merge that holds and is later than this one.
pub async fn is_later(tx: &mut Tx, it: &Merge, customer: CustomerId) -> Result<bool> {
    let count: i64 = tx
        .one(
            sql!(
                "SELECT COUNT(*) FROM customer_merge WHERE tenant = $1 AND (winner = $2 OR loser = $2) AND id <> $3 AND id > $3
                 AND undone_at IS NULL",
            )
            .with([&it.tenant, &customer, &it.id]),
        )
        .await?;
    Ok(count > 0)
}

/// Whether somebody has said that these two, or those they stand for, are not one: a merge of theirs was undone.
pub async fn was_undone(tx: &mut Tx, tenant: TenantId, one: CustomerId, other: CustomerId) -> Result<bool> {
    for (one, other) in [(one, other), (other, one)] {
        let count: i64 = tx
            .one(
                sql!(
                    "SELECT COUNT(*) FROM customer_merge WHERE tenant = $1 AND undone_at IS NOT NULL
                       AND winner IN (SELECT id FROM customer WHERE tenant = $1 AND (id = $2 OR merged_into = $2))
                       AND loser IN (SELECT id FROM customer WHERE tenant = $1 AND (id = $3 OR merged_into = $3))",
                )
                .with([&tenant, &one, &other]),
            )
            .await?;
        if count > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}
