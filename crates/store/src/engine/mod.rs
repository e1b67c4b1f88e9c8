//! The one place that knows there are two engines. Everywhere else it reads `tx.one(sql!("…"), [&a, &b])`.
mod ask;
mod field;
mod migrate;
mod shared;
mod sql;
pub use ask::*;
pub use field::*;
pub use shared::*;
pub use sql::*;

use sqlx::postgres::{PgArguments, PgConnectOptions, PgPool, PgPoolOptions, PgRow};
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteRow, SqliteSynchronous,
};
use sqlx::{Postgres, Sqlite, Transaction};

pub type Result<T, E = Error> = std::result::Result<T, E>;

#[derive(Debug)]
pub enum Error {
    Statement { at: &'static str, line: u32, why: sqlx::Error },
    Column { name: &'static str, why: String },
    Rows { at: &'static str, line: u32, found: usize },
    Link(sqlx::Error),
    Migration(sqlx::migrate::MigrateError),
}
impl Error {
    /// The row is already there: the promise of a unique key was kept.
    pub fn is_taken(&self) -> bool {
        matches!(self, Error::Statement { why: sqlx::Error::Database(why), .. } if why.is_unique_violation())
    }
}

/// Where things stay: SQLite in a file, or PostgreSQL.
#[derive(Clone)]
pub enum Db {
    Sqlite { read: SqlitePool, write: Writers },
    Postgres(PgPool),
}
/// One transaction. Dropped without `commit`, it never happened.
pub enum Tx {
    Sqlite(Lite),
    Postgres(Transaction<'static, Postgres>),
}
/// On SQLite: a reader's own view, or a turn at the shared pen.
pub enum Lite {
    View(Transaction<'static, Sqlite>),
    Turn(Turn),
}
enum Rows {
    Sqlite(Vec<SqliteRow>),
    Postgres(Vec<PgRow>),
}

impl Db {
    pub async fn sqlite(options: SqliteConnectOptions, readers: u32) -> Result<Db> {
        let options = options
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        migrate::migrations()
            .run(
                &SqlitePoolOptions::new()
                    .max_connections(1)
                    .connect_with(options.clone())
                    .await
                    .map_err(Error::Link)?,
            )
            .await
            .map_err(Error::Migration)?;
        let write = Writers::open(&options).await?;
        let read = SqlitePoolOptions::new()
            .max_connections(readers)
            .connect_with(options.pragma("query_only", "on"))
            .await
            .map_err(Error::Link)?;
        Ok(Db::Sqlite { read, write })
    }
    pub async fn postgres(options: PgConnectOptions, most: u32) -> Result<Db> {
        let pool = PgPoolOptions::new().max_connections(most).connect_with(options).await.map_err(Error::Link)?;
        migrate::migrations().run(&pool).await.map_err(Error::Migration)?;
        Ok(Db::Postgres(pool))
    }
    /// A view to read from; it writes nothing.
    pub async fn read(&self) -> Result<Tx> {
        Ok(match self {
            Db::Sqlite { read, .. } => Tx::Sqlite(Lite::View(read.begin().await.map_err(Error::Link)?)),
            Db::Postgres(pool) => Tx::Postgres(pool.begin_with("BEGIN READ ONLY").await.map_err(Error::Link)?),
        })
    }
    /// The right to write; on SQLite one at a time holds it, and many share one fsync.
    pub async fn write(&self) -> Result<Tx> {
        Ok(match self {
            Db::Sqlite { write, .. } => Tx::Sqlite(Lite::Turn(write.turn().await?)),
            Db::Postgres(pool) => Tx::Postgres(pool.begin().await.map_err(Error::Link)?),
        })
    }
}

impl Tx {
    pub async fn commit(self) -> Result<()> {
        match self {
            Tx::Sqlite(Lite::View(tx)) => tx.commit().await.map_err(Error::Link),
            Tx::Sqlite(Lite::Turn(turn)) => turn.commit().await,
            Tx::Postgres(tx) => tx.commit().await.map_err(Error::Link),
        }
    }
    /// Does it; says how many rows it touched.
    pub async fn run(&mut self, ask: impl Into<Ask<'_>>) -> Result<u64> {
        let ask = ask.into();
        match self {
            Tx::Sqlite(tx) => ask.sqlite().execute(tx.conn()).await.map(|done| done.rows_affected()),
            Tx::Postgres(tx) => ask.postgres().execute(&mut **tx).await.map(|done| done.rows_affected()),
        }
        .map_err(ask.blame())
    }
    /// Every row; the text carries its own LIMIT.
    pub async fn all<T: Record>(&mut self, ask: impl Into<Ask<'_>>) -> Result<Vec<T>> {
        let ask = ask.into();
        match self {
            Tx::Sqlite(tx) => ask.sqlite().fetch_all(tx.conn()).await.map(Rows::Sqlite),
            Tx::Postgres(tx) => ask.postgres().fetch_all(&mut **tx).await.map(Rows::Postgres),
        }
        .map_err(ask.blame())?
        .read()
    }
    /// One row or none; two are an error.
    pub async fn maybe<T: Record>(&mut self, ask: impl Into<Ask<'_>>) -> Result<Option<T>> {
        let ask = ask.into();
        let (at, line) = (ask.at, ask.line);
        let mut rows = self.all(ask).await?;
        if rows.len() > 1 {
            return Err(Error::Rows { at, line, found: rows.len() });
        }
        Ok(rows.pop())
    }
    /// Exactly one row.
    pub async fn one<T: Record>(&mut self, ask: impl Into<Ask<'_>>) -> Result<T> {
        let ask = ask.into();
        let (at, line) = (ask.at, ask.line);
        self.maybe(ask).await?.ok_or(Error::Rows { at, line, found: 0 })
    }
}

impl Lite {
    pub fn conn(&mut self) -> &mut SqliteConnection {
        match self {
            Lite::View(tx) => tx,
            Lite::Turn(turn) => turn.conn(),
        }
    }
}
impl Rows {
    fn read<T: Record>(self) -> Result<Vec<T>> {
        match self {
            Rows::Sqlite(rows) => rows.iter().map(|row| T::read(&Row::Sqlite(row))).collect(),
            Rows::Postgres(rows) => rows.iter().map(|row| T::read(&Row::Postgres(row))).collect(),
        }
    }
}

impl Ask<'_> {
    fn sqlite(&self) -> sqlx::query::Query<'static, Sqlite, SqliteArguments> {
        let mut args = SqliteArguments::default();
        self.values.iter().for_each(|value| value.sqlite(&mut args));
        sqlx::query_with(self.text(|sql| sql.sqlite), args)
    }
    fn postgres(&self) -> sqlx::query::Query<'static, Postgres, PgArguments> {
        let mut args = PgArguments::default();
        self.values.iter().for_each(|value| value.postgres(&mut args));
        sqlx::query_with(self.text(|sql| sql.postgres), args)
    }
    fn blame(&self) -> impl FnOnce(sqlx::Error) -> Error + use<> {
        let (at, line) = (self.at, self.line);
        move |why| Error::Statement { at, line, why }
    }
}
