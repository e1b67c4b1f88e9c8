//! Sending to followers: part by part, each once; and what every code of the provider's error table leads to.
use crate::suite::message_id;
use crate::wechat::channel;
use crate::wechat_platform::*;
use model::port::*;
use model::{At, Attached, AttachmentId, Card, Fault, MenuItem, Secret, Span, Uuid};
use serde_json::{Value, json};

fn file(n: u128, media_type: &str, size: i64) -> Attached {
    let name = "裂痕.jpg".to_owned();
    Attached {
        id: AttachmentId(Uuid::from_u128(n)),
        name,
        media_type: media_type.into(),
        size,
        width: None,
        height: None,
    }
}

fn sending(text: &str, attachments: Vec<Attached>) -> Sending {
    let (to, text) = (CUSTOMER.to_owned(), text.to_owned());
    Sending {
        message: message_id(),
        since: NOW,
        to,
        text,
        attachments,
        card: None,
        template: false,
        machine: String::new(),
    }
}

fn next(account: &Opened, what: &Sending, last: Option<Result<Response, TransportError>>) -> Step {
    channel().next(account, what, last, NOW)
}

/// Goes to the next call and stands there.
fn called(account: &Opened, what: &mut Sending, last: Option<Result<Response, TransportError>>) -> (Request, bool) {
    match next(account, what, last) {
        Step::Call { request, machine, repeatable } => {
            what.machine = machine;
            (request, repeatable)
        }
        other => panic!("{other:?}"),
    }
}

fn said(errcode: i64) -> Option<Result<Response, TransportError>> {
    json_answer(json!({"errcode": errcode, "errmsg": format!("said for T-1 and s3cret-of-the-app")}))
}

fn json_answer(body: Value) -> Option<Result<Response, TransportError>> {
    Some(Ok(Response { status: 200, headers: Vec::new(), body: body.to_string().into_bytes() }))
}

fn body(request: &Request) -> Value {
    match &request.body {
        Body::Bytes(bytes) => serde_json::from_slice(bytes).expect("JSON"),
        other => panic!("{other:?}"),
    }
}

/// What a refusal of a plain text with this code leads to.
fn after(errcode: i64) -> Step {
    let (account, mut what) = (account("safe"), sending("您好", Vec::new()));
    called(&account, &mut what, None);
    next(&account, &what, said(errcode))
}

#[test]
fn text_goes_first_then_each_file_and_every_part_is_kept_before_the_next() {
    let account = account("safe");
    let files = vec![file(1, "image/jpeg", 1), file(2, "audio/amr", 1), file(3, "video/mp4", 1)];
    let mut what = sending("您好 \"<&>\" 🍵", files);
    let (mut last, mut seen) = (None, Vec::new());
    for _ in 0..8 {
        let (request, repeatable) = called(&account, &mut what, last.take());
        let path = request.url.strip_prefix("https://api.example/cgi-bin/").unwrap().to_owned();
        assert_eq!(repeatable, path.starts_with("media/upload"));
        assert_eq!(request.method, "POST");
        assert!(!what.machine.contains("T-1"));
        seen.push((path, request.clone()));
        last = Some(Ok(answer(&request)));
    }
    assert!(matches!(next(&account, &what, last), Step::Sent(ids) if ids.is_empty()));
    let paths: Vec<_> = seen.iter().map(|(path, _)| path.as_str()).collect();
    let send = "message/custom/send?access_token=T-1";
    let upload = |kind: &str| format!("media/upload?access_token=T-1&type={kind}");
    assert_eq!(paths, [send, &upload("image"), send, &upload("voice"), send, &upload("video"), &upload("thumb"), send]);
    let (_, text) = &seen[0];
    assert_eq!(text.headers, [("content-type".to_owned(), "application/json; charset=utf-8".to_owned())]);
    let Body::Bytes(raw) = &text.body else { panic!() };
    assert!(String::from_utf8_lossy(raw).contains("您好 \\\"<&>\\\" 🍵"), "raw UTF-8, no escapes");
    assert_eq!(body(text), json!({"touser": CUSTOMER, "msgtype": "text", "text": {"content": "您好 \"<&>\" 🍵"}}));
    assert_eq!(seen[1].1.body, Body::File { field: "media", attachment: AttachmentId(Uuid::from_u128(1)) });
    let media = |n| format!("m-{}", Uuid::from_u128(n));
    assert_eq!(body(&seen[2].1), json!({"touser": CUSTOMER, "msgtype": "image", "image": {"media_id": media(1)}}));
    assert_eq!(body(&seen[4].1), json!({"touser": CUSTOMER, "msgtype": "voice", "voice": {"media_id": media(2)}}));
    let video = json!({"media_id": media(3), "thumb_media_id": "cover-1", "title": "裂痕.jpg", "description": ""});
    assert_eq!(body(&seen[7].1), json!({"touser": CUSTOMER, "msgtype": "video", "video": video}));
}

#[test]
fn a_break_at_a_send_is_in_doubt_and_one_between_parts_repeats_nothing() {
    let account = account("safe");
    let mut what = sending("您好", vec![file(1, "image/png", 1)]);
    called(&account, &mut what, None);
    assert!(matches!(next(&account, &what, None), Step::InDoubt(_)), "killed while sending the text");
    let (upload, _) = called(&account, &mut what, said(0));
    let (again, _) = called(&account, &mut what, None);
    assert_eq!(upload, again, "killed after the text: the upload is repeated, the text is not");
    let lost = Some(Err(TransportError::NoAnswer("timed out".into())));
    let Step::RetryAt { machine, .. } = next(&account, &what, lost) else { panic!() };
    what.machine = machine;
    let (third, _) = called(&account, &mut what, None);
    assert_eq!(third, upload);
}

#[test]
fn no_answer_or_half_an_answer_to_a_send_is_in_doubt() {
    let (account, mut what) = (account("safe"), sending("您好", Vec::new()));
    called(&account, &mut what, None);
    let answered = |status, body: &str| Some(Ok(Response { status, headers: Vec::new(), body: body.into() }));
    for last in [
        answered(500, ""),
        answered(502, "{\"errcode\":0}"),
        answered(200, "{}"),
        answered(200, "[]"),
        answered(200, "<html>"),
        Some(Err(TransportError::NoAnswer("timed out".into()))),
    ] {
        assert!(matches!(next(&account, &what, last.clone()), Step::InDoubt(_)), "{last:?}");
    }
    let not_sent = Some(Err(TransportError::NotSent("refused".into())));
    assert!(matches!(next(&account, &what, not_sent), Step::RetryAt { at: NOW, .. }));
    assert!(matches!(next(&account, &what, answered(404, "x")), Step::Never { fault: Fault::Account, .. }));
    assert!(
        matches!(next(&account, &what, answered(429, "x")), Step::RetryAt { at, .. } if at == NOW + Span::seconds(60))
    );
}

#[test]
fn busy_is_taken_for_an_answer_three_times() {
    let (account, mut what) = (account("safe"), sending("您好", Vec::new()));
    for _ in 0..3 {
        called(&account, &mut what, None);
        let Step::RetryAt { at: NOW, machine, .. } = next(&account, &what, said(-1)) else { panic!() };
        what.machine = machine;
    }
    called(&account, &mut what, None);
    assert!(matches!(next(&account, &what, said(-1)), Step::Never { fault: Fault::Provider, .. }));
}

#[test]
fn a_bad_token_is_replaced_once_and_then_it_waits_a_minute() {
    for errcode in [40001, 40014, 42001] {
        let (account, mut what) = (account("safe"), sending("您好", Vec::new()));
        called(&account, &mut what, None);
        let Step::NeedToken { machine, why } = next(&account, &what, said(errcode)) else { panic!("{errcode}") };
        assert!(why.contains("***") && !why.contains("T-1") && !why.contains("s3cret"), "{why}");
        what.machine = machine;
        let renewed = Opened { token: Some(Secret::new("T-2")), ..account.clone() };
        let (request, _) = called(&renewed, &mut what, None);
        assert!(request.url.ends_with("access_token=T-2"));
        let Step::RetryAt { at, machine, .. } = next(&renewed, &what, said(errcode)) else { panic!("{errcode}") };
        assert_eq!(at, NOW + Span::seconds(60));
        what.machine = machine;
        called(&renewed, &mut what, None);
        assert!(matches!(next(&renewed, &what, said(errcode)), Step::NeedToken { .. }), "and from the start again");
    }
    let none = Opened { token: None, ..account("safe") };
    assert!(matches!(next(&none, &sending("您好", Vec::new()), None), Step::NeedToken { .. }));
    let odd = Opened { token: Some(Secret::new("a+b/c=&d")), ..account("safe") };
    let (request, _) = called(&odd, &mut sending("您好", Vec::new()), None);
    assert!(request.url.ends_with("access_token=a%2Bb%2Fc%3D%26d"), "{}", request.url);
}

#[test]
fn a_token_is_replaced_once_for_the_whole_delivery() {
    let (account, mut what) = (account("safe"), sending("您好", vec![file(1, "image/png", 1)]));
    called(&account, &mut what, None);
    let Step::NeedToken { machine, .. } = next(&account, &what, said(40001)) else { panic!() };
    what.machine = machine;
    called(&account, &mut what, None);
    called(&account, &mut what, said(0));
    assert!(matches!(next(&account, &what, said(40001)), Step::RetryAt { .. }), "for the second part as well");
}

#[test]
fn too_fast_waits_a_minute_and_too_much_until_tomorrow_in_china() {
    assert!(matches!(after(45011), Step::RetryAt { at, .. } if at == NOW + Span::seconds(60)));
    let tomorrow: At = "2027-01-16T00:05:00+08:00".parse().unwrap();
    assert!(matches!(after(45009), Step::RetryAt { at, .. } if at == tomorrow), "{:?}", after(45009));
}

#[test]
fn every_refusal_names_whose_matter_it_is() {
    for (fault, codes) in [
        (Fault::Window, vec![45015, 45047]),
        (Fault::Recipient, vec![40003, 43004, 43019, 48002]),
        (Fault::Content, vec![40007, 44004, 45002, 45162, 99999]),
        (Fault::Account, vec![40164, 41001, 48001, 50002, 40013, 40125]),
    ] {
        for code in codes {
            let Step::Never { fault: named, why } = after(code) else { panic!("{code}: {:?}", after(code)) };
            assert_eq!(named, fault, "{code}");
            assert_eq!(why, format!("errcode {code}: said for *** and ***"));
        }
    }
}

#[test]
fn a_forgotten_file_is_uploaded_once_more_and_then_given_up() {
    let (account, mut what) = (account("safe"), sending("", vec![file(1, "image/gif", 1)]));
    let (upload, _) = called(&account, &mut what, None);
    called(&account, &mut what, json_answer(json!({"type": "image", "media_id": "m-1", "created_at": 1})));
    let (again, repeatable) = called(&account, &mut what, said(40007));
    assert_eq!((&again, repeatable), (&upload, true));
    let (send, _) = called(&account, &mut what, json_answer(json!({"media_id": "m-2"})));
    assert_eq!(body(&send)["image"]["media_id"], "m-2");
    assert!(matches!(next(&account, &what, said(40007)), Step::Never { fault: Fault::Content, .. }));
}

#[test]
fn what_would_be_refused_is_refused_before_any_part_goes_out() {
    let many = |n: usize| "杯".repeat(n);
    for (text, files, why) in [
        ("您好".to_owned(), vec![file(1, "application/pdf", 1)], "not taken"),
        ("您好".to_owned(), vec![file(1, "image/png", 1), file(2, "image/png", (10 << 20) + 1)], "not taken"),
        ("".to_owned(), vec![file(1, "audio/mpeg", (2 << 20) + 1)], "not taken"),
        ("".to_owned(), vec![file(1, "image/webp", 1)], "not taken"),
        (" \n".to_owned(), vec![], "empty"),
        (many(683), vec![], "over 2048 bytes"),
    ] {
        let Step::Never { fault: Fault::Content, why: said } = next(&account("safe"), &sending(&text, files), None)
        else {
            panic!("{why}")
        };
        assert!(said.contains(why), "{said}");
    }
    called(&account("safe"), &mut sending(&many(682), vec![file(1, "image/png", 10 << 20)]), None);
}

#[test]
fn a_failure_says_which_part_it_was() {
    let (account, mut what) = (account("safe"), sending("您好", vec![file(1, "image/png", 1)]));
    called(&account, &mut what, None);
    called(&account, &mut what, said(0));
    let Step::Never { why, .. } = next(&account, &what, said(48001)) else { panic!() };
    assert!(why.starts_with("part 2 of 2: errcode 48001"), "{why}");
}

#[test]
fn what_was_accepted_before_a_part_was_refused_is_counted() {
    let (account, mut what) = (account("safe"), sending("您好", vec![file(1, "image/png", 1)]));
    assert_eq!(channel().taken(&what.machine), 0);
    called(&account, &mut what, None);
    assert_eq!(channel().taken(&what.machine), 0, "nobody knows yet");
    called(&account, &mut what, said(0));
    called(&account, &mut what, json_answer(json!({"media_id": "m-1"})));
    assert!(matches!(next(&account, &what, said(45047)), Step::Never { fault: Fault::Window, .. }));
    assert_eq!(channel().taken(&what.machine), 1);
}

/// Every kind of card goes out as the provider calls it, after the text, with a picture of ours where one is wanted.
#[test]
fn every_kind_of_card_is_sent_under_the_providers_word() {
    let (title, description, url) =
        (|| "杯子".to_owned(), || "手工".to_owned(), || "https://shop.example/1".to_owned());
    let material = |of: &str| Card::Material { of: of.into(), id: "M-1".into(), title: title() };
    let cards = [
        (
            Card::Link { title: title(), description: description(), url: url(), picture: String::new() },
            "news",
            json!({"articles": [{"title": "杯子", "description": "手工", "url": "https://shop.example/1", "picurl": ""}]}),
        ),
        (
            Card::Menu {
                head: "满意吗".into(),
                items: vec![MenuItem { id: "1".into(), text: "满意".into() }],
                tail: String::new(),
            },
            "msgmenu",
            json!({"head_content": "满意吗", "list": [{"id": "1", "content": "满意"}], "tail_content": ""}),
        ),
        (
            Card::Applet { title: title(), app_id: "wx1".into(), path: "pages/1".into() },
            "miniprogrampage",
            json!({"title": "杯子", "appid": "wx1", "pagepath": "pages/1", "thumb_media_id": "COVER"}),
        ),
        (
            Card::Music { title: title(), description: description(), url: url() },
            "music",
            json!({
                "title": "杯子", "description": "手工", "musicurl": "https://shop.example/1",
                "hqmusicurl": "https://shop.example/1", "thumb_media_id": "COVER",
            }),
        ),
        (material("mpnews"), "mpnews", json!({"media_id": "M-1"})),
        (material("mpnewsarticle"), "mpnewsarticle", json!({"article_id": "M-1"})),
        (material("wxcard"), "wxcard", json!({"card_id": "M-1"})),
    ];
    for (card, word, content) in cards {
        let account = account("safe");
        let mut what = Sending { card: Some(card), ..sending("您看", Vec::new()) };
        let (text, _) = called(&account, &mut what, None);
        assert_eq!(body(&text)["msgtype"], "text");
        let (mut request, mut repeatable) = called(&account, &mut what, said(0));
        if word == "miniprogrampage" || word == "music" {
            assert!(repeatable && request.url.contains("media/upload") && request.url.contains("type=thumb"));
            (request, repeatable) = called(&account, &mut what, json_answer(json!({"thumb_media_id": "COVER"})));
        }
        assert!(!repeatable, "{word}");
        assert_eq!((&body(&request)["msgtype"], &body(&request)[word]), (&json!(word), &content));
        assert!(matches!(next(&account, &what, said(0)), Step::Sent(_)));
    }
}
