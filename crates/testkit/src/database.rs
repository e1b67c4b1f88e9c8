//! A database of its own for each story: SQLite in a folder, PostgreSQL when `PARLOR_TEST_POSTGRES` says where one is
//! (`postgres://user:password@host:port`, a database and parameters may follow).
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use store::Db;
use store::engine::Room;

/// What a story leaves behind goes when this is dropped.
pub(crate) struct Place {
    pub folder: PathBuf,
    postgres: Option<Postgres>,
}

struct Postgres {
    admin: String,
    name: String,
    url: String,
}

impl Place {
    pub fn sqlite() -> Place {
        Place { folder: folder(), postgres: None }
    }

    /// `None` when no server was named. In continuous integration one has to be.
    pub fn postgres() -> Option<Place> {
        let Ok(server) = std::env::var("PARLOR_TEST_POSTGRES") else {
            assert!(std::env::var("CI").as_deref() != Ok("true"), "PARLOR_TEST_POSTGRES is not set");
            println!("skipped: PostgreSQL, PARLOR_TEST_POSTGRES is not set");
            return None;
        };
        let folder = folder();
        let name = format!("parlor_{}", folder.file_name()?.to_str()?.replace('-', "_"));
        let postgres = Postgres { admin: with_database(&server, "postgres"), url: with_database(&server, &name), name };
        postgres.say(&format!("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'", postgres.name));
        Some(Place { folder, postgres: Some(postgres) })
    }

    pub async fn open(&self) -> Db {
        match &self.postgres {
            None => Db::sqlite(&self.folder.join("parlor.db"), Room::default()).await.expect("SQLite opens"),
            Some(postgres) => Db::postgres(&postgres.url, Room::default()).await.expect("PostgreSQL opens"),
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder); // a story that failed says so itself
        if let Some(postgres) = &self.postgres {
            postgres.say(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", postgres.name));
        }
    }
}

impl Postgres {
    /// Creating a database is the one statement that cannot stand in a transaction, so the server's own client says it.
    fn say(&self, statement: &str) {
        let done = Command::new("psql").args(["-q", "-d", &self.admin, "-c", statement]).output();
        let done = done.expect("psql, PostgreSQL's client, is installed");
        let why = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success() || std::thread::panicking(), "{statement}: {why}");
    }
}

/// A fresh folder of this process.
fn folder() -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let number = NEXT.fetch_add(1, Ordering::SeqCst);
    let folder = Path::new(&std::env::temp_dir()).join(format!("story-{}-{number}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder); // of a process that had the same number
    std::fs::create_dir_all(&folder).expect("a folder for the story");
    folder
}

/// The same server, another database.
fn with_database(server: &str, name: &str) -> String {
    let (place, parameters) = server.split_once('?').map_or((server, ""), |(place, rest)| (place, rest));
    let (scheme, rest) = place.split_once("://").expect("a URL");
    let host = rest.split('/').next().unwrap_or_default();
    let parameters = if parameters.is_empty() { String::new() } else { format!("?{parameters}") };
    format!("{scheme}://{host}/{name}{parameters}")
}
