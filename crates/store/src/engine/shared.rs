//! SQLite has one writer and a slow fsync, so the writers share it: each works inside its own savepoint of one
//! transaction, one after the other, and waits for the commit that carries them all.
use super::{Error, Result};
use sqlx::{Connection, Executor, SqliteConnection, sqlite::SqliteConnectOptions};
use std::sync::Arc;
use tokio::sync::{Mutex, Notify, OwnedMutexGuard, oneshot};

#[derive(Clone)]
pub struct Writers {
    line: Arc<Mutex<Writer>>,
    due: Arc<Notify>,
}
struct Writer {
    conn: SqliteConnection,
    open: bool,
    undo: bool,
    aboard: Vec<oneshot::Sender<bool>>,
}
/// One writer's turn. Dropped without `commit`, its savepoint is undone.
pub struct Turn {
    writer: OwnedMutexGuard<Writer>,
    due: Arc<Notify>,
    done: bool,
}

impl Writers {
    pub async fn open(options: &SqliteConnectOptions) -> Result<Writers> {
        let conn = SqliteConnection::connect_with(options).await.map_err(Error::Link)?;
        let writers = Writers {
            line: Arc::new(Mutex::new(Writer { conn, open: false, undo: false, aboard: vec![] })),
            due: Arc::default(),
        };
        tokio::spawn(writers.clone().commit_forever());
        Ok(writers)
    }
    /// In a task of its own, so that a caller who gives up never leaves the pen half taken.
    pub async fn turn(&self) -> Result<Turn> {
        let Writers { line, due } = self.clone();
        let entering = tokio::spawn(async move {
            let mut writer = line.lock_owned().await;
            writer.enter().await.map(|()| Turn { writer, due, done: false })
        });
        entering.await.expect("entering does not panic").map_err(Error::Link)
    }
    /// Queues behind the writers already in line, so that one commit carries them all.
    async fn commit_forever(self) {
        loop {
            self.due.notified().await;
            self.line.lock().await.commit().await;
        }
    }
}
impl Writer {
    async fn enter(&mut self) -> sqlx::Result<()> {
        self.undo_last().await;
        if !self.open {
            self.conn.execute("BEGIN IMMEDIATE").await?;
            self.open = true
        }
        self.conn.execute("SAVEPOINT turn").await?;
        self.undo = true;
        Ok(())
    }
    /// A turn that was dropped leaves its savepoint behind (or had just released it: then there is nothing to undo).
    async fn undo_last(&mut self) {
        if std::mem::take(&mut self.undo) {
            let _ = self.conn.execute("ROLLBACK TO turn; RELEASE turn").await;
        }
    }
    async fn commit(&mut self) {
        if !self.open {
            return;
        }
        self.undo_last().await;
        let kept = self.conn.execute("COMMIT").await.is_ok();
        if !kept {
            let _ = self.conn.execute("ROLLBACK").await;
        }
        self.open = false;
        self.aboard.drain(..).for_each(|waiting| {
            let _ = waiting.send(kept);
        });
    }
}
impl Turn {
    pub fn conn(&mut self) -> &mut SqliteConnection {
        &mut self.writer.conn
    }
    pub async fn commit(mut self) -> Result<()> {
        self.writer.conn.execute("RELEASE turn").await.map_err(Error::Link)?;
        self.writer.undo = false;
        self.done = true;
        let (tell, told) = oneshot::channel();
        self.writer.aboard.push(tell);
        self.due.notify_one();
        drop(self);
        match told.await {
            Ok(true) => Ok(()),
            _ => Err(Error::Link(sqlx::Error::WorkerCrashed)),
        }
    }
}
impl Drop for Turn {
    fn drop(&mut self) {
        if !self.done {
            self.due.notify_one()
        }
    }
}
