//! 客服消息: sending to a person inside the window, the typing hint, and the media that messages carry.
use super::account::Kind;
use super::api::{done, parsed};
use super::crypto::word;
use super::fault::FaultKind;
use super::media::{Media, Unfit};
use super::platform::Inner;
use super::refusal::{Result, code};
use super::window::{Closed, Window};
use super::world::{From, Showing, World};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde_json::{Value, json};

const OFFICIAL: &[&str] = &[
    "text",
    "image",
    "voice",
    "video",
    "music",
    "news",
    "mpnews",
    "mpnewsarticle",
    "msgmenu",
    "wxcard",
    "miniprogrampage",
];
const MINI: &[&str] = &["text", "image", "link", "miniprogrampage"];
/// Most bytes of a text.
const LONGEST: usize = 2_048;
const PATH: &str = "/cgi-bin/message/custom/send";
/// Seconds for which 对方正在输入 stands.
const TYPING: u64 = 15;

/// `/cgi-bin/message/custom/send`
pub(super) fn message(inner: &Inner, world: &mut World, app_id: &str, body: &[u8]) -> Result<Response> {
    let body = parsed(literal(body).as_bytes())?;
    let now = inner.now();
    let person = world.by_openid(app_id, text(&body, "touser"))?;
    let showing = content(world, app_id, &body, now)?;
    let shop = world.shop(app_id)?;
    if shop.faults.take(FaultKind::QuotaSpent, PATH, now).is_some() {
        return Err(code(45009));
    }
    let limits = [(now / 86_400, shop.account.daily_quota, 45009), (now / 60, shop.account.minute_quota, 45011)];
    for (count, (period, most, refusal)) in shop.sent.iter_mut().zip(limits) {
        if count.0 != period {
            *count = (period, 0);
        }
        if count.1 >= most {
            return Err(code(refusal));
        }
    }
    let kind = shop.account.kind;
    let follower = shop.followers.get_mut(&person).ok_or_else(|| code(40003))?;
    if kind == Kind::Official && !follower.following {
        return Err(code(43004));
    }
    Window::take(&mut follower.window, now)
        .map_err(|closed| code(if closed == Closed::Time { 45015 } else { 45047 }))?;
    follower.typing_until = 0;
    shop.sent.iter_mut().for_each(|count| count.1 += 1);
    world.show(inner.millis(), app_id, &person, showing);
    Ok(done(json!({ "errcode": 0, "errmsg": "ok" })))
}

/// What the phone will show, if the content is in order.
fn content(world: &mut World, app_id: &str, body: &Value, now: u64) -> Result<Showing> {
    let shop = world.shop(app_id)?;
    let name = text(body, "msgtype");
    let kinds = if shop.account.kind == Kind::Official { OFFICIAL } else { MINI };
    if !kinds.contains(&name) {
        return Err(code(40008));
    }
    let part = &body[name];
    let mut showing = Showing::new(From::Account, name, "");
    showing.more = part.clone();
    let media = |field: &str, kind: &str| {
        let id = text(part, field);
        let known = shop.media.get(id).filter(|it| it.until > now && (it.kind == kind || kind.is_empty()));
        known.map(|_| id.to_owned()).ok_or_else(|| code(40007))
    };
    match name {
        "text" => showing.text = said(text(part, "content"))?,
        "image" | "voice" | "video" => {
            showing.media = Some(media("media_id", name)?);
            showing.text = text(part, "title").to_owned();
        }
        "mpnews" | "mpnewsarticle" if part.as_object().is_none_or(|it| it.is_empty()) => return Err(code(40007)),
        "miniprogrampage" => {
            showing.media = Some(media("thumb_media_id", "")?);
            showing.text = text(part, "title").to_owned();
        }
        "news" => {
            let articles = part["articles"].as_array().map(Vec::as_slice).unwrap_or_default();
            let [article] = articles else { return Err(code(45008)) };
            showing.text = text(article, "title").to_owned();
            showing.more = article.clone();
        }
        "msgmenu" => {
            let list = part["list"].as_array().map(Vec::as_slice).unwrap_or_default();
            if list.is_empty() || list.iter().any(|item| text(item, "content").is_empty()) {
                return Err(code(44004));
            }
            showing.text = text(part, "head_content").to_owned();
        }
        _ => showing.text = text(part, "title").to_owned(),
    }
    Ok(showing)
}

fn said(content: &str) -> Result<String> {
    match content.len() {
        0 => Err(code(44004)),
        length if length > LONGEST => Err(code(45002)),
        _ => Ok(content.to_owned()),
    }
}

/// `/cgi-bin/message/custom/typing`
pub(super) fn typing(inner: &Inner, world: &mut World, app_id: &str, body: &[u8]) -> Result<Response> {
    let body = parsed(body)?;
    let person = world.by_openid(app_id, text(&body, "touser"))?;
    let until = match text(&body, "command") {
        "Typing" => inner.now() + TYPING,
        "CancelTyping" => 0,
        _ => return Err(code(45072)),
    };
    if let Some(follower) = world.follower(app_id, &person) {
        follower.typing_until = until;
    }
    Ok(done(json!({ "errcode": 0, "errmsg": "ok" })))
}

/// `/cgi-bin/media/upload`
pub(super) fn upload(inner: &Inner, world: &mut World, app_id: &str, kind: &str, file: Bytes) -> Result<Response> {
    let now = inner.now();
    let media = Media::new(kind, file, now).map_err(|unfit| {
        code(match unfit {
            Unfit::Kind => 40004,
            Unfit::Format => 40005,
            Unfit::Size => 40006,
            Unfit::Empty => 41005,
        })
    })?;
    let id = word(64);
    world.shop(app_id)?.media.insert(id.clone(), media);
    let name = if kind == "thumb" { "thumb_media_id" } else { "media_id" };
    Ok(done(json!({ "type": kind, name: id, "created_at": now })))
}

/// `/cgi-bin/media/get`: the bytes, or where a film's bytes are.
pub(super) fn download(inner: &Inner, world: &mut World, app_id: &str, id: &str) -> Result<Response> {
    let now = inner.now();
    let media = world.shop(app_id)?.media.get(id).filter(|it| it.until > now).ok_or_else(|| code(40007))?;
    if media.kind == "video" {
        return Ok(done(json!({ "video_url": format!("{}/mmbiz/{id}", inner.base) })));
    }
    let ending = media.content_type.rsplit('/').next().unwrap_or_default();
    let name = format!("attachment; filename=\"{id}.{ending}\"");
    let headers = [(header::CONTENT_TYPE, media.content_type.to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, media.bytes.clone()).into_response())
}

pub(super) fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

/// Escapes of characters are not undone: whoever writes them sees them on the phone.
fn literal(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let mut out = String::with_capacity(text.len());
    let mut marks = text.chars().peekable();
    while let Some(mark) = marks.next() {
        out.push(mark);
        if mark == '\\' {
            match marks.next() {
                Some('u') => out.push_str("\\u"),
                Some(next) => out.push(next),
                None => {}
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_escaped_character_stays_escaped_and_a_line_break_does_not() {
        let body = br#"{"a":"\u4f60\n\"\\u"}"#;
        let read: serde_json::Value = serde_json::from_str(&super::literal(body)).unwrap();
        assert_eq!(read["a"], "\\u4f60\n\"\\u");
    }
}
