//! Transfer (转接): to a colleague or a queue of the brand; the customer's wait goes on.
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
async fn a_colleague_has_it_at_once_and_the_wait_goes_on() {
    tell(async |world| {
        let (wang, _, c) = talk(world).await;
        let zhao = world.agent("赵").await;
        zhao.comes().await;
        let before = wang.sees(c).await.unwrap();
        world.clock().pass(Span::seconds(30));
        wang.hands_to(c, &zhao).await.unwrap();
        let it = zhao.sees(c).await.unwrap();
        assert_eq!((it.owner(), it.waiting_since), (Some(zhao.id), before.waiting_since));
        assert!(it.fence > before.fence);
        assert_eq!((wang.now().await.load, zhao.now().await.load), (0, 100));
        assert_eq!(refused(wang.replies(c, "还有").await), "not_owner");
    })
    .await;
}

#[tokio::test]
async fn a_colleague_who_cannot_is_refused() {
    tell(async |world| {
        let (wang, _, c) = talk(world).await;
        let zhao = world.agent("赵").await;
        assert_eq!(refused(wang.hands_to(c, &zhao).await), "not_there");
        let full = world.shop().hire_for("孙", Role::Agent, 0).await;
        full.comes().await;
        assert_eq!(refused(wang.hands_to(c, &full).await), "at_capacity");
        let auditor = world.shop().hire("审计", Role::Auditor).await;
        assert_eq!(refused(wang.hands_to(c, &auditor).await), "not_there");
        assert_eq!(wang.sees(c).await.unwrap().owner(), Some(wang.id));
    })
    .await;
}

#[tokio::test]
async fn into_a_queue_it_waits_in_order_of_its_wait() {
    tell(async |world| {
        let (wang, _, c) = talk(world).await;
        let since = world.now();
        world.clock().pass(Span::seconds(10));
        let later = world.visitor("孙").begins("在吗").await;
        wang.hands_to_queue(c, world.shop().queue).await.unwrap();
        assert_eq!(wang.list("queue").await, [c, later]);
        assert_eq!(wang.sees(c).await.unwrap().waiting_since, Some(since));
        assert_eq!(wang.now().await.load, 0);
    })
    .await;
}

#[tokio::test]
async fn handing_over_is_the_owners_and_the_leaders() {
    tell(async |world| {
        let (wang, _, c) = talk(world).await;
        let (zhao, boss) = (world.agent("赵").await, world.leader("班长").await);
        zhao.comes().await;
        assert_eq!(refused(zhao.hands_to(c, &zhao).await), "not_owner");
        boss.hands_to(c, &zhao).await.unwrap();
        assert_eq!(zhao.sees(c).await.unwrap().owner(), Some(zhao.id));
        assert_eq!(wang.now().await.load, 0);
    })
    .await;
}

#[tokio::test]
async fn a_leader_assigns_from_the_queue_even_over_an_offer() {
    tell(async |world| {
        let (wang, boss) = (world.agent("王").await, world.leader("班长").await);
        wang.comes().await;
        let c = world.visitor("李").begins("灯不亮了").await;
        world.settle().await;
        let zhao = world.agent("赵").await;
        zhao.comes().await;
        assert_eq!(refused(zhao.hands_to(c, &zhao).await), "not_owner", "pulling is not assigning");
        boss.hands_to(c, &zhao).await.unwrap();
        assert_eq!(wang.now().await.offered, 0);
        assert_eq!(zhao.now().await.load, 100);
    })
    .await;
}

#[tokio::test]
async fn what_is_closed_is_handed_to_nobody() {
    tell(async |world| {
        let (wang, _, c) = talk(world).await;
        wang.closes_because(c, "广告").await.unwrap();
        assert_eq!(refused(wang.hands_to_queue(c, world.shop().queue).await), "not_open");
    })
    .await;
}

#[tokio::test]
async fn another_brands_queue_or_agent_is_unknown() {
    tell(async |world| {
        let (wang, _, c) = talk(world).await;
        let after_sales = world.shop().another_brand("售后").await;
        assert_eq!(refused(wang.hands_to_queue(c, after_sales.queue).await), "invalid");
        let stranger = world.another_shop("别家").await.hire("外人", Role::Agent).await;
        stranger.comes().await;
        assert_eq!(refused(wang.hands_to(c, &stranger).await), "invalid");
        let both = world.desk().transfer(&wang.staff, c, Some(wang.id), Some(world.shop().queue), None).await;
        assert_eq!(refused(both), "invalid");
        assert_eq!(refused(world.desk().transfer(&wang.staff, c, None, None, None).await), "invalid");
    })
    .await;
}
