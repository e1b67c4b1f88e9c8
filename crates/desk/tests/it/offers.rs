//! Offers: made to whoever has room, taken, declined, let pass; or pulled by hand.
use model::*;
use testkit::{Hand, World, assert_screen, refused, tell};

async fn offered_to(by: &Hand, c: ConversationId) -> Option<AgentId> {
    by.sees(c).await.unwrap().offer().map(|offer| offer.agent)
}

/// Somebody waits and the routing has looked.
async fn waits(world: &World) -> ConversationId {
    let c = world.visitor("李").begins("在吗").await;
    world.settle().await;
    c
}

#[tokio::test]
async fn who_has_room_is_offered_it_and_accepting_makes_it_theirs() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let c = waits(world).await;
        assert_eq!(offered_to(&wang, c).await, Some(wang.id));
        assert_eq!((wang.now().await.load, wang.now().await.offered), (0, 100));
        wang.accepts(c).await.unwrap();
        wang.accepts(c).await.expect("taking what one has changes nothing");
        let it = wang.sees(c).await.unwrap();
        assert_eq!((it.owner(), it.fence), (Some(wang.id), 1));
        assert_eq!((wang.now().await.load, wang.now().await.offered), (100, 0));
        assert_screen!(wang.screen(Some(c)).await, @r"
        [我的]
        #1 访客 等待 00:00 未读 1 「在吗」
        [排队]
        [挂起]
        [会话]
        1 00:00 system event opened by porch
        2 00:00 customer in 「在吗」
        3 00:00 system event queued in 拾光客服: new
        4 00:00 system event assigned to 王 by offer
        ");
    })
    .await;
}

#[tokio::test]
async fn an_offer_nobody_takes_goes_to_the_next_agent() {
    tell(async |world| {
        let (wang, zhao) = (world.agent("王").await, world.agent("赵").await);
        wang.comes().await;
        let c = waits(world).await;
        zhao.comes().await;
        world.later(Span::seconds(19)).await;
        assert_eq!(offered_to(&wang, c).await, Some(wang.id));
        let since = wang.sees(c).await.unwrap().waiting_since;
        world.later(Span::seconds(1)).await;
        assert_eq!(offered_to(&wang, c).await, Some(zhao.id));
        assert_eq!(wang.sees(c).await.unwrap().waiting_since, since, "a fault of ours costs no place in the line");
        assert_eq!(wang.now().await.missed, 1);
        assert_eq!(refused(wang.accepts(c).await), "taken");
        zhao.accepts(c).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn two_offers_let_pass_in_a_row_are_a_break() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        waits(world).await;
        world.later(Span::seconds(20)).await;
        assert_eq!((wang.now().await.presence, wang.now().await.missed), (Presence::Ready, 1));
        world.later(Span::seconds(20)).await;
        let now = wang.now().await;
        assert_eq!((now.presence, now.presence_reason.as_deref()), (Presence::Break, Some("no_answer")));
        assert_eq!(now.offered, 0);
    })
    .await;
}

#[tokio::test]
async fn taking_one_forgives_the_one_let_pass() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let c = waits(world).await;
        world.later(Span::seconds(20)).await;
        wang.accepts(c).await.unwrap();
        assert_eq!(wang.now().await.missed, 0);
    })
    .await;
}

#[tokio::test]
async fn a_declined_offer_goes_to_somebody_else_without_blame() {
    tell(async |world| {
        let (wang, zhao) = (world.agent("王").await, world.agent("赵").await);
        wang.comes().await;
        let c = waits(world).await;
        zhao.comes().await;
        wang.declines(c).await.unwrap();
        world.settle().await;
        assert_eq!(offered_to(&wang, c).await, Some(zhao.id));
        assert_eq!(wang.now().await.missed, 0);
        wang.declines(c).await.expect("nothing to give back, nothing happens");
        assert_eq!(offered_to(&wang, c).await, Some(zhao.id));
    })
    .await;
}

#[tokio::test]
async fn who_goes_on_a_break_gives_back_what_rings_and_keeps_what_is_theirs() {
    tell(async |world| {
        let (wang, zhao) = (world.agent("王").await, world.agent("赵").await);
        wang.comes().await;
        let mine = waits(world).await;
        wang.accepts(mine).await.unwrap();
        let c = world.visitor("孙").begins("在吗").await;
        world.settle().await;
        zhao.comes().await;
        assert_eq!(offered_to(&wang, c).await, Some(wang.id));
        wang.rests("lunch").await;
        world.settle().await;
        assert_eq!(offered_to(&wang, c).await, Some(zhao.id));
        assert_eq!(wang.sees(mine).await.unwrap().owner(), Some(wang.id));
    })
    .await;
}

#[tokio::test]
async fn an_agent_pulls_what_waits_even_on_a_break() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.rests("lunch").await;
        let c = waits(world).await;
        assert_eq!(offered_to(&wang, c).await, None);
        wang.accepts(c).await.unwrap();
        assert_eq!(wang.sees(c).await.unwrap().owner(), Some(wang.id));
        let zhao = world.agent("赵").await;
        let late = zhao.accepts(c).await.unwrap_err();
        assert_eq!((late.code(), late.to_string().contains("offline")), ("taken", false));
        assert!(late.to_string().contains("王"), "it says who was quicker: {late}");
    })
    .await;
}

#[tokio::test]
async fn who_is_not_there_takes_nothing() {
    tell(async |world| {
        let wang = world.agent("王").await;
        let c = waits(world).await;
        assert_eq!(refused(wang.accepts(c).await), "not_there");
        assert_eq!(refused(wang.accepts(ConversationId(Uuid::nil())).await), "not_found");
    })
    .await;
}

#[tokio::test]
async fn nobody_is_offered_more_than_they_have_room_for() {
    tell(async |world| {
        let wang = world.shop().hire_for("王", Role::Agent, 200).await;
        wang.comes().await;
        let mut line = vec![];
        for _ in 0..3 {
            line.push(world.visitor("客").begins("在吗").await);
            world.clock().pass(Span::millis(1));
        }
        world.settle().await;
        assert_eq!(offered_to(&wang, line[1]).await, Some(wang.id));
        assert_eq!(offered_to(&wang, line[2]).await, None);
        wang.accepts(line[0]).await.unwrap();
        wang.accepts(line[1]).await.unwrap();
        assert_eq!(refused(wang.accepts(line[2]).await), "at_capacity");
        wang.closes_because(line[0], "广告").await.unwrap();
        world.settle().await;
        assert_eq!(offered_to(&wang, line[2]).await, Some(wang.id));
    })
    .await;
}

#[tokio::test]
async fn the_longest_wait_is_served_first_and_equals_take_turns() {
    tell(async |world| {
        let mut line = vec![];
        for _ in 0..4 {
            line.push(world.visitor("客").begins("在吗").await);
            world.clock().pass(Span::seconds(1));
        }
        let (wang, zhao) = (world.agent("王").await, world.agent("赵").await);
        assert_eq!(wang.list("queue").await, line);
        wang.comes().await;
        zhao.comes().await;
        world.settle().await;
        let mut to = vec![];
        for c in line {
            to.push(offered_to(&wang, c).await.unwrap());
        }
        assert_eq!(to, [wang.id, zhao.id, wang.id, zhao.id]);
    })
    .await;
}

#[tokio::test]
async fn the_checker_sees_a_load_that_is_not_the_sum_of_its_weights() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let c = world.visitor("李").begins("灯不亮了").await;
        wang.accepts(c).await.unwrap();
        let carries = async |more: i64| {
            let mut tx = world.db().write().await.unwrap();
            let set = store::sql!("UPDATE agent SET load = load + $3 WHERE tenant = $1 AND id = $2");
            tx.run(set.with([&world.shop().tenant, &wang.id, &more])).await.unwrap();
            tx.commit().await.unwrap();
            let (checked, _) = world.desk().check().await.unwrap();
            checked.into_iter().find(|it| it.id == "I8").unwrap().violations
        };
        assert_eq!(carries(1).await, 1, "neither was nought");
        assert_eq!(carries(-1).await, 0);
    })
    .await;
}
