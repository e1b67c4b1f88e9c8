//! One transaction: what can be asked of it, and that after an error it can only be dropped.
use super::ask::Ask;
use super::error::{Error, Result, Why};
use super::row::{Record, Row};
use super::shared::Turn;
use super::sql::Known;
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteConnection, SqliteRow};
use sqlx::{Column, Executor, Postgres, SqlSafeStr, Sqlite, Statement, Transaction, TypeInfo};
use std::sync::Arc;

/// One transaction. Dropped without `commit`, it never happened. After an error, or after a statement that was given up
/// half-way, it refuses everything but that: PostgreSQL would be dead until the rollback, SQLite would go on.
pub struct Tx {
    on: On,
    spent: bool,
}
enum On {
    Sqlite(Lite),
    Postgres(Transaction<'static, Postgres>),
}
/// On SQLite: a reader's own view, or a turn at the shared pen.
pub(super) enum Lite {
    View(Transaction<'static, Sqlite>),
    Turn(Turn),
}
enum Rows {
    Sqlite(Vec<SqliteRow>),
    Postgres(Vec<PgRow>),
}

impl Tx {
    pub(super) fn sqlite(lite: Lite) -> Tx {
        Tx { on: On::Sqlite(lite), spent: false }
    }
    pub(super) fn postgres(tx: Transaction<'static, Postgres>) -> Tx {
        Tx { on: On::Postgres(tx), spent: false }
    }
    /// When this answers yes, it is on the disk. Dropped while it waits, nobody knows.
    pub async fn commit(self) -> Result<()> {
        if self.spent {
            return Err(Error::Spent);
        }
        match self.on {
            On::Sqlite(Lite::View(tx)) => tx.commit().await,
            On::Sqlite(Lite::Turn(turn)) => return turn.commit().await.map_err(Error::Commit),
            On::Postgres(tx) => tx.commit().await,
        }
        .map_err(|why| Error::Commit(Arc::new(why)))
    }
    /// Does it; says how many rows it touched.
    pub async fn run(&mut self, ask: impl Into<Ask<'_>>) -> Result<u64> {
        let ask = ask.into();
        self.begin()?;
        let done = match &mut self.on {
            On::Sqlite(tx) => ask.sqlite().execute(tx.conn()).await.map(|done| done.rows_affected()),
            On::Postgres(tx) => ask.postgres().execute(&mut **tx).await.map(|done| done.rows_affected()),
        };
        let done = done.map_err(|why| self.blame(&ask, why))?;
        self.spent = false;
        Ok(done)
    }
    /// Every row; the text carries its own LIMIT.
    pub async fn all<T: Record>(&mut self, ask: impl Into<Ask<'_>>) -> Result<Vec<T>> {
        let ask = ask.into();
        self.begin()?;
        let rows = match &mut self.on {
            On::Sqlite(tx) => ask.sqlite().fetch_all(tx.conn()).await.map(Rows::Sqlite),
            On::Postgres(tx) => ask.postgres().fetch_all(&mut **tx).await.map(Rows::Postgres),
        };
        let rows = rows.map_err(|why| self.blame(&ask, why))?.read()?;
        self.spent = false;
        Ok(rows)
    }
    /// One row or none; two are an error.
    pub async fn maybe<T: Record>(&mut self, ask: impl Into<Ask<'_>>) -> Result<Option<T>> {
        let ask = ask.into();
        let (at, line) = ask.place();
        let mut rows = self.all(ask).await?;
        self.spent = rows.len() > 1;
        if self.spent { Err(Error::Rows { at, line, found: rows.len() }) } else { Ok(rows.pop()) }
    }
    /// Exactly one row.
    pub async fn one<T: Record>(&mut self, ask: impl Into<Ask<'_>>) -> Result<T> {
        let ask = ask.into();
        let (at, line) = ask.place();
        let row = self.maybe(ask).await?;
        self.spent = row.is_none();
        row.ok_or(Error::Rows { at, line, found: 0 })
    }
    /// Prepares the statement without running it; answers the kind of each column, as the engine calls it.
    pub async fn understand(&mut self, known: &Known) -> Result<Vec<(String, String)>> {
        self.begin()?;
        let kinds = match &mut self.on {
            On::Sqlite(tx) => tx.conn().prepare(known.sqlite.into_sql_str()).await.map(|it| kinds(&it)),
            On::Postgres(tx) => tx.prepare(known.postgres.into_sql_str()).await.map(|it| kinds(&it)),
        };
        let kinds = kinds.map_err(|why| self.blame(&Ask::bare(known), why))?;
        self.spent = false;
        Ok(kinds)
    }

    /// Spent until the answer is there: a statement given up half-way may have failed without anybody seeing it.
    fn begin(&mut self) -> Result<()> {
        if std::mem::replace(&mut self.spent, true) { Err(Error::Spent) } else { Ok(()) }
    }
    fn blame(&mut self, ask: &Ask<'_>, why: sqlx::Error) -> Error {
        let (why, (at, line)): (Why, _) = (Arc::new(why), ask.place());
        if let On::Sqlite(Lite::Turn(turn)) = &mut self.on {
            turn.failed(&why);
        }
        Error::Statement { at, line, why }
    }
}

impl Lite {
    fn conn(&mut self) -> &mut SqliteConnection {
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

fn kinds<S: Statement>(statement: &S) -> Vec<(String, String)> {
    statement.columns().iter().map(|column| (column.name().into(), column.type_info().name().into())).collect()
}

impl Ask<'_> {
    fn sqlite(&self) -> sqlx::query::Query<'static, Sqlite, SqliteArguments> {
        let mut args = SqliteArguments::default();
        self.values().iter().for_each(|value| value.sqlite(&mut args));
        sqlx::query_with(self.text(|known| known.sqlite), args)
    }
    fn postgres(&self) -> sqlx::query::Query<'static, Postgres, PgArguments> {
        let mut args = PgArguments::default();
        self.values().iter().for_each(|value| value.postgres(&mut args));
        sqlx::query_with(self.text(|known| known.postgres), args)
    }
}
