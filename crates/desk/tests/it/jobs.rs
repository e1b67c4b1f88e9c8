//! Durable jobs, told by the file that nobody attached: done when due, once more after a crash, later after a failure,
//! and in the end in front of an administrator.
use model::*;
use std::path::PathBuf;
use testkit::{Hand, World, refused, tell};

const LEASE: Span = Span::minutes(5);

/// Past the day in which a file may be attached.
const NEXT_DAY: Span = Span::hours(26);

fn place(world: &World, it: &Attachment) -> PathBuf {
    world.folder().join("objects").join(it.sha256.get(..2).unwrap()).join(&it.sha256)
}

async fn has_file(world: &World, it: &Attachment) -> bool {
    let place = place(world, it);
    let row = store::attachment::find(&mut world.db().read().await.unwrap(), it.tenant, it.id).await.unwrap();
    assert_eq!(row.is_some(), place.is_file(), "row and bytes go together");
    row.is_some()
}

async fn boss(world: &World) -> Hand {
    world.shop().hire("顾", Role::Administrator).await
}

#[tokio::test]
async fn a_file_that_nobody_attached_is_forgotten_after_a_day() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let c = world.visitor("李").begins("灯不亮了").await;
        wang.accepts(c).await.unwrap();
        let (lost, sent) =
            (wang.uploads("a.txt", b"lost").await.unwrap(), wang.uploads("b.txt", b"sent").await.unwrap());
        let draft = desk::ReplyDraft { attachments: vec![sent.id], ..wang.draft("看这里").await };
        wang.says(c, &draft).await.unwrap();
        world.later(Span::hours(24)).await;
        assert!(has_file(world, &lost).await);
        world.later(Span::hours(2)).await;
        assert!(!has_file(world, &lost).await && has_file(world, &sent).await);
        assert_eq!(world.count("jobs").await, 0);
    })
    .await;
}

#[tokio::test]
async fn bytes_stay_as_long_as_anybody_has_them() {
    tell(async |world| {
        let (wang, zhao) = (world.agent("王").await, world.agent("赵").await);
        let early = wang.uploads("a.txt", b"the same").await.unwrap();
        world.later(Span::hours(2)).await;
        let late = zhao.uploads("b.txt", b"the same").await.unwrap();
        world.later(Span::hours(24)).await;
        let mut tx = world.db().read().await.unwrap();
        assert!(store::attachment::find(&mut tx, early.tenant, early.id).await.unwrap().is_none());
        drop(tx);
        assert!(has_file(world, &late).await);
        world.later(Span::hours(2)).await;
        assert!(!has_file(world, &late).await);
    })
    .await;
}

/// Somebody has taken the one job that is due, and is gone.
async fn taken_and_never_finished(world: &testkit::World) {
    let mut tx = world.db().write().await.unwrap();
    let [job] = &store::job::due(&mut tx, world.now(), &[], 10).await.unwrap()[..] else { panic!("one job") };
    store::job::lease(&mut tx, job.clone(), world.now() + LEASE).await.unwrap();
    tx.commit().await.unwrap();
    world.restarts().await;
}

#[tokio::test]
async fn after_a_crash_a_job_is_done_when_its_lease_has_run_out() {
    tell(async |world| {
        let file = world.agent("王").await.uploads("a.txt", b"lost").await.unwrap();
        world.clock().pass(NEXT_DAY);
        taken_and_never_finished(world).await;

        world.later(Span::seconds(299)).await;
        assert!(has_file(world, &file).await, "somebody may still be at it");
        world.later(Span::seconds(1)).await;
        assert!(!has_file(world, &file).await);
    })
    .await;
}

#[tokio::test]
async fn where_nobody_else_can_be_at_it_a_job_goes_on_at_once_after_a_crash() {
    tell(async |world| {
        let file = world.agent("王").await.uploads("a.txt", b"lost").await.unwrap();
        world.clock().pass(NEXT_DAY);
        taken_and_never_finished(world).await;
        world.desk().resume_jobs().await.unwrap();
        world.settle().await;
        assert!(!has_file(world, &file).await);
    })
    .await;
}

#[tokio::test]
async fn a_job_that_keeps_failing_is_given_up_and_an_administrator_tries_it_again() {
    tell(async |world| {
        let (boss, leader) = (boss(world).await, world.leader("班长").await);
        let rival = world.another_shop("别家").await.hire("外人", Role::Administrator).await;
        let file = leader.uploads("a.txt", b"stuck").await.unwrap();
        // What stands in the way: a folder where the file was.
        let place = place(world, &file);
        std::fs::remove_file(&place).unwrap();
        std::fs::create_dir(&place).unwrap();
        world.later(NEXT_DAY).await;
        assert_eq!(world.count("jobs_dead").await, 0, "it comes again");
        for _ in 0..6 {
            assert_eq!(world.desk().dead_jobs(&boss.staff, None, 10).await.unwrap(), []);
            world.later(Span::hours(6)).await;
        }
        let [dead] = &world.desk().dead_jobs(&boss.staff, None, 10).await.unwrap()[..] else {
            panic!("one dead letter")
        };
        assert_eq!((dead.kind.as_str(), dead.attempts), ("file.forget", 7));
        assert!(dead.last_error.as_ref().is_some_and(|why| !why.is_empty()) && dead.dead_at == Some(world.now()));
        let (checked, _) = world.desk().check().await.unwrap();
        let alarm = checked.iter().find(|it| it.id == "I16").unwrap();
        assert_eq!((alarm.violations, &alarm.examples), (1, &vec![dead.id.to_string()]), "the doctor says so");
        world.later(Span::days(1)).await;
        assert_eq!(world.count("jobs_dead").await, 1, "it waits for a person");

        assert_eq!(refused(world.desk().dead_jobs(&leader.staff, None, 10).await), "forbidden");
        assert_eq!(refused(world.desk().retry_job(&leader.staff, dead.id).await), "forbidden");
        assert_eq!(world.desk().dead_jobs(&rival.staff, None, 10).await.unwrap(), []);
        assert_eq!(refused(world.desk().retry_job(&rival.staff, dead.id).await), "not_found");

        std::fs::remove_dir(&place).unwrap();
        world.desk().retry_job(&boss.staff, dead.id).await.unwrap();
        world.settle().await;
        assert_eq!((world.count("jobs").await, world.count("jobs_dead").await), (0, 0));
        assert_eq!(refused(world.desk().retry_job(&boss.staff, dead.id).await), "not_found");
    })
    .await;
}

#[tokio::test]
async fn a_job_whose_worker_ends_each_time_is_given_up_too() {
    tell(async |world| {
        let boss = boss(world).await;
        boss.uploads("a.txt", b"poison").await.unwrap();
        world.clock().pass(NEXT_DAY);
        for _ in 0..7 {
            let mut tx = world.db().write().await.unwrap();
            let job = store::job::due(&mut tx, world.now(), &[], 1).await.unwrap().remove(0);
            store::job::lease(&mut tx, job, world.now() + LEASE).await.unwrap();
            tx.commit().await.unwrap();
            world.clock().pass(LEASE);
        }
        world.settle().await;
        let [dead] = &world.desk().dead_jobs(&boss.staff, None, 10).await.unwrap()[..] else {
            panic!("one dead letter")
        };
        assert!(dead.last_error.as_ref().unwrap().contains("never finished"), "{dead:?}");
        world.desk().retry_job(&boss.staff, dead.id).await.unwrap();
        world.settle().await;
        assert_eq!(world.count("attachments").await, 0);
    })
    .await;
}
