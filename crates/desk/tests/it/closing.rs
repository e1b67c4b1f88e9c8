//! Closing: by its owner or a leader, never over a message without an answer unless somebody says why.
use model::*;
use testkit::{Hand, Visitor, World, refused, tell};

async fn talk(world: &World) -> (Hand, Visitor, ConversationId) {
    let (wang, li) = (world.agent("王").await, world.visitor("李"));
    wang.comes().await;
    let c = li.begins("灯不亮了").await;
    wang.accepts(c).await.unwrap();
    (wang, li, c)
}

#[tokio::test]
async fn closing_over_an_unanswered_message_asks() {
    tell(async |world| {
        let (wang, li, c) = talk(world).await;
        assert_eq!(refused(wang.closes(c).await), "unanswered");
        assert_eq!(refused(wang.closes_because(c, "  ").await), "unanswered", "a reason says something");
        wang.closes_because(c, "广告").await.unwrap();
        let asked = wang.thread(c).await.unwrap().remove(1);
        assert_eq!((asked.settled, asked.settled_reason.as_deref()), (Some(Settled::NoReplyNeeded), Some("广告")));
        assert_eq!((wang.now().await.load, world.count("unsettled").await), (0, 0));
        assert_eq!(li.state().await.place, Some(PlaceWord::Closed));
    })
    .await;
}

#[tokio::test]
async fn an_answered_conversation_closes_without_words() {
    tell(async |world| {
        let (wang, li, c) = talk(world).await;
        wang.replies(c, "请拔插一次").await.unwrap();
        wang.closes(c).await.unwrap();
        wang.closes(c).await.expect("closed is closed");
        assert_eq!(wang.list("closed").await, [c]);
        let closed = |it: &Happening| matches!(it, Happening::Closed { by: ClosedBy::Agent, .. });
        assert_eq!(li.was_told().await.iter().filter(|it| closed(it)).count(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_another_owns_only_a_leader_closes() {
    tell(async |world| {
        let (_, _, c) = talk(world).await;
        let (zhao, boss) = (world.agent("赵").await, world.leader("班长").await);
        assert_eq!(refused(zhao.closes_because(c, "广告").await), "not_owner");
        boss.closes_because(c, "广告").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_nobody_owns_anybody_closes() {
    tell(async |world| {
        let wang = world.agent("王").await;
        let zhao = world.agent("赵").await;
        wang.comes().await;
        let c = world.visitor("李").begins("加微信领红包").await;
        world.settle().await;
        assert_eq!(wang.now().await.offered, 100);
        zhao.closes_because(c, "广告").await.unwrap();
        assert_eq!(wang.now().await.offered, 0, "the offer is over");
    })
    .await;
}

#[tokio::test]
async fn what_is_aside_only_its_owner_closes() {
    tell(async |world| {
        let (wang, _, c) = talk(world).await;
        wang.replies(c, "明天回复您").await.unwrap();
        wang.pends(c, Span::hours(1)).await.unwrap();
        assert_eq!(refused(world.agent("赵").await.closes(c).await), "not_owner");
        wang.closes(c).await.unwrap();
        world.later(Span::hours(2)).await;
        assert!(!wang.sees(c).await.unwrap().is_open(), "its date went with it");
    })
    .await;
}
