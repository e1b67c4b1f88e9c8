//! One customer across doors: whoever adds a channel is already with the same agent.
use desk::ReplyDraft;
use model::*;
use serde_json::json;
use testkit::{refused, tell, texts};

/// The open conversations that this agent sees.
async fn open(hand: &testkit::Hand) -> Vec<ConversationId> {
    hand.list("all").await
}

#[tokio::test]
async fn a_photo_from_the_other_door_is_in_the_same_thread_with_the_same_agent() {
    tell(async |world| {
        let (wang, li) = (world.agent("王").await, world.agent("李").await);
        wang.comes().await;
        let page = world.visitor("林夏");
        let c = page.signs_in_with("42", "U-1").begins("杯子裂了").await;
        wang.accepts(c).await.unwrap();
        li.comes().await;
        let courier = world.shop().courier("linxia=U-1").await;
        courier.rider("linxia").writes("照片").await;
        world.settle().await; // who they are is told after their words were answered
        assert_eq!(open(&wang).await, [c]);
        assert_eq!(texts(&wang.thread(c).await.unwrap()), ["杯子裂了", "照片"]);
        assert_eq!((wang.now().await.load, li.now().await.load), (150, 0), "the dearest leg is charged, once");
        // The answer goes where the agent chooses.
        let legs = world.desk().legs(&wang.staff, c).await.unwrap();
        let kinds: Vec<_> = legs.iter().filter(|it| it.leg.open).map(|it| it.leg.channel.as_str()).collect();
        assert_eq!(kinds, ["porch", "courier"]);
        let chosen = legs.iter().find(|it| it.leg.channel == "courier" && it.leg.open).unwrap().leg.id;
        let draft = ReplyDraft { leg: Some(chosen), ..wang.draft("看到了").await };
        assert_eq!(wang.says(c, &draft).await.unwrap().channel.as_deref(), Some("courier"));
        assert_eq!(texts(&page.sees().await), ["杯子裂了"], "each door hears its own");
    })
    .await;
}

#[tokio::test]
async fn a_follower_who_was_known_before_joins_without_a_second_conversation() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let courier = world.shop().courier("linxia=U-1").await;
        courier.rider("linxia").comes(None).await;
        world.settle().await;
        let c = world.visitor("林夏").signs_in_with("42", "U-1").begins("杯子裂了").await;
        courier.rider("linxia").writes("照片").await;
        assert_eq!(open(&wang).await, [c]);
        assert_eq!(texts(&wang.thread(c).await.unwrap()), ["杯子裂了", "照片"]);
    })
    .await;
}

#[tokio::test]
async fn late_evidence_joins_two_that_are_in_hand_and_the_losing_agent_is_free() {
    tell(async |world| {
        let (wang, li) = (world.agent("王").await, world.agent("李").await);
        let courier = world.shop().courier("").await;
        wang.comes().await;
        let page = world.visitor("林夏");
        let first = page.signs_in_with("42", "U-1").begins("杯子裂了").await;
        wang.accepts(first).await.unwrap();
        wang.replies(first, "您好").await.unwrap();
        wang.rests("meal").await;
        li.comes().await;
        courier.rider("linxia").writes("照片").await;
        world.settle().await;
        let second = open(&li).await.into_iter().find(|id| *id != first).unwrap();
        li.accepts(second).await.unwrap();
        world.clock().pass(Span::seconds(1));
        li.replies(second, "收到照片").await.unwrap();
        assert_eq!((wang.now().await.load, li.now().await.load), (100, 150));

        courier.rider("linxia").writes_proved("再一张", "U-1").await;
        assert_eq!(open(&li).await, [second], "whose agent spoke last goes on");
        assert_eq!((wang.now().await.load, li.now().await.load), (0, 150));
        assert_eq!(wang.sees(first).await.unwrap().merged_into, Some(second));
        assert_eq!(
            texts(&li.thread(second).await.unwrap()),
            ["杯子裂了", "您好", "照片", "收到照片", "再一张"],
            "in the order in which it was said"
        );
        let pills = page.was_told().await;
        assert!(!pills.is_empty());
        // The page goes on in the one that survived.
        assert_eq!(page.begins("还在吗").await, second);
    })
    .await;
}

#[tokio::test]
async fn what_was_asked_in_the_conversation_that_ended_is_answered_where_it_goes_on() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let first = world.visitor("林夏").signs_in_with("42", "U-1").begins("杯子裂了").await;
        wang.accepts(first).await.unwrap();
        wang.replies(first, "您好").await.unwrap();
        assert_eq!(wang.sees(first).await.unwrap().waiting_since, None);
        let courier = world.shop().courier("linxia=U-1").await;
        courier.rider("linxia").writes("照片").await;
        let asked = world.now();
        world.settle().await;
        assert_eq!(wang.sees(first).await.unwrap().waiting_since, Some(asked), "the wait goes along");
        wang.replies(first, "看到了").await.unwrap();
        let thread = wang.thread(first).await.unwrap();
        let photo = thread.iter().find(|it| it.text == "照片").unwrap();
        assert_ne!(photo.conversation, first);
        assert_eq!(photo.settled, Some(Settled::Replied));
    })
    .await;
}

#[tokio::test]
async fn both_doors_in_any_order_end_in_one_conversation_with_evidence_and_in_two_without() {
    tell(async |world| {
        let wang = world.shop().hire_for("王", Role::Agent, 1_000_000).await;
        wang.comes().await;
        let bonds: Vec<String> = (0..24).map(|n| format!("r{n}=U-{n}")).collect();
        let courier = world.shop().courier(&bonds.join("\n")).await;
        for n in 0..24 {
            let (page, rider) = (world.visitor("客"), courier.rider(&format!("r{n}")));
            page.signs_in_with(&format!("e{n}"), &format!("U-{n}"));
            let at_once = async {
                tokio::join!(page.begins("网页"), rider.writes("信使"));
            };
            match n % 3 {
                0 => {
                    page.begins("网页").await;
                    rider.writes("信使").await;
                }
                1 => {
                    rider.writes("信使").await;
                    page.begins("网页").await;
                }
                _ => at_once.await,
            }
        }
        world.settle().await;
        assert_eq!(world.count("conversations_open").await, 24, "one for each");
        let stranger = courier.rider("nobody-knows");
        stranger.writes("我是谁").await;
        world.visitor("客").signs_in_with("e-x", "U-x").begins("我也是").await;
        world.settle().await;
        assert_eq!(world.count("conversations_open").await, 26, "two without evidence");
    })
    .await;
}

#[tokio::test]
async fn a_reply_uses_up_the_window_and_a_closed_one_refuses_before_anything_is_sent() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let courier = world.shop().courier("").await;
        let rider = courier.rider("hua");
        rider.writes("在吗").await;
        let c = open(&wang).await[0];
        wang.accepts(c).await.unwrap();
        for n in 1..=5 {
            wang.replies(c, &format!("答{n}")).await.unwrap();
        }
        assert_eq!(refused(wang.replies(c, "答6").await), "window_closed");
        rider.writes("再问").await;
        wang.replies(c, "再答").await.unwrap();
        rider.does(json!({ "type": "presses", "key": "订单" })).await.unwrap();
        let leg = &world.desk().legs(&wang.staff, c).await.unwrap()[0].leg;
        assert_eq!(leg.reply_window.as_ref().unwrap().remaining, Some(3), "a new act takes the place of the former");
        world.clock().pass(Span::seconds(61));
        assert_eq!(refused(wang.replies(c, "太晚").await), "window_closed");
        let template = ReplyDraft { template: true, ..wang.draft("请回来看看").await };
        wang.says(c, &template).await.unwrap();
        rider.does(json!({ "type": "goes" })).await.unwrap();
        assert_eq!(refused(wang.replies(c, "再见").await), "window_closed");
    })
    .await;
}

#[tokio::test]
async fn an_older_act_that_is_heard_of_later_takes_nothing_away() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let rider = world.shop().courier("").await.rider("hua");
        rider.writes("在吗").await;
        let c = open(&wang).await[0];
        let long_ago = (world.now() - Span::minutes(30)).0;
        rider.does(json!({ "type": "presses", "key": "订单", "at": long_ago })).await.unwrap();
        let leg = &world.desk().legs(&wang.staff, c).await.unwrap()[0].leg;
        assert_eq!(leg.reply_window.as_ref().unwrap().kind, "message");
    })
    .await;
}

#[tokio::test]
async fn a_template_carries_a_text_and_nothing_else() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        world.shop().courier("").await.rider("hua").writes("在吗").await;
        let c = open(&wang).await[0];
        wang.accepts(c).await.unwrap();
        let file = wang.uploads("图.png", b"\x89PNG\r\n\x1a\n").await.unwrap();
        let field = async |text: &str, attachments| {
            let draft = ReplyDraft { template: true, attachments, ..wang.draft(text).await };
            format!("{:?}", wang.says(c, &draft).await.unwrap_err())
        };
        assert!(field("请看图", vec![file.id]).await.contains("\"attachments\""));
        assert!(field(" ", vec![file.id]).await.contains("\"text\""));
        let template = ReplyDraft { template: true, ..wang.draft("请回来看看").await };
        wang.says(c, &template).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_card_goes_where_the_channel_carries_cards_and_counts_as_one_reply() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let page = world.visitor("林夏").begins("杯子裂了").await;
        wang.accepts(page).await.unwrap();
        let link = |url: &str| {
            let (title, description, picture) = ("新杯子".into(), String::new(), String::new());
            Some(Card::Link { title, description, url: url.into(), picture })
        };
        let draft = ReplyDraft { card: link("https://shop.example/1"), ..wang.draft("").await };
        assert_eq!(refused(wang.says(page, &draft).await), "invalid", "our own page carries none");
        let courier = world.shop().courier("").await;
        courier.rider("hua").writes("照片").await;
        let c = open(&wang).await.into_iter().find(|id| *id != page).unwrap();
        wang.accepts(c).await.unwrap();
        let draft = ReplyDraft { card: link("javascript:alert(1)"), ..wang.draft("").await };
        assert_eq!(refused(wang.says(c, &draft).await), "invalid");
        let draft = ReplyDraft { card: link("https://shop.example/1"), ..wang.draft("").await };
        let said = wang.says(c, &draft).await.unwrap();
        assert_eq!((said.kind, said.parts.card.clone()), (MessageKind::Link, draft.card.clone()));
        assert_eq!(wang.says(c, &draft).await.unwrap().id, said.id, "once");
        let note = ReplyDraft { note: true, card: draft.card.clone(), ..wang.draft("看").await };
        assert_eq!(refused(wang.says(c, &note).await), "invalid");
    })
    .await;
}
