//! The outbox: sent, tried again further and further apart, given up, or in doubt; never twice, and in order.
use model::*;
use serde_json::json;
use testkit::{Hand, Sender, Will, World, refused, tell};

/// An agent in conversation with somebody who writes by pigeon.
async fn talk(world: &World) -> (Hand, Sender, ConversationId) {
    let (wang, hua) = (world.agent("王").await, world.sender("花"));
    wang.comes().await;
    hua.writes("到货了吗").await.unwrap();
    let c = wang.list("queue").await[0];
    wang.accepts(c).await.unwrap();
    (wang, hua, c)
}

/// How often the provider was asked for this text, and how often it took it.
fn asked_for(world: &World, text: &str) -> (usize, usize) {
    let calls: Vec<_> = world.provider().calls().into_iter().filter(|it| it.text == text).collect();
    (calls.len(), calls.iter().filter(|it| it.taken).count())
}

async fn receipts(hand: &Hand, c: ConversationId) -> Vec<Receipt> {
    hand.thread(c).await.unwrap().iter().filter_map(|it| it.receipt).collect()
}

#[tokio::test]
async fn a_reply_is_queued_sent_and_its_receipts_climb() {
    tell(async |world| {
        let (wang, hua, c) = talk(world).await;
        let sent = wang.replies(c, "明天到").await.unwrap();
        assert_eq!(sent.receipt, Some(Receipt::Queued));
        world.settle().await;
        assert_eq!(receipts(&wang, c).await, [Receipt::Sent]);
        let call = world.provider().calls().remove(0);
        assert_eq!((call.to.as_str(), call.text.as_str()), ("花", "明天到"));
        let tells = async |kind: &str, id: &str| {
            hua.posts(&json!({ "events": [{ "type": kind, "letter": "letter-1", "id": id, "from": "花" }] })).await
        };
        tells("landed", "r1").await.unwrap();
        assert_eq!(receipts(&wang, c).await, [Receipt::Delivered]);
        tells("read", "r2").await.unwrap();
        tells("landed", "r3").await.unwrap();
        assert_eq!(receipts(&wang, c).await, [Receipt::Read]);
    })
    .await;
}

#[tokio::test]
async fn reading_the_last_message_is_told_of_all_before_it() {
    tell(async |world| {
        let (wang, hua, c) = talk(world).await;
        let (one, two) = (wang.replies(c, "一").await.unwrap(), wang.replies(c, "二").await.unwrap());
        world.settle().await;
        let tenant = world.shop().tenant;
        let end = world.desk().log_bounds(tenant).await.unwrap().1;
        let read = json!({ "events": [{ "type": "read", "letter": "letter-2", "id": "r1", "from": "花" }] });
        hua.posts(&read).await.unwrap();
        assert_eq!(receipts(&wang, c).await, [Receipt::Read, Receipt::Read]);
        let heard = world.desk().hear(tenant, end, 100).await.unwrap();
        let told: Vec<_> = heard.iter().map(|it| (it.event.kind, it.event.message_seq)).collect();
        let updated = EventKind::MessageUpdated;
        assert_eq!(told, [(updated, Some(one.seq)), (updated, Some(two.seq))]);
        hua.posts(&read).await.unwrap();
        assert_eq!(world.desk().log_bounds(tenant).await.unwrap().1, end + 2, "nothing climbed, nothing to tell");
    })
    .await;
}

#[tokio::test]
async fn a_failure_is_one_message_s_alone() {
    tell(async |world| {
        let (wang, hua, c) = talk(world).await;
        wang.replies(c, "一").await.unwrap();
        wang.replies(c, "二").await.unwrap();
        world.settle().await;
        let lost = json!({ "events": [{ "type": "lost", "letter": "letter-2", "id": "r1", "from": "花" }] });
        hua.posts(&lost).await.unwrap();
        assert_eq!(receipts(&wang, c).await, [Receipt::Sent, Receipt::Failed]);
    })
    .await;
}

#[tokio::test]
async fn a_receipt_that_overtakes_the_answer_waits_for_its_message() {
    tell(async |world| {
        let (wang, hua, c) = talk(world).await;
        wang.replies(c, "明天到").await.unwrap();
        for (kind, id) in [("read", "r1"), ("landed", "r2")] {
            let event = json!({ "type": kind, "letter": "letter-1", "id": id, "from": "花" });
            hua.posts(&json!({ "events": [event] })).await.unwrap();
        }
        assert_eq!(receipts(&wang, c).await, [Receipt::Queued]);
        world.settle().await;
        assert_eq!(receipts(&wang, c).await, [Receipt::Read], "the furthest of those that came early");
        wang.replies(c, "放门口").await.unwrap();
        world.settle().await;
        assert_eq!(receipts(&wang, c).await, [Receipt::Read, Receipt::Sent]);
    })
    .await;
}

#[tokio::test]
async fn a_failure_that_overtakes_the_answer_is_one_all_the_same() {
    tell(async |world| {
        let (wang, hua, c) = talk(world).await;
        wang.replies(c, "明天到").await.unwrap();
        let lost = json!({ "events": [{ "type": "lost", "letter": "letter-1", "id": "r1", "from": "花" }] });
        hua.posts(&lost).await.unwrap();
        world.settle().await;
        assert_eq!(receipts(&wang, c).await, [Receipt::Failed]);
        let stuck = world.leader("班长").await.stuck(DeliveryState::Dead).await.unwrap();
        assert_eq!((stuck.len(), stuck[0].delivery.fault), (1, Some(Fault::Recipient)), "listed for a person");
    })
    .await;
}

#[tokio::test]
async fn silence_is_counted_from_the_sending_not_from_the_saying() {
    tell(async |world| {
        let (wang, _, c) = talk(world).await;
        world.provider().will([Will::BeAway, Will::BeAway, Will::BeAway, Will::BeAway, Will::BeAway]);
        wang.replies(c, "明天到").await.unwrap();
        for _ in 0..6 {
            world.later(Span::minutes(1)).await;
        }
        assert_eq!((asked_for(world, "明天到").1, world.provider().calls().len()), (0, 5), "nobody was reminded");
        world.later(Span::minutes(15)).await;
        assert_eq!(world.provider().has(), ["明天到"]);
        world.later(Span::seconds(179)).await;
        assert_eq!(world.provider().has().len(), 1);
        world.provider().will([Will::BeAway]);
        world.later(Span::seconds(1)).await;
        world.later(Span::seconds(2)).await;
        assert_eq!(world.provider().has().len(), 2, "reminded");
        world.later(Span::seconds(119)).await;
        assert_eq!(wang.sees(c).await.unwrap().owner(), Some(wang.id));
        world.later(Span::seconds(1)).await;
        assert_eq!(wang.sees(c).await.unwrap().place, Place::Closed { at: world.now() });
    })
    .await;
}

#[tokio::test]
async fn what_nobody_asked_for_and_could_not_be_sent_starts_the_clock_too() {
    tell(async |world| {
        let (wang, _, c) = talk(world).await;
        wang.replies(c, "在的").await.unwrap();
        world.settle().await;
        world.provider().will([Will::Answer(400)]);
        wang.replies(c, "明天到").await.unwrap();
        world.settle().await;
        world.later(Span::minutes(3)).await;
        world.later(Span::minutes(2)).await;
        assert!(!wang.sees(c).await.unwrap().is_open(), "no conversation stays in somebody's hands for ever");
    })
    .await;
}

#[tokio::test]
async fn a_receipt_for_nothing_we_know_makes_nobody_up() {
    tell(async |world| {
        let ghost = world.sender("鬼");
        let event = json!({ "type": "read", "letter": "letter-99", "id": "r1", "from": "鬼" });
        ghost.posts(&json!({ "events": [event] })).await.unwrap();
        assert_eq!((world.count("customers").await, world.count("conversations").await), (0, 0));
    })
    .await;
}

#[tokio::test]
async fn a_provider_that_is_away_is_asked_again_further_and_further_apart() {
    tell(async |world| {
        let (wang, _, c) = talk(world).await;
        world.provider().will([Will::BeAway, Will::Answer(503), Will::BeAway]);
        wang.replies(c, "明天到").await.unwrap();
        world.settle().await;
        let asked = |n| assert_eq!(world.provider().calls().len(), n, "at {}", world.now());
        asked(1);
        for (n, wait) in [(1, 1_000), (2, 5_000), (3, 15_000)] {
            world.later(Span::millis(wait - 1)).await;
            asked(n);
            world.later(Span::millis(wait / 4 + 1)).await;
            asked(n + 1);
        }
        assert_eq!(world.provider().has(), ["明天到"]);
        assert_eq!(receipts(&wang, c).await, [Receipt::Sent]);
    })
    .await;
}

#[tokio::test]
async fn a_refusal_is_final_and_told() {
    tell(async |world| {
        let (wang, _, c) = talk(world).await;
        world.provider().will([Will::Answer(400)]);
        wang.replies(c, "明天到").await.unwrap();
        world.settle().await;
        assert_eq!(receipts(&wang, c).await, [Receipt::Failed]);
        assert_eq!(world.count("deliveries_dead").await, 1);
        let heard = world.desk().hear(world.shop().tenant, 0, 200).await.unwrap();
        let told = heard.iter().filter(|it| it.event.kind == EventKind::MessageUpdated);
        assert!(told.clone().any(|it| it.message.as_ref().is_some_and(|it| it.receipt == Some(Receipt::Failed))));
        world.later(Span::days(1)).await;
        assert_eq!(asked_for(world, "明天到"), (1, 0));
    })
    .await;
}

#[tokio::test]
async fn what_nobody_can_reach_for_three_days_is_given_up() {
    tell(async |world| {
        let (wang, _, c) = talk(world).await;
        world.provider().will(std::iter::repeat_n(Will::BeAway, 200));
        wang.replies(c, "明天到").await.unwrap();
        for _ in 0..75 {
            world.later(Span::hours(1)).await;
        }
        assert_eq!(receipts(&wang, c).await[0], Receipt::Queued, "75 hours are promised");
        for _ in 0..4 {
            world.later(Span::hours(1)).await;
        }
        assert_eq!(receipts(&wang, c).await[0], Receipt::Failed);
    })
    .await;
}

#[tokio::test]
async fn without_an_answer_it_is_in_doubt_and_never_sent_again() {
    tell(async |world| {
        let (wang, _, c) = talk(world).await;
        world.provider().will([Will::TakeSilently]);
        wang.replies(c, "明天到").await.unwrap();
        world.settle().await;
        assert_eq!(receipts(&wang, c).await, [Receipt::InDoubt]);
        assert_eq!(world.count("deliveries_in_doubt").await, 1, "listed for a person");
        world.restarts().await;
        world.later(Span::days(1)).await;
        assert_eq!(asked_for(world, "明天到"), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn a_crash_in_the_middle_of_a_call_sends_nothing_twice() {
    tell(async |world| {
        let (wang, _, c) = talk(world).await;
        world.provider().will([Will::TakeAndHang]);
        wang.replies(c, "明天到").await.unwrap();
        world.works_until_a_call_hangs().await;
        world.restarts().await;
        world.settle().await;
        assert_eq!(world.provider().has(), ["明天到"]);
        assert_eq!(receipts(&wang, c).await, [Receipt::InDoubt]);
    })
    .await;
}

#[tokio::test]
async fn a_crash_before_the_call_loses_nothing() {
    tell(async |world| {
        let (wang, _, c) = talk(world).await;
        wang.replies(c, "明天到").await.unwrap();
        world.restarts().await;
        world.settle().await;
        assert_eq!(world.provider().has(), ["明天到"]);
    })
    .await;
}

#[tokio::test]
async fn one_leg_keeps_its_order_and_holds_up_nobody_else() {
    tell(async |world| {
        let (wang, _, c) = talk(world).await;
        world.sender("草").writes("在吗").await.unwrap();
        let other = wang.list("queue").await[0];
        wang.accepts(other).await.unwrap();
        world.provider().will([Will::BeAway]);
        for text in ["一", "二", "三"] {
            wang.replies(c, text).await.unwrap();
        }
        world.settle().await;
        wang.replies(other, "在").await.unwrap();
        world.settle().await;
        assert_eq!(world.provider().has(), ["在"], "what comes after a message that waits, waits behind it");
        world.later(Span::seconds(2)).await;
        assert_eq!(world.provider().has(), ["在", "一", "二", "三"]);
    })
    .await;
}

#[tokio::test]
async fn one_that_failed_lets_the_next_go() {
    tell(async |world| {
        let (wang, _, c) = talk(world).await;
        world.provider().will([Will::Answer(400), Will::TakeSilently]);
        for text in ["一", "二", "三"] {
            wang.replies(c, text).await.unwrap();
        }
        world.settle().await;
        assert_eq!(receipts(&wang, c).await, [Receipt::Failed, Receipt::InDoubt, Receipt::Sent]);
    })
    .await;
}

#[tokio::test]
async fn what_was_said_before_closing_still_goes() {
    tell(async |world| {
        let (wang, _, c) = talk(world).await;
        wang.replies(c, "明天到").await.unwrap();
        wang.closes(c).await.unwrap();
        world.settle().await;
        assert_eq!(world.provider().has(), ["明天到"]);
    })
    .await;
}

#[tokio::test]
async fn what_the_channel_cannot_carry_is_refused_before_sending() {
    tell(async |world| {
        let (wang, _, c) = talk(world).await;
        assert_eq!(refused(wang.replies(c, &"长".repeat(201)).await), "invalid");
        wang.replies(c, &"长".repeat(200)).await.unwrap();
        wang.notes(c, &"长".repeat(201)).await.expect("a note leaves by no channel");
    })
    .await;
}

#[tokio::test]
async fn our_own_page_needs_no_outbox() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let c = world.visitor("李").begins("在吗").await;
        wang.accepts(c).await.unwrap();
        wang.replies(c, "在").await.unwrap();
        world.settle().await;
        assert_eq!(receipts(&wang, c).await, [Receipt::Sent], "sent at commit");
        assert!(world.provider().calls().is_empty());
    })
    .await;
}
