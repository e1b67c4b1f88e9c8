//! Writing again within 24 hours reopens the same conversation; later it is a new one; thanks reopen nothing.
use model::*;
use testkit::{Hand, Visitor, World, refused, tell};

async fn closed(world: &World) -> (Hand, Visitor, ConversationId) {
    let (wang, li) = (world.agent("王").await, world.visitor("李"));
    wang.comes().await;
    let c = li.begins("灯不亮了").await;
    wang.accepts(c).await.unwrap();
    wang.replies(c, "请拔插一次").await.unwrap();
    wang.closes(c).await.unwrap();
    (wang, li, c)
}

#[tokio::test]
async fn within_a_day_the_last_agent_has_it_again() {
    tell(async |world| {
        let (wang, li, c) = closed(world).await;
        world.later(Span::hours(24)).await;
        wang.comes().await;
        assert_eq!(li.begins("又不亮了").await, c);
        let it = wang.sees(c).await.unwrap();
        assert_eq!((it.owner(), it.waiting_since), (Some(wang.id), Some(world.now())));
        assert!(li.was_told().await.contains(&Happening::Reopened { by: AuthorKind::Customer }));
    })
    .await;
}

#[tokio::test]
async fn when_the_last_agent_cannot_it_is_the_head_of_the_queue() {
    tell(async |world| {
        let (wang, li, c) = closed(world).await;
        wang.rests("lunch").await;
        let earlier = world.visitor("孙").begins("在吗").await;
        world.clock().pass(Span::hours(1));
        assert_eq!(li.begins("又不亮了").await, c);
        assert_eq!(wang.list("queue").await, [c, earlier]);
        assert_eq!(wang.sees(c).await.unwrap().waiting_since, Some(world.now()));
    })
    .await;
}

#[tokio::test]
async fn after_a_day_it_is_a_new_conversation_in_the_same_thread() {
    tell(async |world| {
        let (wang, li, c) = closed(world).await;
        world.clock().pass(Span::seconds(86_401));
        let new = li.begins("又不亮了").await;
        assert_ne!(new, c);
        assert_eq!(wang.sees(new).await.unwrap().number, 2);
        assert_eq!(
            li.sees().await.iter().filter(|it| it.conversation == c).count(),
            5,
            "the page still shows the past"
        );
        assert_eq!(refused(wang.reopens(c).await), "not_open");
    })
    .await;
}

#[tokio::test]
async fn thanks_reopen_nothing_and_are_kept() {
    tell(async |world| {
        let (wang, li, c) = closed(world).await;
        for thanks in ["谢谢！", "好的", "Thanks 🙏"] {
            assert_eq!(li.begins(thanks).await, c);
        }
        let it = wang.sees(c).await.unwrap();
        assert!(!it.is_open());
        assert_eq!((it.waiting_since, it.in_count), (None, 4));
        let last = wang.thread(c).await.unwrap().pop().unwrap();
        assert_eq!((last.text.as_str(), last.settled), ("Thanks 🙏", Some(Settled::NoReplyNeeded)));
    })
    .await;
}

#[tokio::test]
async fn thanks_by_another_page_do_not_block_that_page_later() {
    tell(async |world| {
        let (wang, li, c) = closed(world).await;
        li.signs_in_as("42").writes("谢谢").await.unwrap();
        let other = world.shop().another_page("二号页").await.visitor("李");
        assert_eq!(other.signs_in_as("42").begins("谢谢").await, c);
        world.clock().pass(Span::hours(25));
        let new = other.begins("还有一个问题").await;
        assert_ne!(new, c);
        assert!(matches!(wang.sees(new).await.unwrap().place, Place::Queue { .. }));
    })
    .await;
}

#[tokio::test]
async fn an_agent_takes_back_what_was_closed_by_mistake() {
    tell(async |world| {
        let (wang, li, c) = closed(world).await;
        wang.reopens(c).await.unwrap();
        let it = wang.sees(c).await.unwrap();
        assert_eq!((it.owner(), it.waiting_since), (Some(wang.id), None));
        wang.replies(c, "还有一点忘了说").await.expect("its legs are open again");
        assert!(li.was_told().await.contains(&Happening::Reopened { by: AuthorKind::Agent }));
        wang.reopens(c).await.expect("it is open: nothing to undo");
    })
    .await;
}

#[tokio::test]
async fn taking_back_needs_room() {
    tell(async |world| {
        let (_, _, c) = closed(world).await;
        let zhao = world.shop().hire_for("赵", Role::Agent, 0).await;
        zhao.comes().await;
        assert_eq!(refused(zhao.reopens(c).await), "at_capacity");
        assert!(!zhao.sees(c).await.unwrap().is_open(), "refused, and nothing happened");
    })
    .await;
}
