//! Jobs: one for each matter, one worker at a time, and nothing asked for is lost.
use crate::both::each;
use model::*;
use store::engine::{Db, Tx};
use store::job;

fn new(id: u128, key: &str, due: i64) -> Job {
    Job {
        tenant: TenantId(Uuid::from_u128(1)),
        id: JobId(Uuid::from_u128(id)),
        kind: "story.told".into(),
        unique_key: key.into(),
        payload: "{}".into(),
        due_at: At(due),
        attempts: 0,
        again: false,
        last_error: None,
        dead_at: None,
        created_at: At(0),
    }
}
async fn take(tx: &mut Tx, now: i64, until: i64) -> Job {
    let due = job::due(tx, At(now), 1).await.unwrap().remove(0);
    job::lease(tx, due, At(until)).await.unwrap()
}
async fn now(db: &Db, it: &Job) -> Option<Job> {
    job::of(&mut db.read().await.unwrap(), it.tenant, &it.kind, &it.unique_key).await.unwrap()
}

#[tokio::test]
async fn a_matter_has_one_job_and_what_was_asked_while_it_ran_is_done_after() {
    each("jobs_once", async |db| {
        let mut tx = db.write().await.unwrap();
        job::enqueue(&mut tx, &new(1, "a", 10)).await.unwrap();
        job::enqueue(&mut tx, &new(2, "a", 20)).await.unwrap();
        assert_eq!(job::due(&mut tx, At(99), 9).await.unwrap(), [new(1, "a", 10)]);
        let taken = take(&mut tx, 10, 100).await;
        assert_eq!((job::due(&mut tx, At(99), 9).await.unwrap(), taken.attempts), (vec![], 1));
        job::enqueue(&mut tx, &new(3, "a", 20)).await.unwrap();
        job::done(&mut tx, &taken, At(50)).await.unwrap();
        let once_more = take(&mut tx, 50, 150).await;
        assert_eq!((once_more.id, once_more.attempts, once_more.again), (taken.id, 1, false));
        job::done(&mut tx, &once_more, At(60)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(now(&db, &taken).await, None);
    })
    .await;
}

#[tokio::test]
async fn whoever_overran_the_lease_settles_nothing() {
    each("jobs_fence", async |db| {
        let mut tx = db.write().await.unwrap();
        job::enqueue(&mut tx, &new(1, "a", 10)).await.unwrap();
        let slow = take(&mut tx, 10, 100).await;
        let quick = take(&mut tx, 100, 200).await;
        tx.commit().await.unwrap();
        let mut tx = db.write().await.unwrap();
        job::done(&mut tx, &slow, At(110)).await.unwrap();
        job::retry(&mut tx, &slow, At(111), "late").await.unwrap();
        job::bury(&mut tx, &slow, At(112), "late").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(now(&db, &slow).await, Some(quick));
    })
    .await;
}

#[tokio::test]
async fn dead_letters_come_page_by_page_and_live_again_as_new() {
    each("jobs_dead", async |db| {
        let mut tx = db.write().await.unwrap();
        for id in 1..=5 {
            job::enqueue(&mut tx, &new(id, &format!("key{id}"), 10)).await.unwrap();
            let taken = take(&mut tx, 10, 100).await;
            job::bury(&mut tx, &taken, At(if id < 3 { 50 } else { 60 }), "why").await.unwrap();
        }
        assert_eq!(job::next_due(&mut tx).await.unwrap(), None);
        let tenant = new(1, "", 0).tenant;
        let (mut seen, mut after) = (vec![], None);
        loop {
            let page = job::dead(&mut tx, tenant, after, 2).await.unwrap();
            let Some(last) = page.last() else { break };
            after = Some((last.dead_at.unwrap(), last.id));
            seen.extend(page.iter().map(|it| it.id.0.as_u128()));
        }
        assert_eq!(seen, [5, 4, 3, 2, 1]);
        assert_eq!(job::dead(&mut tx, TenantId(Uuid::nil()), None, 9).await.unwrap(), []);

        job::enqueue(&mut tx, &new(9, "key1", 70)).await.unwrap();
        assert_eq!(job::due(&mut tx, At(99), 9).await.unwrap(), [], "given up stays given up");
        let id = JobId(Uuid::from_u128(1));
        let alive = job::revive(&mut tx, tenant, id, At(80)).await.unwrap().unwrap();
        assert_eq!((alive.attempts, alive.due_at, alive.dead_at), (0, At(80), None));
        assert_eq!(job::revive(&mut tx, tenant, id, At(80)).await.unwrap(), None);
        tx.commit().await.unwrap();
    })
    .await;
}
