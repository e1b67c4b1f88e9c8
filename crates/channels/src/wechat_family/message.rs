//! Message: what the fields of a push become, as far as the family agrees: who said it, when, what it is, under which key.
//! Events are each relative's own.
use super::door::{self, Came, Letter};
use super::fields::Fields;
use super::settings;
use model::port::*;
use model::{Address, At, Awaited, Card, IdentityClass, MessageKind, Span};
use sha2::{Digest, Sha256};

/// Characters of an openid; those of today have 28.
const ID_LIMIT: usize = 128;
/// Bytes of one part of a dedupe key; what is longer is hashed.
const KEY_LIMIT: usize = 120;
/// What the provider wants to hear; anything else shows its users a fault.
const HEARD: &str = "success";

/// An event, as its relative understands it.
pub struct Event {
    pub what: What,
    pub opens: Option<Opens>,
}

impl Event {
    /// What opens nothing.
    pub fn of(act: Act) -> Event {
        Event { what: What::Act(act), opens: None }
    }
    /// What opens a window.
    pub fn opening(act: Act, opens: Opens) -> Event {
        Event { what: What::Act(act), opens: Some(opens) }
    }
}

/// What differs between the relatives.
pub struct Dialect {
    /// The event of this name, which is in lower case.
    pub event: fn(&Opened, &str, &Fields) -> Event,
    /// The window that a message opens.
    pub window: fn(&Opened, &Fields) -> Opens,
}

/// What came to the door. The provider's trial of our address says nothing, and is answered as it wants.
pub fn opened(account: &Opened, raw: &Raw, dialect: &Dialect) -> Parsed {
    match door::open(account, raw) {
        Ok(Came::Check(echo)) => Parsed { answer: Answer { body: echo, ..Answer::default() }, ..Parsed::default() },
        Ok(Came::Push(letter)) => parse(account, &letter, dialect),
        Err(refused) => Parsed { unparsed: Some(refused.to_string()), answer: heard(), ..Parsed::default() },
    }
}

fn heard() -> Answer {
    Answer { body: HEARD.to_owned(), ..Answer::default() }
}

/// A genuine push, read. Whatever it is, the provider hears that we have it.
pub fn parse(account: &Opened, letter: &Letter, dialect: &Dialect) -> Parsed {
    let answer = heard();
    match Fields::read(&letter.body).and_then(|fields| incoming(account, &fields, dialect)) {
        Ok(incoming) => Parsed { incoming: vec![incoming], unparsed: None, answer },
        Err(why) => Parsed { unparsed: Some(why), answer, ..Parsed::default() },
    }
}

/// A window by one of the provider's rules, from two settings and what they are by default.
pub fn window(account: &Opened, kind: &'static str, replies: (&str, i64), lasts: Span) -> Opens {
    Opens { kind, lasts, replies: Some(settings::number(account, replies.0, replies.1)) }
}

/// The rule that holds for the whole family: after words of the customer's, `message_replies` in `message_hours`.
pub fn after_words(account: &Opened) -> Opens {
    let hours = settings::number(account, "message_hours", 48);
    window(account, "message", ("message_replies", 5), Span::hours(hours))
}

fn incoming(account: &Opened, fields: &Fields, dialect: &Dialect) -> Result<Incoming, String> {
    let good = |id: &&str| id.chars().count() <= ID_LIMIT && !id.contains(char::is_control);
    let from = fields.get("FromUserName").filter(good).ok_or("no FromUserName that is an openid")?;
    let kind = fields.get("MsgType").unwrap_or_default().to_lowercase();
    let name = fields.get("Event").unwrap_or_default().to_lowercase();
    let event = match kind.as_str() {
        "event" => (dialect.event)(account, &name, fields),
        kind => Event { what: What::Message(said(kind, fields)), opens: Some((dialect.window)(account, fields)) },
    };
    Ok(Incoming {
        dedupe_key: key(from, &kind, fields),
        from: Address {
            kind: "openid".into(),
            scope: account.id.to_string(),
            value: from.to_owned(),
            class: IdentityClass::Personal,
            verified: true,
        },
        evidence: Vec::new(),
        profile: Profile::default(),
        thread: String::new(),
        said_at: said_at(fields),
        opens: event.opens,
        what: event.what,
    })
}

/// `MsgId` where there is one. Events have none: who, when, which, and what it was about; two clicks in one second differ
/// in the last.
fn key(from: &str, kind: &str, fields: &Fields) -> String {
    let part = |name| fields.get(name).map(short).unwrap_or_default();
    if kind == "event" {
        let about = fields.get("EventKey").or(fields.get("MsgID")).map(short).unwrap_or_default();
        return format!("event:{}:{}:{}:{about}", short(from), part("CreateTime"), part("Event"));
    }
    match fields.get("MsgId") {
        Some(id) => short(id),
        // Not known to happen: two different messages of one second must still be two.
        None => {
            let all: String = fields.all().map(|(name, text)| format!("{name}={text}\n")).collect();
            format!("message:{}:{}", short(from), hash(&all))
        }
    }
}

fn short(text: &str) -> String {
    if text.len() <= KEY_LIMIT { text.to_owned() } else { hash(text) }
}

fn hash(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `CreateTime` in unix seconds, up to the year 9999.
fn said_at(fields: &Fields) -> Option<At> {
    let seconds: i64 = fields.get("CreateTime")?.parse().ok()?;
    (1..253_402_300_800).contains(&seconds).then(|| At(seconds * 1_000_000))
}

/// What kinds of messages become; one that is unknown, or lacks what makes it one, is unsupported.
fn said(kind: &str, fields: &Fields) -> Said {
    let read = match kind {
        "text" => words(fields),
        "image" => file(MessageKind::Image, fields),
        "voice" => file(MessageKind::Voice, fields).map(|said| Said { text: fields.text("Recognition"), ..said }),
        "video" | "shortvideo" => file(MessageKind::Video, fields),
        "location" => location(fields),
        "link" => link(fields),
        "miniprogrampage" => Some(applet(fields)),
        _ => None,
    };
    read.unwrap_or_else(|| Said { kind: Some(MessageKind::Unsupported), ..Said::default() })
}

fn words(fields: &Fields) -> Option<Said> {
    fields.get("Content")?;
    Some(Said { text: fields.text("Content"), ..Said::default() })
}

fn file(kind: MessageKind, fields: &Fields) -> Option<Said> {
    let reference = fields.get("MediaId")?.to_owned();
    let awaited = vec![Awaited { kind, reference, failed: None }];
    Some(Said { awaited, kind: Some(kind), ..Said::default() })
}

fn location(fields: &Fields) -> Option<Said> {
    let (latitude, longitude) = (fields.get("Location_X")?.to_owned(), fields.get("Location_Y")?.to_owned());
    let label = fields.get("Label").unwrap_or_default().to_owned();
    let text = if label.is_empty() { format!("{latitude}, {longitude}") } else { label.clone() };
    Some(card(Card::Location { latitude, longitude, label }, MessageKind::Location, text))
}

/// Agents click on it, so an address is one of the web or none.
fn link(fields: &Fields) -> Option<Said> {
    let of_the_web = |url: &&str| ["http://", "https://"].iter().any(|scheme| url.starts_with(scheme));
    let url = fields.get("Url").filter(of_the_web)?.to_owned();
    let title = fields.get("Title").unwrap_or_default().to_owned();
    let description = fields.get("Description").unwrap_or_default().to_owned();
    let text = if title.is_empty() { url.clone() } else { title.clone() };
    Some(card(Card::Link { title, description, url, picture: String::new() }, MessageKind::Link, text))
}

fn applet(fields: &Fields) -> Said {
    let field = |name| fields.get(name).unwrap_or_default().to_owned();
    let (title, app_id, path) = (field("Title"), field("AppId"), field("PagePath"));
    let text = if title.is_empty() { path.clone() } else { title.clone() };
    card(Card::Applet { title, app_id, path }, MessageKind::Link, text)
}

fn card(card: Card, kind: MessageKind, text: String) -> Said {
    Said { text, card: Some(card), kind: Some(kind), ..Said::default() }
}
