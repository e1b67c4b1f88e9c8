//! 转人工: a person, please.
use model::*;
use testkit::tell;

#[tokio::test]
async fn asking_for_a_person_opens_and_queues() {
    tell(async |world| {
        let (wang, li) = (world.agent("王").await, world.visitor("李"));
        let acked = li.asks_for_a_person().await.unwrap();
        assert_eq!((acked.message, acked.seq), (None, None));
        let c = acked.conversation.unwrap();
        let it = wang.sees(c).await.unwrap();
        assert!(matches!(it.place, Place::Queue { .. }));
        assert_eq!((it.waiting_since, it.in_count), (Some(world.now()), 0));
    })
    .await;
}

#[tokio::test]
async fn asking_twice_changes_nothing() {
    tell(async |world| {
        let (wang, li) = (world.agent("王").await, world.visitor("李"));
        let c = li.begins("在吗").await;
        let before = wang.sees(c).await.unwrap();
        li.asks_for_a_person().await.unwrap();
        assert_eq!(wang.sees(c).await.unwrap(), before);
        wang.comes().await;
        wang.accepts(c).await.unwrap();
        li.asks_for_a_person().await.unwrap();
        assert_eq!(wang.sees(c).await.unwrap().owner(), Some(wang.id));
    })
    .await;
}

#[tokio::test]
async fn asking_again_after_the_end_reopens() {
    tell(async |world| {
        let (wang, li) = (world.agent("王").await, world.visitor("李"));
        wang.comes().await;
        let c = li.begins("在吗").await;
        wang.accepts(c).await.unwrap();
        wang.closes_because(c, "误点").await.unwrap();
        li.asks_for_a_person().await.unwrap();
        let it = wang.sees(c).await.unwrap();
        assert_eq!((it.owner(), it.waiting_since), (Some(wang.id), Some(world.now())));
    })
    .await;
}

#[tokio::test]
async fn asking_while_the_owner_is_gone_leads_to_another() {
    tell(async |world| {
        let (wang, li) = (world.agent("王").await, world.visitor("李"));
        wang.comes().await;
        let c = li.begins("在吗").await;
        wang.accepts(c).await.unwrap();
        wang.replies(c, "在").await.unwrap();
        wang.disconnects().await;
        world.later(Span::seconds(31)).await;
        assert_eq!(wang.sees(c).await.unwrap().owner(), Some(wang.id), "nobody waits: it stays theirs");
        li.asks_for_a_person().await.unwrap();
        let it = wang.sees(c).await.unwrap();
        assert!(matches!(it.place, Place::Queue { .. }), "{:?}", it.place);
        assert_eq!(it.waiting_since, Some(world.now()));
    })
    .await;
}
