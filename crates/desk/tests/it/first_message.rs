//! A customer's first word opens a conversation and queues it; further words join it.
use model::*;
use serde_json::json;
use testkit::{assert_screen, refused, tell, texts};

#[tokio::test]
async fn the_first_message_opens_and_queues() {
    tell(async |world| {
        let wang = world.agent("王").await;
        let li = world.visitor("李");
        let acked = li.writes("灯不亮了").await.unwrap();
        assert_eq!((acked.seq, acked.at), (Some(2), world.now()));
        let c = acked.conversation.unwrap();
        let it = wang.sees(c).await.unwrap();
        assert!(matches!(it.place, Place::Queue { offer: None, rank: rank::ORDINARY, .. }));
        assert_eq!((it.number, it.waiting_since), (1, Some(world.now())));
        assert_screen!(wang.screen(Some(c)).await, @r"
        [我的]
        [排队]
        #1 访客 等待 00:00 未读 1 「灯不亮了」
        [挂起]
        [会话]
        1 00:00 system event opened by porch
        2 00:00 customer in 「灯不亮了」
        3 00:00 system event queued in 拾光客服: new
        4 00:00 system event nobody available
        ");
    })
    .await;
}

#[tokio::test]
async fn further_words_join_the_open_conversation_and_the_wait_stays() {
    tell(async |world| {
        let wang = world.agent("王").await;
        let li = world.visitor("李");
        let c = li.begins("灯不亮了").await;
        let since = world.now();
        world.clock().pass(Span::seconds(40));
        assert_eq!(li.begins("换过灯泡了").await, c);
        assert_eq!(wang.sees(c).await.unwrap().waiting_since, Some(since));
        assert_eq!(texts(&wang.thread(c).await.unwrap()), ["灯不亮了", "换过灯泡了"]);
        assert_eq!(world.count("conversations").await, 1);
    })
    .await;
}

#[tokio::test]
async fn nothing_is_stored_before_the_visitor_writes() {
    tell(async |world| {
        let li = world.visitor("李");
        let first = li.comes().await.unwrap();
        let second = li.comes().await.unwrap();
        assert_eq!(first.visiting.visitor, second.visiting.visitor, "the token names the browser");
        assert_eq!((first.state.place, first.messages.len()), (None, 0));
        assert_eq!(world.count("customers").await, 0);
    })
    .await;
}

#[tokio::test]
async fn visitors_see_how_many_are_served_before_them() {
    tell(async |world| {
        for n in 0..3 {
            let visitor = world.visitor("客");
            visitor.begins("在吗").await;
            assert_eq!(visitor.state().await.ahead, Some(n));
            world.clock().pass(Span::seconds(1));
        }
    })
    .await;
}

#[tokio::test]
async fn a_form_is_kept_and_fills_what_is_not_known() {
    tell(async |world| {
        let wang = world.agent("王").await;
        let li = world.visitor("李");
        let form = json!({ "name": "李建国", "phone": "13800138000", "email": null });
        let frame = json!({ "t": "send", "client_id": "f1", "text": "请回电", "attachments": [], "form": form });
        let c = li.sends(&frame).await.unwrap().conversation.unwrap();
        let thread = wang.thread(c).await.unwrap();
        assert_eq!(thread[1].kind, MessageKind::Form);
        assert_eq!(thread[1].parts.form.as_ref().unwrap().phone.as_deref(), Some("13800138000"));
    })
    .await;
}

#[tokio::test]
async fn the_raw_bytes_of_a_message_are_kept_for_who_leads_and_each_reading_is_noted() {
    tell(async |world| {
        let (wang, boss) = (world.agent("王").await, world.leader("班长").await);
        let auditor = world.shop().hire("审计", Role::Auditor).await;
        let li = world.visitor("李");
        let message = li.signs_in_as("42").writes("灯不亮了").await.unwrap().message.unwrap();
        let desk = world.desk();
        for who in [&wang, &auditor] {
            assert_eq!(refused(desk.raw(&who.staff, message).await), "forbidden");
        }
        let raw: serde_json::Value = serde_json::from_slice(&desk.raw(&boss.staff, message).await.unwrap()).unwrap();
        assert_eq!(raw["frame"]["text"], "灯不亮了");
        let user = &raw["hello"]["user"];
        assert!(user["payload"].is_string() && user["signature"].is_null(), "nobody can speak for 42 with it: {user}");
        let mut tx = world.db().read().await.unwrap();
        let audit =
            store::sql!("SELECT actor FROM audit WHERE tenant = $1 AND action = 'message.raw_read' AND subject = $2");
        let by: Vec<Uuid> = tx.all(audit.with([&world.shop().tenant, &message.to_string()])).await.unwrap();
        assert_eq!(by, [boss.id.0], "who was refused read nothing");
    })
    .await;
}
