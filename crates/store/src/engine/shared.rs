//! SQLite has one writer and a slow fsync, so the writers share it: each works inside its own savepoint of one
//! transaction, one after the other, and waits for the commit that carries them all.
//!
//! A caller may give up at any await. Nothing is ever left half done: what was asked of the connection is done by it
//! in its own thread, and the next one at the pen, or the committer, puts in order what the last one left.
use super::db::Room;
use super::error::{Error, Result, Why};
use super::pen::Pen;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use std::sync::{Arc, Weak};
use std::time::Duration;
use tokio::sync::{Mutex, Notify, OwnedMutexGuard, oneshot};
use tokio::time::timeout;

/// A moment in which nobody wrote.
const QUIET: Duration = Duration::from_secs(1);

/// The writers' line. Cheap to clone; when the last clone is gone, the committer ends and the connection closes.
#[derive(Clone)]
pub(super) struct Writers {
    line: Arc<Mutex<Pen>>,
    due: Arc<Notify>,
    patience: Duration,
    _last: Arc<Leave>,
}
/// Wakes the committer so that it sees that nobody is left.
struct Leave(Arc<Notify>);
impl Drop for Leave {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}
/// One writer's turn. Dropped without `commit`, its savepoint is undone.
pub(super) struct Turn {
    pen: OwnedMutexGuard<Pen>,
    due: Arc<Notify>,
}

impl Writers {
    #[expect(
        clippy::disallowed_methods,
        reason = "the committer is the pen's own; it ends when the last of the writers is gone"
    )]
    pub async fn open(options: &SqliteConnectOptions, room: Room) -> Result<Writers> {
        let line = Arc::new(Mutex::new(Pen::open(options, room.log).await.map_err(|why| Error::Link(Arc::new(why)))?));
        let due = Arc::<Notify>::default();
        tokio::spawn(commit_forever(Arc::downgrade(&line), due.clone()));
        Ok(Writers { line, _last: Arc::new(Leave(due.clone())), due, patience: room.patience })
    }
    /// Waits in line. In a task of its own, so that a caller who gives up never leaves the pen half taken.
    #[expect(clippy::disallowed_methods, reason = "it finishes within one statement, even when its caller gives up")]
    pub async fn turn(&self) -> Result<Turn> {
        let (line, due, patience) = (self.line.clone(), self.due.clone(), self.patience);
        let (tell, told) = oneshot::channel();
        tokio::spawn(async move {
            let Ok(mut pen) = timeout(patience, line.lock_owned()).await else {
                let _ = tell.send(Err(Error::Busy(patience)));
                return;
            };
            if tell.is_closed() {
                return; // the caller has gone
            }
            let entered = pen.enter().await.map_err(Error::Link);
            let turn = Turn { pen, due };
            let _ = tell.send(entered.map(|()| turn)); // not taken, it is dropped, and that undoes it
        });
        told.await.unwrap_or_else(|_| Err(Error::Link(Arc::new(sqlx::Error::WorkerCrashed))))
    }
    /// See `Db::settle`. In a task of its own for the same reason.
    #[expect(clippy::disallowed_methods, reason = "it finishes within three statements, even when its caller gives up")]
    pub async fn settle(&self) -> Result<bool> {
        let line = self.line.clone();
        let settling = tokio::spawn(async move {
            let mut pen = line.lock().await;
            pen.commit().await;
            pen.empty_log(Duration::ZERO).await
        });
        let settled = settling.await.unwrap_or(Err(sqlx::Error::WorkerCrashed));
        settled.map_err(|why| Error::Link(Arc::new(why)))
    }
}

/// Queues behind the writers already in line, so that one commit carries them all; empties the log in quiet moments.
async fn commit_forever(line: Weak<Mutex<Pen>>, due: Arc<Notify>) {
    let mut log_is_empty = false;
    loop {
        let quiet = !log_is_empty && timeout(QUIET, due.notified()).await.is_err();
        if log_is_empty {
            due.notified().await;
        }
        let Some(line) = line.upgrade() else { return };
        let mut pen = line.lock().await;
        pen.commit().await;
        if quiet {
            log_is_empty = pen.empty_log(Duration::ZERO).await.unwrap_or(false);
        } else {
            log_is_empty = false;
            pen.shorten_log().await;
        }
    }
}

impl Turn {
    pub fn conn(&mut self) -> &mut SqliteConnection {
        &mut self.pen.conn
    }
    /// A statement failed. If it tore down the whole transaction, this is what the others aboard are told.
    pub fn failed(&mut self, why: &Why) {
        self.pen.why = Some(why.clone());
    }
    pub async fn commit(mut self) -> Result<(), Why> {
        self.pen.leave().await?;
        let (tell, told) = oneshot::channel();
        self.pen.aboard.push(tell);
        drop(self);
        if cfg!(feature = "bug-ack-early") {
            return Ok(()); // seeded: the checker must find it
        }
        told.await.unwrap_or_else(|_| Err(Arc::new(sqlx::Error::WorkerCrashed)))
    }
}
impl Drop for Turn {
    fn drop(&mut self) {
        self.due.notify_one();
    }
}
