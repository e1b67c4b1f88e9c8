//! Audit: append only.
use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(Audit { tenant, id, actor, action, subject, detail, at });

/// Never changed or removed afterwards.
pub async fn append(tx: &mut Tx, it: &Audit) -> Result<()> {
    tx.run(sql!("INSERT INTO audit (", Audit::COLUMNS, ") VALUES (", Audit::MARKS, ")").with(it.values())).await?;
    Ok(())
}
