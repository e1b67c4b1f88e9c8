//! Merges by hand, suggestions, invitations, and how two customers part again.
use desk::Error;
use model::*;
use testkit::{Hand, World, refused, tell, texts};

/// Two customers, each with an open conversation in this agent's hands: on the page, and by the courier.
async fn two(world: &World, wang: &Hand) -> (ConversationId, ConversationId) {
    wang.comes().await;
    let one = world.visitor("林夏").begins("杯子裂了").await;
    wang.accepts(one).await.unwrap();
    world.clock().pass(Span::seconds(1));
    world.shop().courier("").await.rider("hua").writes("照片").await;
    let all = wang.list("all").await;
    let two = all.into_iter().find(|id| *id != one).unwrap();
    wang.accepts(two).await.unwrap();
    (one, two)
}

async fn customer(hand: &Hand, c: ConversationId) -> CustomerId {
    hand.sees(c).await.unwrap().customer
}

#[tokio::test]
async fn a_merge_by_hand_can_be_looked_at_done_and_undone_with_both_histories() {
    tell(async |world| {
        let wang = world.agent("王").await;
        let (one, two) = two(world, &wang).await;
        let (a, b) = (customer(&wang, one).await, customer(&wang, two).await);
        let preview = world.desk().merge_preview(&wang.staff, a, b).await.unwrap();
        assert_eq!((preview.identities.len(), preview.conversations.len()), (1, 1));
        assert_eq!(wang.list("all").await.len(), 2, "nothing has happened yet");

        let merge = world.desk().merge(&wang.staff, a, b).await.unwrap();
        let [stays] = wang.list("all").await[..] else { panic!("one conversation") };
        assert_eq!(stays, one, "the older of two in the same hands");
        assert_eq!(wang.now().await.load, 150);
        world.clock().pass(Span::seconds(1));
        wang.notes(one, "两位是同一人").await.unwrap();
        let rider = rider_of(world, &wang, one).await;
        rider.writes("又一张").await;
        assert_eq!(texts(&wang.thread(one).await.unwrap()), ["杯子裂了", "照片", "两位是同一人", "又一张"]);
        let person = world.desk().person(&wang.staff, b).await.unwrap();
        assert_eq!((person.customer.id, person.identities.len(), person.merges.len()), (a, 2, 1));

        world.desk().undo_merge(&wang.staff, merge.id).await.unwrap();
        let mut all = wang.list("all").await;
        all.sort();
        assert_eq!(all, [one.min(two), one.max(two)]);
        assert_eq!(wang.now().await.load, 250, "each is charged for itself");
        assert_eq!(texts(&wang.thread(two).await.unwrap()), ["照片", "又一张"], "what was said on its leg went back");
        let lines = world.desk().thread(&wang.staff, one, desk::read::Window::Latest, 100).await.unwrap();
        let kept: Vec<_> = lines.iter().filter(|it| it.moved_to.is_none()).map(|it| it.message.clone()).collect();
        assert_eq!(texts(&kept), ["杯子裂了", "两位是同一人"]);
        assert!(lines.iter().any(|it| it.moved_to == Some(two)), "its place stays");
        rider.writes("第三张").await;
        assert_eq!(texts(&wang.thread(two).await.unwrap()), ["照片", "又一张", "第三张"]);
        assert_eq!((customer(&wang, one).await, customer(&wang, two).await), (a, b));
        let again = world.desk().undo_merge(&wang.staff, merge.id).await.unwrap();
        assert!(again.undone_at.is_some(), "twice is once");
    })
    .await;
}

/// Whoever speaks by the courier in this conversation.
async fn rider_of(world: &World, hand: &Hand, c: ConversationId) -> testkit::Rider {
    let legs = world.desk().legs(&hand.staff, c).await.unwrap();
    let account = legs.iter().find(|it| it.leg.channel == "courier").unwrap().leg.account;
    let boss = world.shop().hire("顾", Role::Administrator).await;
    let accounts = world.desk().accounts(&boss.staff).await.unwrap();
    let account = accounts.into_iter().find(|it| it.id == account).unwrap();
    testkit::Courier { shop: world.shop().clone(), account }.rider("hua")
}

#[tokio::test]
async fn a_merge_on_which_another_stands_is_undone_after_that_one() {
    tell(async |world| {
        let wang = world.agent("王").await;
        let (one, two) = two(world, &wang).await;
        let (a, b) = (customer(&wang, one).await, customer(&wang, two).await);
        let first = world.desk().merge(&wang.staff, a, b).await.unwrap();
        let third = world.visitor("第三人").begins("我也是").await;
        let c = customer(&wang, third).await;
        let second = world.desk().merge(&wang.staff, c, a).await.unwrap();
        let refused = world.desk().undo_merge(&wang.staff, first.id).await;
        assert!(matches!(refused, Err(Error::MergedSince)), "{refused:?}");
        world.desk().undo_merge(&wang.staff, second.id).await.unwrap();
        world.desk().undo_merge(&wang.staff, first.id).await.unwrap();
        let whose = [customer(&wang, one).await, customer(&wang, two).await, customer(&wang, third).await];
        assert_eq!(whose, [a, b, c]);
        assert_eq!(wang.list("all").await.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn the_same_number_typed_twice_suggests_and_never_joins() {
    tell(async |world| {
        let wang = world.agent("王").await;
        let (one, two) = two(world, &wang).await;
        let (a, b) = (customer(&wang, one).await, customer(&wang, two).await);
        for (id, phone) in [(a, "138 1234 1234"), (b, "+86 13812341234")] {
            let edit = desk::read::Edit { phone: Some(phone.into()), ..Default::default() };
            world.desk().edit_person(&wang.staff, id, edit).await.unwrap();
        }
        assert_eq!(wang.list("all").await.len(), 2);
        let open = world.desk().suggestions(&wang.staff, Some(a), None, 50).await.unwrap();
        assert_eq!((open.len(), open[0].reason.as_str()), (1, "phone"));
        world.desk().accept_suggestion(&wang.staff, open[0].id).await.unwrap();
        assert_eq!(wang.list("all").await.len(), 1);
        assert!(world.desk().suggestions(&wang.staff, Some(a), None, 50).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn whoever_comes_by_the_other_door_meanwhile_is_asked_for_four_digits_and_a_person_decides() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let courier = world.shop().courier("").await;
        assert_eq!(courier.rider("early").comes(None).await, "", "nobody is being served: nothing is asked");
        let one = world.visitor("林夏").begins("杯子裂了").await;
        wang.accepts(one).await.unwrap();
        let a = customer(&wang, one).await;
        let edit = desk::read::Edit { phone: Some("13812345678".into()), ..Default::default() };
        world.desk().edit_person(&wang.staff, a, edit).await.unwrap();
        let rider = courier.rider("hua");
        assert!(rider.comes(None).await.contains("后四位"));
        rider.writes("5678").await;
        let open = world.desk().suggestions(&wang.staff, Some(a), None, 50).await.unwrap();
        assert_eq!((open.len(), open[0].reason.as_str()), (1, "last_four_digits"));
        assert_eq!(wang.list("all").await.len(), 2, "digits prove nothing");
        world.desk().accept_suggestion(&wang.staff, open[0].id).await.unwrap();
        assert_eq!(wang.list("all").await, [one]);
        assert_eq!(texts(&wang.thread(one).await.unwrap()), ["杯子裂了", "5678"]);
    })
    .await;
}

#[tokio::test]
async fn whoever_brings_an_invitation_joins_and_it_is_good_once() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let courier = world.shop().courier("").await;
        let c = world.visitor("林夏").begins("杯子裂了").await;
        wang.accepts(c).await.unwrap();
        let invite = world.desk().invite(&wang.staff, c, courier.account.id, "https://x.example").await.unwrap();
        let code = invite.link.strip_prefix("courier:").unwrap().to_owned();
        courier.rider("hua").comes(Some(&code)).await;
        courier.rider("hua").writes("照片").await;
        assert_eq!(wang.list("all").await, [c]);
        assert_eq!(texts(&wang.thread(c).await.unwrap()), ["杯子裂了", "照片"]);
        assert!(world.desk().invites(&wang.staff, c).await.unwrap()[0].used_at.is_some());
        // A second one with the same code is somebody else.
        courier.rider("other").comes(Some(&code)).await;
        courier.rider("other").writes("我也来").await;
        assert_eq!(wang.list("all").await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn an_invitation_is_over_after_half_an_hour_and_when_it_is_taken_back() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let courier = world.shop().courier("").await;
        let c = world.visitor("林夏").begins("杯子裂了").await;
        wang.accepts(c).await.unwrap();
        let make = async || world.desk().invite(&wang.staff, c, courier.account.id, "https://x.example").await.unwrap();
        let code = |invite: &Invite| invite.link.strip_prefix("courier:").unwrap().to_owned();
        let (old, back) = (make().await, make().await);
        world.desk().take_back_invite(&wang.staff, back.id).await.unwrap();
        courier.rider("a").comes(Some(&code(&back))).await;
        courier.rider("a").writes("一").await;
        world.clock().pass(Span::minutes(31));
        courier.rider("b").comes(Some(&code(&old))).await;
        courier.rider("b").writes("二").await;
        assert_eq!(wang.list("all").await.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_shared_number_names_nobody() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let rider = world.shop().courier("").await.rider("总机");
        rider.writes("第一位").await;
        let first = wang.list("all").await[0];
        wang.accepts(first).await.unwrap();
        let a = customer(&wang, first).await;
        let identity = world.desk().person(&wang.staff, a).await.unwrap().identities[0].0.id;
        world.desk().class_identity(&wang.staff, identity, IdentityClass::Shared).await.unwrap();
        rider.writes("还是我").await;
        assert_eq!(wang.list("all").await, [first], "whoever speaks now goes on");
        wang.closes_because(first, "好了").await.unwrap();
        rider.writes("另一位").await;
        let second = wang.list("all").await[0];
        assert_ne!(customer(&wang, second).await, a);
        assert_eq!(refused(wang.replies(first, "在吗").await), "not_open");
    })
    .await;
}
