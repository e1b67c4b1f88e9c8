//! The steps from an empty database to today's, one file each in `migrations/`; run when a database is opened.
use super::error::{Error, Fault, Result};
use super::lite;
use super::open::link;
use rusqlite::{OptionalExtension, TransactionBehavior};
use sha2::{Digest, Sha256};
use sqlx::migrate::{Migrate, MigrateError, Migration, MigrationType, Migrator};
use sqlx::{ConnectOptions, Connection, SqlSafeStr, postgres::PgConnectOptions};
use std::{cmp::Ordering, path::Path, sync::Arc};

/// Number, name and text of every step, in order; `build.rs` reads them from the folder.
const STEPS: &[(i64, &str, &str)] = &include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

/// What SQLite's file remembers of them.
const TAKEN: &str = "CREATE TABLE IF NOT EXISTS step_taken (
    number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, sum BYTEA NOT NULL)";

/// What stands in `/*lite … */` becomes SQL; to PostgreSQL it stays a comment.
fn for_lite(text: &str) -> String {
    let (before, marked) = text.split_once("/*lite ").unwrap_or((text, ""));
    let opened = marked.split("/*lite ").map(|part| part.replacen("*/", "", 1));
    std::iter::once(before.to_owned()).chain(opened).collect()
}

/// The number of the last step.
fn newest() -> i64 {
    STEPS.last().map_or(0, |(number, ..)| *number)
}

/// The texts of all steps, for the test that reads them.
pub fn steps() -> impl Iterator<Item = (&'static str, &'static str)> {
    STEPS.iter().map(|(_, name, text)| (*name, *text))
}

/// All steps that are missing, in one transaction; a step that reads otherwise than the one once taken is refused.
pub(super) fn sqlite(file: &Path) -> Result<()> {
    let failed = |why: rusqlite::Error| Error::Migration(Arc::new(why.into()));
    let mut conn = lite::first(file).map_err(|why| Error::Link(Arc::new(why.into())))?;
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    tx.execute_batch(TAKEN).map_err(failed)?;
    let found: i64 =
        tx.query_row("SELECT COALESCE(MAX(number), 0) FROM step_taken", [], |row| row.get(0)).map_err(failed)?;
    let known = newest();
    if found > known {
        return Err(Error::Newer { found, known });
    }
    for &(number, name, text) in STEPS {
        let sum = Sha256::digest(text).to_vec();
        let taken = "SELECT sum FROM step_taken WHERE number = ?1";
        match tx.query_row(taken, [number], |row| row.get::<_, Vec<u8>>(0)).optional().map_err(failed)? {
            Some(taken) if taken == sum => {}
            Some(_) => return Err(Error::Migration(Arc::new(Fault::Changed(number)))),
            None => {
                tx.execute_batch(&for_lite(text)).map_err(failed)?;
                let note = "INSERT INTO step_taken (number, name, sum) VALUES (?1, ?2, ?3)";
                tx.execute(note, (number, name, sum)).map_err(failed)?;
            }
        }
    }
    tx.commit().map_err(failed)
}
/// Whether the file is at today's step; only looks.
pub(super) fn check(file: &Path) -> Result<()> {
    let failed = |why: rusqlite::Error| Error::Link(Arc::new(why.into()));
    let conn = lite::view(file).map_err(failed)?;
    let taken = "SELECT COALESCE(MAX(number), 0) FROM step_taken";
    let found: i64 = conn.query_row(taken, [], |row| row.get(0)).map_err(failed)?;
    let known = newest();
    match found.cmp(&known) {
        Ordering::Less => Err(Error::Older { found, known }),
        Ordering::Equal => Ok(()),
        Ordering::Greater => Err(Error::Newer { found, known }),
    }
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
    let known = newest();
    let ran = Migrator::with_migrations(STEPS.iter().map(step).collect()).run_direct(None, conn, false).await;
    ran.map_err(|why| match why {
        MigrateError::VersionMissing(found) if found > known => Error::Newer { found, known },
        why => Error::Migration(Arc::new(Box::new(why).into())),
    })
}
