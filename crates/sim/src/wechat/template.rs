//! 模板消息: allowed outside the window, its repeats suppressed by the caller's own id, its fate told by a callback.
use super::account::Kind;
use super::api::{done, parsed};
use super::callback::Callback;
use super::platform::Inner;
use super::refusal::{Result, code};
use super::send::text;
use super::world::{From, Showing, World};
use axum::response::Response;
use serde_json::{Value, json};

/// How long a `client_msg_id` suppresses a repeat, in seconds.
const REPEAT: u64 = 600;

/// `/cgi-bin/message/template/send`: the answer, and the callback to make unless it was a repeat.
pub(super) fn message(
    inner: &Inner,
    world: &mut World,
    app_id: &str,
    body: &[u8],
) -> Result<(Response, Option<Callback>)> {
    let body = parsed(body)?;
    let now = inner.now();
    if world.shop(app_id)?.account.kind != Kind::Official {
        return Err(code(48001));
    }
    let openid = text(&body, "touser").to_owned();
    let person = world.by_openid(app_id, &openid)?;
    if text(&body, "template_id").is_empty() {
        return Err(code(40037));
    }
    let msgid = world.message_id();
    let shop = world.shop(app_id)?;
    if shop.followers.get(&person).is_none_or(|follower| !follower.following) {
        return Err(code(43004));
    }
    let own = text(&body, "client_msg_id");
    shop.repeats.retain(|_, (at, _)| *at + REPEAT > now);
    if !own.is_empty() {
        let (_, first) = *shop.repeats.entry((openid.clone(), own.to_owned())).or_insert((now, msgid));
        if first != msgid {
            return Ok((answer(first), None));
        }
    }
    let data = body["data"].as_object().into_iter().flatten();
    let lines: Vec<&str> = data.filter_map(|(_, value)| value["value"].as_str()).collect();
    let mut showing = Showing::new(From::Account, "template", &lines.join("\n"));
    showing.more = json!({ "url": body["url"], "template_id": body["template_id"] });
    world.show(inner.millis(), app_id, &person, showing);
    let elements = vec![
        ("MsgType", "event".into()),
        ("Event", "TEMPLATESENDJOBFINISH".into()),
        ("MsgID", msgid.into()),
        ("Status", "success".into()),
    ];
    Ok((answer(msgid), Some(Callback { app_id: app_id.to_owned(), person, openid, elements })))
}

fn answer(msgid: u64) -> Response {
    done(json!({ "errcode": 0, "errmsg": "ok", "msgid": Value::from(msgid) }))
}
