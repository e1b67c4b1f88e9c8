//! Templates: the provider suppresses a repetition for ten minutes only, so that what nobody knows of is asked for again
//! within nine and is in doubt from then on; a person who sends it again gets another one out.
use crate::suite::message_id;
use crate::wechat::channel;
use crate::wechat_platform::*;
use model::port::*;
use model::{Attached, AttachmentId, Fault, Secret, Span, Uuid};
use serde_json::{Value, json};

type Last = Option<Result<Response, TransportError>>;

fn account() -> Opened {
    with(with(crate::wechat_platform::account("safe"), "template_id", "TPL"), "template_field", "thing2")
}

fn template() -> Sending {
    let (to, text) = (CUSTOMER.to_owned(), "您的退款已到账".to_owned());
    let (template, machine) = (true, String::new());
    Sending { message: message_id(), since: NOW, to, text, attachments: Vec::new(), card: None, template, machine }
}

/// What comes of `last` so long after the beginning.
fn next(what: &mut Sending, last: Last, after: Span) -> Step {
    let step = channel().next(&account(), what, last, NOW + after);
    if let Step::Call { machine, .. } | Step::NeedToken { machine, .. } | Step::RetryAt { machine, .. } = &step {
        what.machine.clone_from(machine);
    }
    step
}

fn called(what: &mut Sending, last: Last, after: Span) -> Value {
    match next(what, last, after) {
        Step::Call { request: Request { body: Body::Bytes(body), .. }, repeatable: true, .. } => {
            serde_json::from_slice(&body).expect("JSON")
        }
        other => panic!("{other:?}"),
    }
}

fn answered(status: u16, body: Value) -> Last {
    Some(Ok(Response { status, headers: Vec::new(), body: body.to_string().into_bytes() }))
}

fn said(errcode: i64) -> Last {
    answered(200, json!({"errcode": errcode, "errmsg": "said"}))
}

fn lost() -> Last {
    Some(Err(TransportError::NoAnswer("timed out".into())))
}

const AT_ONCE: Span = Span(0);

#[test]
fn it_goes_out_under_a_name_of_ours_and_brings_an_id() {
    let mut what = template();
    let Step::Call { request, .. } = channel().next(&account(), &what, None, NOW) else { panic!() };
    assert_eq!(request.url, "https://api.example/cgi-bin/message/template/send?access_token=T-1");
    let body = called(&mut what, None, AT_ONCE);
    let name = body["client_msg_id"].as_str().unwrap();
    assert!(name.starts_with(&message_id().0.simple().to_string()) && name.len() <= 64, "{name}");
    let data = json!({"thing2": {"value": "您的退款已到账"}});
    assert_eq!(body, json!({"touser": CUSTOMER, "template_id": "TPL", "client_msg_id": name, "data": data}));
    let sent = next(&mut what, answered(200, json!({"errcode": 0, "msgid": 200_228_332})), AT_ONCE);
    assert!(matches!(sent, Step::Sent(ids) if ids == ["200228332"]));
}

#[test]
fn what_nobody_knows_of_is_asked_for_again_for_nine_minutes_and_then_in_doubt() {
    for unclear in [lost(), None, answered(502, json!("x")), answered(200, json!({}))] {
        let mut what = template();
        let first = called(&mut what, None, AT_ONCE);
        // The engine's pauses: 1, 5, 15, 60, 300 seconds.
        for seconds in [1, 6, 21, 81, 381, 540] {
            if unclear.is_some() {
                let step = next(&mut what, unclear.clone(), Span::seconds(seconds));
                assert!(matches!(step, Step::RetryAt { .. }), "{unclear:?}, {seconds} s: {step:?}");
            }
            assert_eq!(called(&mut what, None, Span::seconds(seconds)), first, "the same name each time");
        }
        let late = Span::seconds(541);
        assert!(matches!(next(&mut what, None, late), Step::InDoubt(_)), "{unclear:?}");
        assert!(unclear.is_none() || matches!(next(&mut what, unclear.clone(), late), Step::InDoubt(_)), "{unclear:?}");
    }
}

#[test]
fn what_was_certainly_not_taken_may_wait_for_days() {
    let busy_twice = [said(-1), said(-1)];
    let not_sent = Some(Err(TransportError::NotSent("no way".into())));
    for answer in busy_twice.into_iter().chain([said(45011), said(45009), answered(429, json!("x")), not_sent]) {
        let mut what = template();
        called(&mut what, None, AT_ONCE);
        assert!(matches!(next(&mut what, answer.clone(), AT_ONCE), Step::RetryAt { .. }), "{answer:?}");
        called(&mut what, None, Span::days(2));
        // Only from this call on nobody knows.
        assert!(matches!(next(&mut what, lost(), Span::days(2)), Step::RetryAt { .. }), "{answer:?}");
    }
}

#[test]
fn a_clear_no_says_nothing_of_an_earlier_call_without_an_answer() {
    for (clear, fault) in [(43004, Fault::Recipient), (40037, Fault::Account), (99999, Fault::Content)] {
        let mut what = template();
        called(&mut what, None, AT_ONCE);
        let step = next(&mut what, said(clear), AT_ONCE);
        assert!(matches!(step, Step::Never { fault: named, .. } if named == fault), "{step:?}");
        let mut what = template();
        called(&mut what, None, AT_ONCE);
        next(&mut what, lost(), AT_ONCE);
        called(&mut what, None, Span::seconds(1));
        assert!(matches!(next(&mut what, said(clear), Span::seconds(1)), Step::InDoubt(_)), "{clear}");
    }
    let mut what = template();
    called(&mut what, None, AT_ONCE);
    next(&mut what, lost(), AT_ONCE);
    called(&mut what, None, Span::seconds(1));
    // Until tomorrow is too late to ask again.
    assert!(matches!(next(&mut what, said(45009), Span::seconds(1)), Step::InDoubt(_)));
}

#[test]
fn sent_again_by_a_person_it_has_another_name_and_is_not_suppressed() {
    let first = called(&mut template(), None, AT_ONCE);
    let again = called(&mut Sending { since: NOW + Span::minutes(1), ..template() }, None, Span::minutes(1));
    assert_ne!(first["client_msg_id"], again["client_msg_id"]);
}

#[test]
fn a_bad_token_is_replaced_once_and_then_it_waits_a_minute() {
    let mut what = template();
    called(&mut what, None, AT_ONCE);
    assert!(matches!(next(&mut what, said(42001), AT_ONCE), Step::NeedToken { .. }));
    called(&mut what, None, AT_ONCE);
    let step = next(&mut what, said(42001), AT_ONCE);
    assert!(matches!(step, Step::RetryAt { at, .. } if at == NOW + Span::seconds(60)), "{step:?}");
    let none = Opened { token: None, ..account() };
    assert!(matches!(channel().next(&none, &template(), None, NOW), Step::NeedToken { .. }));
    let fresh = Opened { token: Some(Secret::new("T-2")), ..account() };
    assert!(matches!(channel().next(&fresh, &what, None, NOW), Step::Call { .. }));
}

#[test]
fn without_its_settings_or_with_a_file_nothing_goes_out() {
    let unset = with(account(), "template_field", " ");
    assert!(matches!(channel().next(&unset, &template(), None, NOW), Step::Never { fault: Fault::Account, .. }));
    let (id, name) = (AttachmentId(Uuid::from_u128(1)), "裂痕.png".to_owned());
    let file = Attached { id, name, media_type: "image/png".into(), size: 1, width: None, height: None };
    let with_file = Sending { attachments: vec![file], ..template() };
    assert!(matches!(channel().next(&account(), &with_file, None, NOW), Step::Never { fault: Fault::Content, .. }));
    let torn = Sending { machine: "{\"at\":\"template\"}".into(), ..template() };
    assert!(matches!(channel().next(&account(), &torn, None, NOW), Step::InDoubt(_)));
}
