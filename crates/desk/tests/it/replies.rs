//! Replies: they answer everything until now, only the owner gives them, and never over the customer's last word.
use model::*;
use testkit::{Hand, Visitor, World, assert_screen, refused, tell};

/// A customer in conversation with an agent.
async fn talk(world: &World) -> (Hand, Visitor, ConversationId) {
    let (wang, li) = (world.agent("王").await, world.visitor("李"));
    wang.comes().await;
    let c = li.begins("灯不亮了").await;
    wang.accepts(c).await.unwrap();
    (wang, li, c)
}

#[tokio::test]
async fn a_reply_settles_what_was_asked_and_ends_the_wait() {
    tell(async |world| {
        let (wang, li, c) = talk(world).await;
        li.writes("急").await.unwrap();
        world.clock().pass(Span::seconds(30));
        wang.replies(c, "请拔插一次").await.unwrap();
        let it = wang.sees(c).await.unwrap();
        assert_eq!((it.waiting_since, it.due), (None, Some((world.now() + Span::minutes(3), Due::Remind))));
        assert_screen!(wang.screen(Some(c)).await, @r"
        [我的]
        #1 访客 未读 0 「请拔插一次」
        [排队]
        [挂起]
        [会话]
        1 00:00 system event opened by porch
        2 00:00 customer in 「灯不亮了」 replied
        3 00:00 system event queued in 拾光客服: new
        4 00:00 system event assigned to 王 by pull
        5 00:00 customer in 「急」 replied
        6 00:30 王 out 「请拔插一次」 sent
        ");
    })
    .await;
}

#[tokio::test]
async fn only_the_owner_replies_and_everybody_may_leave_a_note() {
    tell(async |world| {
        let (wang, li, c) = talk(world).await;
        let zhao = world.agent("赵").await;
        assert_eq!(refused(zhao.replies(c, "我来").await), "not_owner");
        let note = zhao.notes(c, "老客户").await.unwrap();
        assert_eq!((note.direction, note.public, note.receipt), (Direction::Note, false, None));
        assert!(wang.sees(c).await.unwrap().waiting_since.is_some(), "a note answers nobody");
        assert!(li.sees().await.iter().all(|it| it.direction != Direction::Note), "and the customer never sees it");
        wang.closes_because(c, "广告").await.unwrap();
        assert_eq!(refused(wang.replies(c, "再见").await), "not_open");
        zhao.notes(c, "已结束").await.expect("a note is right in every place");
    })
    .await;
}

#[tokio::test]
async fn a_reply_over_a_newer_message_is_refused_once() {
    tell(async |world| {
        let (wang, li, c) = talk(world).await;
        let seen = wang.sees(c).await.unwrap().last_seq;
        let newer = li.writes("等等，是开关坏了").await.unwrap().seq.unwrap();
        let mut draft = wang.draft("请换灯泡").await;
        draft.seen = Some(seen);
        let refusal = wang.says(c, &draft).await.unwrap_err();
        assert_eq!(refusal.code(), "newer_message");
        assert!(refusal.to_string().contains(&newer.to_string()), "{refusal}");
        draft.seen = Some(newer);
        wang.says(c, &draft).await.expect("now it was read");
    })
    .await;
}

#[tokio::test]
async fn a_note_after_the_newer_message_does_not_hide_it() {
    tell(async |world| {
        let (wang, li, c) = talk(world).await;
        let seen = wang.sees(c).await.unwrap().last_seq;
        li.writes("等等，是开关坏了").await.unwrap();
        world.agent("赵").await.notes(c, "听起来是开关").await.unwrap();
        let mut draft = wang.draft("请换灯泡").await;
        draft.seen = Some(seen);
        assert_eq!(refused(wang.says(c, &draft).await), "newer_message");
    })
    .await;
}

#[tokio::test]
async fn a_reply_says_something_and_not_too_much() {
    tell(async |world| {
        let (wang, _, c) = talk(world).await;
        assert_eq!(refused(wang.replies(c, "  \n ").await), "invalid");
        assert_eq!(refused(wang.replies(c, &"长".repeat(10_001)).await), "invalid");
        wang.replies(c, &"长".repeat(10_000)).await.unwrap();
        let mut draft = wang.draft("在").await;
        for bad in ["", "空 格", "编号", &"x".repeat(65)] {
            draft.client_id = bad.to_owned();
            assert_eq!(refused(wang.says(c, &draft).await), "invalid", "{bad:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_answer_goes_where_the_customer_spoke_last() {
    tell(async |world| {
        let (wang, li, c) = talk(world).await;
        li.signs_in_as("42").writes("我登录了").await.unwrap();
        let other = world.shop().another_page("旗舰店二号页").await.visitor("李");
        assert_eq!(
            other.signs_in_as("42").begins("在这个页面也说一句").await,
            c,
            "the same person, the same reception"
        );
        li.writes("还是回到这里").await.unwrap();
        world.agent("赵").await.notes(c, "客户在两个页面").await.unwrap();
        let reply = wang.replies(c, "好的").await.unwrap();
        let thread = wang.thread(c).await.unwrap();
        let last = thread.iter().rev().find(|it| it.direction == Direction::In).unwrap();
        assert_eq!(reply.leg, last.leg);
    })
    .await;
}

#[tokio::test]
async fn a_colleagues_newer_reply_is_asked_about_and_ones_own_is_not() {
    tell(async |world| {
        let (wang, _, c) = talk(world).await;
        let zhao = world.agent("赵").await;
        zhao.comes().await;
        let seen = wang.sees(c).await.unwrap().last_seq;
        wang.replies(c, "请拔插一次").await.unwrap();
        let mut own = wang.draft("再看看灯泡").await;
        own.seen = Some(seen);
        wang.says(c, &own).await.expect("two in a row, before the first came back");
        wang.hands_to(c, &zhao).await.unwrap();
        let mut draft = zhao.draft("请拔插一次").await;
        draft.seen = Some(seen);
        assert_eq!(refused(zhao.says(c, &draft).await), "newer_message");
        draft.seen = Some(zhao.sees(c).await.unwrap().last_seq);
        zhao.says(c, &draft).await.expect("now it was read");
    })
    .await;
}

#[tokio::test]
async fn what_comes_by_another_door_is_newer_too() {
    tell(async |world| {
        let (wang, li, c) = talk(world).await;
        li.signs_in_as("42").writes("我登录了").await.unwrap();
        let seen = wang.sees(c).await.unwrap().last_seq;
        let leg = wang.thread(c).await.unwrap().iter().rev().find_map(|it| it.leg);
        let other = world.shop().another_page("旗舰店二号页").await.visitor("李");
        assert_eq!(other.signs_in_as("42").begins("我换到这里说").await, c);
        let mut draft = wang.draft("请换灯泡").await;
        (draft.seen, draft.leg) = (Some(seen), leg);
        assert_eq!(refused(wang.says(c, &draft).await), "newer_message", "though it goes out by the first door");
    })
    .await;
}
