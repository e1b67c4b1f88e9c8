//! What comes back: a row, and the record it becomes.
use super::error::{Error, Result};
use super::field::{Field, Plain};
use sqlx::{Row as _, postgres::PgRow, sqlite::SqliteRow};

/// A row of either engine.
pub enum Row<'r> {
    Sqlite(&'r SqliteRow),
    Postgres(&'r PgRow),
}
impl Row<'_> {
    /// The column of this name.
    pub fn get<T: Field>(&self, name: &'static str) -> Result<T> {
        let plain: sqlx::Result<T::As> = match self {
            Row::Sqlite(row) => row.try_get(name),
            Row::Postgres(row) => row.try_get(name),
        };
        take(name, plain)
    }
    fn first<T: Field>(&self) -> Result<T> {
        let plain: sqlx::Result<T::As> = match self {
            Row::Sqlite(row) => row.try_get(0),
            Row::Postgres(row) => row.try_get(0),
        };
        take("the first", plain)
    }
}
fn take<T: Field>(name: &'static str, plain: sqlx::Result<impl Plain + Into<T::As>>) -> Result<T> {
    plain
        .map_err(|why| why.to_string())
        .and_then(|plain| T::take(plain.into()))
        .map_err(|why| Error::Column { name, why })
}

/// What a row becomes. A single column becomes its field.
pub trait Record: Sized + Send {
    fn read(row: &Row<'_>) -> Result<Self>;
}
impl<T: Field + Send> Record for T {
    fn read(row: &Row<'_>) -> Result<Self> {
        row.first()
    }
}
