//! Errands of the official account, and the words it may say at once.
use crate::wechat::channel;
use crate::wechat_platform::*;
use model::port::*;
use model::{Address, Fault, IdentityClass, Secret, Span};
use serde_json::{Value, json};

fn ask(errand: &Errand, machine: &str, last: Option<Result<Response, TransportError>>) -> Told {
    channel().errand(&account("safe"), errand, machine, last, NOW)
}

fn called(errand: &Errand) -> (Request, String) {
    match ask(errand, "", None) {
        Told::Call { request, machine } => (request, machine),
        other => panic!("{other:?}"),
    }
}

/// What this answer to the first call leads to.
fn answered(errand: &Errand, body: Value) -> Told {
    let (_, machine) = called(errand);
    ask(errand, &machine, Some(Ok(response("application/json", body.to_string().as_bytes()))))
}

fn response(kind: &str, body: &[u8]) -> Response {
    Response { status: 200, headers: vec![("content-type".into(), kind.into())], body: body.to_vec() }
}

fn body(request: &Request) -> Value {
    match &request.body {
        Body::Bytes(bytes) => serde_json::from_slice(bytes).expect("JSON"),
        other => panic!("{other:?}"),
    }
}

fn media() -> Errand {
    Errand::Media { reference: "m/1+".into() }
}

#[test]
fn a_token_is_asked_for_in_the_stable_way_and_kept_five_minutes_less() {
    let (request, _) = called(&Errand::Token);
    assert_eq!((request.method, request.url.as_str()), ("POST", "https://api.example/cgi-bin/stable_token"));
    let secret = "s3cret-of-the-app";
    let expected = json!({"grant_type": "client_credential", "appid": APP, "secret": secret, "force_refresh": false});
    assert_eq!(body(&request), expected);
    let lasting = |seconds: i64| match answered(&Errand::Token, json!({"access_token": "T-9", "expires_in": seconds})) {
        Told::Token(token) => (token.value, token.lasts),
        other => panic!("{other:?}"),
    };
    assert_eq!(lasting(7200), (Secret::new("T-9"), Span::seconds(6900)));
    assert_eq!(lasting(310).1, Span::seconds(60));
    assert_eq!(lasting(-5).1, Span::seconds(60));
    for code in [40001, 40013, 40125, 40164, 41004, 40243, 99999] {
        let told = answered(&Errand::Token, json!({"errcode": code, "errmsg": "invalid s3cret-of-the-app"}));
        let Told::Never { fault: Fault::Account, why } = told else { panic!("{code}: {told:?}") };
        assert_eq!(why, format!("errcode {code}: invalid ***"));
    }
    assert!(matches!(answered(&Errand::Token, json!({"errcode": -1})), Told::Later { at: NOW, .. }));
    assert!(matches!(answered(&Errand::Token, json!({})), Told::Later { .. }));
    let none = Opened { token: None, ..account("safe") };
    assert!(matches!(channel().errand(&none, &Errand::Token, "", None, NOW), Told::Call { .. }));
}

#[test]
fn a_file_is_fetched_as_bytes_under_its_name() {
    let (request, machine) = called(&media());
    assert_eq!(request.url, "https://api.example/cgi-bin/media/get?access_token=T-1&media_id=m%2F1%2B");
    assert_eq!((request.method, request.most), ("GET", 12 << 20));
    let named = |kind: &str, disposition: &str| {
        let mut answer = response(kind, b"\xff\xd8");
        answer.headers.push(("Content-disposition".into(), disposition.into()));
        match ask(&media(), &machine, Some(Ok(answer))) {
            Told::Media(fetched) => (fetched.name, fetched.bytes),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(named("image/jpeg", "attachment; filename=\"MEDIA_ID.jpg\""), ("MEDIA_ID.jpg".into(), vec![0xff, 0xd8]));
    assert_eq!(named("image/jpeg", "attachment; filename=../../etc/x\u{7}.jpg").0, "x.jpg");
    assert_eq!(named("image/jpeg", "attachment").0, "image.jpg");
    assert_eq!(named("audio/amr", "").0, "voice.amr");
    assert_eq!(named("application/octet-stream", "").0, "file");
}

#[test]
fn a_video_is_fetched_from_the_address_it_is_given() {
    let Told::Call { request, machine } = answered(&media(), json!({"video_url": "http://video.example/v?x=1"})) else {
        panic!()
    };
    assert_eq!((request.url.as_str(), request.most), ("http://video.example/v?x=1", 12 << 20));
    let told = ask(&media(), &machine, Some(Ok(response("video/mp4", b"{mp4"))));
    assert_eq!(told, Told::Media(Fetched { name: "video.mp4".into(), bytes: b"{mp4".to_vec() }));
    let gone = Response { status: 404, ..response("text/html", b"x") };
    assert!(matches!(ask(&media(), &machine, Some(Ok(gone))), Told::Never { fault: Fault::Content, .. }));
    let down = Response { status: 502, ..response("text/html", b"x") };
    assert!(matches!(ask(&media(), &machine, Some(Ok(down))), Told::Later { .. }));
    // Somebody on the way has put a page of theirs into its place.
    for (kind, page) in
        [("text/html; charset=utf-8", "<html>"), ("application/json", "{\"errcode\":-1}"), ("text/plain", "")]
    {
        let told = ask(&media(), &machine, Some(Ok(response(kind, page.as_bytes()))));
        assert!(matches!(told, Told::Later { at: NOW, .. }), "{kind}: {told:?}");
        let told = ask(&media(), "", Some(Ok(response("text/html", b"<html>"))));
        assert!(matches!(told, Told::Later { at: NOW, .. }), "{told:?}");
    }
}

#[test]
fn a_file_that_is_gone_is_given_up_and_an_unclear_answer_asked_again() {
    for kind in ["application/json", "text/plain"] {
        let gone = response(kind, b"{\"errcode\":40007,\"errmsg\":\"invalid media_id\"}");
        assert!(matches!(ask(&media(), "", Some(Ok(gone))), Told::Never { fault: Fault::Content, .. }));
        assert!(matches!(ask(&media(), "", Some(Ok(response(kind, b"<html>")))), Told::Later { at: NOW, .. }));
    }
    assert!(matches!(ask(&media(), "", Some(Ok(response("image/png", b"")))), Told::Later { .. }));
    let lost = Err(TransportError::NoAnswer("timed out".into()));
    assert!(matches!(ask(&media(), "", Some(lost)), Told::Later { .. }));
    let denied = Err(TransportError::Refused("private".into()));
    assert!(matches!(ask(&media(), "", Some(denied)), Told::Never { fault: Fault::Account, .. }));
}

#[test]
fn a_bad_token_is_replaced_once_in_an_errand_too() {
    let bad = || Some(Ok(response("application/json", b"{\"errcode\":42001,\"errmsg\":\"T-1 expired\"}")));
    let Told::NeedToken { machine, why } = ask(&media(), "", bad()) else { panic!() };
    assert_eq!(why, "errcode 42001: *** expired");
    assert!(matches!(ask(&media(), &machine, None), Told::Call { .. }));
    assert!(matches!(ask(&media(), &machine, bad()), Told::Later { at, .. } if at == NOW + Span::seconds(60)));
    let none = Opened { token: None, ..account("safe") };
    assert!(matches!(channel().errand(&none, &media(), "", None, NOW), Told::NeedToken { .. }));
}

#[test]
fn a_follower_with_a_unionid_is_known_by_it() {
    let person = Errand::Person { value: CUSTOMER.into() };
    let (request, _) = called(&person);
    let query = format!("access_token=T-1&openid={CUSTOMER}&lang=zh_CN");
    assert_eq!((request.method, request.url), ("GET", format!("https://api.example/cgi-bin/user/info?{query}")));
    let evidence = |body: Value| match answered(&person, body) {
        Told::Person { evidence, profile } => (evidence, profile),
        other => panic!("{other:?}"),
    };
    let unionid = Address {
        kind: "unionid".into(),
        scope: String::new(),
        value: "u-1".into(),
        class: IdentityClass::Personal,
        verified: true,
    };
    let follows = json!({"subscribe": 1, "openid": CUSTOMER, "unionid": "u-1", "nickname": "", "language": "zh_CN"});
    assert_eq!(evidence(follows), (vec![unionid], Profile::default()));
    assert_eq!(evidence(json!({"subscribe": 0, "openid": CUSTOMER})), (vec![], Profile::default()));
    assert_eq!(evidence(json!({"subscribe": 1, "unionid": "", "nickname": "李"})).1.name.as_deref(), Some("李"));
    assert!(matches!(answered(&person, json!({"errcode": 40003})), Told::Never { fault: Fault::Recipient, .. }));
}

#[test]
fn an_invitation_is_a_code_with_our_scene() {
    let invite = |scene: &str, lasts| Errand::Invite { scene: scene.into(), lasts };
    let (request, _) = called(&invite("c-1_x", Span::minutes(30)));
    assert_eq!(request.url, "https://api.example/cgi-bin/qrcode/create?access_token=T-1");
    let info = json!({"scene": {"scene_str": "c-1_x"}});
    assert_eq!(body(&request), json!({"expire_seconds": 1800, "action_name": "QR_STR_SCENE", "action_info": info}));
    let told = answered(&invite("c", Span::minutes(1)), json!({"ticket": "t", "url": "http://weixin.example/q/1"}));
    assert_eq!(told, Told::Invite { link: "http://weixin.example/q/1".into() });
    assert_eq!(body(&called(&invite("c", Span::days(365))).0)["expire_seconds"], 2_592_000);
    for bad in ["", "a b", "号", &"x".repeat(65)] {
        let told = ask(&invite(bad, Span::minutes(1)), "", None);
        assert!(matches!(told, Told::Never { fault: Fault::Content, .. }), "{bad}");
    }
    let told = answered(&invite("c", Span::minutes(1)), json!({"errcode": 48001, "errmsg": "api unauthorized"}));
    assert!(matches!(told, Told::Never { fault: Fault::Account, .. }));
}

#[test]
fn typing_is_shown_and_it_does_no_harm_if_it_cannot_be() {
    for (on, command) in [(true, "Typing"), (false, "CancelTyping")] {
        let errand = Errand::Typing { value: CUSTOMER.into(), on };
        let (request, _) = called(&errand);
        assert_eq!(request.url, "https://api.example/cgi-bin/message/custom/typing?access_token=T-1");
        assert_eq!(body(&request), json!({"touser": CUSTOMER, "command": command}));
        for code in [0, 45080, 45081] {
            assert_eq!(answered(&errand, json!({"errcode": code})), Told::Done(vec![]), "{code}");
        }
        assert!(matches!(answered(&errand, json!({"errcode": 45015})), Told::Never { fault: Fault::Window, .. }));
    }
}

#[test]
fn a_check_looks_at_the_settings_and_then_asks() {
    let (request, machine) = called(&Errand::Check);
    assert_eq!(request.url, "https://api.example/cgi-bin/get_api_domain_ip?access_token=T-1");
    let Told::Done(lines) = ask(&Errand::Check, &machine, Some(Ok(answer(&request)))) else { panic!() };
    assert_eq!(lines.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>(), ["2"]);
    let told =
        answered(&Errand::Check, json!({"errcode": 40164, "errmsg": "invalid ip 203.0.113.9, not in whitelist"}));
    let Told::Never { fault: Fault::Account, why } = told else { panic!() };
    assert!(why.contains("203.0.113.9"));
    let complaint = |account: Opened| match channel().errand(&account, &Errand::Check, "", None, NOW) {
        Told::Never { fault: Fault::Account, why } => why,
        other => panic!("{other:?}"),
    };
    assert!(complaint(with(account("safe"), "app_id", "")).contains("app_id"));
    assert!(complaint(secret(account("safe"), "app_secret", " ")).contains("app_secret"));
    assert!(complaint(secret(account("safe"), "token", "")).contains("token"));
    assert!(complaint(secret(account("safe"), "aes_key", "")).contains("aes_key is missing"));
    assert!(complaint(secret(account("plain"), "aes_key", "short")).contains("43 characters"));
    assert!(complaint(secret(account("safe"), "former_aes_key", &"号".repeat(43))).contains("43 characters"));
    let plain = secret(account("plain"), "aes_key", "");
    assert!(matches!(channel().errand(&plain, &Errand::Check, "", None, NOW), Told::Call { .. }));
}

#[test]
fn what_cannot_be_entered_at_the_provider_is_told_field_by_field() {
    let wrong = |account: Opened| -> Vec<(&str, &str)> {
        channel().misfits(&account).iter().map(|it| (it.key, it.code)).collect()
    };
    for mode in ["safe", "compatible", "plain"] {
        assert_eq!(wrong(account(mode)), []);
    }
    assert_eq!(wrong(with(account("safe"), "app_id", "abc")), [("app_id", "format")]);
    assert_eq!(wrong(secret(account("safe"), "app_secret", "x")), [("app_secret", "format")]);
    assert_eq!(wrong(secret(account("safe"), "token", "中文 token!!")), [("token", "format")]);
    assert_eq!(wrong(secret(account("safe"), "former_token", "a-b")), [("former_token", "format")]);
    assert_eq!(wrong(secret(account("safe"), "aes_key", "short")), [("aes_key", "format")]);
    assert_eq!(wrong(secret(account("safe"), "aes_key", "")), [("aes_key", "required")]);
    assert_eq!(wrong(secret(account("plain"), "aes_key", "")), []);
    let all = secret(with(account("safe"), "app_id", "abc"), "aes_key", "short");
    assert_eq!(wrong(all), [("app_id", "format"), ("aes_key", "format")], "all at once");
    assert_eq!(wrong(with(account("safe"), "app_id", "")), [], "what is missing, the form tells");
}
