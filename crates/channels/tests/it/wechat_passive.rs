//! Words said at once, in the answer to a push.
use crate::wechat::channel;
use crate::wechat_platform::*;
use model::port::*;

fn say(mode: &str, raw: &Raw, text: &str) -> Option<Answer> {
    channel().answer_with(&account(mode), raw, text, NOW)
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    text.split(start).nth(1).unwrap().split(end).next().unwrap()
}

#[test]
fn in_clear_text_to_a_call_in_clear_text() {
    let raw = plain_push(xml("text", &[("Content", "在吗"), ("MsgId", "1")]).as_bytes(), TOKEN, 0);
    let answer = say("plain", &raw, "稍等 ]]> \u{1}").unwrap();
    assert_eq!((answer.status, answer.content_type), (200, "text/xml; charset=utf-8"));
    let expected = format!(
        "<xml><ToUserName><![CDATA[{CUSTOMER}]]></ToUserName><FromUserName><![CDATA[{US}]]></FromUserName>\
         <CreateTime>{SECONDS}</CreateTime><MsgType><![CDATA[text]]></MsgType>\
         <Content><![CDATA[稍等 ]]]]><![CDATA[> \u{fffd}]]></Content></xml>"
    );
    assert_eq!(answer.body, expected);
}

#[test]
fn sealed_to_a_sealed_call_under_the_secrets_it_came_with() {
    let push = |n: i64| sealed_push(xml("text", &[("Content", "在吗"), ("MsgId", "1")]).as_bytes(), n);
    let raw = push(0);
    let answer = say("safe", &raw, "稍等").unwrap();
    let encrypt = between(&answer.body, "<Encrypt><![CDATA[", "]]>");
    let nonce = between(&answer.body, "<Nonce><![CDATA[", "]]>");
    let signature = between(&answer.body, "<MsgSignature><![CDATA[", "]]>");
    assert_eq!(between(&answer.body, "<TimeStamp>", "<"), SECONDS.to_string());
    assert_eq!(signature, sha1_hex(&[TOKEN, &SECONDS.to_string(), nonce, encrypt]));
    assert!(unseal(KEY, encrypt).contains("<Content><![CDATA[稍等]]></Content>"));
    assert_eq!(say("safe", &raw, "稍等").unwrap(), answer, "the same call, the same answer");
    assert_ne!(say("safe", &push(1), "稍等").unwrap().body, answer.body, "nothing is used twice");
    let moved = secret(secret(account("safe"), "token", "new"), "former_token", TOKEN);
    let answer = channel().answer_with(&moved, &raw, "稍等", NOW).unwrap();
    let (encrypt, nonce) =
        (between(&answer.body, "<Encrypt><![CDATA[", "]]>"), between(&answer.body, "<Nonce><![CDATA[", "]]>"));
    let signed = sha1_hex(&[TOKEN, &SECONDS.to_string(), nonce, encrypt]);
    assert_eq!(between(&answer.body, "<MsgSignature><![CDATA[", "]]>"), signed, "with the former token, as it came");
}

#[test]
fn only_where_a_reply_is_taken() {
    let push = |body: &str| sealed_push(body.as_bytes(), 0);
    assert!(say("safe", &push(&event("subscribe", &[])), "欢迎").is_some());
    assert!(say("safe", &push(&event("CLICK", &[("EventKey", "a")])), "您好").is_some());
    for silent in
        [event("unsubscribe", &[]), event("VIEW", &[("EventKey", "u")]), event("LOCATION", &[]), "<xml/>".into()]
    {
        assert_eq!(say("safe", &push(&silent), "您好"), None, "{silent}");
    }
    let words = push(&xml("text", &[("Content", "在吗")]));
    assert_eq!(say("safe", &words, " "), None);
    assert_eq!(say("safe", &words, &"杯".repeat(683)), None);
    assert!(say("safe", &words, &"杯".repeat(682)).is_some());
    assert_eq!(say("safe", &trial(TOKEN, "1", 0), "您好"), None);
    assert_eq!(say("safe", &Raw::default(), "您好"), None);
}
