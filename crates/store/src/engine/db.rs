//! Where things stay, and how one gets in: a view to read from, or the right to write.
use super::counted::{self, Visits};
use super::error::{Error, Result};
use super::shared::Writers;
use super::tx::{Lite, Tx};
use super::views::Views;
use super::{error::Fault, migrate, open};
use sqlx::PgPool;
use std::{path::Path, sync::Arc, time::Duration};
use tokio::task::spawn_blocking;

/// How many may use the database at once, and how long one waits to get in.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// SQLite: views at once, beside the one writer. PostgreSQL: connections.
    pub connections: u32,
    /// How long a view or the right to write is waited for; then `Error::Busy`.
    pub patience: Duration,
    /// SQLite: how long the write-ahead log may grow, in bytes, before writers wait for it to be emptied.
    pub log: u64,
}
impl Default for Room {
    fn default() -> Self {
        Room { connections: 16, patience: Duration::from_secs(5), log: 64 << 20 }
    }
}

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Db(Kind);
#[derive(Clone)]
enum Kind {
    Sqlite {
        read: Views,
        write: Writers,
    },
    /// SQLite beside the process that writes.
    Look {
        read: Views,
    },
    Postgres {
        pool: PgPool,
    },
}

impl Db {
    /// Opens or creates the file and brings it to today's form. One process writes; others may look.
    pub async fn sqlite(file: &Path, room: Room) -> Result<Db> {
        let file = file.to_owned();
        let opening = spawn_blocking(move || {
            migrate::sqlite(&file)?;
            Ok(Db(Kind::Sqlite { read: Views::new(&file, &room), write: Writers::open(&file, room)? }))
        });
        opening.await.unwrap_or_else(|_| Err(Error::Link(Arc::new(Fault::Gone))))
    }
    /// To look only, while another process may be writing: takes no lock that it would wait for, and changes nothing.
    ///
    /// # Errors
    /// `Newer` or `Older` when the file is not at today's step.
    pub async fn look(file: &Path, room: Room) -> Result<Db> {
        let file = file.to_owned();
        let opening = spawn_blocking(move || {
            migrate::check(&file)?;
            Ok(Db(Kind::Look { read: Views::new(&file, &room) }))
        });
        opening.await.unwrap_or_else(|_| Err(Error::Link(Arc::new(Fault::Gone))))
    }
    /// As `sqlite`, for measurements: one view at a time, which counts the rows that it visits.
    pub async fn counted(file: &Path, room: Room) -> Result<(Db, Visits)> {
        let db = Db::sqlite(file, Room { connections: 1, ..room }).await?;
        let visits = Visits::default();
        if let Kind::Sqlite { read, .. } = &db.0 {
            read.lend(counted::view(file, &visits).map_err(|why| Error::Link(Arc::new(why.into())))?);
        }
        Ok((db, visits))
    }
    /// `postgres://user:password@host/database`. The database exists, in UTF-8 and with locale C.UTF-8.
    pub async fn postgres(url: &str, room: Room) -> Result<Db> {
        let options = open::postgres(url)?;
        migrate::postgres(&options).await?;
        Ok(Db(Kind::Postgres { pool: open::pool(options, &room).await? }))
    }
    /// "sqlite" or "postgres".
    pub fn engine(&self) -> &'static str {
        match self.0 {
            Kind::Sqlite { .. } | Kind::Look { .. } => "sqlite",
            Kind::Postgres { .. } => "postgres",
        }
    }
    /// A view of one moment, the same for all its statements; it writes nothing.
    pub async fn read(&self) -> Result<Tx> {
        Ok(match &self.0 {
            Kind::Sqlite { read, .. } | Kind::Look { read } => Tx::sqlite(Lite::View(read.view().await?)),
            Kind::Postgres { pool } => {
                let view = pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await;
                Tx::postgres(view.map_err(|why| shut(pool, why))?)
            }
        })
    }
    /// The right to write; on SQLite one at a time holds it, and many share one fsync. Ask for nothing else of the
    /// database while you hold it, and wait for nothing outside of it.
    pub async fn write(&self) -> Result<Tx> {
        Ok(match &self.0 {
            Kind::Sqlite { write, .. } => Tx::sqlite(Lite::Turn(write.turn().await?)),
            Kind::Look { .. } => return Err(Error::Looking),
            Kind::Postgres { pool } => Tx::postgres(pool.begin().await.map_err(|why| shut(pool, why))?),
        })
    }
    /// Empties SQLite's write-ahead log into the file, if nobody is in the way; it also happens by itself in quiet
    /// moments. Says whether nothing is left in it.
    pub async fn settle(&self) -> Result<bool> {
        match &self.0 {
            Kind::Sqlite { write, .. } => write.settle().await,
            Kind::Look { .. } | Kind::Postgres { .. } => Ok(true),
        }
    }
    /// Waits for views and writers that are still busy, then lets go of the database.
    pub async fn close(self) {
        match self.0 {
            Kind::Sqlite { read, write } => {
                read.close().await;
                let _ = write.settle().await; // what is left in the log is read from there at the next start
            }
            Kind::Look { read } => read.close().await,
            Kind::Postgres { pool } => pool.close().await,
        }
    }
}

/// Why nobody was let in.
fn shut(pool: &PgPool, why: sqlx::Error) -> Error {
    match why {
        sqlx::Error::PoolTimedOut => Error::Busy(pool.options().get_acquire_timeout()),
        why => Error::Link(Arc::new(why.into())),
    }
}
