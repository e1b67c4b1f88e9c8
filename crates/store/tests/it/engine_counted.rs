//! A counting reader counts what a statement visits, not what it answers.
use crate::both::{file, folder};
use store::engine::{Db, Room};
use store::sql;

#[tokio::test]
async fn what_a_statement_visits_is_counted() {
    let file = file(&folder("counted"));
    let db = Db::sqlite(&file, Room::default()).await.unwrap();
    let mut tx = db.write().await.unwrap();
    tx.run(sql!("CREATE TABLE thing (id BIGINT NOT NULL PRIMARY KEY, word TEXT NOT NULL)")).await.unwrap();
    for id in 0..100_i64 {
        tx.run(sql!("INSERT INTO thing (id, word) VALUES ($1, 'wood')").with([&id])).await.unwrap();
    }
    tx.commit().await.unwrap();
    db.close().await;

    let (db, visits) = Db::counted(&file, Room::default()).await.unwrap();
    let mut tx = db.read().await.unwrap();
    visits.take();
    let one: Vec<i64> = tx.all(sql!("SELECT id FROM thing WHERE id = $1").with([&7])).await.unwrap();
    assert_eq!((one.len(), visits.take().get("thing").copied()), (1, Some(1)), "by its key");
    let ten: Vec<i64> =
        tx.all(sql!("SELECT id FROM thing WHERE id > $1 ORDER BY id LIMIT 10").with([&7])).await.unwrap();
    assert_eq!((ten.len(), visits.take().get("thing").copied()), (10, Some(10)), "a range by its key");
    let none: Vec<i64> = tx.all(sql!("SELECT id FROM thing WHERE word = 'stone'")).await.unwrap();
    assert_eq!((none.len(), visits.take().get("thing").copied()), (0, Some(100)), "the whole table for nothing");
}
