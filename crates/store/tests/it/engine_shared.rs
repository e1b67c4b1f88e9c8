//! Many writers at once: who is told yes is there, who went away is not, and nobody is there by half.
use crate::both::each;
use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use store::engine::{Db, Error, Result, Tx};
use store::sql;
use tokio::task::JoinSet;

async fn table(db: &Db) {
    let mut tx = db.write().await.unwrap();
    tx.run(sql!(
        "CREATE TABLE part (writer BIGINT NOT NULL, part BIGINT NOT NULL, text TEXT NOT NULL,
         PRIMARY KEY (writer, part))"
    ))
    .await
    .unwrap();
    tx.run(sql!("CREATE TABLE tally (id BIGINT NOT NULL PRIMARY KEY, count BIGINT NOT NULL)")).await.unwrap();
    tx.run(sql!("INSERT INTO tally (id, count) VALUES (1, 0)")).await.unwrap();
    tx.commit().await.unwrap();
}

/// Five statements: three parts, a count of all writers, a look.
async fn work(tx: &mut Tx, writer: i64) -> Result<()> {
    for part in 0..3_i64 {
        let text = "话".repeat(100);
        tx.run(sql!("INSERT INTO part (writer, part, text) VALUES ($1, $2, $3)").with([&writer, &part, &text])).await?;
    }
    tx.run(sql!("UPDATE tally SET count = count + 1 WHERE id = 1")).await?;
    let parts: i64 = tx.one(sql!("SELECT COUNT(*) FROM part WHERE writer = $1").with([&writer])).await?;
    assert_eq!(parts, 3);
    Ok(())
}
async fn write(db: Db, writer: i64) -> Result<()> {
    let mut tx = db.write().await?;
    work(&mut tx, writer).await?;
    tx.commit().await
}
async fn fail(db: Db, writer: i64) -> Result<()> {
    let mut tx = db.write().await?;
    work(&mut tx, writer).await?;
    let again = tx.run(sql!("INSERT INTO part (writer, part, text) VALUES ($1, 0, '')").with([&writer])).await;
    assert!(again.as_ref().is_err_and(Error::is_taken), "{again:?}");
    tx.commit().await
}
async fn forget(db: Db, writer: i64) -> Result<()> {
    let mut tx = db.write().await?;
    work(&mut tx, writer).await?;
    Err(Error::Spent)
}

/// Who is there, each entirely; the tally says the same.
async fn there(db: &Db) -> Vec<i64> {
    let mut view = db.read().await.unwrap();
    let half: i64 = view
        .one(sql!("SELECT COUNT(*) FROM (SELECT writer FROM part GROUP BY writer HAVING COUNT(*) <> 3) AS half"))
        .await
        .unwrap();
    assert_eq!(half, 0, "nobody is there by half");
    let there: Vec<i64> = view.all(sql!("SELECT DISTINCT writer FROM part ORDER BY writer")).await.unwrap();
    let tally: i64 = view.one(sql!("SELECT count FROM tally WHERE id = 1")).await.unwrap();
    assert_eq!(tally, there.len() as i64, "who is counted is there");
    there
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_writers_at_once() {
    each("crowd", async |db| {
        table(&db).await;
        let mut crowd = JoinSet::new();
        for writer in 0..200_i64 {
            let db = db.clone();
            crowd.spawn(async move {
                let done = match writer % 5 {
                    3 => forget(db, writer).await,
                    4 => fail(db, writer).await,
                    _ => write(db, writer).await,
                };
                (writer, done)
            });
        }
        let mut yes = vec![];
        while let Some(told) = crowd.join_next().await {
            let (writer, done) = told.unwrap();
            assert_eq!(done.is_ok(), writer % 5 < 3, "{writer}: {done:?}");
            yes.extend(done.is_ok().then_some(writer));
        }
        yes.sort_unstable();
        assert_eq!(there(&db).await, yes);
    })
    .await;
}

/// Lets the future be asked so many times; then it is dropped where it stands.
struct Cut<F> {
    inside: Pin<Box<F>>,
    left: u32,
}
impl<F: Future> Future for Cut<F> {
    type Output = Option<F::Output>;
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        self.left -= 1;
        self.inside.as_mut().poll(context).map(Some)
    }
}

/// The future is dropped before its first poll, after one, after two …: at every await it has, again and again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_writer_may_be_cut_off_at_any_await() {
    const AWAITS: u32 = 20;
    each("cut", async |db| {
        table(&db).await;
        let (mut yes, mut cut_off) = (vec![], 0);
        for round in 0..AWAITS * 8 {
            let writer = i64::from(round) * 2;
            let mut neighbour = JoinSet::new();
            neighbour.spawn(write(db.clone(), writer + 1));
            let left = round % AWAITS;
            let done = pin!(Cut { inside: Box::pin(write(db.clone(), writer)), left }).await;
            neighbour.join_next().await.unwrap().unwrap().expect("a neighbour is not disturbed");
            yes.push(writer + 1);
            match done {
                Some(done) => yes.extend(done.map(|()| writer)),
                None => cut_off += 1,
            }
        }
        let there = there(&db).await;
        assert!(cut_off > 8 && yes.len() > AWAITS as usize * 8, "{cut_off} were cut off, {} not", yes.len());
        assert!(yes.iter().all(|writer| there.contains(writer)), "who was told yes is there");
    })
    .await;
}

/// A statement that was given up may have failed with nobody looking: its transaction is not to be committed. On SQLite
/// a statement runs in place and cannot be given up.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_transaction_whose_statement_was_given_up_is_refused() {
    each("given_up", async |db| {
        table(&db).await;
        loop {
            let mut tx = db.write().await.unwrap();
            work(&mut tx, 1).await.unwrap();
            let cut = Cut { inside: Box::pin(work(&mut tx, 2)), left: 1 };
            match cut.await {
                None => break assert!(matches!(tx.commit().await, Err(Error::Spent))),
                Some(done) if db.engine() == "sqlite" => break done.expect("is done at the first poll"),
                Some(_) => {} // the server was quicker than one poll
            }
        }
        assert_eq!(there(&db).await, Vec::<i64>::new());
        write(db.clone(), 3).await.unwrap();
        assert_eq!(there(&db).await, [3]);
    })
    .await;
}
