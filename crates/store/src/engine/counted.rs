//! A reader that counts the rows it visits, for measurements.
//!
//! On its connection every table is hidden behind a view of the same name, whose condition is always true and is decided
//! by a collation of ours. The engine asks it for each row, or entry of an index, that a loop of a statement arrives at,
//! before any other condition sends the row away; the views are merged into the statements, whose plans stay as they are.
use super::lite;
use rusqlite::Connection;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// How many rows of each table were visited. Clones count together.
#[derive(Clone, Debug, Default)]
pub struct Visits(Arc<Mutex<BTreeMap<String, u64>>>);

impl Visits {
    /// What was counted since the last time.
    pub fn take(&self) -> BTreeMap<String, u64> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
    fn count(&self, table: &str) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *all.entry(table.to_owned()).or_default() += 1;
    }
}

/// One that reads as `lite::view` does, and counts.
pub(super) fn view(file: &Path, visits: &Visits) -> rusqlite::Result<Connection> {
    let conn = lite::view(file)?;
    let tables: Vec<String> = {
        let mut asked =
            conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")?;
        asked.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?
    };
    conn.pragma_update(None, "query_only", "off")?;
    for table in tables {
        let (visits, of) = (visits.clone(), table.clone());
        conn.create_collation(format!("visit_{table}").as_str(), move |_, _| {
            visits.count(&of);
            Ordering::Greater
        })?;
        // What lies in every index: the rowid, which no statement of ours names, or the end of the key where there is none.
        let key: String = conn.query_row(
            "SELECT CASE WHEN l.wr THEN (SELECT name FROM pragma_table_info(l.name) ORDER BY pk DESC LIMIT 1)
             ELSE 'rowid' END FROM pragma_table_list AS l WHERE l.schema = 'main' AND l.name = ?1",
            [&table],
            |row| row.get(0),
        )?;
        conn.execute_batch(&format!(
            "CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE hex({key}) COLLATE visit_{table} <> ''"
        ))?;
    }
    conn.pragma_update(None, "query_only", "on")?;
    Ok(conn)
}
