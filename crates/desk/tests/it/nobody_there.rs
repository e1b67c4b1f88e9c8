//! Nobody on duty, the last agent leaves: the customer is told, once; never silence.
use model::*;
use testkit::{Visitor, tell};

const NOBODY: Happening = Happening::NobodyAvailable {};

async fn times_told(visitor: &Visitor) -> usize {
    visitor.was_told().await.iter().filter(|it| **it == NOBODY).count()
}

#[tokio::test]
async fn who_finds_nobody_is_told_at_once() {
    tell(async |world| {
        let li = world.visitor("李");
        assert!(!li.state().await.online);
        li.begins("在吗").await;
        li.writes("有人吗").await.unwrap();
        assert_eq!(times_told(&li).await, 1);
        world.agent("王").await.comes().await;
        assert!(li.state().await.online);
    })
    .await;
}

#[tokio::test]
async fn while_somebody_is_there_nobody_is_told() {
    tell(async |world| {
        world.agent("王").await.comes().await;
        let li = world.visitor("李");
        li.begins("在吗").await;
        world.settle().await;
        assert_eq!(times_told(&li).await, 0);
    })
    .await;
}

#[tokio::test]
async fn when_the_last_agent_leaves_everybody_who_waits_is_told_once() {
    tell(async |world| {
        let (wang, zhao) = (world.agent("王").await, world.agent("赵").await);
        wang.comes().await;
        zhao.comes().await;
        let (li, sun) = (world.visitor("李"), world.visitor("孙"));
        li.begins("在吗").await;
        let c = sun.begins("在吗").await;
        zhao.accepts(c).await.unwrap();
        wang.leaves().await;
        assert_eq!((times_told(&li).await, times_told(&sun).await), (0, 0), "one is still there");
        zhao.leaves().await;
        assert_eq!((times_told(&li).await, times_told(&sun).await), (1, 1));
        wang.comes().await;
        zhao.comes().await;
        world.settle().await;
        assert_eq!((times_told(&li).await, times_told(&sun).await), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn who_was_handed_to_the_queue_is_told_too() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let li = world.visitor("李");
        let c = li.begins("在吗").await;
        wang.accepts(c).await.unwrap();
        wang.hands_to_queue(c, world.shop().queue).await.unwrap();
        wang.leaves().await;
        assert_eq!(times_told(&li).await, 1);
    })
    .await;
}

#[tokio::test]
async fn the_last_one_on_a_break_leaves_nobody_either() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let li = world.visitor("李");
        li.begins("在吗").await;
        wang.rests("lunch").await;
        assert_eq!(times_told(&li).await, 1);
    })
    .await;
}

#[tokio::test]
async fn the_last_one_who_lets_offers_pass_leaves_nobody_either() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let li = world.visitor("李");
        li.begins("在吗").await;
        world.settle().await;
        world.later(Span::seconds(20)).await;
        world.later(Span::seconds(20)).await;
        assert_eq!(wang.now().await.presence, Presence::Break);
        assert_eq!(times_told(&li).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_queue_that_is_handed_to_and_has_nobody_says_so() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let li = world.visitor("李");
        let c = li.begins("在吗").await;
        wang.accepts(c).await.unwrap();
        wang.rests("lunch").await;
        wang.hands_to_queue(c, world.shop().queue).await.unwrap();
        assert_eq!(times_told(&li).await, 1);
    })
    .await;
}
