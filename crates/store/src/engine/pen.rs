//! The one connection that writes to SQLite: its open transaction, the turn at work in it, and those who wait for its
//! commit. Every step leaves it whole again, whatever the last turn left behind or the disk refused.
use super::error::{Why, is_locked};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use std::{path::PathBuf, sync::Arc, time::Duration};
use tokio::sync::oneshot;

/// How long writers wait for readers when the log has become too long.
const HURRY: Duration = Duration::from_secs(1);

pub(super) struct Pen {
    pub conn: SqliteConnection,
    options: SqliteConnectOptions,
    log: PathBuf,
    longest_log: u64,
    /// A transaction is open; it carries everybody in `aboard`.
    open: bool,
    last: Last,
    /// Each is told what became of the commit.
    pub aboard: Vec<oneshot::Sender<Result<(), Why>>>,
    /// Why a statement of this turn failed.
    pub why: Option<Why>,
}
/// What the last turn left behind.
#[derive(PartialEq, Clone, Copy)]
enum Last {
    Nothing,
    /// Its savepoint, to be undone.
    Work,
    /// It was leaving when the caller gave up: the savepoint may be gone already.
    Leaving,
}

impl Pen {
    pub async fn open(options: &SqliteConnectOptions, longest_log: u64) -> sqlx::Result<Pen> {
        let mut log = options.get_filename().as_os_str().to_owned();
        log.push("-wal");
        let (conn, options) = (options.connect().await?, options.clone());
        let (aboard, log) = (vec![], log.into());
        Ok(Pen { conn, options, log, longest_log, open: false, last: Last::Nothing, aboard, why: None })
    }
    /// Begins a turn. Not to be given up half-way.
    pub async fn enter(&mut self) -> Result<(), Why> {
        self.undo_last().await;
        if !self.open {
            self.begin().await.map_err(Arc::new)?;
        }
        if let Err(why) = self.exec("SAVEPOINT turn").await {
            return Err(self.lose(why).await);
        }
        self.last = Last::Work;
        Ok(())
    }
    /// Ends a turn well: its work now waits for the commit.
    pub async fn leave(&mut self) -> Result<(), Why> {
        self.last = Last::Leaving;
        let left = self.exec("RELEASE turn").await;
        self.last = if left.is_ok() { Last::Nothing } else { Last::Work };
        left.map_err(Arc::new)
    }
    /// Commits for everybody aboard and tells them. Not to be given up half-way.
    pub async fn commit(&mut self) {
        self.undo_last().await;
        if !self.open {
            return;
        }
        // With nobody aboard there is nothing anybody was promised.
        if let Err(why) = self.exec(if self.aboard.is_empty() { "ROLLBACK" } else { "COMMIT" }).await {
            self.lose(why).await;
        }
        self.open = false;
        self.tell(Ok(()));
    }
    /// Copies the log into the file and empties it; says whether that succeeded. Only between transactions.
    pub async fn empty_log(&mut self, wait: Duration) -> sqlx::Result<bool> {
        const BACK: &str = "PRAGMA busy_timeout = 5000";
        let wait = sqlx::AssertSqlSafe(format!("PRAGMA busy_timeout = {}", wait.as_millis()));
        sqlx::query(wait).execute(&mut self.conn).await?;
        let busy = sqlx::query_scalar::<_, i64>("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut self.conn).await;
        self.exec(BACK).await?;
        Ok(busy? == 0)
    }
    /// Under load there is no quiet moment, and readers may keep the log from starting anew: then everybody waits.
    pub async fn shorten_log(&mut self) {
        if tokio::fs::metadata(&self.log).await.is_ok_and(|log| log.len() > self.longest_log)
            && let Err(why) = self.empty_log(HURRY).await
        {
            tracing::warn!(%why, "the write-ahead log could not be emptied");
        }
    }

    async fn begin(&mut self) -> sqlx::Result<()> {
        if let Err(why) = self.exec("BEGIN IMMEDIATE").await {
            if is_locked(&why) {
                return Err(why);
            }
            tracing::warn!(%why, "the write connection is opened anew");
            let fresh = self.options.connect().await?;
            let _ = std::mem::replace(&mut self.conn, fresh).close_hard().await;
            self.exec("BEGIN IMMEDIATE").await?;
        }
        self.open = true;
        Ok(())
    }
    /// A turn that was dropped leaves its savepoint behind.
    async fn undo_last(&mut self) {
        let (last, seen) = (std::mem::replace(&mut self.last, Last::Nothing), self.why.take());
        if last == Last::Nothing {
            return;
        }
        match self.exec("ROLLBACK TO turn; RELEASE turn").await {
            Ok(()) => {}
            // It had left before its caller gave up: its work stays and is committed with the others'.
            Err(why) if last == Last::Leaving && why.to_string().contains("no such savepoint") => {}
            // Some errors of the disk undo the whole transaction: all who are aboard have lost their work.
            Err(why) => {
                self.why = seen;
                self.lose(why).await;
            }
        }
    }
    /// The transaction is lost; everybody aboard is told the first reason.
    async fn lose(&mut self, why: sqlx::Error) -> Why {
        let why = self.why.take().unwrap_or_else(|| Arc::new(why));
        let _ = self.exec("ROLLBACK").await; // it may be undone already; if not, the next BEGIN finds out
        self.open = false;
        self.tell(Err(why.clone()));
        why
    }
    fn tell(&mut self, how: Result<(), Why>) {
        self.aboard.drain(..).for_each(|waiting| {
            let _ = waiting.send(how.clone());
        });
    }
    async fn exec(&mut self, text: &'static str) -> sqlx::Result<()> {
        sqlx::query(text).execute(&mut self.conn).await.map(|_| ())
    }
}
