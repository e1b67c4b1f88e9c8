//! An agent whose browser is gone for 30 seconds has vanished: who waits for them goes back to the head of the queue.
use model::*;
use testkit::{Hand, World, tell};

async fn connected(world: &World, name: &str) -> Hand {
    let hand = world.agent(name).await;
    hand.connects().await;
    hand.comes().await;
    hand
}

#[tokio::test]
async fn who_waits_for_a_vanished_agent_returns_to_the_head_with_the_wait_they_had() {
    tell(async |world| {
        let wang = connected(world, "王").await;
        let c = world.visitor("李").begins("灯不亮了").await;
        let since = world.now();
        wang.accepts(c).await.unwrap();
        world.clock().pass(Span::minutes(1));
        let earlier = world.visitor("孙").begins("在吗").await;
        wang.disconnects().await;
        world.later(Span::seconds(29)).await;
        assert_eq!(wang.sees(c).await.unwrap().owner(), Some(wang.id), "30 seconds to come back");
        world.later(Span::seconds(1)).await;
        let it = wang.sees(c).await.unwrap();
        assert!(matches!(it.place, Place::Queue { rank: rank::HEAD, .. }), "{:?}", it.place);
        assert_eq!(it.waiting_since, Some(since));
        assert_eq!(wang.list("queue").await, [c, earlier]);
        let now = wang.now().await;
        assert_eq!((now.presence, now.presence_reason.as_deref(), now.load), (Presence::Offline, Some("vanished"), 0));
    })
    .await;
}

#[tokio::test]
async fn answered_ones_stay_until_the_customer_writes() {
    tell(async |world| {
        let (wang, zhao) = (connected(world, "王").await, connected(world, "赵").await);
        let li = world.visitor("李");
        let c = li.begins("灯不亮了").await;
        wang.accepts(c).await.unwrap();
        wang.replies(c, "请拔插一次").await.unwrap();
        wang.disconnects().await;
        world.later(Span::seconds(40)).await;
        assert_eq!(wang.sees(c).await.unwrap().owner(), Some(wang.id), "nobody waits: it stays theirs");
        li.writes("还是不亮").await.unwrap();
        let it = wang.sees(c).await.unwrap();
        assert!(matches!(it.place, Place::Queue { rank: rank::HEAD, .. }), "{:?}", it.place);
        assert_eq!(it.waiting_since, Some(world.now()));
        world.settle().await;
        assert_eq!(wang.sees(c).await.unwrap().offer().map(|it| it.agent), Some(zhao.id));
    })
    .await;
}

#[tokio::test]
async fn ready_without_a_screen_lapses_unless_it_is_a_program() {
    tell(async |world| {
        let (wang, zhao) = (world.agent("王").await, world.agent("赵").await);
        world.desk().set_presence(&wang.staff, Presence::Ready, None).await.unwrap();
        let program = desk::Staff {
            via: desk::Via::Key { key: ApiKeyId(zhao.id.0), scopes: vec![Scope::All] },
            ..zhao.staff.clone()
        };
        world.desk().set_presence(&program, Presence::Ready, None).await.unwrap();
        world.later(Span::seconds(20)).await;
        world.desk().set_presence(&wang.staff, Presence::Ready, None).await.unwrap();
        assert_eq!(wang.now().await.presence, Presence::Ready, "a screen may still open");
        world.later(Span::seconds(10)).await;
        let now = wang.now().await;
        assert_eq!((now.presence, now.presence_reason.as_deref()), (Presence::Offline, Some("vanished")));
        world.later(Span::hours(1)).await;
        assert_eq!(zhao.now().await.presence, Presence::Ready);
    })
    .await;
}

#[tokio::test]
async fn an_offer_to_a_vanished_agent_goes_to_others_without_blame() {
    tell(async |world| {
        let wang = connected(world, "王").await;
        let c = world.visitor("李").begins("灯不亮了").await;
        wang.disconnects().await;
        world.settle().await;
        assert_eq!(wang.sees(c).await.unwrap().offer(), None, "nothing new is offered to who is gone");
        wang.connects().await;
        world.settle().await;
        assert_eq!(wang.sees(c).await.unwrap().offer().map(|it| it.agent), Some(wang.id));
        let zhao = connected(world, "赵").await;
        wang.leaves().await;
        world.settle().await;
        assert_eq!(wang.sees(c).await.unwrap().offer().map(|it| it.agent), Some(zhao.id));
        assert_eq!(wang.now().await.missed, 0);
    })
    .await;
}

#[tokio::test]
async fn who_comes_back_in_time_keeps_everything() {
    tell(async |world| {
        let wang = connected(world, "王").await;
        let c = world.visitor("李").begins("灯不亮了").await;
        wang.accepts(c).await.unwrap();
        wang.connects().await;
        wang.disconnects().await;
        world.later(Span::minutes(1)).await;
        assert_eq!(wang.now().await.presence, Presence::Ready, "one of two browsers closed");
        wang.disconnects().await;
        world.later(Span::seconds(20)).await;
        wang.connects().await;
        world.later(Span::minutes(1)).await;
        assert_eq!(wang.now().await.presence, Presence::Ready);
        assert_eq!(wang.sees(c).await.unwrap().owner(), Some(wang.id));
    })
    .await;
}

#[tokio::test]
async fn after_a_restart_everybody_has_thirty_seconds() {
    tell(async |world| {
        let (wang, zhao) = (connected(world, "王").await, connected(world, "赵").await);
        let c = world.visitor("李").begins("灯不亮了").await;
        wang.accepts(c).await.unwrap();
        world.restarts().await;
        world.later(Span::seconds(10)).await;
        zhao.connects().await;
        world.later(Span::seconds(20)).await;
        assert_eq!(wang.now().await.presence, Presence::Offline);
        assert_eq!(zhao.now().await.presence, Presence::Ready);
        assert_eq!(wang.sees(c).await.unwrap().offer().map(|it| it.agent), Some(zhao.id));
    })
    .await;
}

/// A crash, or a full disk, between an agent's leaving and the release of what they held.
#[tokio::test]
async fn what_an_agent_left_behind_is_found_by_the_next_look() {
    tell(async |world| {
        let (wang, sun) = (connected(world, "王").await, world.visitor("孙"));
        let (owned, answered) = (world.visitor("李").begins("灯不亮了").await, sun.begins("在吗").await);
        wang.accepts(owned).await.unwrap();
        wang.accepts(answered).await.unwrap();
        wang.replies(answered, "在").await.unwrap();
        let offered = world.visitor("周").begins("有人吗").await;
        world.settle().await;
        wang.is_gone_without_a_word().await;
        world.settle().await;
        assert_eq!(wang.list("queue").await, [owned, offered]);
        assert_eq!(wang.sees(offered).await.unwrap().offer(), None);
        assert_eq!(wang.sees(answered).await.unwrap().owner(), Some(wang.id));
    })
    .await;
}

/// A goodbye that was written after the hello that followed it: the next hello puts it right, though it is not the first.
#[tokio::test]
async fn a_goodbye_that_was_written_late_is_put_right_by_the_next_hello() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        wang.is_marked_as_gone().await;
        wang.connects().await;
        world.later(Span::minutes(1)).await;
        assert_eq!(wang.now().await.presence, Presence::Ready);
    })
    .await;
}
