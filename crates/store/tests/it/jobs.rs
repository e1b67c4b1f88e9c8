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
        account: None,
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
    let due = job::due(tx, At(now), &[], 1).await.unwrap().remove(0);
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
        assert_eq!(job::due(&mut tx, At(99), &[], 9).await.unwrap(), [new(1, "a", 10)]);
        let taken = take(&mut tx, 10, 100).await;
        assert_eq!((job::due(&mut tx, At(99), &[], 9).await.unwrap(), taken.attempts), (vec![], 1));
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

        let asked_again = Job { payload: "[9]".into(), created_at: At(65), ..new(9, "key1", 70) };
        job::enqueue(&mut tx, &asked_again).await.unwrap();
        let [alive] = &job::due(&mut tx, At(99), &[], 9).await.unwrap()[..] else { panic!("asked for again") };
        assert_eq!((alive.id, alive.attempts, alive.due_at, alive.again), (new(1, "", 0).id, 0, At(70), false));
        assert_eq!((alive.payload.as_str(), alive.created_at), ("[9]", At(65)));
        let id = JobId(Uuid::from_u128(2));
        let alive = job::revive(&mut tx, tenant, id, At(80)).await.unwrap().unwrap();
        assert_eq!((alive.attempts, alive.due_at, alive.dead_at), (0, At(80), None));
        assert_eq!(job::revive(&mut tx, tenant, id, At(80)).await.unwrap(), None);
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_full_account_leaves_the_places_to_others() {
    each("jobs_full", async |db| {
        let mut tx = db.write().await.unwrap();
        let (full, other) = (AccountId(Uuid::from_u128(7)), AccountId(Uuid::from_u128(8)));
        for (id, account) in [(1, Some(full)), (2, Some(full)), (3, Some(other)), (4, None)] {
            let job = Job { account, ..new(id, &format!("key{id}"), 10) };
            job::enqueue(&mut tx, &job).await.unwrap();
        }
        let due = job::due(&mut tx, At(10), &[full], 9).await.unwrap();
        assert_eq!(due.iter().map(|it| it.id.0.as_u128()).collect::<Vec<_>>(), [3, 4]);
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn once_an_account_works_its_jobs_wait_no_longer_and_its_dead_letters_live_again() {
    each("jobs_hurry", async |db| {
        let mut tx = db.write().await.unwrap();
        let (mended, other) = (AccountId(Uuid::from_u128(7)), AccountId(Uuid::from_u128(8)));
        let with = |id, account| Job { account: Some(account), ..new(id, &format!("key{id}"), 10) };
        for (id, account) in [(1, mended), (2, mended), (3, mended), (4, other)] {
            job::enqueue(&mut tx, &with(id, account)).await.unwrap();
        }
        let dead = take(&mut tx, 10, 100).await;
        job::bury(&mut tx, &dead, At(20), "why").await.unwrap();
        let waits = take(&mut tx, 10, 100).await;
        job::retry(&mut tx, &waits, At(900), "why").await.unwrap();
        let held = take(&mut tx, 10, 800).await;
        let others = take(&mut tx, 10, 100).await;
        job::retry(&mut tx, &others, At(900), "why").await.unwrap();
        let tenant = held.tenant;
        assert_eq!(job::hurry_account(&mut tx, tenant, mended, At(30)).await.unwrap(), 2);
        let due = job::due(&mut tx, At(30), &[], 9).await.unwrap();
        let told: Vec<_> = due.iter().map(|it| (it.id, it.attempts, it.created_at)).collect();
        assert_eq!(told, [(dead.id, 0, At(30)), (waits.id, 0, At(0))], "neither the one at work nor another account's");
        job::done(&mut tx, &held, At(40)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(now(&db, &held).await, None, "whoever holds it settles it");
    })
    .await;
}
