//! One connection to SQLite: how it is set up, and how a statement is run on it.
//!
//! It runs where it is asked, without a thread in between: each of our statements touches few rows by an index and takes
//! microseconds, less than handing it over would. What waits for the disk (a commit, emptying the log) or for another
//! process is done elsewhere: see `shared`.
use super::ask::Ask;
use super::db::Room;
use super::error::{Fault, Result};
use super::row::{Record, Row};
use rusqlite::{CachedStatement, Connection};
use std::{path::Path, time::Duration};

/// Statements kept prepared on each connection: more than the program has, filters included.
const PREPARED: usize = 1_024;
/// How long SQLite waits for another process (a backup, the doctor) that holds the file.
pub(super) const LOCKED: Duration = Duration::from_secs(5);

/// Opens or creates the file, for the steps that bring it to today's form.
pub(super) fn first(file: &Path) -> rusqlite::Result<Connection> {
    setup(Connection::open(file)?)
}
/// The one that writes: 64 MiB of pages, and the log is copied back every 4,000 pages (16 MiB).
pub(super) fn pen(file: &Path, room: &Room) -> rusqlite::Result<Connection> {
    let conn = existing(file)?;
    conn.pragma_update(None, "cache_size", -65_536)?;
    conn.pragma_update(None, "wal_autocheckpoint", 4_000)?;
    conn.pragma_update(None, "journal_size_limit", i64::try_from(room.log).unwrap_or(i64::MAX))?;
    Ok(conn)
}
/// One that reads: 32 MiB of pages, so that the upper levels of a database with millions of messages stay; the kernel's own
/// cache stands behind them. Few are ever in use at once, as a view is held for no longer than its statements take.
pub(super) fn view(file: &Path) -> rusqlite::Result<Connection> {
    let conn = existing(file)?;
    conn.pragma_update(None, "cache_size", -32_768)?;
    conn.pragma_update(None, "query_only", "on")?;
    Ok(conn)
}
/// A file that vanished is an error, not an empty database.
fn existing(file: &Path) -> rusqlite::Result<Connection> {
    use rusqlite::OpenFlags as How;
    setup(Connection::open_with_flags(file, How::SQLITE_OPEN_READ_WRITE | How::SQLITE_OPEN_NO_MUTEX)?)
}
/// What every connection to the file needs. FULL: with NORMAL a power cut loses what was acknowledged.
/// No mmap: there an error of the disk kills the process instead of answering.
fn setup(conn: Connection) -> rusqlite::Result<Connection> {
    conn.busy_timeout(LOCKED)?;
    conn.pragma_update(None, "journal_mode", "wal")?;
    conn.pragma_update(None, "synchronous", "full")?;
    conn.pragma_update(None, "foreign_keys", "on")?;
    // What a turn may have to undo is noted here: in files it was fifty writes a message.
    conn.pragma_update(None, "temp_store", "memory")?;
    conn.set_prepared_statement_cache_capacity(PREPARED);
    Ok(conn)
}

/// One of our own short commands, without values and without rows.
pub(super) fn exec(conn: &Connection, text: &str) -> rusqlite::Result<()> {
    conn.prepare_cached(text)?.raw_execute().map(|_| ())
}
/// Does it; says how many rows it touched.
pub(super) fn run(conn: &Connection, ask: &Ask<'_>) -> Result<u64, Fault> {
    let mut statement = prepared(conn, ask)?;
    // Some that are not asked for rows answer with rows all the same (`PRAGMA`, `RETURNING`).
    if statement.column_count() == 0 {
        return Ok(statement.raw_execute()? as u64);
    }
    let mut rows = statement.raw_query();
    while rows.next()?.is_some() {}
    drop(rows);
    Ok(conn.changes())
}
/// Every row, read at once.
pub(super) fn all<T: Record>(conn: &Connection, ask: &Ask<'_>) -> Result<Result<Vec<T>>, Fault> {
    let mut statement = prepared(conn, ask)?;
    let (mut rows, mut read) = (statement.raw_query(), vec![]);
    while let Some(row) = rows.next()? {
        match T::read(&Row::sqlite(row)) {
            Ok(record) => read.push(record),
            Err(why) => return Ok(Err(why)),
        }
    }
    Ok(Ok(read))
}
/// The names of the columns it would answer with.
pub(super) fn columns(conn: &Connection, text: &str) -> rusqlite::Result<Vec<String>> {
    Ok(conn.prepare(text)?.column_names().into_iter().map(str::to_owned).collect())
}

fn prepared<'c>(conn: &'c Connection, ask: &Ask<'_>) -> rusqlite::Result<CachedStatement<'c>> {
    let mut statement = conn.prepare_cached(&ask.sqlite())?;
    let most = statement.parameter_count();
    // A value that only PostgreSQL's half of the text names is left out.
    for (at, value) in (1..=most).zip(ask.values()) {
        value.sqlite(at, &mut statement)?;
    }
    Ok(statement)
}
