//! The official account's stories, first half: what customers say and do, by the tables of the provider's documents.
use crate::suite::Fixture;
use crate::wechat_platform::*;
use channels::find;
use model::port::*;
use model::{At, Awaited, Card, IdentityClass, MessageKind, Receipt, Span};

/// A follower's phone.
pub struct Follower;

pub fn channel() -> &'static dyn Channel {
    find("wechat").expect("it is in ALL")
}

/// What one push becomes.
fn came(body: &str) -> Incoming {
    let (account, raw) = (account("safe"), sealed_push(body.as_bytes(), 0));
    assert_eq!(channel().verify(&account, &raw, NOW), Ok(()));
    let mut parsed = channel().parse(&account, &raw);
    assert_eq!((parsed.answer.body.as_str(), parsed.unparsed), ("success", None));
    assert_eq!(parsed.incoming.len(), 1);
    parsed.incoming.remove(0)
}

fn said(kind: &str, fields: &[(&str, &str)]) -> Said {
    let one = came(&xml(kind, &[&[("MsgId", "1")], fields].concat()));
    assert_eq!(one.opens, opens("message", 48 * 3600, 5), "{kind}");
    match one.what {
        What::Message(said) => said,
        other => panic!("{other:?}"),
    }
}

fn opens(kind: &'static str, seconds: i64, replies: i64) -> Option<Opens> {
    Some(Opens { kind, lasts: Span::seconds(seconds), replies: Some(replies) })
}

fn acted(name: &str, fields: &[(&str, &str)]) -> (Act, Option<Opens>) {
    let one = came(&event(name, fields));
    match one.what {
        What::Act(act) => (act, one.opens),
        other => panic!("{name}: {other:?}"),
    }
}

impl Fixture for Follower {
    fn channel(&self) -> &'static dyn Channel {
        channel()
    }
    fn account(&self) -> Opened {
        let account = with(account("safe"), "template_id", "TPL");
        Opened { token: None, ..with(account, "template_field", "thing2") }
    }
    fn now(&self) -> At {
        NOW
    }
    fn genuine(&self) -> Vec<(&'static str, Raw, usize)> {
        let push = |body: &str| sealed_push(body.as_bytes(), 0);
        vec![
            ("words", push(&xml("text", &[("Content", "杯子碎了 🍵"), ("MsgId", "6054768590064713728")])), 1),
            ("a picture", push(&xml("image", &[("MediaId", "m-1"), ("PicUrl", "http://p"), ("MsgId", "2")])), 1),
            ("a voice", push(&xml("voice", &[("MediaId", "m-2"), ("Format", "amr"), ("MsgId", "3")])), 1),
            ("following", push(&event("subscribe", &[])), 1),
            ("leaving", push(&event("unsubscribe", &[])), 1),
            ("one click", push(&event("CLICK", &[("EventKey", "a")])), 1),
            ("another in the same second", push(&event("CLICK", &[("EventKey", "b")])), 1),
            ("a receipt", push(&event("TEMPLATESENDJOBFINISH", &[("MsgID", "77"), ("Status", "success")])), 1),
        ]
    }
    /// The platform sends the same body again, perhaps under a new time.
    fn repeated(&self, raw: &Raw) -> Raw {
        let text = String::from_utf8(raw.body.clone()).unwrap();
        let encrypt = text.split("<Encrypt><![CDATA[").nth(1).unwrap().split("]]>").next().unwrap();
        outer(encrypt, TOKEN, 5)
    }
    fn forged(&self) -> Vec<(&'static str, Raw)> {
        let (_, good, _) = self.genuine().remove(0);
        let other = sealed_push(xml("text", &[("Content", "另一句"), ("MsgId", "9")]).as_bytes(), 0);
        vec![
            ("another token", outer(&seal(KEY, b"<xml/>", APP), "wrong", 0)),
            ("too old", sealed_push(b"<xml/>", -601)),
            ("from the future", sealed_push(b"<xml/>", 601)),
            ("another body under the same signature", Raw { body: other.body, ..good.clone() }),
            ("in clear text", plain_push(b"<xml/>", TOKEN, 0)),
            ("no query", Raw { query: String::new(), ..good.clone() }),
            ("put", Raw { method: "PUT".into(), ..good }),
        ]
    }
    fn sealed(&self, body: Vec<u8>) -> Raw {
        sealed_push(&body, 0)
    }
    // It covers the sealed text and not what stands around it; `wechat_door` changes the sealed text.
    fn signs_body(&self) -> bool {
        false
    }
    fn words(&self) -> &'static [&'static str] {
        &[
            "FromUserName",
            "ToUserName",
            "CreateTime",
            "MsgType",
            "MsgId",
            "event",
            "Event",
            "EventKey",
            "subscribe",
            "text",
            "Content",
            "image",
            "MediaId",
            "location",
            "Location_X",
            "Location_Y",
            "link",
            "Url",
            "click",
        ]
    }
    fn answer(&self, request: &Request) -> Response {
        answer(request)
    }
    fn delivers(&self, request: &Request) -> bool {
        ["custom/send", "template/send"].iter().any(|path| request.url.contains(path))
    }
    fn parts(&self, attachments: usize) -> usize {
        1 + attachments
    }
}

#[test]
fn a_text_comes_in_with_who_when_and_a_window() {
    let one = came(&xml("text", &[("Content", " 杯子\n碎了 & <b> "), ("MsgId", "23456789012345678901"), ("New", "x")]));
    assert_eq!(one.dedupe_key, "23456789012345678901");
    assert_eq!((one.from.kind.as_str(), one.from.value.as_str()), ("openid", CUSTOMER));
    assert_eq!(one.from.scope, account("safe").id.to_string());
    assert_eq!((one.from.class, one.from.verified), (IdentityClass::Personal, true));
    assert_eq!((one.said_at, one.opens), (Some(NOW), opens("message", 172_800, 5)));
    assert!(one.evidence.is_empty() && one.thread.is_empty() && one.profile == Profile::default());
    let What::Message(said) = one.what else { panic!("{:?}", one.what) };
    assert_eq!((said.text.as_str(), said.kind, said.client_id), (" 杯子\n碎了 & <b> ", None, None));
}

#[test]
fn an_item_of_a_menu_message_is_words_that_open_the_menus_window() {
    let one = came(&xml("text", &[("Content", "退换货"), ("MsgId", "5"), ("bizmsgmenuid", "101")]));
    assert_eq!(one.opens, opens("menu", 60, 3));
    assert!(matches!(one.what, What::Message(said) if said.text == "退换货"));
}

#[test]
fn pictures_voices_and_videos_are_awaited() {
    for (kind, becomes) in [
        ("image", MessageKind::Image),
        ("voice", MessageKind::Voice),
        ("video", MessageKind::Video),
        ("shortvideo", MessageKind::Video),
    ] {
        let it = said(kind, &[("MediaId", "m-1"), ("ThumbMediaId", "m-2"), ("Format", "amr"), ("PicUrl", "http://p")]);
        assert_eq!(it.awaited, [Awaited { kind: becomes, reference: "m-1".into(), failed: None }], "{kind}");
        assert_eq!((it.kind, it.text.as_str()), (Some(becomes), ""), "{kind}");
    }
    assert_eq!(said("voice", &[("MediaId", "m-1"), ("Recognition", "你好")]).text, "你好");
}

#[test]
fn places_links_and_pages_of_mini_programs_are_cards() {
    let place = said(
        "location",
        &[("Location_X", "23.134521"), ("Location_Y", "113.358803"), ("Scale", "20"), ("Label", "体育西路")],
    );
    let (latitude, longitude) = ("23.134521".to_owned(), "113.358803".to_owned());
    assert_eq!(place.card, Some(Card::Location { latitude, longitude, label: "体育西路".into() }));
    assert_eq!((place.kind, place.text.as_str()), (Some(MessageKind::Location), "体育西路"));
    assert_eq!(said("location", &[("Location_X", "1"), ("Location_Y", "2")]).text, "1, 2");
    let link = said("link", &[("Title", "公告"), ("Description", "说明"), ("Url", "https://shop.example/a?b&c")]);
    let url = "https://shop.example/a?b&c".to_owned();
    assert_eq!(
        link.card,
        Some(Card::Link { title: "公告".into(), description: "说明".into(), url, picture: String::new() })
    );
    assert_eq!((link.kind, link.text.as_str()), (Some(MessageKind::Link), "公告"));
    let page = said(
        "miniprogrampage",
        &[("Title", "订单"), ("AppId", "wx1"), ("PagePath", "pages/o?id=1"), ("ThumbUrl", "u")],
    );
    assert_eq!(
        page.card,
        Some(Card::Applet { title: "订单".into(), app_id: "wx1".into(), path: "pages/o?id=1".into() })
    );
    assert_eq!((page.kind, page.text.as_str()), (Some(MessageKind::Link), "订单"));
}

#[test]
fn an_unknown_kind_or_one_that_lacks_its_substance_is_kept_as_unsupported() {
    for (kind, fields) in [
        ("hologram", vec![("Content", "x")]),
        ("file", vec![("MediaId", "m-1")]),
        ("text", vec![("Content", " ")]),
        ("image", vec![("PicUrl", "http://p")]),
        ("location", vec![("Location_X", "1")]),
        ("link", vec![("Title", "t"), ("Url", "javascript:alert(1)")]),
        ("", vec![]),
    ] {
        let it = said(kind, &fields);
        assert_eq!(it.kind, Some(MessageKind::Unsupported), "{kind}");
        assert!(it.text.is_empty() && it.card.is_none() && it.awaited.is_empty(), "{kind}");
    }
}

#[test]
fn following_leaving_and_scanning() {
    let scene = |scene: &str| Act::Came { scene: Some(scene.into()) };
    assert_eq!(acted("subscribe", &[("EventKey", "")]), (Act::Came { scene: None }, opens("follow", 60, 3)));
    let paid = acted("subscribe", &[("EventKey", "last_trade_no_4000")]);
    assert_eq!(paid, (Act::Came { scene: None }, opens("follow", 60, 3)), "after a payment, not by a code");
    let by_code = [("EventKey", "qrscene_c-1_x"), ("Ticket", "t")];
    assert_eq!(acted("subscribe", &by_code), (scene("c-1_x"), opens("scan", 60, 3)));
    assert_eq!(acted("SCAN", &[("EventKey", "c-1_x"), ("Ticket", "t")]), (scene("c-1_x"), opens("scan", 60, 3)));
    assert_eq!(acted("scan", &[("EventKey", "7")]).0, scene("7"), "names of events vary in case");
    assert_eq!(acted("unsubscribe", &[("EventKey", "")]), (Act::Left, opens("left", 0, 0)));
}

#[test]
fn menu_items_are_pressed_and_only_three_kinds_open_a_window() {
    let pressed = |key: &str| Act::Pressed { key: key.into() };
    for name in ["CLICK", "click", "scancode_push", "scancode_waitmsg"] {
        assert_eq!(acted(name, &[("EventKey", "V1")]), (pressed("V1"), opens("menu", 60, 3)), "{name}");
    }
    for name in ["pic_sysphoto", "pic_photo_or_album", "pic_weixin", "location_select"] {
        assert_eq!(acted(name, &[("EventKey", "V2")]), (pressed("V2"), None), "{name}");
    }
    let url = "https://shop.example/";
    assert_eq!(acted("VIEW", &[("EventKey", url), ("MenuId", "1")]), (pressed(url), None));
    let nested = "<xml><FromUserName>o</FromUserName><CreateTime>1</CreateTime><MsgType>event</MsgType><Event>scancode_waitmsg</Event>
        <EventKey>6</EventKey><ScanCodeInfo><ScanType>qrcode</ScanType><EventKey>2</EventKey></ScanCodeInfo></xml>";
    assert!(matches!(came(nested).what, What::Act(Act::Pressed { key }) if key == "6"));
}

#[test]
fn what_concerns_nobody_is_recorded_and_no_more() {
    for name in
        ["LOCATION", "kf_create_session", "kf_close_session", "kf_switch_session", "MASSSENDJOBFINISH", "brand_new", ""]
    {
        assert_eq!(acted(name, &[("Latitude", "1")]), (Act::Other, None), "{name}");
    }
}

#[test]
fn a_template_tells_how_it_ended() {
    for (status, becomes) in [
        ("success", Receipt::Delivered),
        ("failed:user block", Receipt::Failed),
        ("failed: system failed", Receipt::Failed),
    ] {
        let one = came(&event("TEMPLATESENDJOBFINISH", &[("MsgID", "200228332"), ("Status", status)]));
        let What::Receipt { provider_id, receipt } = one.what else { panic!("{:?}", one.what) };
        assert_eq!((provider_id.as_str(), receipt, one.opens), ("200228332", becomes, None));
    }
    let key = |id| came(&event("TEMPLATESENDJOBFINISH", &[("MsgID", id), ("Status", "success")])).dedupe_key;
    assert_ne!(key("1"), key("2"), "two templates of one second");
    assert_eq!(acted("TEMPLATESENDJOBFINISH", &[]), (Act::Other, None));
}

#[test]
fn keys_tell_apart_what_differs_and_stay_short() {
    let event_key = |fields: &[(&str, &str)]| came(&event("CLICK", fields)).dedupe_key;
    assert_eq!(event_key(&[("EventKey", "V1")]), format!("event:{CUSTOMER}:{SECONDS}:CLICK:V1"));
    let long = |end: &str| event_key(&[("EventKey", &format!("{}{end}", "x".repeat(1_000)))]);
    assert!(long("a").len() < 300 && long("a") != long("b"));
    let without_id = |text| came(&xml("text", &[("Content", text)])).dedupe_key;
    assert_eq!(without_id("一"), without_id("一"));
    assert_ne!(without_id("一"), without_id("二"));
}

#[test]
fn the_windows_are_the_accounts_settings() {
    let mut account = account("safe");
    for (key, value) in
        [("message_replies", "20"), ("message_hours", "24"), ("follow_seconds", "120"), ("scan_replies", "x")]
    {
        account = with(account, key, value);
    }
    let opened = |body: String| channel().parse(&account, &sealed_push(body.as_bytes(), 0)).incoming.remove(0).opens;
    assert_eq!(opened(xml("text", &[("Content", "x")])), opens("message", 86_400, 20));
    assert_eq!(opened(event("subscribe", &[])), opens("follow", 120, 3));
    assert_eq!(opened(event("SCAN", &[("EventKey", "1")])), opens("scan", 60, 3), "what is no number is the default");
}
