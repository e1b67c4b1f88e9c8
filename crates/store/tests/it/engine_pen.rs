//! SQLite's shared commit when it fails: nobody who was aboard is told yes, everybody is told why, and it goes on.
use crate::both::{file, folder};
use store::engine::{Db, Error, Result, Room, Tx};
use store::sql;
use tokio::task::{JoinSet, yield_now};

pub async fn open(name: &str) -> Db {
    let db = Db::sqlite(&file(&folder(name)), Room::default()).await.unwrap();
    let mut tx = db.write().await.unwrap();
    tx.run(sql!("CREATE TABLE kept (id BIGINT NOT NULL PRIMARY KEY, bytes BYTEA NOT NULL)")).await.unwrap();
    // Only here: a deferred key is the one way to make a commit itself fail. Migrations may not have one.
    tx.run(sql!("CREATE TABLE late (kept BIGINT NOT NULL REFERENCES kept (id) DEFERRABLE INITIALLY DEFERRED)"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    db
}
pub async fn keep(tx: &mut Tx, id: i64, size: usize) -> Result<u64> {
    tx.run(sql!("INSERT INTO kept (id, bytes) VALUES ($1, $2)").with([&id, &vec![7_u8; size]])).await
}
/// The database may not become larger than it is.
pub async fn no_larger(tx: &mut Tx) {
    let pages: i64 = tx.one(sql!("PRAGMA page_count")).await.unwrap();
    let most: i64 = tx.one(sql!("PRAGMA max_page_count = 1")).await.unwrap();
    assert_eq!(most, pages);
}
pub async fn kept(db: &Db) -> Vec<i64> {
    db.read().await.unwrap().all(sql!("SELECT id FROM kept ORDER BY id")).await.unwrap()
}
async fn keep_one(db: Db, id: i64, size: usize) -> (i64, Result<()>) {
    let work = async {
        let mut tx = db.write().await?;
        keep(&mut tx, id, size).await?;
        tx.commit().await
    };
    (id, work.await)
}
/// Lets these queue up behind the turn that is held, in this order. The test runs on one thread, so after a few yields
/// all of them stand in line.
pub async fn in_line(db: &Db, ids: impl IntoIterator<Item = (i64, usize)>) -> JoinSet<(i64, Result<()>)> {
    let mut line = JoinSet::new();
    for (id, size) in ids {
        line.spawn(keep_one(db.clone(), id, size));
        for _ in 0..4 {
            yield_now().await;
        }
    }
    line
}
pub async fn told(line: JoinSet<(i64, Result<()>)>) -> Vec<(i64, Result<()>)> {
    let mut told = line.join_all().await;
    told.sort_by_key(|(id, _)| *id);
    told
}

#[tokio::test]
async fn when_the_commit_fails_nobody_aboard_is_told_yes() {
    let db = open("commit_fails").await;
    let mut first = db.write().await.unwrap();
    keep(&mut first, 0, 10).await.unwrap();
    first.run(sql!("INSERT INTO late (kept) VALUES (777)")).await.unwrap();
    let line = in_line(&db, (1..=10).map(|id| (id, 10))).await;
    let why = first.commit().await.unwrap_err();
    assert!(matches!(why, Error::Commit(_)) && why.to_string().contains("FOREIGN KEY"), "{why}");
    for (id, done) in told(line).await {
        assert_eq!(done.unwrap_err().to_string(), why.to_string(), "{id} was aboard");
    }
    assert_eq!(kept(&db).await, Vec::<i64>::new());
    let again = told(in_line(&db, (1..=10).map(|id| (id, 10))).await).await;
    assert!(again.iter().all(|(_, done)| done.is_ok()));
    assert_eq!(kept(&db).await, (1..=10).collect::<Vec<_>>());
}

#[tokio::test]
async fn when_a_statement_tears_down_the_transaction_those_aboard_are_told_why() {
    let db = open("torn_down").await;
    let mut first = db.write().await.unwrap();
    no_larger(&mut first).await;
    keep(&mut first, 0, 10).await.unwrap();
    let line = in_line(&db, [(1, 10), (2, 10 << 20), (3, 10)]).await;
    let why = first.commit().await.unwrap_err();
    let told = told(line).await;
    assert!(why.is_full() && matches!(why, Error::Commit(_)), "{why:?}");
    assert!(matches!(&told[0].1, Err(why @ Error::Commit(_)) if why.is_full()), "{told:?}");
    assert!(matches!(&told[1].1, Err(why @ Error::Statement { .. }) if why.is_full()), "{told:?}");
    assert!(told[2].1.is_ok(), "{told:?}");
    assert_eq!(kept(&db).await, [3]);
}

#[tokio::test]
async fn a_broken_write_connection_is_opened_anew() {
    let db = open("broken").await;
    let mut tx = db.write().await.unwrap();
    tx.run(sql!("PRAGMA query_only = on")).await.unwrap(); // from now on this connection can begin nothing
    tx.commit().await.unwrap();
    for id in 0..3 {
        keep_one(db.clone(), id, 10).await.1.unwrap();
    }
    assert_eq!(kept(&db).await, [0, 1, 2]);
}

#[tokio::test]
async fn a_turn_that_commits_by_itself_disturbs_only_itself() {
    let db = open("by_itself").await;
    let mut tx = db.write().await.unwrap();
    keep(&mut tx, 1, 10).await.unwrap();
    tx.run(sql!("COMMIT")).await.unwrap();
    tx.run(sql!("BEGIN")).await.unwrap();
    let told = tx.commit().await.unwrap_err();
    assert!(matches!(told, Error::Commit(_)), "{told:?}");
    for id in 2..5 {
        let (_, done) = keep_one(db.clone(), id, 10).await;
        done.unwrap();
    }
    assert_eq!(kept(&db).await, [1, 2, 3, 4]);
}
