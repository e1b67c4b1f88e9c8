//! SQLite has one writer and a slow fsync, so the writers share it: each works inside its own savepoint of one
//! transaction, one after the other, and waits for the commit that carries them all.
//!
//! A turn runs its statements in place. What waits for the disk is done by the committer, a thread of its own. A caller
//! may give up at any await: the next one at the pen, or the committer, puts in order what the last one left.
use super::db::Room;
use super::error::{Error, Fault, Result, Why};
use super::lite::LOCKED;
use super::pen::Pen;
use rusqlite::Connection;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

/// A moment in which nobody wrote.
const QUIET: Duration = Duration::from_secs(1);

/// The writers' line. Cheap to clone; when the last clone and the last turn are gone, the committer ends and the
/// connection closes.
#[derive(Clone)]
pub(super) struct Writers {
    line: Arc<Mutex<Pen>>,
    due: SyncSender<()>,
    patience: Duration,
}
/// One writer's turn. Dropped without `commit`, its savepoint is undone.
pub(super) struct Turn {
    pen: OwnedMutexGuard<Pen>,
    due: SyncSender<()>,
}

impl Writers {
    pub fn open(file: &Path, room: Room) -> Result<Writers> {
        let link = |why: Fault| Error::Link(Arc::new(why));
        let line = Arc::new(Mutex::new(Pen::open(file, room).map_err(|why| link(why.into()))?));
        // One place: a commit that is already due carries whoever asks for it meanwhile.
        let (due, asked) = sync_channel(1);
        let (pen, thread) = (line.clone(), std::thread::Builder::new().name("commit".into()));
        thread.spawn(move || commit_forever(&pen, &asked)).map_err(|why| link(Fault::Thread(why)))?;
        Ok(Writers { line, due, patience: room.patience })
    }
    /// Waits in line.
    pub async fn turn(&self) -> Result<Turn> {
        let pen = timeout(self.patience, self.line.clone().lock_owned()).await;
        let mut turn = Turn { pen: pen.map_err(|_| Error::Busy(self.patience))?, due: self.due.clone() };
        let mut entered = turn.pen.enter(Duration::ZERO);
        if entered.as_ref().is_err_and(|why| why.is_locked()) {
            // Another process holds the file: that is waited for where nobody else has to wait.
            let patient = spawn_blocking(move || (turn.pen.enter(LOCKED), turn));
            (entered, turn) = patient.await.map_err(|_| Error::Link(Arc::new(Fault::Gone)))?;
        }
        entered.map(|()| turn).map_err(Error::Link)
    }
    /// See `Db::settle`.
    pub async fn settle(&self) -> Result<bool> {
        let line = self.line.clone();
        let settling = spawn_blocking(move || {
            let mut pen = line.blocking_lock();
            pen.commit();
            pen.empty_log(Duration::ZERO)
        });
        let settled = settling.await.map_err(|_| Error::Link(Arc::new(Fault::Gone)))?;
        settled.map_err(|why| Error::Link(Arc::new(why.into())))
    }
}

/// Queues behind the writers already in line, so that one commit carries them all; empties the log in quiet moments.
fn commit_forever(line: &Mutex<Pen>, asked: &Receiver<()>) {
    let mut log_is_empty = false;
    loop {
        let quiet = match log_is_empty {
            true => asked.recv().map(|()| false).map_err(|_| RecvTimeoutError::Disconnected),
            false => asked.recv_timeout(QUIET).map(|()| false),
        };
        let quiet = match quiet {
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => true,
            Ok(asked) => asked,
        };
        let mut pen = line.blocking_lock();
        pen.commit();
        if quiet {
            log_is_empty = pen.empty_log(Duration::ZERO).unwrap_or(false);
        } else {
            log_is_empty = false;
            pen.shorten_log();
        }
    }
}

impl Turn {
    pub fn conn(&self) -> &Connection {
        &self.pen.conn
    }
    /// A statement failed. If it tore down the whole transaction, this is what the others aboard are told.
    pub fn failed(&mut self, why: &Why) {
        self.pen.why = Some(why.clone());
    }
    pub async fn commit(mut self) -> Result<(), Why> {
        self.pen.leave()?;
        let (tell, told) = oneshot::channel();
        self.pen.aboard.push(tell);
        drop(self);
        if cfg!(feature = "bug-ack-early") {
            return Ok(()); // seeded: the checker must find it
        }
        told.await.unwrap_or_else(|_| Err(Arc::new(Fault::Gone)))
    }
}
impl Drop for Turn {
    fn drop(&mut self) {
        let _already_due = self.due.try_send(());
    }
}
