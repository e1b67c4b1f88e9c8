//! SQLite's write-ahead log stays short: under load by making writers wait a moment, else in quiet moments.
use crate::both::{file, folder};
use crate::engine_pen::{keep, kept};
use std::path::{Path, PathBuf};
use std::time::Duration;
use store::engine::{Db, Room};
use store::sql;

async fn open(name: &str, log: u64) -> (Db, PathBuf) {
    let file = file(&folder(name));
    let db = Db::sqlite(&file, Room { log, ..Room::default() }).await.unwrap();
    let mut tx = db.write().await.unwrap();
    tx.run(sql!("CREATE TABLE kept (id BIGINT NOT NULL PRIMARY KEY, bytes BYTEA NOT NULL)")).await.unwrap();
    tx.commit().await.unwrap();
    let mut log = file.into_os_string();
    log.push("-wal");
    (db, log.into())
}
fn bytes(log: &Path) -> u64 {
    std::fs::metadata(log).map_or(0, |log| log.len())
}

#[tokio::test]
async fn under_load_the_log_does_not_outgrow_its_limit() {
    let (db, log) = open("log_load", 1 << 20).await;
    let mut longest = 0;
    for id in 0..100 {
        let mut tx = db.write().await.unwrap();
        longest = longest.max(bytes(&log));
        keep(&mut tx, id, 100_000).await.unwrap();
        tx.commit().await.unwrap();
        // A reader that is there while the next one writes, but not for long.
        let mut view = db.read().await.unwrap();
        let _: i64 = view.one(sql!("SELECT COUNT(*) FROM kept")).await.unwrap();
    }
    assert!(longest <= (1 << 20) + 200_000, "{longest} bytes after 10 MB were written");
    assert_eq!(kept(&db).await.len(), 100);
}

#[tokio::test]
async fn in_a_quiet_moment_the_log_is_emptied() {
    let (db, log) = open("log_quiet", 64 << 20).await;
    let mut tx = db.write().await.unwrap();
    keep(&mut tx, 1, 100_000).await.unwrap();
    tx.commit().await.unwrap();
    assert!(bytes(&log) > 100_000);
    let mut look = tokio::time::interval(Duration::from_millis(20));
    let emptied = tokio::time::timeout(Duration::from_secs(20), async {
        while bytes(&log) > 0 {
            look.tick().await;
        }
    });
    emptied.await.expect("it is empty after a second or two");
    assert_eq!(kept(&db).await, [1]);
}

#[tokio::test]
async fn a_reader_in_the_way_only_puts_it_off() {
    let (db, log) = open("log_reader", 64 << 20).await;
    let mut view = db.read().await.unwrap();
    let _: i64 = view.one(sql!("SELECT COUNT(*) FROM kept")).await.unwrap();
    let mut tx = db.write().await.unwrap();
    keep(&mut tx, 1, 100_000).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!db.settle().await.unwrap() && bytes(&log) > 0);
    view.commit().await.unwrap();
    assert!(db.settle().await.unwrap());
    assert_eq!(bytes(&log), 0);
}
