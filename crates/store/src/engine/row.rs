//! What comes back: a row, and the record it becomes.
use super::error::{Error, Result};
use super::field::Field;
use sqlx::{Row as _, postgres::PgRow};
use std::cell::Cell;

/// A row of either engine.
pub struct Row<'r>(Of<'r>);
enum Of<'r> {
    /// With the column that is probably asked for next: records ask in the order of their columns.
    Sqlite(&'r rusqlite::Row<'r>, Cell<usize>),
    Postgres(&'r PgRow),
}
impl<'r> Row<'r> {
    pub(super) fn sqlite(row: &'r rusqlite::Row<'r>) -> Row<'r> {
        Row(Of::Sqlite(row, Cell::new(0)))
    }
    pub(super) fn postgres(row: &'r PgRow) -> Row<'r> {
        Row(Of::Postgres(row))
    }
    /// The column of this name.
    pub fn get<T: Field>(&self, name: &'static str) -> Result<T> {
        let plain: Result<T::As, String> = match &self.0 {
            Of::Sqlite(row, next) => column(row, next, name).and_then(|at| row.get(at)).map_err(|why| why.to_string()),
            Of::Postgres(row) => row.try_get(name).map_err(|why| why.to_string()),
        };
        take(name, plain)
    }
    fn first<T: Field>(&self) -> Result<T> {
        let plain: Result<T::As, String> = match &self.0 {
            Of::Sqlite(row, _) => row.get(0).map_err(|why| why.to_string()),
            Of::Postgres(row) => row.try_get(0).map_err(|why| why.to_string()),
        };
        take("the first", plain)
    }
}
fn column(row: &rusqlite::Row<'_>, next: &Cell<usize>, name: &str) -> rusqlite::Result<usize> {
    let likely = next.get();
    let at = match row.as_ref().column_name(likely) {
        Ok(found) if found == name => likely,
        _ => row.as_ref().column_index(name)?,
    };
    next.set(at + 1);
    Ok(at)
}
fn take<T: Field>(name: &'static str, plain: Result<T::As, String>) -> Result<T> {
    plain.and_then(T::take).map_err(|why| Error::Column { name, why })
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
