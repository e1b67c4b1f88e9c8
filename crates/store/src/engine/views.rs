//! Readers of SQLite: each has a connection of its own and sees one moment.
use super::db::Room;
use super::error::{Error, Fault, Result};
use super::lite;
use rusqlite::Connection;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// The readers' connections, opened when they are first needed. Cheap to clone.
#[derive(Clone)]
pub(super) struct Views {
    file: Arc<Path>,
    places: Arc<Semaphore>,
    count: u32,
    patience: Duration,
    idle: Arc<Mutex<Vec<Connection>>>,
}
/// One moment's view; it ends when it is dropped.
pub(super) struct View {
    /// There until the end.
    conn: Option<Connection>,
    idle: Arc<Mutex<Vec<Connection>>>,
    _place: OwnedSemaphorePermit,
}

impl Views {
    pub fn new(file: &Path, room: &Room) -> Views {
        let places = Arc::new(Semaphore::new(room.connections as usize));
        let (count, patience) = (room.connections, room.patience);
        Views { file: file.into(), places, count, patience, idle: Arc::default() }
    }
    /// Whoever looks next looks through this connection.
    pub fn lend(&self, conn: Connection) {
        held(&self.idle).push(conn);
    }
    /// Waits for a place.
    pub async fn view(&self) -> Result<View> {
        let place = timeout(self.patience, self.places.clone().acquire_owned()).await;
        let place = place.map_err(|_| Error::Busy(self.patience))?.map_err(|_| Error::Link(Arc::new(Fault::Gone)))?;
        let idle = held(&self.idle).pop();
        let open = || {
            let conn = idle.map_or_else(|| lite::view(&self.file), Ok)?;
            lite::exec(&conn, "BEGIN")?;
            Ok(conn)
        };
        let conn = open().map_err(|why: rusqlite::Error| Error::Link(Arc::new(why.into())))?;
        Ok(View { conn: Some(conn), idle: self.idle.clone(), _place: place })
    }
    /// Waits until nobody looks any more; from then on nobody can.
    pub async fn close(&self) {
        if let Ok(all) = self.places.acquire_many(self.count).await {
            all.forget();
            self.places.close();
            held(&self.idle).clear();
        }
    }
}
impl View {
    /// `None` never happens while the view is there.
    pub fn conn(&self) -> Result<&Connection, Fault> {
        self.conn.as_ref().ok_or(Fault::Gone)
    }
    pub fn commit(self) -> Result<(), Fault> {
        Ok(lite::exec(self.conn()?, "COMMIT")?)
    }
}
impl Drop for View {
    fn drop(&mut self) {
        let Some(conn) = self.conn.take() else { return };
        // One that cannot even end its view is not used again.
        if conn.is_autocommit() || lite::exec(&conn, "ROLLBACK").is_ok() {
            held(&self.idle).push(conn);
        }
    }
}

fn held<T>(it: &Mutex<T>) -> MutexGuard<'_, T> {
    it.lock().unwrap_or_else(PoisonError::into_inner)
}
