//! How PostgreSQL is set up, and why.
use super::db::Room;
use super::error::{Error, Result};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use std::sync::Arc;

/// Statements kept prepared on each connection: more than the program has, filters included.
const PREPARED: usize = 1_024;
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
    found.map_err(|why| Error::Link(Arc::new(why.into())))
}
