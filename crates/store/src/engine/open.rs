//! How each engine is set up, and why.
use super::db::Room;
use super::error::{Error, Result};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use std::{path::Path, sync::Arc, time::Duration};

/// Statements kept prepared on each connection: more than the program has, filters included.
const PREPARED: usize = 1_024;
/// How long SQLite waits for another process (a backup, the doctor) that holds the file.
const LOCKED: Duration = Duration::from_secs(5);

/// What every connection to the file needs. FULL: with NORMAL a power cut loses what was acknowledged.
/// No mmap: there an error of the disk kills the process instead of answering.
pub(super) fn lite(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(LOCKED)
        .statement_cache_capacity(PREPARED)
}
/// The one that writes: 64 MiB of pages, and the log is copied back every 4,000 pages (16 MiB).
pub(super) fn pen(file: &Path, room: &Room) -> SqliteConnectOptions {
    lite(file)
        .create_if_missing(false) // a file that vanished is an error, not an empty database
        .pragma("cache_size", "-65536")
        .pragma("wal_autocheckpoint", "4000")
        .pragma("journal_size_limit", room.log.to_string())
}
/// Those that read: 8 MiB of pages each; the kernel's own cache stands behind them.
pub(super) async fn views(file: &Path, room: &Room) -> Result<SqlitePool> {
    let options = lite(file).create_if_missing(false).pragma("cache_size", "-8192").pragma("query_only", "on");
    let pool = SqlitePoolOptions::new().max_connections(room.connections).acquire_timeout(room.patience);
    link(pool.max_lifetime(None).idle_timeout(None).connect_with(options).await)
}

/// A transaction that its holder forgot ends after a minute; a statement after half; a lock is waited for five seconds.
pub(super) fn postgres(url: &str) -> Result<PgConnectOptions> {
    let options: PgConnectOptions = link(url.parse())?;
    let limits = [
        ("idle_in_transaction_session_timeout", "60s"),
        ("statement_timeout", "30s"),
        ("lock_timeout", "5s"),
        ("synchronous_commit", "on"),
        ("jit", "off"), // our statements are short: compiling them takes longer than running them
    ];
    Ok(options.application_name("parlor").statement_cache_capacity(PREPARED).options(limits))
}
pub(super) async fn pool(options: PgConnectOptions, room: &Room) -> Result<PgPool> {
    let pool = PgPoolOptions::new().max_connections(room.connections).acquire_timeout(room.patience);
    let pool = link(pool.connect_with(options).await)?;
    const LOCALE: &str = "SELECT datcollate FROM pg_database WHERE datname = current_database()";
    let locale: String = link(sqlx::query_scalar(LOCALE).fetch_one(&pool).await)?;
    if !["C", "C.UTF-8", "C.utf8", "POSIX"].contains(&locale.as_str()) {
        tracing::warn!(locale, "the database sorts text in its own way; create it with locale C.UTF-8");
    }
    Ok(pool)
}

pub(super) fn link<T>(found: sqlx::Result<T>) -> Result<T> {
    found.map_err(|why| Error::Link(Arc::new(why)))
}
