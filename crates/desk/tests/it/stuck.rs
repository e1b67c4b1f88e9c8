//! What did not go out: seen, sent again once, settled by who knows better; and what it gives back.
use desk::Outcome;
use model::*;
use serde_json::json;
use testkit::{Hand, Sender, Will, World, refused, tell};

async fn talk(world: &World, replies: Option<i64>) -> (Hand, Sender, ConversationId) {
    let (wang, hua) = (world.agent("王").await, world.sender("花"));
    wang.comes().await;
    match replies {
        Some(replies) => hua.writes_for("hello", replies).await.unwrap(),
        None => hua.writes("到货了吗").await.unwrap(),
    };
    let c = wang.list("queue").await[0];
    wang.accepts(c).await.unwrap();
    (wang, hua, c)
}

async fn left(world: &World, c: ConversationId) -> Option<i64> {
    let mut tx = world.db().read().await.unwrap();
    let legs = store::leg::of(&mut tx, world.shop().tenant, c).await.unwrap();
    legs[0].reply_window.as_ref().and_then(|it| it.remaining)
}

#[tokio::test]
async fn one_that_was_refused_says_why_and_goes_again_once_though_pressed_twice() {
    tell(async |world| {
        let (wang, _, c) = talk(world, None).await;
        let boss = world.leader("班长").await;
        world.provider().will([Will::Answer(410)]);
        let said = wang.replies(c, "明天到").await.unwrap();
        world.settle().await;
        let told = wang.sees_message(c, said.seq).await;
        let failed = told.parts.failed.unwrap();
        assert_eq!((failed.fault, failed.why.as_str()), (Fault::Recipient, "nobody lives there"));
        let stuck = boss.stuck(DeliveryState::Dead).await.unwrap();
        assert_eq!((stuck.len(), stuck[0].text.as_str(), stuck[0].channel.as_str()), (1, "明天到", testkit::PIGEON));
        assert_eq!((stuck[0].delivery.fault, stuck[0].customer_name.as_deref()), (Some(Fault::Recipient), Some("花")));
        let id = stuck[0].delivery.id.0;
        let again = boss.replays(id).await.unwrap();
        assert_eq!((again.delivery.state, again.delivery.attempts), (DeliveryState::Queued, 0));
        assert_eq!(refused(boss.replays(id).await), "conflict");
        world.settle().await;
        assert_eq!(world.provider().has(), ["明天到"]);
        assert_eq!(refused(boss.replays(id).await), "conflict", "it is sent");
        let told = wang.sees_message(c, said.seq).await;
        assert_eq!((told.receipt, told.parts.failed), (Some(Receipt::Sent), None));
    })
    .await;
}

#[tokio::test]
async fn two_who_press_at_once_send_it_once() {
    tell(async |world| {
        let (wang, _, c) = talk(world, None).await;
        let boss = world.leader("班长").await;
        world.provider().will([Will::Answer(410)]);
        let said = wang.replies(c, "明天到").await.unwrap();
        world.settle().await;
        let (one, two) = tokio::join!(wang.replays(said.id.0), boss.replays(said.id.0));
        assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1);
        world.settle().await;
        assert_eq!(world.provider().has(), ["明天到"]);
    })
    .await;
}

#[tokio::test]
async fn in_doubt_is_settled_by_a_person_and_never_sent_again() {
    tell(async |world| {
        for (text, outcome, receipt) in [("一", Outcome::Sent, Receipt::Sent), ("二", Outcome::Failed, Receipt::Failed)]
        {
            let hua = world.sender(text);
            hua.writes("在吗").await.unwrap();
            let wang = world.agent(&format!("王{text}")).await;
            wang.comes().await;
            let c = wang.list("queue").await[0];
            wang.accepts(c).await.unwrap();
            world.provider().will([Will::TakeSilently]);
            let said = wang.replies(c, text).await.unwrap();
            world.settle().await;
            wang.settles_doubt(said.id.0, outcome).await.unwrap();
            assert_eq!(refused(wang.settles_doubt(said.id.0, Outcome::Sent).await), "conflict");
            assert_eq!(wang.sees_message(c, said.seq).await.receipt, Some(receipt));
            wang.leaves().await;
        }
        world.restarts().await;
        world.later(Span::days(1)).await;
        assert_eq!(world.provider().calls().iter().filter(|it| it.text == "一" || it.text == "二").count(), 2);
        assert_eq!(world.count("deliveries_in_doubt").await, 0);
    })
    .await;
}

#[tokio::test]
async fn only_its_owner_and_who_leads_may_mend_it() {
    tell(async |world| {
        let (wang, _, c) = talk(world, None).await;
        let (zhang, auditor) = (world.agent("张").await, world.shop().hire("审计", Role::Auditor).await);
        let stranger = world.another_shop("别家").await.hire("外人", Role::Administrator).await;
        world.provider().will([Will::TakeSilently]);
        let said = wang.replies(c, "明天到").await.unwrap();
        world.settle().await;
        let id = said.id.0;
        assert_eq!(refused(zhang.replays(id).await), "forbidden");
        assert_eq!(refused(auditor.settles_doubt(id, Outcome::Sent).await), "forbidden");
        assert_eq!(refused(stranger.replays(id).await), "not_found");
        assert_eq!(refused(zhang.stuck(DeliveryState::InDoubt).await), "forbidden");
        assert_eq!(stranger.stuck(DeliveryState::InDoubt).await.unwrap().len(), 0);
        wang.replays(id).await.expect("a person may decide that it goes again");
        world.settle().await;
        assert_eq!(world.provider().has(), ["明天到", "明天到"]);
    })
    .await;
}

#[tokio::test]
async fn a_receipt_with_our_own_id_settles_what_is_in_doubt() {
    tell(async |world| {
        let (wang, hua, c) = talk(world, None).await;
        world.provider().will([Will::TakeSilently]);
        let said = wang.replies(c, "明天到").await.unwrap();
        world.settle().await;
        let event = json!({ "type": "landed", "letter": said.id.to_string(), "id": "r1", "from": "花" });
        hua.posts(&json!({ "events": [event] })).await.unwrap();
        assert_eq!(wang.sees_message(c, said.seq).await.receipt, Some(Receipt::Delivered));
        assert_eq!(world.count("deliveries_in_doubt").await, 0);
        assert_eq!(refused(wang.replays(said.id.0).await), "conflict");
    })
    .await;
}

#[tokio::test]
async fn what_was_said_of_the_first_time_is_not_held_against_the_second() {
    tell(async |world| {
        let (wang, hua, c) = talk(world, None).await;
        let said = wang.replies(c, "明天到").await.unwrap();
        world.settle().await;
        let lost = json!({ "events": [{ "type": "lost", "letter": "letter-1", "id": "r1", "from": "花" }] });
        hua.posts(&lost).await.unwrap();
        assert_eq!(wang.sees_message(c, said.seq).await.parts.failed.unwrap().fault, Fault::Recipient);
        wang.replays(said.id.0).await.unwrap();
        world.settle().await;
        hua.posts(&lost).await.unwrap();
        assert_eq!(wang.sees_message(c, said.seq).await.receipt, Some(Receipt::Sent));
    })
    .await;
}

#[tokio::test]
async fn a_refusal_gives_back_what_it_used_of_the_window() {
    tell(async |world| {
        let (wang, _, c) = talk(world, Some(3)).await;
        world.provider().will([Will::Answer(400)]);
        let said = wang.replies(c, "一").await.unwrap();
        assert_eq!(left(world, c).await, Some(2));
        world.settle().await;
        assert_eq!(left(world, c).await, Some(3), "it was refused: nothing is used up");
        wang.replays(said.id.0).await.unwrap();
        assert_eq!(left(world, c).await, Some(2));
        world.settle().await;
        assert_eq!((left(world, c).await, world.provider().has().len()), (Some(2), 1));
    })
    .await;
}

#[tokio::test]
async fn a_window_that_the_provider_says_is_closed_is_closed() {
    tell(async |world| {
        let (wang, hua, c) = talk(world, Some(3)).await;
        world.provider().will([Will::Answer(409)]);
        let said = wang.replies(c, "一").await.unwrap();
        world.settle().await;
        assert_eq!(left(world, c).await, Some(0));
        assert_eq!(wang.sees_message(c, said.seq).await.parts.failed.unwrap().fault, Fault::Window);
        assert_eq!(refused(wang.replies(c, "二").await), "window_closed");
        world.later(Span::seconds(1)).await;
        hua.writes_for("again", 3).await.unwrap();
        wang.replies(c, "二").await.unwrap();
        world.settle().await;
        assert_eq!(world.provider().has(), ["二"]);
    })
    .await;
}

#[tokio::test]
async fn what_the_customer_did_since_is_another_window() {
    tell(async |world| {
        let (wang, hua, c) = talk(world, Some(1)).await;
        world.provider().will([Will::BeAway, Will::Answer(400)]);
        wang.replies(c, "一").await.unwrap();
        world.settle().await;
        world.clock().pass(Span::millis(1));
        hua.writes_for("again", 5).await.unwrap();
        world.later(Span::seconds(2)).await;
        assert_eq!(left(world, c).await, Some(5), "the refused one belonged to the window before");
    })
    .await;
}

#[tokio::test]
async fn what_a_person_saw_did_not_arrive_gives_back_what_it_used() {
    tell(async |world| {
        let (wang, _, c) = talk(world, Some(3)).await;
        world.provider().will([Will::TakeSilently]);
        let said = wang.replies(c, "一").await.unwrap();
        world.settle().await;
        assert_eq!(left(world, c).await, Some(2), "nobody knows");
        wang.settles_doubt(said.id.0, Outcome::Failed).await.unwrap();
        assert_eq!(left(world, c).await, Some(3));
        wang.replays(said.id.0).await.unwrap();
        assert_eq!(left(world, c).await, Some(2));
    })
    .await;
}

#[tokio::test]
async fn nothing_is_sent_again_into_a_closed_window() {
    tell(async |world| {
        let (wang, hua, c) = talk(world, Some(1)).await;
        world.provider().will([Will::Answer(409)]);
        let said = wang.replies(c, "一").await.unwrap();
        world.settle().await;
        assert_eq!(refused(wang.replays(said.id.0).await), "window_closed", "as the provider said");
        let stuck = world.leader("班长").await.stuck(DeliveryState::Dead).await.unwrap();
        assert_eq!(stuck.len(), 1, "it stays as it was");
        world.later(Span::seconds(1)).await;
        hua.writes_for("again", 1).await.unwrap();
        wang.replays(said.id.0).await.unwrap();
        assert_eq!(left(world, c).await, Some(0), "it uses up the new window");
        world.settle().await;
        assert_eq!(world.provider().has(), ["一"]);
        world.later(Span::days(3)).await;
        hua.writes_for("later", 2).await.unwrap();
    })
    .await;
}

/// The page's conversation and the letter writer's become one, while a reply to the latter waits.
async fn merged_while_a_reply_waits(world: &World) -> (Hand, ConversationId) {
    let wang = world.agent("王").await;
    wang.comes().await;
    let one = world.visitor("林夏").begins("杯子裂了").await;
    wang.accepts(one).await.unwrap();
    world.clock().pass(Span::seconds(1));
    world.sender("花").writes_for("hello", 5).await.unwrap();
    let two = wang.list("all").await.into_iter().find(|id| *id != one).unwrap();
    wang.accepts(two).await.unwrap();
    wang.replies(two, "一").await.unwrap();
    world.settle().await;
    world.clock().pass(Span::millis(1));
    wang.replies(one, "您好").await.unwrap();
    let (a, b) = (wang.sees(one).await.unwrap().customer, wang.sees(two).await.unwrap().customer);
    world.desk().merge(&wang.staff, a, b).await.unwrap();
    (wang, one)
}

/// Where an answer by letter goes in this conversation.
async fn by_letter(world: &World, wang: &Hand, c: ConversationId) -> desk::ReplyDraft {
    let legs = world.desk().legs(&wang.staff, c).await.unwrap();
    let leg = legs.iter().find(|it| it.leg.open && it.leg.channel == testkit::PIGEON).unwrap().leg.id;
    desk::ReplyDraft { leg: Some(leg), ..wang.draft("二").await }
}

#[tokio::test]
async fn a_merge_changes_nothing_about_the_order_in_which_they_hear_us() {
    tell(async |world| {
        world.provider().will([Will::BeAway]);
        let (wang, c) = merged_while_a_reply_waits(world).await;
        wang.says(c, &by_letter(world, &wang, c).await).await.unwrap();
        world.settle().await;
        assert_eq!(world.provider().has(), Vec::<String>::new(), "the second waits behind the first");
        world.later(Span::seconds(2)).await;
        assert_eq!(world.provider().has(), ["一", "二"]);
    })
    .await;
}

#[tokio::test]
async fn a_window_that_is_closed_is_closed_where_they_are_talked_to_now() {
    tell(async |world| {
        world.provider().will([Will::BeAway, Will::Answer(409)]);
        let (wang, c) = merged_while_a_reply_waits(world).await;
        world.later(Span::seconds(2)).await;
        let draft = by_letter(world, &wang, c).await;
        assert_eq!(refused(wang.says(c, &draft).await), "window_closed");
    })
    .await;
}
