//! The customer falls silent after our answer: a reminder, then the conversation closes; they may write again.
use model::*;
use testkit::{Hand, Visitor, World, assert_screen, tell, texts};

async fn answered(world: &World) -> (Hand, Visitor, ConversationId) {
    let (wang, li) = (world.agent("王").await, world.visitor("李"));
    wang.comes().await;
    let c = li.begins("灯不亮了").await;
    wang.accepts(c).await.unwrap();
    wang.replies(c, "请拔插一次").await.unwrap();
    (wang, li, c)
}

#[tokio::test]
async fn three_minutes_remind_and_two_more_close() {
    tell(async |world| {
        let (wang, li, c) = answered(world).await;
        world.later(Span::seconds(179)).await;
        assert_eq!(texts(&li.sees().await).len(), 2);
        world.later(Span::seconds(1)).await;
        assert!(texts(&li.sees().await)[2].starts_with("您还在吗"));
        world.later(Span::seconds(119)).await;
        assert_eq!(wang.sees(c).await.unwrap().owner(), Some(wang.id));
        world.later(Span::seconds(1)).await;
        assert_eq!(wang.sees(c).await.unwrap().place, Place::Closed { at: world.now() });
        assert_eq!(wang.now().await.load, 0);
        assert_screen!(wang.screen(Some(c)).await, @r"
        [我的]
        [排队]
        [挂起]
        [会话]
        1 00:00 system event opened by porch
        2 00:00 customer in 「灯不亮了」 replied
        3 00:00 system event queued in 拾光客服: new
        4 00:00 system event assigned to 王 by pull
        5 00:00 王 out 「请拔插一次」 sent
        6 03:00 system out 「您还在吗？如果还有问题请直接回复，稍后没有新消息会先结束本次会话，您随时可以再找我们。」 sent
        7 05:00 system event closed by silence
        ");
    })
    .await;
}

#[tokio::test]
async fn the_reminder_speaks_the_customers_language() {
    tell(async |world| {
        let (wang, alice) = (world.agent("王").await, world.visitor("Alice"));
        wang.comes().await;
        alice.with(|hello| hello.locale = Some(Locale::En));
        let c = alice.begins("Do you ship abroad?").await;
        wang.accepts(c).await.unwrap();
        wang.replies(c, "We do.").await.unwrap();
        world.later(Span::minutes(3)).await;
        assert!(texts(&alice.sees().await)[2].starts_with("Are you still there?"));
    })
    .await;
}

#[tokio::test]
async fn a_customer_who_writes_is_not_silent() {
    tell(async |world| {
        let (wang, li, c) = answered(world).await;
        world.later(Span::minutes(4)).await;
        li.writes("在的，还是不亮").await.unwrap();
        world.later(Span::minutes(30)).await;
        let it = wang.sees(c).await.unwrap();
        assert_eq!((it.owner(), it.due), (Some(wang.id), None), "now the customer waits for us");
        wang.replies(c, "给您换一个").await.unwrap();
        assert_eq!(wang.sees(c).await.unwrap().due, Some((world.now() + Span::minutes(3), Due::Remind)));
    })
    .await;
}

#[tokio::test]
async fn nobody_is_reminded_who_waits_for_us() {
    tell(async |world| {
        let (wang, li) = (world.agent("王").await, world.visitor("李"));
        wang.comes().await;
        let c = li.begins("灯不亮了").await;
        wang.accepts(c).await.unwrap();
        world.later(Span::hours(2)).await;
        assert_eq!(wang.sees(c).await.unwrap().owner(), Some(wang.id));
        assert_eq!(texts(&li.sees().await), ["灯不亮了"]);
        assert_eq!(wang.list("unanswered").await, [c], "it stands on the list of the unanswered instead");
    })
    .await;
}
