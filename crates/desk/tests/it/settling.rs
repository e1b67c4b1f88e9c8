//! Every inbound message ends: replied, or no reply needed, by whom and why. What has no end is on a list.
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
async fn settling_the_only_question_ends_the_wait() {
    tell(async |world| {
        let (wang, _, c) = talk(world).await;
        wang.settles(c, 2, "重复咨询").await.unwrap();
        assert_eq!(wang.sees(c).await.unwrap().waiting_since, None);
        let thread = wang.thread(c).await.unwrap();
        assert_eq!(thread[1].settled, Some(Settled::NoReplyNeeded));
        let told = Happening::Settled { seq: 2, by_name: "王".into(), reason: "重复咨询".into() };
        assert_eq!(thread.last().unwrap().parts.event, Some(told));
        wang.closes(c).await.expect("nothing is left unanswered");
    })
    .await;
}

#[tokio::test]
async fn settling_one_of_two_leaves_the_wait_of_the_other() {
    tell(async |world| {
        let (wang, li, c) = talk(world).await;
        world.clock().pass(Span::seconds(30));
        let second = li.writes("急").await.unwrap();
        wang.settles(c, 2, "见下条").await.unwrap();
        assert_eq!(wang.sees(c).await.unwrap().waiting_since, Some(second.at));
        assert_eq!(refused(wang.closes(c).await), "unanswered");
    })
    .await;
}

#[tokio::test]
async fn settling_again_changes_nothing_and_only_questions_are_settled() {
    tell(async |world| {
        let (wang, _, c) = talk(world).await;
        wang.settles(c, 2, "重复咨询").await.unwrap();
        let before = wang.thread(c).await.unwrap();
        wang.settles(c, 2, "另一个理由").await.unwrap();
        assert_eq!(wang.thread(c).await.unwrap(), before);
        assert_eq!(refused(wang.settles(c, 1, "事件").await), "not_found");
        assert_eq!(refused(wang.settles(c, 99, "没有").await), "not_found");
        assert_eq!(refused(wang.settles(c, 2, " ").await), "invalid");
    })
    .await;
}

#[tokio::test]
async fn what_is_unanswered_for_two_minutes_is_on_the_list() {
    tell(async |world| {
        let (wang, li, c) = talk(world).await;
        world.clock().pass(Span::minutes(2));
        assert!(wang.list("unanswered").await.is_empty());
        world.clock().pass(Span::millis(1));
        assert_eq!(wang.list("unanswered").await, [c]);
        let counts = world.desk().counts(&wang.staff).await.unwrap();
        assert_eq!((counts.mine, counts.unanswered, counts.queue, counts.all), (1, 1, 0, 1));
        assert!(counts.longest_wait_since.is_some());
        wang.replies(c, "请拔插一次").await.unwrap();
        assert!(wang.list("unanswered").await.is_empty());
        li.writes("好的").await.unwrap();
        world.clock().pass(Span::minutes(10));
        assert!(wang.list("unanswered").await.is_empty(), "thanks ask for nothing");
    })
    .await;
}
