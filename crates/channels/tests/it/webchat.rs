//! Web chat's stories: which frames become something, and why others do not.
use crate::suite::{Fixture, opened};
use channels::engine::signature::hmac_sha256_hex;
use channels::find;
use model::port::*;
use model::{Address, At, AttachmentId, Form, Locale};
use serde_json::{Value, json};

pub const VISITOR: &str = "0193a000-0000-7000-8000-000000000001";
pub const NOW: At = At(1_800_000_000_000_000);
const FILE: &str = "0193a000-0000-7000-8000-00000000f11e";

/// A page with the chat on it.
pub struct Page;

pub fn raw(body: &Value) -> Raw {
    bytes(body.to_string().into_bytes())
}

fn bytes(body: Vec<u8>) -> Raw {
    Raw { body, proved: Some(VISITOR.into()), ..Raw::default() }
}

pub fn channel() -> &'static dyn Channel {
    find("webchat").expect("it is in ALL")
}

/// A `{payload, signature}` under this secret, running out so many seconds from now.
pub fn signed(secret: &str, more: Value, seconds: i64) -> Value {
    let mut payload = json!({"external_id": "42", "exp": NOW.0 / 1_000_000 + seconds});
    let more = more.as_object().cloned().unwrap_or_default();
    payload.as_object_mut().unwrap().extend(more);
    let payload = payload.to_string();
    json!({"signature": hmac_sha256_hex(secret, payload.as_bytes()), "payload": payload})
}

fn send(more: Value) -> Value {
    let mut frame = json!({"t": "send", "client_id": "c-1", "text": "杯子碎了"});
    frame.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
    frame
}

/// What a frame became, or why it did not.
pub fn parse(hello: Value, frame: Value) -> Result<Incoming, String> {
    one(&raw(&json!({"hello": hello, "frame": frame})))
}

fn one(raw: &Raw) -> Result<Incoming, String> {
    let mut parsed = channel().parse(&Page.account(), raw);
    assert!(parsed.incoming.len() <= 1);
    parsed.incoming.pop().ok_or_else(|| parsed.unparsed.expect("nothing is dropped"))
}

fn said(frame: Value) -> Result<Said, String> {
    parse(Value::Null, frame).map(|one| match one.what {
        What::Message(said) => said,
        other => panic!("{other:?}"),
    })
}

impl Fixture for Page {
    fn channel(&self) -> &'static dyn Channel {
        channel()
    }
    fn account(&self) -> Opened {
        opened(&[("color", "#1d5fbf")], &[("signing_secret", "new"), ("signing_secret_previous", "old")])
    }
    fn now(&self) -> At {
        NOW
    }
    fn genuine(&self) -> Vec<(&'static str, Raw, usize)> {
        let hello = json!({"locale": "zh-CN", "page": {"url": "https://shop.example/", "title": "拾光"}, "user": signed("new", json!({}), 60)});
        vec![
            ("a message", raw(&json!({"hello": hello, "frame": send(json!({}))})), 1),
            ("a wish for a person", raw(&json!({"hello": null, "frame": {"t": "handoff", "client_id": "c-2"}})), 1),
        ]
    }
    fn repeated(&self, raw: &Raw) -> Raw {
        raw.clone()
    }
    fn forged(&self) -> Vec<(&'static str, Raw)> {
        let (_, good, _) = self.genuine().remove(0);
        let unproved = |proved: Option<&str>| Raw { proved: proved.map(str::to_owned), ..good.clone() };
        let user = |user: Value| raw(&json!({"hello": {"user": user}, "frame": send(json!({}))}));
        vec![
            ("nobody proved", unproved(None)),
            ("nobody named", unproved(Some(""))),
            ("a name that breaks keys apart", unproved(Some("a:b"))),
            ("another secret", user(signed("wrong", json!({}), 60))),
            ("a signature run out", user(signed("new", json!({}), 0))),
        ]
    }
    fn sealed(&self, body: Vec<u8>) -> Raw {
        bytes(body)
    }
    fn signs_body(&self) -> bool {
        false
    }
    fn words(&self) -> &'static [&'static str] {
        &[
            "hello",
            "frame",
            "t",
            "send",
            "handoff",
            "client_id",
            "text",
            "attachments",
            "form",
            "name",
            "user",
            "page",
            "locale",
        ]
    }
    fn answer(&self, request: &Request) -> Response {
        panic!("hosted, and yet it calls {}", request.url)
    }
    fn delivers(&self, _: &Request) -> bool {
        false
    }
}

#[test]
fn a_message_comes_in_with_who_where_and_in_which_language() {
    let hello = json!({"locale": "en-GB", "page": {"url": "https://shop.example/cup?id=1", "title": "Cup"}});
    let frame =
        send(json!({"attachments": [FILE, FILE], "form": {"name": "李", "phone": "", "email": null}, "extra": 1}));
    let one = parse(hello, frame).unwrap();
    assert_eq!(one.dedupe_key, format!("{VISITOR}:c-1"));
    assert_eq!(one.from, Address::visitor(Page.account().id, VISITOR));
    assert!(one.evidence.is_empty() && one.thread.is_empty());
    assert_eq!((one.profile.locale, one.profile.name.as_deref()), (Some(Locale::En), Some("李")));
    assert_eq!(one.profile.page_url.as_deref(), Some("https://shop.example/cup?id=1"));
    assert_eq!(one.profile.page_title.as_deref(), Some("Cup"));
    let What::Message(said) = one.what else { panic!("{:?}", one.what) };
    assert_eq!((said.text.as_str(), said.client_id.as_deref()), ("杯子碎了", Some("c-1")));
    assert_eq!(said.attachments, [FILE.parse::<AttachmentId>().unwrap()], "named twice, there once");
    assert_eq!(said.form, Some(Form { name: Some("李".into()), ..Form::default() }));
}

#[test]
fn a_wish_for_a_person_comes_in() {
    let one = parse(Value::Null, json!({"t": "handoff", "client_id": "h 1"})).unwrap();
    assert!(matches!(one.what, What::Handoff));
    assert_eq!(one.dedupe_key, format!("{VISITOR}:h 1"));
}

#[test]
fn limits_are_met_exactly() {
    assert_eq!(said(send(json!({"text": "杯".repeat(10_000)}))).unwrap().text.chars().count(), 10_000);
    assert_eq!(said(send(json!({"text": "𝄞".repeat(10_001)}))).unwrap_err(), "text over 10000 characters");
    let ids: Vec<_> = (0..11).map(|n| format!("0193a000-0000-7000-8000-0000000000{n:02}")).collect();
    assert_eq!(said(send(json!({"attachments": ids[..10]}))).unwrap().attachments.len(), 10);
    assert_eq!(said(send(json!({"attachments": ids}))).unwrap_err(), "more than 10 attachments");
    assert!(said(send(json!({"client_id": "~".repeat(64)}))).is_ok());
    let body =
        json!({"hello": null, "frame": send(json!({"text": "\u{1}".repeat(10_000), "extra": "x".repeat(256 * 1024)}))});
    assert_eq!(one(&raw(&body)).unwrap_err(), "body over 262144 bytes");
    let escaped = format!(
        "{{\"frame\":{{\"t\":\"send\",\"client_id\":\"c\",\"text\":\"{}\"}}}}",
        "\\ud834\\udd1e".repeat(10_000)
    );
    assert!(one(&bytes(escaped.into())).is_ok(), "the longest way to write 10,000 characters");
}

#[test]
fn what_makes_no_sense_says_why() {
    for (frame, why) in [
        (send(json!({"client_id": ""})), "client_id"),
        (send(json!({"client_id": null})), "client_id"),
        (send(json!({"client_id": 7})), "client_id"),
        (send(json!({"client_id": "~".repeat(65)})), "client_id"),
        (send(json!({"client_id": "号"})), "client_id"),
        (send(json!({"client_id": "a\0"})), "client_id"),
        (send(json!({"client_id": "a\n"})), "client_id"),
        (send(json!({"text": 7})), "text is not a text"),
        (send(json!({"text": " \n"})), "empty"),
        (send(json!({"text": null})), "empty"),
        (send(json!({"text": "", "form": {"name": " "}})), "empty"),
        (send(json!({"attachments": "x"})), "not a list"),
        (send(json!({"attachments": ["x"]})), "not an id"),
        (send(json!({"attachments": [7]})), "not an id"),
        (send(json!({"form": []})), "form is not an object"),
        (send(json!({"form": {"phone": 138}})), "phone is not a text"),
        (send(json!({"form": {"email": "x".repeat(255)}})), "email over 254"),
        (send(json!({"t": "read"})), "neither"),
        (send(json!({"t": null})), "neither"),
        (send(json!({"t": ["send"]})), "neither"),
        (json!({"t": "handoff"}), "client_id"),
        (Value::Null, "client_id"),
        (json!([]), "client_id"),
    ] {
        let said = parse(Value::Null, frame.clone()).unwrap_err();
        assert!(said.contains(why), "{frame}: {said}");
    }
    for body in [
        "",
        "null",
        "[]",
        "7",
        "{",
        "\u{feff}{}",
        "{\"frame\":{\"t\":\"send\",\"client_id\":\"c\",\"text\":\"\\ud800\"}}",
        "{\"hello\":1e400}",
    ] {
        assert!(one(&bytes(body.into())).is_err(), "{body}");
    }
    assert!(one(&bytes(b"\xff\xfe".to_vec())).unwrap_err().contains("not JSON"));
    assert!(one(&bytes("[".repeat(100_000).into())).unwrap_err().contains("not JSON"), "depth");
    assert!(one(&Raw { proved: None, ..bytes(b"{}".to_vec()) }).is_err());
}

#[test]
fn a_nul_is_shown_as_a_mark() {
    assert_eq!(said(send(json!({"text": "a\0b"}))).unwrap().text, "a\u{fffd}b");
    let form = said(send(json!({"form": {"name": "a\0"}}))).unwrap().form.unwrap();
    assert_eq!(form.name.as_deref(), Some("a\u{fffd}"));
}

#[test]
fn a_hello_that_makes_no_sense_costs_no_message() {
    let long = format!("https://shop.example/{}", "x".repeat(2_000));
    for hello in [
        json!("hello"),
        json!({"locale": 7, "page": "x"}),
        json!({"locale": "fr", "page": {"url": "javascript:alert(1)", "title": " "}}),
        json!({"page": {"url": long, "title": null}}),
        json!({"page": {"url": "not an address"}}),
    ] {
        let one = parse(hello.clone(), send(json!({}))).unwrap();
        assert_eq!(one.profile, Profile::default(), "{hello}");
    }
    let one = parse(json!({"page": {"title": format!("a\0\n{}", "题".repeat(300))}}), send(json!({}))).unwrap();
    let title = one.profile.page_title.unwrap();
    assert_eq!((title.chars().count(), title.starts_with("a  题")), (200, true));
    for (written, read) in [("zh-CN", Locale::Zh), ("zh", Locale::Zh), ("ZH-Hant-TW", Locale::Zh), ("en", Locale::En)] {
        assert_eq!(parse(json!({"locale": written}), send(json!({}))).unwrap().profile.locale, Some(read));
    }
}
