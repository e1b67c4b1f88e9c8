//! The provider's API as requests: addresses, bodies, nothing of when or whether. The token stands in the query string, as
//! the provider wants it, and nowhere else.
use super::settings;
use model::port::{Body, Opened, Request};
use model::{AttachmentId, Span};
use serde_json::{Value, json};
use url::form_urlencoded::Serializer;

/// Longest file that is fetched; the provider takes 10 MB from its users.
const FILE: usize = 12 << 20;
/// Grey with a white button to play; JPEG, under 64 KB as the provider wants it.
const COVER: &[u8] = include_bytes!("film.jpg");
/// How long a code with a scene may be good.
const CODE: (i64, i64) = (60, 2_592_000);

/// Asks for a token that the platform shares among all who ask: asking twice takes nothing from anybody.
pub fn stable_token(account: &Opened) -> Request {
    let url = format!("{}/cgi-bin/stable_token", settings::base(account));
    let body = json!({
        "grant_type": "client_credential",
        "appid": account.setting(settings::APP_ID).trim(),
        "secret": account.secret(settings::APP_SECRET).trim(),
        "force_refresh": false,
    });
    posted(url, &body)
}

/// Uploads a file of ours; `kind` is image, voice or video.
pub fn upload(account: &Opened, token: &str, kind: &str, attachment: AttachmentId) -> Request {
    let url = address(account, "/cgi-bin/media/upload", token, &[("type", kind)]);
    Request { body: Body::File { field: "media", attachment }, ..Request::new("POST", url, Vec::new()) }
}

/// The picture of ours that stands for a film until it is played: the provider wants one with each.
pub fn upload_cover(account: &Opened, token: &str) -> Request {
    let url = address(account, "/cgi-bin/media/upload", token, &[("type", "thumb")]);
    let (name, media_type, bytes) = ("film.jpg".to_owned(), "image/jpeg".to_owned(), COVER.to_vec());
    Request { body: Body::Form { field: "media", name, media_type, bytes }, ..Request::new("POST", url, Vec::new()) }
}

/// A customer message to one person; `content` under the name of its kind.
pub fn send(account: &Opened, token: &str, to: &str, kind: &str, content: Value) -> Request {
    let url = address(account, "/cgi-bin/message/custom/send", token, &[]);
    posted(url, &json!({"touser": to, "msgtype": kind, kind: content}))
}

/// An approved template, with `text` under one of its names. `id`, at most 64 characters, is ours: the provider suppresses
/// repetitions for the same person for 10 minutes.
pub fn send_template(account: &Opened, token: &str, to: &str, template: [&str; 2], text: &str, id: &str) -> Request {
    let url = address(account, "/cgi-bin/message/template/send", token, &[]);
    let [template, field] = template;
    let data = json!({field: {"value": text}});
    posted(url, &json!({"touser": to, "template_id": template, "client_msg_id": id, "data": data}))
}

/// Shows or hides that somebody types.
pub fn typing(account: &Opened, token: &str, to: &str, on: bool) -> Request {
    let url = address(account, "/cgi-bin/message/custom/typing", token, &[]);
    posted(url, &json!({"touser": to, "command": if on { "Typing" } else { "CancelTyping" }}))
}

/// The file behind a media id.
pub fn media(account: &Opened, token: &str, id: &str) -> Request {
    let url = address(account, "/cgi-bin/media/get", token, &[("media_id", id)]);
    file(url)
}

/// A file at an address of the provider's.
pub fn file(url: String) -> Request {
    Request { most: FILE, ..Request::new("GET", url, Vec::new()) }
}

/// Who somebody is who follows the account.
pub fn person(account: &Opened, token: &str, id: &str) -> Request {
    let url = address(account, "/cgi-bin/user/info", token, &[("openid", id), ("lang", "zh_CN")]);
    Request::new("GET", url, Vec::new())
}

/// A code that brings `scene` back when it is scanned.
pub fn code(account: &Opened, token: &str, scene: &str, lasts: Span) -> Request {
    let url = address(account, "/cgi-bin/qrcode/create", token, &[]);
    let seconds = (lasts.0 / 1_000_000).clamp(CODE.0, CODE.1);
    let info = json!({"scene": {"scene_str": scene}});
    posted(url, &json!({"expire_seconds": seconds, "action_name": "QR_STR_SCENE", "action_info": info}))
}

/// The provider's own servers: harmless, and needs a good token and an address of ours on its list.
pub fn servers(account: &Opened, token: &str) -> Request {
    Request::new("GET", address(account, "/cgi-bin/get_api_domain_ip", token, &[]), Vec::new())
}

fn address(account: &Opened, path: &str, token: &str, more: &[(&str, &str)]) -> String {
    let pairs = Serializer::new(String::new()).append_pair("access_token", token).extend_pairs(more).finish();
    format!("{}{path}?{pairs}", settings::base(account))
}

/// JSON as it is: the provider shows `\u` escapes to its users as they stand, so there must be none.
fn posted(url: String, body: &Value) -> Request {
    let headers = vec![("content-type".to_owned(), "application/json; charset=utf-8".to_owned())];
    Request { headers, ..Request::new("POST", url, body.to_string().into_bytes()) }
}

/// A field that is a text or a number, as a text.
pub fn text(body: &Value, name: &str) -> Option<String> {
    match body.get(name)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
