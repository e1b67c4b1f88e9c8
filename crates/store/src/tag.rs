//! Tags of a tenant.
use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(Tag { tenant, id, name });

/// `false`: the name is there already.
pub async fn insert(tx: &mut Tx, it: &Tag) -> Result<bool> {
    let rows = tx
        .run(
            sql!(
                "INSERT INTO tag (",
                Tag::COLUMNS,
                ") VALUES (",
                Tag::MARKS,
                ") ON CONFLICT (tenant, name) DO NOTHING"
            )
            .with(it.values()),
        )
        .await?;
    Ok(rows == 1)
}

/// A tenant's tags by name; at most 1,000.
pub async fn all(tx: &mut Tx, tenant: TenantId) -> Result<Vec<Tag>> {
    tx.all(sql!("SELECT ", Tag::COLUMNS, " FROM tag WHERE tenant = $1 ORDER BY name LIMIT 1000").with([&tenant])).await
}
