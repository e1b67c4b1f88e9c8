//! What can go wrong, and the five questions a caller asks about it: taken, full, busy, worth another try, or a fault?
use sqlx::migrate::MigrateError;
use std::{sync::Arc, time::Duration};

/// What a statement or a transaction answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;
/// Shared, because one commit that failed is told to everybody who was aboard.
pub(super) type Why = Arc<Fault>;

/// What stood in the way, as the engine's library says it. Never holds a value that was bound.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    #[error(transparent)]
    Postgres(#[from] sqlx::Error),
    #[error(transparent)]
    Step(#[from] Box<MigrateError>),
    #[error("step {0} of the database is not the one this program knows")]
    Changed(i64),
    #[error("no thread for the committer: {0}")]
    Thread(std::io::Error),
    #[error("the connection is gone")]
    Gone,
}

/// Never holds a value that was bound: it may be logged.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// The database refused the statement written at `at:line`.
    #[error("{at}:{line}: {why}")]
    Statement { at: &'static str, line: u32, why: Arc<Fault> },
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
    Link(Arc<Fault>),
    /// The commit failed, or its answer was lost: then nobody knows.
    #[error("not committed: {0}")]
    Commit(Arc<Fault>),
    /// A newer version of the program has changed the database.
    #[error("the database is newer than this program: it is at step {found}, this program knows up to {known}")]
    Newer { found: i64, known: i64 },
    /// Whoever only looks changes nothing, not even an older form.
    #[error(
        "the database is older than this program: it is at step {found}, this program expects {known}; start the server once"
    )]
    Older { found: i64, known: i64 },
    /// A right to write was asked for where one may only look.
    #[error("this database was opened to look only")]
    Looking,
    /// The database could not be brought to today's form.
    #[error("migration: {0}")]
    Migration(Arc<Fault>),
}

impl Error {
    /// The row is already there: the promise of a unique key was kept.
    pub fn is_taken(&self) -> bool {
        // SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY, unique_violation.
        self.is_one_of(&["2067", "1555", "23505"])
    }
    /// No room on the disk: nothing was acknowledged, reading goes on, and writing works again once there is room.
    pub fn is_full(&self) -> bool {
        // FULL is ENOSPC; IOERR_WRITE a used-up quota; IOERR_SHMSIZE the memory file beside the database.
        self.is_one_of(&["13", "778", "4874", "53100"])
    }
    /// Nobody was free in time: say when to come again.
    pub fn is_busy(&self) -> bool {
        matches!(self, Error::Busy(_)) || self.is_one_of(&["53300", "55P03"])
    }
    /// The same work may be done again from the start. After `Commit` it may have happened: it needs a client id.
    pub fn is_retryable(&self) -> bool {
        let Some(why) = self.why() else { return false };
        // Serialisation, deadlock, the server went down or is coming up, the connection broke.
        const AGAIN: [&str; 8] = ["40001", "40P01", "57P01", "57P02", "57P03", "08000", "08003", "08006"];
        why.is_locked()
            || match why.code() {
                Some(code) => AGAIN.contains(&code.as_str()),
                None => matches!(
                    why,
                    Fault::Gone
                        | Fault::Postgres(sqlx::Error::Io(_) | sqlx::Error::WorkerCrashed | sqlx::Error::PoolClosed)
                ),
            }
    }
    fn why(&self) -> Option<&Fault> {
        match self {
            Error::Statement { why, .. } | Error::Link(why) | Error::Commit(why) | Error::Migration(why) => Some(why),
            _ => None,
        }
    }
    fn is_one_of(&self, codes: &[&str]) -> bool {
        self.why().and_then(Fault::code).is_some_and(|code| codes.contains(&code.as_str()))
    }
}

impl Fault {
    /// SQLite's extended result code as digits, or PostgreSQL's five places.
    fn code(&self) -> Option<String> {
        match self {
            Fault::Sqlite(why) => why.sqlite_error().map(|why| why.extended_code.to_string()),
            Fault::Postgres(why) => why.as_database_error()?.code().map(|code| code.into_owned()),
            Fault::Step(why) => match &**why {
                MigrateError::Execute(why) | MigrateError::ExecuteMigration(why, _) => {
                    why.as_database_error()?.code().map(|code| code.into_owned())
                }
                _ => None,
            },
            Fault::Changed(_) | Fault::Thread(_) | Fault::Gone => None,
        }
    }
    /// Another process holds SQLite's file.
    pub(super) fn is_locked(&self) -> bool {
        matches!(self, Fault::Sqlite(why) if is_locked(why))
    }
}

/// Another process holds the file.
pub(super) fn is_locked(why: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
    matches!(why.sqlite_error_code(), Some(DatabaseBusy | DatabaseLocked))
}
