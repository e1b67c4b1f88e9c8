//! Two customers who were taken for one part again, whatever has happened since.
use desk::ReplyDraft;
use desk::read::Window;
use model::*;
use testkit::{Courier, Hand, Visitor, World, refused, tell, texts};

async fn customer(hand: &Hand, c: ConversationId) -> CustomerId {
    hand.sees(c).await.unwrap().customer
}

/// What this thread shows as its own.
async fn kept(world: &World, hand: &Hand, c: ConversationId) -> Vec<String> {
    let lines = world.desk().thread(&hand.staff, c, Window::Latest, 100).await.unwrap();
    let own: Vec<Message> = lines.into_iter().filter(|it| it.moved_to.is_none()).map(|it| it.message).collect();
    texts(&own).into_iter().map(str::to_owned).collect()
}

/// What the list shows of it: the last thing said, and its channels.
async fn row(hand: &Hand, c: ConversationId) -> (String, Vec<String>) {
    let it = hand.sees(c).await.unwrap();
    (it.preview.unwrap().text, it.channels)
}

/// A page and a courier; the courier's customer has only the past.
async fn one_with_a_past(world: &World, wang: &Hand) -> (ConversationId, Visitor, Courier, CustomerId) {
    wang.comes().await;
    let courier = world.shop().courier("").await;
    courier.rider("hua").writes("上周的事").await;
    let old = wang.list("all").await[0];
    wang.accepts(old).await.unwrap();
    let b = customer(wang, old).await;
    wang.closes_because(old, "好了").await.unwrap();
    world.clock().pass(Span::minutes(26 * 60));
    wang.comes().await;
    let page = world.visitor("林夏");
    let one = page.begins("杯子裂了").await;
    wang.accepts(one).await.unwrap();
    (one, page, courier, b)
}

#[tokio::test]
async fn whoever_joined_since_the_merge_gets_a_conversation_of_their_own_and_is_heard() {
    tell(async |world| {
        let wang = world.agent("王").await;
        let (one, _, courier, b) = one_with_a_past(world, &wang).await;
        let a = customer(&wang, one).await;
        let merge = world.desk().merge(&wang.staff, a, b).await.unwrap();
        courier.rider("hua").writes("照片").await;
        assert_eq!(kept(world, &wang, one).await, ["杯子裂了", "照片"]);
        assert_eq!(wang.now().await.load, 150);

        world.desk().undo_merge(&wang.staff, merge.id).await.unwrap();
        let other = wang.list("all").await.into_iter().find(|id| *id != one).expect("their own");
        assert_eq!((customer(&wang, one).await, customer(&wang, other).await), (a, b));
        assert_eq!(kept(world, &wang, one).await, ["杯子裂了"]);
        assert_eq!(kept(world, &wang, other).await, ["照片"]);
        assert_eq!(wang.now().await.load, 250, "each is charged for itself");
        assert_eq!(row(&wang, one).await, ("杯子裂了".to_owned(), vec!["porch".to_owned()]));
        assert_eq!(row(&wang, other).await, ("照片".to_owned(), vec!["courier".to_owned()]));
        courier.rider("hua").writes("还在吗").await;
        assert_eq!(kept(world, &wang, other).await, ["照片", "还在吗"]);
        wang.replies(other, "在的").await.unwrap();
        assert_eq!(wang.thread(other).await.unwrap().last().unwrap().channel.as_deref(), Some("courier"));
    })
    .await;
}

#[tokio::test]
async fn what_has_closed_since_is_restored_to_both_as_well() {
    tell(async |world| {
        let wang = world.agent("王").await;
        let (one, page, courier, b) = one_with_a_past(world, &wang).await;
        let a = customer(&wang, one).await;
        let merge = world.desk().merge(&wang.staff, a, b).await.unwrap();
        courier.rider("hua").writes("照片").await;
        wang.closes_because(one, "好了").await.unwrap();
        world.desk().undo_merge(&wang.staff, merge.id).await.unwrap();
        assert!(wang.list("all").await.is_empty(), "nobody is disturbed");
        let theirs = world.desk().conversations_of(&wang.staff, b).await.unwrap();
        assert_eq!(theirs.len(), 2);
        let said: Vec<Vec<String>> =
            [kept(world, &wang, theirs[0].conversation.id).await, kept(world, &wang, theirs[1].conversation.id).await]
                .into();
        assert!(said.contains(&vec!["照片".to_owned()]) && said.contains(&vec!["上周的事".to_owned()]), "{said:?}");
        // Both come back, at the same time, by the door of each.
        courier.rider("hua").writes("我又来了").await;
        page.begins("我也是").await;
        assert_eq!(wang.list("all").await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_chain_of_merges_is_one_thread_and_answers_all_of_it() {
    tell(async |world| {
        let wang = world.shop().hire_for("王", Role::Supervisor, 1_000).await;
        wang.comes().await;
        let first = world.visitor("林夏").begins("一").await;
        wang.accepts(first).await.unwrap();
        world.clock().pass(Span::seconds(1));
        let second = world.visitor("林夏的手机").begins("二").await;
        wang.accepts(second).await.unwrap();
        world.clock().pass(Span::seconds(1));
        wang.replies(second, "您好").await.unwrap();
        let computer = world.visitor("林夏的电脑");
        let third = computer.begins("三").await;
        wang.accepts(third).await.unwrap();
        let (a, b, c) = (customer(&wang, first).await, customer(&wang, second).await, customer(&wang, third).await);
        let one = world.desk().merge(&wang.staff, b, a).await.unwrap();
        assert_eq!(wang.sees(first).await.unwrap().merged_into, Some(second), "whose agent spoke last");
        world.clock().pass(Span::seconds(1));
        wang.replies(third, "您好").await.unwrap();
        computer.writes("四").await.unwrap();
        let two = world.desk().merge(&wang.staff, c, b).await.unwrap();
        assert_eq!(wang.sees(second).await.unwrap().merged_into, Some(third));
        assert_eq!(kept(world, &wang, third).await, ["一", "二", "您好", "三", "您好", "四"]);
        wang.replies(third, "都看到了").await.unwrap();
        let open =
            |all: &[Message]| all.iter().filter(|it| it.direction == Direction::In && it.settled.is_none()).count();
        assert_eq!(open(&wang.thread(third).await.unwrap()), 0, "all of it is answered");
        world.desk().undo_merge(&wang.staff, two.id).await.unwrap();
        world.desk().undo_merge(&wang.staff, one.id).await.unwrap();
        assert_eq!(kept(world, &wang, first).await, ["一"]);
        assert_eq!(kept(world, &wang, second).await, ["二", "您好"]);
        let whose = [customer(&wang, first).await, customer(&wang, second).await, customer(&wang, third).await];
        assert_eq!(whose, [a, b, c]);
    })
    .await;
}

#[tokio::test]
async fn who_waits_for_an_answer_is_told_apart_with_them() {
    tell(async |world| {
        let wang = world.agent("王").await;
        let (one, page, courier, b) = one_with_a_past(world, &wang).await;
        let merge = world.desk().merge(&wang.staff, customer(&wang, one).await, b).await.unwrap();
        wang.replies(one, "您好").await.unwrap();
        world.clock().pass(Span::seconds(5));
        courier.rider("hua").writes("照片").await;
        let asked = world.now();
        world.clock().pass(Span::seconds(5));
        world.desk().undo_merge(&wang.staff, merge.id).await.unwrap();
        let other = wang.list("all").await.into_iter().find(|id| *id != one).unwrap();
        assert_eq!(wang.sees(one).await.unwrap().waiting_since, None, "they were answered");
        assert_eq!(wang.sees(other).await.unwrap().waiting_since, Some(asked), "they were not");
        page.writes("还有").await.unwrap();
        wang.replies(one, "好的").await.unwrap();
        let photo = wang.thread(other).await.unwrap().into_iter().find(|it| it.text == "照片").unwrap();
        assert_eq!(photo.settled, None, "an answer to another answers nothing");
        wang.replies(other, "收到").await.unwrap();
        let photo = wang.thread(other).await.unwrap().into_iter().find(|it| it.text == "照片").unwrap();
        assert_eq!(photo.settled, Some(Settled::Replied));
        assert_eq!(wang.sees(other).await.unwrap().waiting_since, None);
    })
    .await;
}

#[tokio::test]
async fn what_a_person_has_parted_no_evidence_joins_again() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let courier = world.shop().courier("hua=U-1").await;
        let page = world.visitor("林夏");
        let one = page.signs_in_with("42", "U-1").begins("杯子裂了").await;
        wang.accepts(one).await.unwrap();
        courier.rider("hua").writes("照片").await;
        world.settle().await;
        let a = customer(&wang, one).await;
        let merge = world.desk().person(&wang.staff, a).await.unwrap().merges[0].merge.id;
        world.desk().undo_merge(&wang.staff, merge).await.unwrap();
        assert_eq!(wang.list("all").await.len(), 2);
        courier.rider("hua").comes(None).await;
        courier.rider("hua").writes_proved("又一张", "U-1").await;
        page.writes("还在").await.unwrap();
        world.settle().await;
        assert_eq!(wang.list("all").await.len(), 2, "a machine does not know better");
        let open = world.desk().suggestions(&wang.staff, Some(a), None, 50).await.unwrap();
        assert_eq!(open.iter().map(|it| it.reason.as_str()).collect::<Vec<_>>(), ["unionid"], "but it says so");
        world.desk().accept_suggestion(&wang.staff, open[0].id).await.unwrap();
        assert_eq!(wang.list("all").await.len(), 1, "and a person may");
    })
    .await;
}

#[tokio::test]
async fn what_an_address_has_brought_along_since_goes_back_with_it() {
    tell(async |world| {
        let wang = world.agent("王").await;
        let (one, page, courier, _) = one_with_a_past(world, &wang).await;
        courier.rider("hua").writes("照片").await;
        let two = wang.list("all").await.into_iter().find(|id| *id != one).unwrap();
        let (a, v) = (customer(&wang, two).await, customer(&wang, one).await);
        let merge = world.desk().merge(&wang.staff, a, v).await.unwrap();
        page.signs_in_as("42").writes("已登录").await.unwrap();
        world.desk().undo_merge(&wang.staff, merge.id).await.unwrap();
        let theirs = world.desk().person(&wang.staff, v).await.unwrap();
        assert!(theirs.identities.iter().any(|(it, _)| it.kind == "external_id"));
        page.writes("还是我").await.unwrap();
        assert_eq!(customer(&wang, one).await, v);
        assert_eq!(wang.list("all").await.len(), 2, "they stay apart");
    })
    .await;
}

#[tokio::test]
async fn a_closed_conversation_of_somebody_merged_since_opens_no_second_one() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let courier = world.shop().courier("").await;
        courier.rider("hua").writes("早上的事").await;
        let old = wang.list("all").await[0];
        wang.accepts(old).await.unwrap();
        let b = customer(&wang, old).await;
        wang.closes_because(old, "好了").await.unwrap();
        let one = world.visitor("林夏").begins("杯子裂了").await;
        wang.accepts(one).await.unwrap();
        world.desk().merge(&wang.staff, customer(&wang, one).await, b).await.unwrap();
        assert_eq!(refused(wang.reopens(old).await), "conflict");
        courier.rider("hua").writes("照片").await;
        assert_eq!(wang.list("all").await, [one]);
        assert_eq!(kept(world, &wang, one).await, ["杯子裂了", "照片"]);
    })
    .await;
}

#[tokio::test]
async fn the_better_place_in_the_line_goes_along() {
    tell(async |world| {
        let (wang, li) = (world.agent("王").await, world.agent("李").await);
        let older = world.visitor("林夏").begins("等了很久").await;
        world.clock().pass(Span::seconds(5));
        let stranger = world.visitor("别人").begins("我也等").await;
        world.clock().pass(Span::seconds(5));
        let younger = world.visitor("林夏的手机").begins("被放下了").await;
        wang.comes().await;
        wang.accepts(younger).await.unwrap();
        let place = async |c: ConversationId| wang.sees(c).await.unwrap().place;
        wang.leaves().await;
        world.later(Span::seconds(40)).await;
        assert!(matches!(place(younger).await, Place::Queue { rank: rank::HEAD, .. }));
        let (a, b) = (customer(&li, older).await, customer(&li, younger).await);
        world.desk().merge(&li.staff, a, b).await.unwrap();
        assert!(matches!(place(older).await, Place::Queue { rank: rank::HEAD, .. }), "nobody new goes before it");
        assert!(matches!(place(stranger).await, Place::Queue { rank: rank::ORDINARY, .. }));
    })
    .await;
}

#[tokio::test]
async fn nobody_joins_or_parts_what_is_being_served_in_a_brand_they_do_not_see() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let one = world.visitor("林夏").signs_in_as("42").begins("杯子裂了").await;
        wang.accepts(one).await.unwrap();
        let two = world.visitor("林夏的手机").begins("照片").await;
        let (a, b) = (customer(&wang, one).await, customer(&wang, two).await);
        let after_sales = world.shop().another_brand("售后").await;
        after_sales.visitor("林夏在售后").signs_in_as("42").begins("退货").await;
        let li = world.shop().hire("李", Role::Agent).await;
        li.may_not_see(after_sales.brand).await;
        let li = li.staff().await;
        assert_eq!(refused(world.desk().merge_preview(&li, a, b).await), "forbidden");
        assert_eq!(refused(world.desk().merge(&li, a, b).await), "forbidden");
        assert_eq!(wang.list("all").await.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_page_keeps_its_own_words_when_its_customer_is_parted() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let courier = world.shop().courier("").await;
        courier.rider("hua").writes("照片").await;
        let one = wang.list("all").await[0];
        wang.accepts(one).await.unwrap();
        world.clock().pass(Span::seconds(1));
        let page = world.visitor("林夏");
        let two = page.begins("杯子裂了").await;
        wang.accepts(two).await.unwrap();
        let merge =
            world.desk().merge(&wang.staff, customer(&wang, one).await, customer(&wang, two).await).await.unwrap();
        world.clock().pass(Span::seconds(1));
        page.writes("两个都裂了").await.unwrap();
        world.clock().pass(Span::seconds(1));
        wang.replies(one, "马上处理").await.unwrap();
        assert_eq!(texts(&page.sees().await), ["杯子裂了", "两个都裂了", "马上处理"]);
        world.desk().undo_merge(&wang.staff, merge.id).await.unwrap();
        let seen = page.sees().await;
        assert_eq!(texts(&seen), ["杯子裂了", "两个都裂了", "马上处理"]);
        let last = seen.iter().find(|it| it.text == "马上处理").unwrap();
        let visiting = page.visiting().await.unwrap();
        world.desk().visitor_read(&visiting, last.conversation, last.seq, Receipt::Read).await.unwrap();
        let thread = wang.thread(two).await.unwrap();
        assert_eq!(thread.iter().find(|it| it.text == "马上处理").unwrap().receipt, Some(Receipt::Read));
    })
    .await;
}

#[tokio::test]
async fn one_page_of_a_customer_does_not_read_for_the_other() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let (laptop, phone) = (world.visitor("林夏"), world.visitor("林夏的手机"));
        let one = laptop.begins("杯子裂了").await;
        wang.accepts(one).await.unwrap();
        let two = phone.begins("照片").await;
        wang.accepts(two).await.unwrap();
        world.desk().merge(&wang.staff, customer(&wang, one).await, customer(&wang, two).await).await.unwrap();
        let legs = world.desk().legs(&wang.staff, one).await.unwrap();
        let to = legs.iter().rev().find(|it| it.leg.open).map(|it| it.leg.id);
        let said = wang.says(one, &ReplyDraft { leg: to, ..wang.draft("收到").await }).await.unwrap();
        let visiting = laptop.visiting().await.unwrap();
        world.desk().visitor_read(&visiting, one, said.seq, Receipt::Read).await.unwrap();
        let now = wang.thread(one).await.unwrap().into_iter().find(|it| it.text == "收到").unwrap();
        assert_eq!(now.receipt, Some(Receipt::Sent), "it went to the phone's page");
    })
    .await;
}
