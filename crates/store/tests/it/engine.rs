//! What a transaction promises, the same on both engines.
use crate::both::{each, each_with, file, folder};
use std::time::Duration;
use store::engine::{Db, Error, Record, Result, Room, Row, Tx};
use store::sql;
use uuid::Uuid;

/// Every kind of column, with and without a value.
#[derive(Debug, PartialEq, Clone)]
struct Thing {
    id: Uuid,
    word: String,
    number: i64,
    part: f64,
    yes: bool,
    bytes: Vec<u8>,
    maybe: Option<i64>,
}
impl Record for Thing {
    fn read(row: &Row<'_>) -> Result<Self> {
        let (id, word, number, part) = (row.get("id")?, row.get("word")?, row.get("number")?, row.get("part")?);
        Ok(Thing { id, word, number, part, yes: row.get("yes")?, bytes: row.get("bytes")?, maybe: row.get("maybe")? })
    }
}
fn thing(number: i64) -> Thing {
    let (word, part) = (format!("第{number}件 'quoted' $1"), number as f64 / 3.0);
    let (yes, bytes, maybe) = (number % 2 == 0, vec![0, 255, number as u8], (number % 3 == 0).then_some(i64::MIN));
    Thing { id: Uuid::from_u128(number as u128), word, number, part, yes, bytes, maybe }
}

async fn table(db: &Db) {
    let mut tx = db.write().await.unwrap();
    tx.run(sql!(
        "CREATE TABLE thing (id UUID NOT NULL PRIMARY KEY, word TEXT NOT NULL, number BIGINT NOT NULL,
         part DOUBLE PRECISION NOT NULL, yes BOOLEAN NOT NULL, bytes BYTEA NOT NULL, maybe BIGINT)"
    ))
    .await
    .unwrap();
    tx.commit().await.unwrap();
}
async fn put(tx: &mut Tx, it: &Thing) -> Result<u64> {
    let put = sql!("INSERT INTO thing (id, word, number, part, yes, bytes, maybe) VALUES ($1, $2, $3, $4, $5, $6, $7)");
    tx.run(put.with([&it.id, &it.word, &it.number, &it.part, &it.yes, &it.bytes, &it.maybe])).await
}
async fn count(tx: &mut Tx) -> i64 {
    tx.one(sql!("SELECT COUNT(*) FROM thing")).await.unwrap()
}
async fn ten(db: &Db) {
    table(db).await;
    let mut tx = db.write().await.unwrap();
    for number in 0..10 {
        assert_eq!(put(&mut tx, &thing(number)).await.unwrap(), 1);
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn what_was_written_is_read_back_as_it_was() {
    each("same", async |db| {
        ten(&db).await;
        let mut view = db.read().await.unwrap();
        let all = sql!("SELECT id, word, number, part, yes, bytes, maybe FROM thing ORDER BY number");
        assert_eq!(view.all::<Thing>(all).await.unwrap(), (0..10).map(thing).collect::<Vec<_>>());
        let none = sql!("SELECT number FROM thing WHERE word = $1").with([&"no such word"]);
        assert_eq!(view.maybe::<i64>(none).await.unwrap(), None);
        let none = sql!("SELECT maybe FROM thing WHERE number = $1").with([&1_i64]);
        assert_eq!(view.one::<Option<i64>>(none).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn parts_are_there_only_when_they_are_wanted() {
    each("parts", async |db| {
        ten(&db).await;
        let mut view = db.read().await.unwrap();
        for (yes, least, among) in (0..12).map(|n| (n % 2 == 0, n % 3 == 0, n % 4)) {
            let (yes, least) = (yes.then_some(true), least.then_some(4_i64));
            let among: Vec<i64> = [4, 6, 7].into_iter().take(among).collect();
            let mut ask = sql!("SELECT number FROM thing WHERE number < $1").with([&9_i64]);
            ask = ask.when(&yes, " AND yes = $").when(&least, " AND number >= $").among(" AND number IN ($)", &among);
            let found: Vec<i64> = view.all(ask.push(" ORDER BY number LIMIT $", [&50_i64])).await.unwrap();
            let fits = |n: &i64| (yes.is_none() || n % 2 == 0) && least.is_none_or(|least| *n >= least);
            assert_eq!(found, among.into_iter().filter(fits).collect::<Vec<_>>());
        }
    })
    .await;
}

#[tokio::test]
async fn a_transaction_that_is_dropped_never_happened() {
    each("dropped", async |db| {
        ten(&db).await;
        let mut tx = db.write().await.unwrap();
        put(&mut tx, &thing(10)).await.unwrap();
        assert_eq!(count(&mut tx).await, 11);
        drop(tx);
        let mut tx = db.write().await.unwrap();
        assert_eq!(count(&mut tx).await, 10);
        put(&mut tx, &thing(11)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(count(&mut db.read().await.unwrap()).await, 11);
    })
    .await;
}

#[tokio::test]
async fn after_an_error_a_transaction_can_only_be_dropped() {
    each("spent", async |db| {
        ten(&db).await;
        let mut tx = db.write().await.unwrap();
        put(&mut tx, &thing(10)).await.unwrap();
        let taken = put(&mut tx, &thing(3)).await.unwrap_err();
        assert!(taken.is_taken() && !taken.is_full() && !taken.is_busy() && !taken.is_retryable(), "{taken:?}");
        assert!(matches!(put(&mut tx, &thing(12)).await, Err(Error::Spent)));
        assert!(matches!(tx.commit().await, Err(Error::Spent)));

        let mut tx = db.write().await.unwrap();
        put(&mut tx, &thing(13)).await.unwrap();
        let two = tx.maybe::<i64>(sql!("SELECT number FROM thing WHERE number < $1").with([&2_i64])).await;
        assert!(matches!(two, Err(Error::Rows { found: 2, .. })), "{two:?}");
        assert!(matches!(tx.commit().await, Err(Error::Spent)));

        let mut view = db.read().await.unwrap();
        let wrong = view.one::<bool>(sql!("SELECT word FROM thing WHERE number = $1").with([&3_i64])).await;
        assert!(matches!(wrong, Err(Error::Column { .. })), "{wrong:?}");
        assert_eq!(count(&mut db.read().await.unwrap()).await, 10);
    })
    .await;
}

#[tokio::test]
async fn a_view_is_of_one_moment_and_writes_nothing() {
    each("view", async |db| {
        ten(&db).await;
        let mut view = db.read().await.unwrap();
        assert_eq!(count(&mut view).await, 10);
        let mut tx = db.write().await.unwrap();
        put(&mut tx, &thing(10)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(count(&mut view).await, 10);
        view.commit().await.unwrap();
        let mut view = db.read().await.unwrap();
        assert_eq!(count(&mut view).await, 11);
        assert!(put(&mut view, &thing(11)).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn who_waits_too_long_is_told_that_it_is_busy() {
    let room = Room { connections: 1, patience: Duration::from_millis(500), ..Room::default() };
    each_with("busy", room, async |db| {
        let held = db.write().await.unwrap();
        let told = db.write().await.err().unwrap();
        assert!(told.is_busy() && !told.is_retryable(), "{told:?}");
        drop(held);
        let held = db.read().await.unwrap();
        assert!(db.read().await.err().unwrap().is_busy());
        drop(held);
        db.write().await.unwrap().commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_newer_database_is_refused_in_plain_words() {
    let file = file(&folder("newer"));
    let db = Db::sqlite(&file, Room::default()).await.unwrap();
    let mut tx = db.write().await.unwrap();
    let later = sql!("INSERT INTO step_taken (number, name, sum) VALUES (9999, 'later', $1)");
    tx.run(later.with([&vec![1_u8]])).await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;
    let looked = Db::look(&file, Room::default()).await.err().unwrap();
    assert!(matches!(looked, Error::Newer { found: 9999, .. }), "{looked:?}");
    let told = Db::sqlite(&file, Room::default()).await.err().unwrap();
    assert!(matches!(told, Error::Newer { found: 9999, .. }), "{told:?}");
    assert!(told.to_string().starts_with("the database is newer than this program: it is at step 9999"), "{told}");
}

#[tokio::test]
async fn who_looks_waits_for_no_writer_and_changes_nothing_not_even_an_older_form() {
    let file = file(&folder("look"));
    let db = Db::sqlite(&file, Room::default()).await.unwrap();
    let mut tx = db.write().await.unwrap();
    tx.run(sql!("DELETE FROM step_taken WHERE number = 0")).await.unwrap(); // holds SQLite's lock
    let look = Db::look(&file, Room::default()).await.unwrap();
    assert!(matches!(look.write().await.err().unwrap(), Error::Looking));
    look.read().await.unwrap().commit().await.unwrap();
    look.close().await;
    tx.run(sql!("DELETE FROM step_taken")).await.unwrap();
    tx.commit().await.unwrap();
    let told = Db::look(&file, Room::default()).await.err().unwrap();
    assert!(matches!(told, Error::Older { found: 0, .. }), "{told:?}");
    assert!(told.to_string().contains("start the server once"), "{told}");
}
