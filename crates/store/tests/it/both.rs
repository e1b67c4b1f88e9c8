//! The two engines for a story: SQLite in a folder of its own, PostgreSQL in a database of its own when
//! `PARLOR_TEST_POSTGRES` (`postgres://user:password@host:port`, a database and parameters may follow) says where.
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection, postgres::PgConnectOptions};
use std::path::{Path, PathBuf};
use store::engine::{Db, Room};

/// Tells the story on SQLite and, when there is one, on PostgreSQL.
pub async fn each(name: &str, story: impl AsyncFn(Db)) {
    each_with(name, Room::default(), story).await;
}
pub async fn each_with(name: &str, room: Room, story: impl AsyncFn(Db)) {
    let folder = folder(name);
    story(Db::sqlite(&file(&folder), room).await.expect("SQLite opens")).await;
    let Some(server) = server() else { return };
    let postgres = Postgres::create(&server, name).await;
    let db = Db::postgres(&postgres.url, room).await.expect("PostgreSQL opens");
    story(db.clone()).await;
    db.close().await;
    postgres.drop().await;
}

/// An empty folder for this story; the last run's is gone.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("store").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder for the story");
    folder
}
/// The database file in it.
pub fn file(folder: &Path) -> PathBuf {
    folder.join("parlor.db")
}

/// Where PostgreSQL is, if anywhere. In CI it has to be somewhere.
pub fn server() -> Option<String> {
    let server = std::env::var("PARLOR_TEST_POSTGRES").ok();
    if server.is_none() {
        skipped("PostgreSQL: PARLOR_TEST_POSTGRES is not set");
    }
    server
}
/// Says what was not told, and why; in CI nothing may be left out.
pub fn skipped(why: &str) {
    let ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
    assert!(!ci, "not told: {why}");
    println!("skipped: {why}");
}

/// The server's URL with this database in it; what it says of user, place and parameters stays.
fn on(server: &str, database: &str) -> String {
    let mut url = url::Url::parse(server).expect("PARLOR_TEST_POSTGRES is a URL");
    url.set_path(database);
    url.to_string()
}

/// A database of its own.
pub struct Postgres {
    pub url: String,
    name: String,
    admin: PgConnectOptions,
}
impl Postgres {
    pub async fn create(server: &str, name: &str) -> Postgres {
        let name = format!("parlor_story_{name}");
        let admin: PgConnectOptions = on(server, "postgres").parse().expect("PARLOR_TEST_POSTGRES is a URL");
        let postgres = Postgres { url: on(server, &name), name, admin };
        let mut conn = postgres.forget().await;
        let create = format!("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'", postgres.name);
        conn.execute(AssertSqlSafe(create)).await.expect("a database for the story");
        conn.close().await.expect("goodbye");
        postgres
    }
    pub async fn drop(self) {
        self.forget().await.close().await.expect("goodbye");
    }
    async fn forget(&self) -> PgConnection {
        let mut conn = self.admin.connect().await.expect("PostgreSQL answers");
        let forget = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        conn.execute(AssertSqlSafe(forget)).await.expect("the story's database goes");
        conn
    }
}
