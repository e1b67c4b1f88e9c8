//! What can go wrong, and the five questions a caller asks about it: taken, full, busy, worth another try, or a fault?
use sqlx::migrate::MigrateError;
use std::{sync::Arc, time::Duration};

/// What a statement or a transaction answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;
/// Shared, because one commit that failed is told to everybody who was aboard.
pub(super) type Why = Arc<sqlx::Error>;

/// Never holds a value that was bound: it may be logged.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// The database refused the statement written at `at:line`.
    #[error("{at}:{line}: {why}")]
    Statement { at: &'static str, line: u32, why: Arc<sqlx::Error> },
    /// A column does not hold what the record expects.
    #[error("column {name}: {why}")]
    Column { name: &'static str, why: String },
    /// One row was expected.
    #[error("{at}:{line}: expected one row, found {found}")]
    Rows { at: &'static str, line: u32, found: usize },
    /// An earlier statement of this transaction failed or was given up: it can only be dropped.
    #[error("the transaction had an error before; it can only be dropped")]
    Spent,
    /// Nobody was free within the time given to `Room::patience`.
    #[error("the database was busy for {0:?}")]
    Busy(Duration),
    /// There is no way to the database.
    #[error("no link to the database: {0}")]
    Link(Arc<sqlx::Error>),
    /// The commit failed, or its answer was lost: then nobody knows.
    #[error("not committed: {0}")]
    Commit(Arc<sqlx::Error>),
    /// A newer version of the program has changed the database.
    #[error("the database is newer than this program: it is at step {found}, this program knows up to {known}")]
    Newer { found: i64, known: i64 },
    /// The database could not be brought to today's form.
    #[error("migration: {0}")]
    Migration(Arc<MigrateError>),
}

impl Error {
    /// The row is already there: the promise of a unique key was kept.
    pub fn is_taken(&self) -> bool {
        self.why().and_then(sqlx::Error::as_database_error).is_some_and(|why| why.is_unique_violation())
    }
    /// No room on the disk: nothing was acknowledged, reading goes on, and writing works again once there is room.
    pub fn is_full(&self) -> bool {
        // FULL is ENOSPC; IOERR_WRITE a used-up quota; IOERR_SHMSIZE the memory file beside the database.
        const FULL: [&str; 4] = ["13", "778", "4874", "53100"];
        self.code().is_some_and(|code| FULL.contains(&code.as_str()))
    }
    /// Nobody was free in time: say when to come again.
    pub fn is_busy(&self) -> bool {
        matches!(self, Error::Busy(_)) || self.code().is_some_and(|code| ["53300", "55P03"].contains(&code.as_str()))
    }
    /// The same work may be done again from the start. After `Commit` it may have happened: it needs a client id.
    pub fn is_retryable(&self) -> bool {
        let Some(why) = self.why() else { return false };
        // Serialisation, deadlock, the server went down or is coming up, the connection broke.
        const AGAIN: [&str; 8] = ["40001", "40P01", "57P01", "57P02", "57P03", "08000", "08003", "08006"];
        match self.code() {
            Some(code) => AGAIN.contains(&code.as_str()) || code.parse().is_ok_and(is_lite_busy),
            None => matches!(why, sqlx::Error::Io(_) | sqlx::Error::WorkerCrashed | sqlx::Error::PoolClosed),
        }
    }
    fn why(&self) -> Option<&sqlx::Error> {
        match self {
            Error::Statement { why, .. } | Error::Link(why) | Error::Commit(why) => Some(why),
            Error::Migration(why) => match &**why {
                MigrateError::Execute(why) | MigrateError::ExecuteMigration(why, _) => Some(why),
                _ => None,
            },
            _ => None,
        }
    }
    fn code(&self) -> Option<String> {
        code(self.why()?)
    }
}

fn code(why: &sqlx::Error) -> Option<String> {
    why.as_database_error()?.code().map(|code| code.into_owned())
}
/// SQLITE_BUSY or SQLITE_LOCKED, in the low byte of the extended code; PostgreSQL's codes have five places.
fn is_lite_busy(code: u32) -> bool {
    code < 10_000 && matches!(code & 0xff, 5 | 6)
}
/// Another process holds the file.
pub(super) fn is_locked(why: &sqlx::Error) -> bool {
    code(why).and_then(|code| code.parse().ok()).is_some_and(is_lite_busy)
}
