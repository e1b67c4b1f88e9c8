//! Signed users: whom the page says its visitor is, believed only with a good signature that still holds.
use crate::suite::{Fixture, opened};
use crate::webchat::{NOW, Page, channel, parse, raw, signed};
use channels::engine::signature::hmac_sha256_hex;
use model::port::*;
use model::{Address, At, Span};
use serde_json::{Value, json};

fn hello(user: &Value) -> Value {
    json!({"hello": {"user": user}, "frame": {"t": "send", "client_id": "c", "text": "好"}})
}

/// As the door asks at the hello: `Ok`, or why not.
fn verify(user: &Value, now: At) -> Result<(), &'static str> {
    channel().verify(&Page.account(), &raw(&hello(user)), now).map_err(|refused| refused.0)
}

/// Any payload, well signed.
fn sealed(payload: &str) -> Value {
    json!({"payload": payload, "signature": hmac_sha256_hex("new", payload.as_bytes())})
}

#[test]
fn a_signed_user_brings_proof_and_fills_the_profile() {
    let more = json!({"unionid": "u-9", "name": " 李建国 ", "phone": "13800138000", "email": "li@shop.example"});
    let frame = json!({"t": "send", "client_id": "c", "text": "好", "form": {"name": "别人", "phone": "1"}});
    let one = parse(json!({"user": signed("new", more, 60)}), frame).unwrap();
    let kinds: Vec<_> =
        one.evidence.iter().map(|proof| (proof.kind.as_str(), proof.value.as_str(), proof.verified)).collect();
    assert_eq!(kinds, [("external_id", "42", true), ("unionid", "u-9", true)]);
    assert_eq!(one.evidence[0], Address::external("42"));
    assert_eq!(one.profile.name.as_deref(), Some("李建国"), "the signature comes before the form");
    assert_eq!(one.profile.phone.as_deref(), Some("13800138000"));
    assert_eq!(one.profile.email.as_deref(), Some("li@shop.example"));
}

#[test]
fn two_secrets_are_good_while_they_are_changed_and_none_is_not() {
    assert_eq!(verify(&signed("new", json!({}), 60), NOW), Ok(()));
    assert_eq!(verify(&signed("old", json!({}), 60), NOW), Ok(()));
    assert_eq!(verify(&signed("older", json!({}), 60), NOW), Err("signed user: wrong signature"));
    let without = opened(&[], &[("signing_secret", "")]);
    for secret in ["", "new"] {
        let raw = raw(&hello(&signed(secret, json!({}), 60)));
        assert!(channel().verify(&without, &raw, NOW).is_err(), "an account without a secret proves nobody");
        assert!(channel().parse(&without, &raw).incoming.is_empty(), "not even unasked");
    }
}

#[test]
fn it_holds_until_exp_and_for_a_day_at_most() {
    let day = 24 * 3600;
    assert_eq!(verify(&signed("new", json!({}), 1), NOW), Ok(()));
    assert_eq!(verify(&signed("new", json!({}), day), NOW), Ok(()));
    assert_eq!(verify(&signed("new", json!({}), 0), NOW), Err("signed user: exp is past"));
    assert_eq!(verify(&signed("new", json!({}), 1), NOW + Span::seconds(1)), Err("signed user: exp is past"));
    assert_eq!(verify(&signed("new", json!({}), day + 1), NOW), Err("signed user: exp is more than 24 h ahead"));
    assert_eq!(
        verify(&signed("new", json!({"exp": i64::MAX}), 0), NOW),
        Err("signed user: exp is more than 24 h ahead")
    );
    assert_eq!(verify(&signed("new", json!({"exp": i64::MIN}), 0), NOW), Err("signed user: exp is past"));
    for exp in [json!("1800000060"), json!(1800000060.5), json!(null), json!(u64::MAX)] {
        assert!(verify(&signed("new", json!({"exp": exp}), 0), NOW).unwrap_err().contains("whole number"), "{exp}");
    }
}

#[test]
fn a_user_without_good_ids_or_signature_is_refused() {
    let good = signed("new", json!({}), 60);
    let with = |name: &str, value: Value| {
        let mut user = good.clone();
        user[name] = value;
        user
    };
    let signature = good["signature"].as_str().unwrap();
    let payload = good["payload"].as_str().unwrap();
    for user in [
        json!({}),
        json!("42"),
        json!(false),
        with("payload", Value::Null),
        with("payload", json!({"external_id": "42"})),
        with("payload", json!(format!("{payload} "))),
        with("signature", Value::Null),
        with("signature", json!("")),
        with("signature", json!(signature.to_uppercase())),
        with("signature", json!(format!("{signature}00"))),
        with("signature", json!(signature.replace(char::is_numeric, "0"))),
        sealed("not json"),
        sealed("[]"),
        sealed("{}"),
        sealed(&format!("{{\"external_id\":\"42\",\"exp\":1800000060,\"x\":\"{}\"}}", "x".repeat(4096))),
        signed("new", json!({"external_id": 42}), 60),
        signed("new", json!({"external_id": null}), 60),
        signed("new", json!({"external_id": ""}), 60),
        signed("new", json!({"external_id": "号".repeat(201)}), 60),
        signed("new", json!({"external_id": "a\0"}), 60),
        signed("new", json!({"unionid": 7}), 60),
        signed("new", json!({"unionid": "x".repeat(201)}), 60),
    ] {
        assert!(verify(&user, NOW).is_err(), "{user}");
        let parsed = channel().parse(&Page.account(), &raw(&hello(&user)));
        assert!(parsed.incoming.is_empty(), "{user}");
    }
    assert_eq!(verify(&signed("new", json!({"external_id": "号".repeat(200), "unionid": null}), 60), NOW), Ok(()));
}

#[test]
fn a_name_that_cannot_be_used_fills_nothing() {
    let more = json!({"name": "x".repeat(255), "phone": 138, "email": "a\u{7}@b"});
    let frame = json!({"t": "send", "client_id": "c", "text": "好", "form": {"name": "李"}});
    let one = parse(json!({"user": signed("new", more, 60)}), frame).unwrap();
    assert_eq!(one.profile, Profile { name: Some("李".into()), ..Profile::default() });
}

/// What docs/channels/webchat.md gives integrators to check their code with.
#[test]
fn the_documented_example_is_true() {
    let documents = include_str!("../../../../docs/channels/webchat.md");
    let payload = "{\"external_id\":\"42\",\"name\":\"李建国\",\"exp\":1800003600}";
    let signature = hmac_sha256_hex("parlor-example-secret", payload.as_bytes());
    assert_eq!((documents.matches(payload).count(), documents.matches(&signature).count()), (2, 2));
    let account = opened(&[], &[("signing_secret", "parlor-example-secret")]);
    let raw = raw(&hello(&json!({"payload": payload, "signature": signature})));
    assert_eq!(channel().verify(&account, &raw, NOW), Ok(()));
}

/// The door asks once with the hello alone, before any frame.
#[test]
fn a_hello_alone_is_verified() {
    let account = Page.account();
    let alone = |user: Value| raw(&json!({"hello": {"locale": "en", "user": user}}));
    assert_eq!(channel().verify(&account, &alone(Value::Null), NOW), Ok(()));
    assert_eq!(channel().verify(&account, &alone(signed("new", json!({}), 60)), NOW), Ok(()));
    assert!(channel().verify(&account, &alone(signed("no", json!({}), 60)), NOW).is_err());
    assert!(matches!(
        channel().next(&account, &sending(), None, NOW),
        Step::Sent(ids) if ids.is_empty()
    ));
}

fn sending() -> Sending {
    let (message, text) = (crate::suite::message_id(), "您好".into());
    Sending {
        message,
        since: NOW,
        to: "v".into(),
        text,
        attachments: Vec::new(),
        card: None,
        template: false,
        machine: String::new(),
    }
}
