//! Attributes of customers: what is kept under the keys that a tenant has defined.
use crate::engine::{Record, Result, Row, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(Attribute { tenant, customer, key, value, folded, updated_at });

/// Inserts it or overwrites what stood there.
pub async fn save(tx: &mut Tx, it: &Attribute) -> Result<()> {
    tx.run(
        sql!(
            "INSERT INTO customer_attribute (",
            Attribute::COLUMNS,
            ") VALUES (",
            Attribute::MARKS,
            ") ON CONFLICT (tenant, customer, key) DO UPDATE SET ",
            Attribute::SETS,
        )
        .with(it.values()),
    )
    .await?;
    Ok(())
}

/// Of a customer and of those they stand for; at most 2,000.
pub async fn of_family(tx: &mut Tx, tenant: TenantId, customer: CustomerId) -> Result<Vec<Attribute>> {
    tx.all(
        sql!(
            "SELECT ",
            Attribute::COLUMNS,
            " FROM customer_attribute WHERE tenant = $1 AND customer IN
              (SELECT id FROM customer WHERE tenant = $1 AND (id = $2 OR merged_into = $2))
              ORDER BY customer, key LIMIT 2000",
        )
        .with([&tenant, &customer]),
    )
    .await
}

/// Somebody whose text has the words that were looked for, and under which key.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Who stands for them.
    pub customer: CustomerId,
    pub key: String,
}
impl Record for Hit {
    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Hit { customer: row.get("stands")?, key: row.get("key")? })
    }
}

/// Whose texts have this, latest change first; `words` in lower case. At most `limit`.
pub async fn search(tx: &mut Tx, tenant: TenantId, words: &str, limit: i64) -> Result<Vec<Hit>> {
    let like = crate::customer::within(words);
    tx.all(
        sql!(
            "SELECT COALESCE(c.merged_into, c.id) AS stands, a.key AS key
             FROM customer_attribute a JOIN customer c ON c.tenant = a.tenant AND c.id = a.customer
             WHERE a.tenant = $1 AND a.folded LIKE $2 ESCAPE '\\' ORDER BY a.updated_at DESC, a.customer LIMIT $3",
        )
        .with([&tenant, &like, &limit]),
    )
    .await
}
