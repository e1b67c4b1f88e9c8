//! The disk is full: nothing is acknowledged that is not kept, reading goes on, and with room it writes again by itself.
use crate::both::{file, folder, skipped};
use crate::engine_pen::{in_line, keep, kept, no_larger, open, told};
use std::path::Path;
use std::process::Command;
use store::engine::{Db, Error, Room};
use store::sql;

#[tokio::test]
async fn a_full_database_recovers_by_itself() {
    let db = open("full").await;
    let mut tx = db.write().await.unwrap();
    keep(&mut tx, 0, 400_000).await.unwrap(); // leaves a hundred pages of room
    tx.run(sql!("DELETE FROM kept")).await.unwrap();
    no_larger(&mut tx).await;
    tx.commit().await.unwrap();
    let first = told(in_line(&db, (0..200).map(|id| (id, 4_000))).await).await;
    let yes: Vec<i64> = first.iter().filter_map(|(id, done)| done.is_ok().then_some(*id)).collect();
    let no = || first.iter().filter_map(|(_, done)| done.as_ref().err());
    assert!(no().count() > 50 && no().all(Error::is_full), "{:?}", no().collect::<Vec<_>>());
    assert_eq!(kept(&db).await, yes, "who was told yes is there, and nobody else");

    let mut tx = db.write().await.unwrap();
    let _: i64 = tx.one(sql!("PRAGMA max_page_count = 100000")).await.unwrap();
    tx.commit().await.unwrap();
    let more = told(in_line(&db, (200..300).map(|id| (id, 4_000))).await).await;
    assert!(more.iter().all(|(_, done)| done.is_ok()), "{more:?}");
    assert_eq!(kept(&db).await.len(), yes.len() + 100);
}

/// A file system of 4 MiB; it goes when the story ends, however it ends.
struct Small(std::path::PathBuf);
impl Small {
    fn mount(at: &Path) -> Option<Small> {
        let done = Command::new("mount").args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"]).arg(at).output();
        done.is_ok_and(|done| done.status.success()).then(|| Small(at.to_owned()))
    }
}
impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[tokio::test]
async fn a_full_disk_is_told_and_recovered_from() {
    let folder = folder("full_disk");
    let _ = Command::new("umount").arg("-l").arg(&folder).output(); // a run before this one may have been cut off
    let Some(_small) = Small::mount(&folder) else { return skipped("a full disk: only root may mount a small one") };
    let db = Db::sqlite(&file(&folder), Room::default()).await.unwrap();
    let mut tx = db.write().await.unwrap();
    tx.run(sql!("CREATE TABLE kept (id BIGINT NOT NULL PRIMARY KEY, bytes BYTEA NOT NULL)")).await.unwrap();
    keep(&mut tx, 0, 4_000).await.unwrap();
    tx.commit().await.unwrap();

    let mut yes = vec![0];
    for round in 0..3_i64 {
        let ballast = folder.join("ballast");
        let fill = Command::new("sh").arg("-c").arg("cat /dev/zero > \"$0\"").arg(&ballast).output();
        assert!(!fill.unwrap().status.success(), "the disk is full now");
        let ids = (round * 1_000 + 1)..(round * 1_000 + 30);
        let full = told(in_line(&db, ids.map(|id| (id, 20_000))).await).await;
        assert!(full.iter().any(|(_, done)| done.is_err()), "{full:?}");
        assert!(full.iter().all(|(_, done)| done.as_ref().err().is_none_or(Error::is_full)), "{full:?}");
        yes.extend(full.iter().filter_map(|(id, done)| done.is_ok().then_some(*id)));
        assert_eq!(kept(&db).await, yes, "reading goes on");

        std::fs::remove_file(ballast).unwrap();
        let ids = (round * 1_000 + 100)..(round * 1_000 + 110);
        let roomy = told(in_line(&db, ids.clone().map(|id| (id, 4_000))).await).await;
        assert!(roomy.iter().all(|(_, done)| done.is_ok()), "{roomy:?}");
        yes.extend(ids);
        assert_eq!(kept(&db).await, yes);
    }
    db.close().await;
    let again = Db::sqlite(&file(&folder), Room::default()).await.unwrap();
    assert_eq!(kept(&again).await, yes);
}
