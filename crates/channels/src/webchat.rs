//! Web chat: our own widget in a host page speaks to us through our own door (`/ws/visitor`, or the same by long poll).
//!
//! What a `Raw` looks like: the door has proved the visitor's token and puts the visitor's id into `proved`; method, query
//! and headers are empty; the body is the client's frame together with what its hello said, so that each stored body
//! reads alone:
//! ```json
//! {"hello": {"locale": "zh-CN", "page": {"url": "…", "title": "…"}, "user": {"payload": "{…}", "signature": "hex"}},
//!  "frame": {"t": "send", "client_id": "…", "text": "…", "attachments": [], "form": null}}
//! ```
//! `hello` and each of its fields may be absent or null; the token stays with the door. The two frames that are stored
//! are `send` and `handoff`; `read`, `typing`, `history` and `ping` are the door's own business. The door asks `verify`
//! once with the hello alone (no `frame`) and refuses the connection if that is refused; for the frames that follow it
//! hands in the time of that hello, so that a signature which runs out in the middle of a talk does not cut it off.
//!
//! A NUL, which no database text can hold, is read as U+FFFD; the raw bytes keep it.
use crate::signed_user::{self, SignedUser};
use model::port::*;
use model::{Address, At, AttachmentId, Fields, Form, Held, LegMode, Locale, MessageKind};
use serde_json::Value;

/// Bytes of a body: 10,000 characters, all escaped as surrogate pairs, and a hello.
const BODY_LIMIT: usize = 256 * 1024;
/// Characters of a message.
const TEXT_LIMIT: usize = 10_000;
const ATTACHMENT_LIMIT: usize = 10;
/// Characters of a page's address and title; a longer title is cut, a longer address dropped.
const URL_LIMIT: usize = 2_000;
const TITLE_LIMIT: usize = 200;
/// Answers in a message form beside name, phone and e-mail.
const ANSWERS: usize = 20;
/// Characters of a field in a message form.
const FIELD_LIMIT: usize = 254;

/// The channel.
pub struct Webchat;

static MANIFEST: Manifest = Manifest {
    kind: "webchat",
    title: Text::of("网页聊天", "Web chat"),
    transport: Transport::Hosted,
    mode: LegMode::Live,
    weight: 100,
    text_limit: TEXT_LIMIT,
    text_unit: TextUnit::Characters,
    // Every type begins with nothing: any file, up to the 25 MB that hold for all uploads.
    media: &[Media { prefix: "", most: 25 << 20 }],
    cards: &[],
    hears: &[MessageKind::Text, MessageKind::Image, MessageKind::File, MessageKind::Form],
    receipts: true,
    typing: true,
    window: false,
    templates: false,
    invites: true,
    rate: 50,
    guide: &[],
    settings: &SETTINGS,
};

const fn setting(key: &'static str, title: Text, help: Text, kind: SettingKind, default: &'static str) -> Setting {
    Setting { key, title, help, kind, required: false, default, advanced: false }
}

const BEFORE_OPENING: Text =
    Text::of("聊天按钮旁的文字，最好不超过 12 个字", "Words beside the button; a few are enough");
const FIRST_WORDS: Text = Text::of("打开聊天后看到的第一句话", "The first words a visitor sees in the open chat");

static SETTINGS: [Setting; 9] = [
    setting(
        "color",
        Text::of("主题色", "Colour"),
        Text::of("按钮与客户气泡的颜色", "Colour of the button and the visitor's bubbles"),
        SettingKind::Color,
        "#1d5fbf",
    ),
    setting(
        "position",
        Text::of("位置", "Position"),
        Text::of("聊天按钮在页面的右下角或左下角", "The lower corner of the page in which the button stands"),
        SettingKind::Choice(&[
            Choice::of("right", Text::of("右下角", "Lower right")),
            Choice::of("left", Text::of("左下角", "Lower left")),
        ]),
        "right",
    ),
    setting(
        "launcher_zh",
        Text::of("按钮文字（中文）", "Button text (Chinese)"),
        BEFORE_OPENING,
        SettingKind::Text,
        "在线客服",
    ),
    setting(
        "launcher_en",
        Text::of("按钮文字（英文）", "Button text (English)"),
        BEFORE_OPENING,
        SettingKind::Text,
        "Chat with us",
    ),
    setting(
        "greeting_zh",
        Text::of("欢迎语（中文）", "Greeting (Chinese)"),
        FIRST_WORDS,
        SettingKind::Text,
        "您好，请问有什么可以帮您？",
    ),
    setting(
        "greeting_en",
        Text::of("欢迎语（英文）", "Greeting (English)"),
        FIRST_WORDS,
        SettingKind::Text,
        "Hello, how can we help?",
    ),
    setting(
        "allowed_origins",
        Text::of("允许的网站", "Allowed origins"),
        Text::of(
            "每行一个，如 https://shop.example.com；留空表示任何网站都可嵌入",
            "One per line, as https://shop.example.com. Empty: any site may embed the chat",
        ),
        SettingKind::Origins,
        "",
    ),
    signed_user::SECRET_SETTING,
    signed_user::FORMER_SECRET_SETTING.advanced(),
];

impl Channel for Webchat {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn verify(&self, account: &Opened, raw: &Raw, now: At) -> Result<(), Refused> {
        visitor(raw)?;
        // A body that is no JSON claims nothing about anybody; it is kept raw.
        let Ok(body) = body(raw) else { return Ok(()) };
        match user(account, &body)? {
            Some(user) => user.holds(now),
            None => Ok(()),
        }
    }

    fn parse(&self, account: &Opened, raw: &Raw) -> Parsed {
        match read(account, raw) {
            Ok(incoming) => Parsed { incoming: vec![incoming], ..Parsed::default() },
            Err(why) => Parsed { unparsed: Some(why), ..Parsed::default() },
        }
    }

    /// The visitor reads it from our own log: it is sent as soon as it is there.
    fn next(&self, _: &Opened, _: &Sending, _: Option<Result<Response, TransportError>>, _: At) -> Step {
        Step::Sent(Vec::new())
    }
}

/// The id proved by the door. It becomes part of a key with `:` in it, so it has none.
fn visitor(raw: &Raw) -> Result<&str, Refused> {
    let good = |id: &&str| (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    raw.proved.as_deref().filter(good).ok_or(Refused("the door has proved no visitor"))
}

fn body(raw: &Raw) -> Result<Value, String> {
    if raw.body.len() > BODY_LIMIT {
        return Err(format!("body over {BODY_LIMIT} bytes"));
    }
    serde_json::from_slice(&raw.body).map_err(|error| format!("not JSON: {error}"))
}

fn user(account: &Opened, body: &Value) -> Result<Option<SignedUser>, Refused> {
    let claimed = given(&body["hello"], "user");
    claimed.map(|user| SignedUser::read(account, user)).transpose()
}

fn read(account: &Opened, raw: &Raw) -> Result<Incoming, String> {
    let visitor = visitor(raw).map_err(|refused| refused.to_string())?;
    let body = body(raw)?;
    let user = user(account, &body).map_err(|refused| refused.to_string())?;
    let frame = &body["frame"];
    let client_id = client_id(frame)?;
    let what = match given(frame, "t").and_then(Value::as_str) {
        Some("send") => What::Message(said(frame, client_id)?),
        Some("handoff") => What::Handoff,
        _ => return Err("neither send nor handoff".to_owned()),
    };
    Ok(Incoming {
        dedupe_key: format!("{visitor}:{client_id}"),
        from: Address::visitor(account.id, visitor),
        evidence: user.as_ref().map(SignedUser::evidence).unwrap_or_default(),
        profile: profile(user.as_ref(), &what, &body["hello"]),
        thread: String::new(),
        said_at: None,
        opens: None,
        what,
    })
}

fn said(frame: &Value, client_id: &str) -> Result<Said, String> {
    let text = text(frame, "text", TEXT_LIMIT)?.unwrap_or_default();
    let attachments = attachments(frame)?;
    let form = form(frame)?;
    if text.trim().is_empty() && attachments.is_empty() && form.is_none() {
        return Err("an empty message".to_owned());
    }
    Ok(Said { text, attachments, form, client_id: Some(client_id.to_owned()), ..Said::default() })
}

/// A field that is there and not null.
fn given<'v>(of: &'v Value, name: &str) -> Option<&'v Value> {
    of.get(name).filter(|value| !value.is_null())
}

fn client_id(frame: &Value) -> Result<&str, String> {
    let id = given(frame, "client_id").and_then(Value::as_str).unwrap_or_default();
    let good = (1..=64).contains(&id.len()) && id.bytes().all(|mark| matches!(mark, b' '..=b'~'));
    good.then_some(id).ok_or_else(|| "client_id is not 1 to 64 printable ASCII characters".to_owned())
}

fn text(of: &Value, name: &str, limit: usize) -> Result<Option<String>, String> {
    let Some(value) = given(of, name) else { return Ok(None) };
    let text = value.as_str().ok_or_else(|| format!("{name} is not a text"))?;
    if text.chars().count() > limit {
        return Err(format!("{name} over {limit} characters"));
    }
    Ok(Some(text.replace('\0', "\u{fffd}")))
}

fn attachments(frame: &Value) -> Result<Vec<AttachmentId>, String> {
    let Some(value) = given(frame, "attachments") else { return Ok(Vec::new()) };
    let list = value.as_array().ok_or("attachments is not a list")?;
    if list.len() > ATTACHMENT_LIMIT {
        return Err(format!("more than {ATTACHMENT_LIMIT} attachments"));
    }
    let mut ids: Vec<AttachmentId> = Vec::with_capacity(list.len());
    for item in list {
        let id = item.as_str().and_then(|text| text.parse().ok()).ok_or("an attachment's id is not an id")?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

fn form(frame: &Value) -> Result<Option<Form>, String> {
    let Some(form) = given(frame, "form") else { return Ok(None) };
    if !form.is_object() {
        return Err("form is not an object".to_owned());
    }
    let field = |name| Ok::<_, String>(text(form, name, FIELD_LIMIT)?.filter(|text| !text.trim().is_empty()));
    let attributes = answers(form)?;
    let form = Form { name: field("name")?, phone: field("phone")?, email: field("email")?, attributes };
    // A page that asks the brand's questions and got no answer at all sends no form.
    Ok(Some(form).filter(|form| Form { attributes: None, ..form.clone() } != Form::default() || has_answers(form)))
}

fn has_answers(form: &Form) -> bool {
    form.attributes.as_ref().is_some_and(|all| !all.is_empty())
}

/// What else the brand's form asked: a text, a whole number or yes and no under each key.
fn answers(form: &Value) -> Result<Option<Fields>, String> {
    let Some(given) = given(form, "attributes") else { return Ok(None) };
    let Some(all) = given.as_object().filter(|all| all.len() <= ANSWERS) else {
        return Err(format!("attributes is not an object of at most {ANSWERS} answers"));
    };
    let mut answers = Fields::new();
    for (key, value) in all.iter().filter(|(_, value)| !value.is_null()) {
        let held = match value {
            Value::Bool(flag) => Held::Flag(*flag),
            Value::Number(number) => Held::Number(number.as_i64().ok_or(format!("{key:.40}: a whole number"))?),
            Value::String(text) if text.chars().count() > FIELD_LIMIT => {
                return Err(format!("{key:.40}: at most {FIELD_LIMIT} characters"));
            }
            Value::String(text) if text.trim().is_empty() => continue,
            Value::String(text) => Held::Text(text.replace('\0', "").trim().to_owned()),
            _ => return Err(format!("{key:.40}: a text, a number or true and false")),
        };
        answers.insert(key.clone(), held);
    }
    Ok(Some(answers))
}

/// What the signature says comes before what the visitor wrote. A hello that makes no sense costs no message.
fn profile(user: Option<&SignedUser>, what: &What, hello: &Value) -> Profile {
    let signed = user.map(SignedUser::profile).unwrap_or_default();
    let form = match what {
        What::Message(Said { form: Some(form), .. }) => form.clone(),
        _ => Form::default(),
    };
    let page = &hello["page"];
    let word =
        |of: &Value, name| given(of, name).and_then(Value::as_str).map(|text| text.replace(char::is_control, " "));
    let locale = word(hello, "locale").unwrap_or_default().to_lowercase();
    Profile {
        name: signed.name.or(form.name),
        phone: signed.phone.or(form.phone),
        email: signed.email.or(form.email),
        locale: match locale.split('-').next() {
            Some("zh") => Some(Locale::Zh),
            Some("en") => Some(Locale::En),
            _ => None,
        },
        page_url: word(page, "url").filter(|url| is_web(url) && url.chars().count() <= URL_LIMIT),
        page_title: word(page, "title")
            .map(|title| title.chars().take(TITLE_LIMIT).collect())
            .filter(|title: &String| !title.trim().is_empty()),
    }
}

/// Agents click on it: no address that would run something.
fn is_web(url: &str) -> bool {
    url::Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}
