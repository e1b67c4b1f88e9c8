//! The mini-program's stories: the same words in XML and in JSON, entering the session, replies.
use crate::suite::{Fixture, message_id};
use crate::wechat_platform::*;
use channels::find;
use model::port::*;
use model::{At, Attached, AttachmentId, Card, Fault, MessageKind, Span, Uuid};
use serde_json::{Value, json};

/// Somebody in a mini-program.
pub struct User;

fn channel() -> &'static dyn Channel {
    find("miniprogram").expect("it is in ALL")
}

fn body(more: Value) -> Vec<u8> {
    let mut body = json!({"ToUserName": US, "FromUserName": CUSTOMER, "CreateTime": SECONDS});
    body.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
    body.to_string().into_bytes()
}

/// Sealed, in JSON outside, too.
fn json_push(inner: &[u8]) -> Raw {
    let raw = sealed_push(inner, 0);
    let body = json!({"ToUserName": US, "Encrypt": seal(KEY, inner, APP)}).to_string();
    Raw { body: body.into_bytes(), ..raw }
}

fn came(raw: &Raw) -> Incoming {
    let account = account("safe");
    assert_eq!(channel().verify(&account, raw, NOW), Ok(()));
    let mut parsed = channel().parse(&account, raw);
    assert_eq!((parsed.answer.body.as_str(), parsed.unparsed), ("success", None));
    parsed.incoming.remove(0)
}

impl Fixture for User {
    fn channel(&self) -> &'static dyn Channel {
        channel()
    }
    fn account(&self) -> Opened {
        Opened { token: None, ..account("safe") }
    }
    fn now(&self) -> At {
        NOW
    }
    fn genuine(&self) -> Vec<(&'static str, Raw, usize)> {
        let text = json!({"MsgType": "text", "Content": "杯子碎了", "MsgId": 23_456_789_012_345_678i64});
        vec![
            ("words", json_push(&body(text)), 1),
            ("a picture in XML", sealed_push(xml("image", &[("MediaId", "m-1"), ("MsgId", "2")]).as_bytes(), 0), 1),
            ("entering", json_push(&body(json!({"MsgType": "event", "Event": "user_enter_tempsession"}))), 1),
        ]
    }
    fn repeated(&self, raw: &Raw) -> Raw {
        raw.clone()
    }
    fn forged(&self) -> Vec<(&'static str, Raw)> {
        let good = json_push(&body(json!({"MsgType": "text", "Content": "x"})));
        let other = json_push(&body(json!({"MsgType": "text", "Content": "y"})));
        vec![
            ("another body under the same signature", Raw { body: other.body, ..good.clone() }),
            ("sealed for another app", outer(&seal(KEY, b"{}", "wx-other"), TOKEN, 0)),
            ("in clear text", plain_push(b"{}", TOKEN, 0)),
            ("too old", sealed_push(b"{}", -601)),
            ("no query", Raw { query: String::new(), ..good }),
        ]
    }
    fn sealed(&self, body: Vec<u8>) -> Raw {
        json_push(&body)
    }
    fn signs_body(&self) -> bool {
        false
    }
    fn words(&self) -> &'static [&'static str] {
        &[
            "FromUserName",
            "CreateTime",
            "MsgType",
            "MsgId",
            "event",
            "Event",
            "SessionFrom",
            "text",
            "Content",
            "user_enter_tempsession",
            "image",
            "MediaId",
            "miniprogrampage",
            "Title",
        ]
    }
    fn answer(&self, request: &Request) -> Response {
        answer(request)
    }
    fn delivers(&self, request: &Request) -> bool {
        request.url.contains("custom/send")
    }
    fn parts(&self, attachments: usize) -> usize {
        1 + attachments
    }
}

#[test]
fn json_and_xml_say_the_same() {
    let fields = [("Content", "在吗 <b>"), ("MsgId", "23456789012345678")];
    let in_xml = sealed_push(xml("text", &fields).as_bytes(), 0);
    let number =
        json!({"MsgType": "text", "Content": "在吗 <b>", "MsgId": 23_456_789_012_345_678i64, "New": {"x": []}});
    let one = came(&json_push(&body(number.clone())));
    assert_eq!(format!("{one:?}"), format!("{:?}", came(&in_xml)));
    assert_eq!(one.dedupe_key, "23456789012345678");
    assert_eq!((one.from.kind.as_str(), one.from.value.as_str(), one.said_at), ("openid", CUSTOMER, Some(NOW)));
    assert_eq!(one.opens, Some(Opens { kind: "message", lasts: Span::hours(48), replies: Some(5) }));
    assert!(matches!(one.what, What::Message(said) if said.text == "在吗 <b>"));
    let plain = plain_push(&body(number), TOKEN, 0);
    let parsed = channel().parse(&account("plain"), &plain);
    assert_eq!(parsed.incoming[0].dedupe_key, "23456789012345678");
}

#[test]
fn pictures_and_pages_come_in_and_the_unknown_is_kept() {
    let said = |more: Value| match came(&json_push(&body(more))).what {
        What::Message(said) => said,
        other => panic!("{other:?}"),
    };
    let picture = said(json!({"MsgType": "image", "PicUrl": "http://p", "MediaId": "m-1", "MsgId": 1}));
    assert_eq!((picture.kind, picture.awaited[0].reference.as_str()), (Some(MessageKind::Image), "m-1"));
    let page =
        said(json!({"MsgType": "miniprogrampage", "MsgId": 1, "Title": "订单", "AppId": "wx1", "PagePath": "p?id=1"}));
    assert_eq!(page.card, Some(Card::Applet { title: "订单".into(), app_id: "wx1".into(), path: "p?id=1".into() }));
    assert_eq!(page.text, "订单");
    assert_eq!(said(json!({"MsgType": "hologram", "MsgId": 1})).kind, Some(MessageKind::Unsupported));
}

#[test]
fn entering_brings_the_scene_and_a_short_window() {
    let entering = |from: Value| {
        let event = json!({"MsgType": "event", "Event": "user_enter_tempsession", "SessionFrom": from});
        came(&json_push(&body(event)))
    };
    let one = entering(json!("signed-token_1"));
    assert_eq!(one.opens, Some(Opens { kind: "enter", lasts: Span::seconds(60), replies: Some(2) }));
    assert!(matches!(one.what, What::Act(Act::Came { scene: Some(scene) }) if scene == "signed-token_1"));
    assert!(matches!(entering(json!("")).what, What::Act(Act::Came { scene: None })));
    let other = came(&json_push(&body(json!({"MsgType": "event", "Event": "subscribe"}))));
    assert!(matches!((other.what, other.opens), (What::Act(Act::Other), None)), "not an event of mini-programs");
}

#[test]
fn the_windows_are_the_accounts_settings() {
    let account = with(with(account("safe"), "enter_replies", "3"), "enter_seconds", "90");
    let event = json_push(&body(json!({"MsgType": "event", "Event": "user_enter_tempsession"})));
    let opens = channel().parse(&account, &event).incoming.remove(0).opens;
    assert_eq!(opens, Some(Opens { kind: "enter", lasts: Span::seconds(90), replies: Some(3) }));
}

#[test]
fn a_trial_a_bad_body_and_a_wrong_key_are_answered_as_everywhere_in_the_family() {
    let parsed = channel().parse(&account("safe"), &trial(TOKEN, "echo-1", 0));
    assert_eq!((parsed.answer.body.as_str(), parsed.incoming.len(), parsed.unparsed), ("echo-1", 0, None));
    let parsed = channel().parse(&account("safe"), &json_push(b"{\"MsgType\":\"text\"}"));
    assert!(parsed.unparsed.is_some_and(|why| why.contains("FromUserName")));
    assert_eq!(parsed.answer.body, "success");
    let other = secret(account("safe"), "aes_key", &"B".repeat(43));
    assert!(channel().verify(&other, &json_push(&body(json!({}))), NOW).is_err());
}

#[test]
fn replies_are_text_and_pictures_and_nothing_else() {
    let sending = |media_type: &str, template| Sending {
        message: message_id(),
        since: At(7),
        to: CUSTOMER.into(),
        text: "您好".into(),
        attachments: vec![Attached {
            id: AttachmentId(Uuid::from_u128(1)),
            name: "x".into(),
            media_type: media_type.into(),
            size: 1,
            width: None,
            height: None,
        }],
        card: None,
        template,
        machine: String::new(),
    };
    let next = |what| channel().next(&account("safe"), &what, None, NOW);
    assert!(matches!(next(sending("image/png", false)), Step::Call { repeatable: false, .. }));
    assert!(matches!(next(sending("video/mp4", false)), Step::Never { fault: Fault::Content, .. }));
    assert!(matches!(next(sending("image/png", true)), Step::Never { fault: Fault::Content, .. }));
}

#[test]
fn it_tells_nothing_of_people_and_makes_no_codes() {
    let ask = |errand: Errand| channel().errand(&account("safe"), &errand, "", None, NOW);
    let nobody = Told::Person { evidence: vec![], profile: Profile::default() };
    assert_eq!(ask(Errand::Person { value: CUSTOMER.into() }), nobody);
    assert_eq!(ask(Errand::Invite { scene: "c".into(), lasts: Span::minutes(1) }), Told::Cannot);
    let raw = json_push(&body(json!({"MsgType": "text", "Content": "x"})));
    assert_eq!(channel().answer_with(&account("safe"), &raw, "您好", NOW), None);
}
