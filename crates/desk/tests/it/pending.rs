//! Pending: waiting for the customer or a date, at nobody's cost, never without a deadline.
use model::*;
use testkit::{Hand, Visitor, World, refused, tell};

/// A conversation put aside for an hour by its owner, who has room for `room` chats.
async fn aside(world: &World, room: i64) -> (Hand, Visitor, ConversationId) {
    let wang = world.shop().hire_for("王", Role::Agent, room * 100).await;
    wang.comes().await;
    let li = world.visitor("李");
    let c = li.begins("何时发货").await;
    wang.accepts(c).await.unwrap();
    wang.replies(c, "一小时后回复您").await.unwrap();
    wang.pends(c, Span::hours(1)).await.unwrap();
    (wang, li, c)
}

/// Somebody else takes all the room there is.
async fn fills_up(world: &World, wang: &Hand) -> ConversationId {
    let c = world.visitor("孙").begins("在吗").await;
    wang.accepts(c).await.unwrap();
    c
}

#[tokio::test]
async fn pending_costs_nothing_and_is_found_again() {
    tell(async |world| {
        let (wang, _, c) = aside(world, 1).await;
        assert_eq!(wang.now().await.load, 0);
        assert_eq!(wang.list("pending").await, [c]);
        let it = wang.sees(c).await.unwrap();
        assert_eq!(it.place, Place::Pending { until: world.now() + Span::hours(1), owner: Some(wang.id) });
        world.later(Span::minutes(59)).await;
        assert!(matches!(wang.sees(c).await.unwrap().place, Place::Pending { .. }), "no reminder, no close");
    })
    .await;
}

#[tokio::test]
async fn at_the_deadline_it_is_its_owners_again() {
    tell(async |world| {
        let (wang, _, c) = aside(world, 1).await;
        world.later(Span::hours(1)).await;
        let it = wang.sees(c).await.unwrap();
        assert_eq!((it.owner(), it.waiting_since), (Some(wang.id), None));
        assert_eq!(wang.now().await.load, 100);
    })
    .await;
}

#[tokio::test]
async fn without_room_the_deadline_leads_to_the_queue_with_a_fresh_wait() {
    tell(async |world| {
        let (wang, _, c) = aside(world, 1).await;
        fills_up(world, &wang).await;
        world.later(Span::hours(1)).await;
        let it = wang.sees(c).await.unwrap();
        assert!(matches!(it.place, Place::Queue { rank: rank::ORDINARY, .. }), "{:?}", it.place);
        assert_eq!(it.waiting_since, Some(world.now()));
    })
    .await;
}

#[tokio::test]
async fn a_customer_who_writes_earlier_is_back_with_the_owner() {
    tell(async |world| {
        let (wang, li, c) = aside(world, 1).await;
        world.clock().pass(Span::minutes(10));
        li.writes("我再问一句").await.unwrap();
        let it = wang.sees(c).await.unwrap();
        assert_eq!((it.owner(), it.waiting_since, it.due), (Some(wang.id), Some(world.now()), None));
    })
    .await;
}

#[tokio::test]
async fn a_customer_whose_owner_is_full_goes_to_the_head_of_the_queue() {
    tell(async |world| {
        let (wang, li, c) = aside(world, 1).await;
        fills_up(world, &wang).await;
        let earlier = world.visitor("周").begins("在吗").await;
        world.clock().pass(Span::minutes(10));
        li.writes("我再问一句").await.unwrap();
        assert_eq!(wang.list("queue").await, [c, earlier]);
        assert_eq!(wang.sees(c).await.unwrap().waiting_since, Some(world.now()));
    })
    .await;
}

#[tokio::test]
async fn twelve_pending_customers_who_write_at_once_never_break_the_limit() {
    tell(async |world| {
        let wang = world.shop().hire_for("王", Role::Agent, 800).await;
        wang.comes().await;
        let mut all = vec![];
        for _ in 0..12 {
            let visitor = world.visitor("客");
            let c = visitor.begins("何时发货").await;
            wang.accepts(c).await.unwrap();
            wang.replies(c, "明早回复您").await.unwrap();
            wang.pends(c, Span::hours(15)).await.unwrap();
            all.push(visitor);
        }
        world.clock().pass(Span::hours(14));
        for visitor in &all {
            visitor.writes("早").await.unwrap();
        }
        assert_eq!((wang.now().await.load, wang.list("queue").await.len()), (800, 4));
    })
    .await;
}

#[tokio::test]
async fn thanks_leave_it_aside() {
    tell(async |world| {
        let (wang, li, c) = aside(world, 1).await;
        li.writes("好的，谢谢").await.unwrap();
        let it = wang.sees(c).await.unwrap();
        assert!(matches!(it.place, Place::Pending { .. }));
        assert_eq!(it.waiting_since, None);
    })
    .await;
}

#[tokio::test]
async fn its_owner_takes_it_back_and_nobody_else_but_a_leader() {
    tell(async |world| {
        let (wang, _, c) = aside(world, 1).await;
        let (zhao, boss) = (world.agent("赵").await, world.leader("班长").await);
        assert_eq!(refused(zhao.resumes(c).await), "not_owner");
        wang.resumes(c).await.unwrap();
        assert_eq!(wang.sees(c).await.unwrap().owner(), Some(wang.id));
        assert_eq!(refused(wang.resumes(c).await), "not_open", "it is not waiting any more");
        wang.pends(c, Span::hours(1)).await.unwrap();
        boss.resumes(c).await.unwrap();
        assert_eq!(boss.sees(c).await.unwrap().owner(), Some(boss.id));
    })
    .await;
}

#[tokio::test]
async fn the_date_lies_ahead_and_not_too_far() {
    tell(async |world| {
        let (wang, _, c) = aside(world, 1).await;
        wang.resumes(c).await.unwrap();
        for span in [Span(0), Span::hours(-1), Span::days(91)] {
            assert_eq!(refused(wang.pends(c, span).await), "invalid");
        }
        let zhao = world.agent("赵").await;
        assert_eq!(refused(zhao.pends(c, Span::hours(1)).await), "not_owner");
    })
    .await;
}

#[tokio::test]
async fn the_owner_still_answers_while_it_is_aside() {
    tell(async |world| {
        let (wang, _, c) = aside(world, 1).await;
        wang.replies(c, "补充一句：已出库").await.unwrap();
        let it = wang.sees(c).await.unwrap();
        assert_eq!(it.due.map(|(_, due)| due), Some(Due::Pending), "the date stands");
    })
    .await;
}
