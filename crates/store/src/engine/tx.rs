//! One transaction: what can be asked of it, and that after an error it can only be dropped.
use super::ask::Ask;
use super::error::{Error, Fault, Result};
use super::lite;
use super::row::{Record, Row};
use super::shared::Turn;
use super::sql::Known;
use super::views::View;
use rusqlite::Connection;
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::{Column, Executor, Postgres, SqlSafeStr, Statement, Transaction, TypeInfo};
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
    View(View),
    Turn(Turn),
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
            On::Sqlite(Lite::View(view)) => view.commit().map_err(Arc::new),
            On::Sqlite(Lite::Turn(turn)) => turn.commit().await,
            On::Postgres(tx) => tx.commit().await.map_err(|why| Arc::new(why.into())),
        }
        .map_err(Error::Commit)
    }
    /// Does it; says how many rows it touched.
    pub async fn run(&mut self, ask: impl Into<Ask<'_>>) -> Result<u64> {
        let ask = ask.into();
        self.begin()?;
        let done = match &mut self.on {
            On::Sqlite(tx) => tx.conn().and_then(|conn| lite::run(conn, &ask)),
            On::Postgres(tx) => {
                ask.query().execute(&mut **tx).await.map(|done| done.rows_affected()).map_err(Into::into)
            }
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
            On::Sqlite(tx) => tx.conn().and_then(|conn| lite::all(conn, &ask)),
            On::Postgres(tx) => ask.query().fetch_all(&mut **tx).await.map(|rows| read(&rows)).map_err(Into::into),
        };
        let rows = rows.map_err(|why| self.blame(&ask, why))??;
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
    /// Prepares the statement without running it; answers the kind of each column, as PostgreSQL calls it; SQLite's columns
    /// have none.
    pub async fn understand(&mut self, known: &Known) -> Result<Vec<(String, String)>> {
        self.begin()?;
        let kinds = match &mut self.on {
            On::Sqlite(tx) => tx.conn().and_then(|conn| columns(conn, known)),
            On::Postgres(tx) => {
                tx.prepare(known.postgres.into_sql_str()).await.map(|it| kinds(&it)).map_err(Fault::from)
            }
        };
        let kinds = kinds.map_err(|why| self.blame(&Ask::bare(known), why))?;
        self.spent = false;
        Ok(kinds)
    }

    /// Spent until the answer is there: a statement given up half-way may have failed without anybody seeing it.
    fn begin(&mut self) -> Result<()> {
        if std::mem::replace(&mut self.spent, true) { Err(Error::Spent) } else { Ok(()) }
    }
    fn blame(&mut self, ask: &Ask<'_>, why: Fault) -> Error {
        let (why, (at, line)) = (Arc::new(why), ask.place());
        if let On::Sqlite(Lite::Turn(turn)) = &mut self.on {
            turn.failed(&why);
        }
        Error::Statement { at, line, why }
    }
}

impl Lite {
    fn conn(&self) -> Result<&Connection, Fault> {
        match self {
            Lite::View(view) => view.conn(),
            Lite::Turn(turn) => Ok(turn.conn()),
        }
    }
}

fn read<T: Record>(rows: &[PgRow]) -> Result<Vec<T>> {
    rows.iter().map(|row| T::read(&Row::postgres(row))).collect()
}
fn columns(conn: &Connection, known: &Known) -> Result<Vec<(String, String)>, Fault> {
    Ok(lite::columns(conn, known.sqlite)?.into_iter().map(|name| (name, String::new())).collect())
}
fn kinds<S: Statement>(statement: &S) -> Vec<(String, String)> {
    statement.columns().iter().map(|column| (column.name().into(), column.type_info().name().into())).collect()
}

impl Ask<'_> {
    fn query(&self) -> sqlx::query::Query<'static, Postgres, PgArguments> {
        let mut args = PgArguments::default();
        self.values().iter().for_each(|value| value.postgres(&mut args));
        sqlx::query_with(self.postgres(), args)
    }
}
