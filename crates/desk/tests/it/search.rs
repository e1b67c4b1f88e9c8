//! Finding: what was said is found by its words, by whom, and only by who may see it.
use desk::{Found, SearchAsked};
use model::*;
use testkit::{Hand, PIGEON, World, refused, tell};

fn asked(q: &str) -> SearchAsked {
    SearchAsked { q: q.to_owned(), limit: 20, ..SearchAsked::default() }
}

async fn ask(hand: &Hand, asked: &SearchAsked) -> (Vec<Found>, Option<i64>) {
    hand.world.desk().search(&hand.staff().await, asked).await.unwrap()
}

async fn finds(hand: &Hand, q: &str) -> Vec<ConversationId> {
    hand.world.settle().await;
    ask(hand, &asked(q)).await.0.into_iter().map(|it| it.listed.conversation.id).collect()
}

/// Somebody writes by the webhook: the conversation of that.
async fn letter(hand: &Hand, text: &str) -> ConversationId {
    hand.world.sender("远").writes(text).await.unwrap();
    let all = hand.list("all").await;
    let mut by_letter = vec![];
    for id in all {
        if hand.sees(id).await.unwrap().channels == [PIGEON] {
            by_letter.push(id);
        }
    }
    by_letter[0]
}

/// Where words were found, as the page would mark them.
fn marked(found: &Found) -> Vec<String> {
    let piece = |text: &str, (from, to): (usize, usize)| {
        String::from_utf16(&text.encode_utf16().collect::<Vec<_>>()[from..to]).unwrap()
    };
    found.hits.iter().flat_map(|hit| hit.marks.iter().map(|mark| piece(&hit.snippet, *mark))).collect()
}

#[tokio::test]
async fn words_are_found_in_chinese_and_english_replies_and_notes_latest_first() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let first = world.visitor("李").begins("我要申请退款，订单还没到").await;
        let second = world.visitor("周").begins("The Refund has not arrived").await;
        let third = world.visitor("吴").begins("退款到了，谢谢").await;
        world.settle().await;
        wang.accepts(second).await.unwrap();
        wang.replies(second, "款项三天内退回").await.unwrap();
        wang.notes(second, "老客户，优先退款").await.unwrap();
        assert_eq!(finds(&wang, "退款").await, [third, second, first]);
        assert_eq!(finds(&wang, "申请退").await, [first], "any neighbours, not words of a dictionary");
        assert_eq!(finds(&wang, "款退").await, [], "in this order");
        assert_eq!(finds(&wang, "refu").await, [second]);
        assert_eq!(finds(&wang, "REFUND arrived").await, [second]);
        assert_eq!(finds(&wang, "fund").await, [], "words are found by how they begin");
        assert_eq!(finds(&wang, "退款 refund").await, [second], "each word somewhere in the conversation");
        let found = ask(&wang, &asked("退款")).await.0;
        assert_eq!(marked(&found[1]), ["退款"]);
        assert_eq!(found[1].hits[0].message.direction, Direction::Note);
        assert_eq!(
            (found[2].hits[0].snippet.as_str(), found[2].hits[0].marks.clone()),
            ("我要申请退款，订单还没到", vec![(4, 6)])
        );
    })
    .await;
}

#[tokio::test]
async fn a_conversation_is_found_by_number_customer_tag_phone_and_address() {
    tell(async |world| {
        let wang = world.agent("王").await;
        let c = world.visitor("欧阳小李").begins("你好").await;
        let other = world.visitor("周").begins("你好").await;
        world.desk().tag(&wang.staff, c, vec!["退换货".into(), "VIP".into()]).await.unwrap();
        let it = wang.sees(c).await.unwrap();
        let edit = desk::read::Edit {
            name: Some("欧阳小李".into()),
            phone: Some("+86 138 1234 5678".into()),
            email: Some("Li.Ming@Example.com".into()),
            ..Default::default()
        };
        world.desk().edit_person(&wang.staff, it.customer, edit).await.unwrap();
        let number = format!("#{}", it.number);
        for q in [
            number.as_str(),
            "阳小",
            "换货",
            "vip",
            "13812345678",
            "+86-138-1234-5678",
            "5678",
            "li.ming@example.com",
            "@example.com",
        ] {
            assert_eq!(finds(&wang, q).await, [c], "{q}");
        }
        assert_eq!(ask(&wang, &asked("5678")).await.0[0].by, ["phone"]);
        assert_eq!(ask(&wang, &asked("vip 欧阳")).await.0[0].by, ["customer", "tag"]);
        for q in ["45678", "345678", "812345678", "1381234", "ming@example.com", "example.co", "#99"] {
            assert_eq!(finds(&wang, q).await, [], "{q} would tell what the mask hides");
        }
        world.desk().tag(&wang.staff, c, vec![]).await.unwrap();
        let gone = desk::read::Edit { name: Some("王五".into()), phone: Some(String::new()), ..Default::default() };
        world.desk().edit_person(&wang.staff, it.customer, gone).await.unwrap();
        for q in ["换货", "欧阳", "5678"] {
            assert_eq!(finds(&wang, q).await, [], "{q} is no more");
        }
        assert_eq!(finds(&wang, "你好").await, [other, c]);
    })
    .await;
}

#[tokio::test]
async fn only_who_may_see_a_brand_finds_what_was_said_there() {
    tell(async |world| {
        let (wang, shop) = (world.agent("王").await, world.shop());
        let other = shop.another_brand("木作").await;
        let late = shop.hire("赵", Role::Agent).await;
        let here = shop.visitor("李").begins("灯不亮了").await;
        let there = other.visitor("李").begins("灯不亮了").await;
        let stranger = world.another_shop("别家").await;
        stranger.visitor("李").begins("灯不亮了").await;
        let outsider = stranger.hire("外人", Role::Administrator).await;
        assert_eq!(finds(&wang, "不亮").await, [there, here]);
        assert_eq!(finds(&late, "不亮").await, [there, here]);
        assert_eq!(finds(&outsider, "不亮").await.len(), 1);
        let admin = shop.hire("管", Role::Administrator).await.staff;
        let less = desk::AgentChange { brands: Some(vec![shop.brand]), ..Default::default() };
        world.desk().change_agent(&admin, late.id, &less).await.unwrap();
        assert_eq!(finds(&late, "不亮").await, [here], "rights as they are now");
        let only = SearchAsked { brand: Some(other.brand), ..asked("不亮") };
        assert_eq!(ask(&late, &only).await.0.len(), 0);
        assert_eq!(ask(&wang, &only).await.0.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn filters_narrow_and_pages_lead_through_everything_once() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let mut all = vec![];
        for n in 0..7 {
            all.insert(0, world.visitor("客").begins(&format!("订单 {n} 到哪了")).await);
            world.clock().pass(Span::seconds(1));
        }
        let letter = letter(&wang, "订单到哪了").await;
        all.insert(0, letter);
        world.settle().await;
        wang.accepts(all[3]).await.unwrap();
        wang.closes_because(all[3], "重复").await.unwrap();
        world.desk().tag(&wang.staff, all[2], vec!["a\"b\\c%".into()]).await.unwrap();
        world.settle().await;
        let mut seen = vec![];
        let mut below = None;
        loop {
            let (found, next) = ask(&wang, &SearchAsked { below, limit: 3, ..asked("订单") }).await;
            assert!(found.len() <= 3);
            seen.extend(found.into_iter().map(|it| it.listed.conversation.id));
            below = next;
            if below.is_none() {
                break;
            }
        }
        assert_eq!(seen, all);
        let ids = async |asked: SearchAsked| -> Vec<_> {
            ask(&wang, &asked).await.0.into_iter().map(|it| it.listed.conversation.id).collect()
        };
        assert_eq!(ids(SearchAsked { tag: Some("a\"b\\c%".into()), ..asked("") }).await, [all[2]]);
        assert_eq!(ids(SearchAsked { tag: Some("a".into()), ..asked("") }).await, []);
        assert_eq!(ids(SearchAsked { place: Some(PlaceWord::Closed), ..asked("订单") }).await, [all[3]]);
        assert_eq!(ids(SearchAsked { open: true, ..asked("订单") }).await.len(), 7);
        assert_eq!(ids(SearchAsked { agent: Some(wang.id), ..asked("订单") }).await, [all[3]]);
        assert_eq!(ids(SearchAsked { channel: Some(PIGEON.into()), ..asked("订单") }).await, [letter]);
        let opened = wang.sees(all[6]).await.unwrap().opened_at;
        assert_eq!(ids(SearchAsked { until: Some(opened), ..asked("订单") }).await, [all[7]]);
        assert_eq!(ids(SearchAsked { from: Some(world.now() + Span::hours(1)), ..asked("订单") }).await, []);
    })
    .await;
}

#[tokio::test]
async fn odd_texts_break_nothing() {
    tell(async |world| {
        let wang = world.agent("王").await;
        let odd = [
            "%_",
            "'; DROP TABLE message; --",
            "\"quoted\" 'text'",
            "😀😀",
            "שלום עולם",
            "退\u{200b}款\u{202e}",
            "<b>粗</b>",
            "\u{feff}",
        ];
        let mut all = vec![];
        for text in odd {
            all.push(world.visitor("客").begins(text).await);
        }
        let long: String = (0..10_000u32).filter_map(|n| char::from_u32(0x4e00 + n % 6_000)).collect();
        all.push(world.visitor("客").begins(&long).await);
        assert_eq!(finds(&wang, "%").await, []);
        assert_eq!(finds(&wang, "😀").await, []);
        assert_eq!(finds(&wang, "\u{200b}").await, []);
        assert_eq!(finds(&wang, "drop").await, [all[1]]);
        assert_eq!(finds(&wang, "'quoted'").await, [all[2]]);
        assert_eq!(finds(&wang, "עולם").await, [all[4]]);
        assert_eq!(finds(&wang, "退款").await, [all[5]]);
        assert_eq!(finds(&wang, "粗").await, [all[6]]);
        let piece: String = long.chars().skip(3_000).take(5).collect();
        assert_eq!(finds(&wang, &piece).await, [all[8]]);
        let found = ask(&wang, &asked(&piece)).await.0;
        assert_eq!(marked(&found[0]).concat(), piece);
        assert!(found[0].hits[0].snippet.chars().count() <= 122);
        let desk = world.desk();
        assert_eq!(refused(desk.search(&wang.staff, &asked(&"长".repeat(101))).await), "invalid");
        assert_eq!(refused(desk.search(&wang.staff, &asked("a b c d e f g h i")).await), "invalid");
    })
    .await;
}

#[tokio::test]
async fn what_was_there_before_the_index_is_read_after_an_upgrade() {
    tell(async |world| {
        let wang = world.agent("王").await;
        let mut all = vec![];
        for n in 0..45 {
            all.insert(0, world.visitor("客").begins(&format!("旧话 {n}")).await);
        }
        world.settle().await;
        forget_the_index(world).await;
        assert_eq!(ask(&wang, &asked("旧话")).await.0.len(), 0);
        // Begun, cut off, and gone on with.
        for _ in 0..2 {
            let tick = desk::TICKS.iter().find(|tick| tick.name == "search").unwrap();
            (tick.run)(&world.desk()).await.unwrap();
        }
        let some = ask(&wang, &SearchAsked { limit: 50, ..asked("旧话") }).await.0;
        assert!((1..45).contains(&some.len()), "{}", some.len());
        assert_eq!(some[0].listed.conversation.id, all[0], "the latest first");
        world.restarts().await;
        world.settle().await;
        let found = ask(&wang, &SearchAsked { limit: 50, ..asked("旧话") }).await.0;
        assert_eq!(found.iter().map(|it| it.listed.conversation.id).collect::<Vec<_>>(), all);
    })
    .await;
}

async fn forget_the_index(world: &World) {
    let tenant = world.shop().tenant;
    let mut tx = world.db().write().await.unwrap();
    for number in 1..=45 {
        assert!(store::search::forget(&mut tx, tenant, number, 1_000).await.unwrap());
    }
    store::search::begin(&mut tx, tenant).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_conversation_that_went_on_in_another_leads_there() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let li = world.visitor("李");
        let by_page = li.begins("蓝色的灯坏了").await;
        let letter = letter(&wang, "红色的灯也坏了").await;
        let (one, other) = (wang.sees(by_page).await.unwrap().customer, wang.sees(letter).await.unwrap().customer);
        let leader = world.leader("班").await;
        world.desk().merge(&leader.staff, one, other).await.unwrap();
        world.settle().await;
        let found = ask(&wang, &asked("红色")).await.0;
        let home = &found[0].listed.conversation;
        assert!(home.is_open() && home.merged_into.is_none());
        assert_eq!(found.len(), 1);
        let both = ask(&wang, &asked("的灯")).await.0;
        assert_eq!((both.len(), both[0].hits.len()), (1, 2));
        assert_eq!(both[0].listed.conversation.id, home.id);
    })
    .await;
}
