//! Tokens: asked for by one at a time, kept over a restart, renewed when the provider takes them no more.
use model::*;
use testkit::{Hand, Will, World, tell, tell_on_sqlite};

/// An agent with room, in conversation with so many who write by pigeon; the loft asks for a pass.
async fn talks(world: &World, many: usize) -> (Hand, Vec<ConversationId>) {
    world.shop().sets_up_loft(&[("pass", "yes"), ("rate", "1000")]).await;
    let wang = world.shop().hire_for("王", Role::Agent, 20_000).await;
    wang.comes().await;
    for n in 0..many {
        world.sender(&format!("花{n}")).writes("在吗").await.unwrap();
    }
    let all = wang.list("queue").await;
    for c in &all {
        wang.accepts(*c).await.unwrap();
    }
    (wang, all)
}

fn passes(world: &World) -> usize {
    world.provider().asked("pass").len()
}

#[tokio::test]
async fn a_hundred_who_need_a_token_ask_once() {
    tell_on_sqlite(async |world| {
        let (wang, all) = talks(world, 100).await;
        for c in &all {
            wang.replies(*c, "在").await.unwrap();
        }
        world.settle().await;
        assert_eq!((world.provider().has().len(), passes(world)), (100, 1));
    })
    .await;
}

#[tokio::test]
async fn one_that_was_revoked_is_asked_for_anew_and_nothing_goes_twice() {
    tell(async |world| {
        let (wang, all) = talks(world, 6).await;
        wang.replies(all[0], "一").await.unwrap();
        world.settle().await;
        world.provider().revokes();
        for c in &all {
            wang.replies(*c, "二").await.unwrap();
        }
        world.settle().await;
        let has = world.provider().has();
        assert_eq!((has.len(), passes(world)), (7, 2), "one new pass for all six");
        assert_eq!(world.count("deliveries_in_doubt").await, 0, "a refusal is no doubt");
    })
    .await;
}

#[tokio::test]
async fn it_is_kept_over_a_restart_and_renewed_before_it_expires() {
    tell(async |world| {
        let (wang, all) = talks(world, 1).await;
        wang.replies(all[0], "一").await.unwrap();
        world.settle().await;
        world.restarts().await;
        wang.replies(all[0], "二").await.unwrap();
        world.settle().await;
        assert_eq!((world.provider().has().len(), passes(world)), (2, 1));
        world.clock().pass(Span::minutes(116)); // of 120
        wang.replies(all[0], "三").await.unwrap();
        world.settle().await;
        assert_eq!((world.provider().has().len(), passes(world)), (3, 2));
    })
    .await;
}

#[tokio::test]
async fn while_none_can_be_had_messages_wait_and_nobody_asks_all_the_time() {
    tell(async |world| {
        let (wang, all) = talks(world, 6).await;
        world.provider().will_for("pass", [Will::BeAway, Will::Answer(500), Will::BeAway]);
        for c in &all {
            wang.replies(*c, "在").await.unwrap();
        }
        world.settle().await;
        assert_eq!((world.provider().calls().len(), passes(world)), (0, 1), "six waited for one answer");
        assert_eq!(world.count("deliveries_queued").await, 6);
        assert_eq!(world.shop().loft_health().await.state, desk::Condition::Failing);
        world.provider().is_well();
        for _ in 0..20 {
            world.later(Span::seconds(5)).await;
        }
        assert_eq!((world.provider().has().len(), passes(world)), (6, 2));
        assert_eq!(world.shop().loft_health().await.state, desk::Condition::Ok);
    })
    .await;
}

#[tokio::test]
async fn a_refusal_of_the_account_is_told_at_once() {
    tell(async |world| {
        let (wang, all) = talks(world, 1).await;
        world.provider().will_for("pass", [Will::Answer(403)]);
        let sent = wang.replies(all[0], "在").await.unwrap();
        world.settle().await;
        let told = wang.sees_message(all[0], sent.seq).await;
        assert_eq!(told.receipt, Some(Receipt::Failed));
        assert_eq!(told.parts.failed.unwrap().fault, Fault::Account);
    })
    .await;
}

#[tokio::test]
async fn new_settings_need_a_new_token() {
    tell(async |world| {
        let (wang, all) = talks(world, 1).await;
        wang.replies(all[0], "一").await.unwrap();
        world.settle().await;
        world.shop().sets_up_loft(&[("mark", "another ring")]).await;
        wang.replies(all[0], "二").await.unwrap();
        world.settle().await;
        assert_eq!((world.provider().has().len(), passes(world)), (2, 2));
    })
    .await;
}

#[tokio::test]
async fn no_token_lies_open_in_the_database() {
    tell_on_sqlite(async |world| {
        let (wang, all) = talks(world, 1).await;
        wang.replies(all[0], "一").await.unwrap();
        world.settle().await;
        let mut found = 0;
        for entry in std::fs::read_dir(world.folder()).unwrap().map(|it| it.unwrap().path()).filter(|it| it.is_file()) {
            let bytes = std::fs::read(entry).unwrap();
            found += bytes.windows(6).filter(|it| *it == b"pass-1").count();
        }
        assert_eq!(found, 0);
    })
    .await;
}
