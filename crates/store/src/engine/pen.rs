//! The one connection that writes to SQLite: its open transaction, the turn at work in it, and those who wait for its
//! commit. Every step leaves it whole again, whatever the last turn left behind or the disk refused.
use super::db::Room;
use super::error::{Fault, Why, is_locked};
use super::lite::{self, LOCKED, exec};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::{sync::Arc, time::Duration};
use tokio::sync::oneshot;

/// How long writers wait for readers when the log has become too long.
const HURRY: Duration = Duration::from_secs(1);

pub(super) struct Pen {
    pub conn: Connection,
    file: PathBuf,
    log: PathBuf,
    room: Room,
    /// The log is shortened when it is longer than this, bytes.
    too_long: u64,
    /// A transaction is open; it carries everybody in `aboard`.
    open: bool,
    /// A turn's savepoint stands. Found by the next one, it was dropped and is to be undone.
    at_work: bool,
    /// Each is told what became of the commit.
    pub aboard: Vec<oneshot::Sender<Result<(), Why>>>,
    /// Why a statement of this turn failed.
    pub why: Option<Why>,
}

impl Pen {
    pub fn open(file: &Path, room: Room) -> rusqlite::Result<Pen> {
        let mut log = file.as_os_str().to_owned();
        log.push("-wal");
        let (conn, file, log) = (lite::pen(file, &room)?, file.to_owned(), log.into());
        let too_long = room.log;
        Ok(Pen { conn, file, log, room, too_long, open: false, at_work: false, aboard: vec![], why: None })
    }
    /// Begins a turn; `wait`: for another process that holds the file.
    pub fn enter(&mut self, wait: Duration) -> Result<(), Why> {
        self.undo_last();
        if !self.open {
            self.begin(wait).map_err(|why| Arc::new(why.into()))?;
        }
        if let Err(why) = exec(&self.conn, "SAVEPOINT turn") {
            return Err(self.lose(why));
        }
        self.at_work = true;
        Ok(())
    }
    /// Ends a turn well: its work now waits for the commit.
    pub fn leave(&mut self) -> Result<(), Why> {
        exec(&self.conn, "RELEASE turn").map_err(|why| Arc::new(why.into()))?;
        self.at_work = false;
        Ok(())
    }
    /// Commits for everybody aboard and tells them. Waits for the disk.
    pub fn commit(&mut self) {
        self.undo_last();
        if !self.open {
            return;
        }
        // With nobody aboard there is nothing anybody was promised.
        if let Err(why) = exec(&self.conn, if self.aboard.is_empty() { "ROLLBACK" } else { "COMMIT" }) {
            self.lose(why);
        }
        self.open = false;
        self.tell(Ok(()));
    }
    /// Copies the log into the file and empties it; says whether that succeeded. Only between transactions.
    pub fn empty_log(&mut self, wait: Duration) -> rusqlite::Result<bool> {
        self.conn.busy_timeout(wait)?;
        let busy = self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
        self.conn.busy_timeout(LOCKED)?;
        Ok(busy? == 0)
    }
    /// Under load there is no quiet moment, and readers may keep the log from starting anew: then everybody waits. Once in
    /// vain, nobody waits for that reader again before the log has doubled.
    pub fn shorten_log(&mut self) {
        let long = std::fs::metadata(&self.log).map_or(0, |log| log.len());
        if long <= self.too_long {
            return;
        }
        let emptied = self.empty_log(HURRY).inspect_err(|why| tracing::warn!(%why, "the write-ahead log stays"));
        self.too_long = if emptied.unwrap_or(false) { self.room.log } else { long * 2 };
    }

    fn begin(&mut self, wait: Duration) -> rusqlite::Result<()> {
        self.conn.busy_timeout(wait)?;
        let begun = exec(&self.conn, "BEGIN IMMEDIATE");
        self.conn.busy_timeout(LOCKED)?;
        if let Err(why) = begun {
            if is_locked(&why) {
                return Err(why);
            }
            tracing::warn!(%why, "the write connection is opened anew");
            self.conn = lite::pen(&self.file, &self.room)?;
            exec(&self.conn, "BEGIN IMMEDIATE")?;
        }
        self.open = true;
        Ok(())
    }
    /// A turn that was dropped leaves its savepoint behind.
    fn undo_last(&mut self) {
        let (at_work, seen) = (std::mem::take(&mut self.at_work), self.why.take());
        if !at_work {
            return;
        }
        let undone = exec(&self.conn, "ROLLBACK TO turn").and_then(|()| exec(&self.conn, "RELEASE turn"));
        // Some errors of the disk undo the whole transaction: all who are aboard have lost their work.
        if let Err(why) = undone {
            self.why = seen;
            self.lose(why);
        }
    }
    /// The transaction is lost; everybody aboard is told the first reason.
    fn lose(&mut self, why: rusqlite::Error) -> Why {
        let why = self.why.take().unwrap_or_else(|| Arc::new(Fault::from(why)));
        let _ = exec(&self.conn, "ROLLBACK"); // it may be undone already; if not, the next BEGIN finds out
        self.open = false;
        self.tell(Err(why.clone()));
        why
    }
    fn tell(&mut self, how: Result<(), Why>) {
        self.aboard.drain(..).for_each(|waiting| {
            let _ = waiting.send(how.clone());
        });
    }
}
