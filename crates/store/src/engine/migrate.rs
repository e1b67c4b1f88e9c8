//! The steps from an empty database to today's, one file each in `migrations/`; run when a database is opened.
use super::error::{Error, Result};
use super::open::link;
use sqlx::migrate::{Migrate, MigrateError, Migration, MigrationType, Migrator};
use sqlx::{ConnectOptions, Connection, SqlSafeStr, postgres::PgConnectOptions, sqlite::SqliteConnectOptions};
use std::sync::Arc;

/// Number, name and text of every step, in order; `build.rs` reads them from the folder.
const STEPS: &[(i64, &str, &str)] = &include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

/// The texts of all steps, for the test that reads them.
pub fn steps() -> impl Iterator<Item = (&'static str, &'static str)> {
    STEPS.iter().map(|(_, name, text)| (*name, *text))
}

pub(super) async fn sqlite(options: &SqliteConnectOptions) -> Result<()> {
    let mut conn = link(options.connect().await)?;
    run(&mut conn).await?;
    link(conn.close().await)
}
/// Takes PostgreSQL's advisory lock: nodes that start together do it one after the other.
pub(super) async fn postgres(options: &PgConnectOptions) -> Result<()> {
    let patient = options.clone().options([("statement_timeout", "0"), ("lock_timeout", "0")]);
    let mut conn = link(patient.connect().await)?;
    run(&mut conn).await?;
    link(conn.close().await)
}

async fn run<C: Migrate>(conn: &mut C) -> Result<()> {
    let step = |&(number, name, text): &(i64, &'static str, &'static str)| {
        Migration::new(number, name.into(), MigrationType::Simple, text.into_sql_str(), false)
    };
    let known = STEPS.last().map_or(0, |(number, ..)| *number);
    let ran = Migrator::with_migrations(STEPS.iter().map(step).collect()).run_direct(None, conn, false).await;
    ran.map_err(|why| match why {
        MigrateError::VersionMissing(found) if found > known => Error::Newer { found, known },
        why => Error::Migration(Arc::new(why)),
    })
}
