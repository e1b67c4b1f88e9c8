//! Channel: the port that each kind of door implements, in one file of its own. A channel only speaks its protocol:
//! no IO, no clock, no storage, no retry.
use super::{Errand, Manifest, Response, Sending, Step, Told, TransportError};
use crate::*;

/// A kind of door: what it is, whether something is genuine, what it says, how something is sent.
pub trait Channel: Send + Sync {
    fn manifest(&self) -> &'static Manifest;
    /// What of these settings cannot be right, whatever the provider says: beyond what their kinds tell.
    fn misfits(&self, _account: &Opened) -> Vec<Misfit> {
        vec![]
    }
    /// Is this really from them? A refusal is 401 and stores nothing.
    fn verify(&self, account: &Opened, raw: &Raw, now: At) -> Result<(), Refused>;
    /// What it says. What cannot be understood is kept raw: `Parsed::unparsed`.
    fn parse(&self, account: &Opened, raw: &Raw) -> Parsed;
    /// The next step of sending `what`, given the answer to the step before. `last` is `None` at the start, when a
    /// `RetryAt` is due, and after a break between a call and the record of its answer: a machine that stood at a call
    /// which is not `repeatable` then answers `InDoubt`.
    fn next(&self, account: &Opened, what: &Sending, last: Option<Result<Response, TransportError>>, now: At) -> Step;
    /// How many parts of a message the provider has accepted whose sending machine stands here.
    fn taken(&self, _machine: &str) -> i64 {
        0
    }
    /// The next step of an errand: whatever else is asked of the provider, harmless if done twice. `machine` and `last` as
    /// in `next`; nothing of it is kept over a restart.
    fn errand(
        &self,
        _account: &Opened,
        _errand: &Errand,
        _machine: &str,
        _last: Option<Result<Response, TransportError>>,
        _now: At,
    ) -> Told {
        Told::Cannot
    }
    /// The same words said at once, in the answer to the provider's own call, instead of `answer`; `None`: this provider
    /// takes no words there. Nobody ever learns whether such words arrived.
    fn answer_with(&self, _account: &Opened, _raw: &Raw, _text: &str, _now: At) -> Option<Answer> {
        None
    }
}

/// A setting that cannot be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misfit {
    pub key: &'static str,
    /// `format`, or `required` when the other settings ask for it.
    pub code: &'static str,
    /// What it must be.
    pub why: &'static str,
}

/// An account as a channel sees it: settings read, secrets unsealed.
#[derive(Clone, Debug)]
pub struct Opened {
    pub id: AccountId,
    pub settings: std::collections::BTreeMap<String, String>,
    pub secrets: std::collections::BTreeMap<String, Secret>,
    /// What `Errand::Token` brought, while it is good; `None`: a machine that needs one says `NeedToken`.
    pub token: Option<Secret>,
}

impl Opened {
    /// A setting, or an empty text.
    pub fn setting(&self, key: &str) -> &str {
        self.settings.get(key).map_or("", String::as_str)
    }
    /// A secret, or an empty text.
    pub fn secret(&self, key: &str) -> &str {
        self.secrets.get(key).map_or("", Secret::expose)
    }
}

/// What came to the door.
#[derive(Clone, Debug, Default)]
pub struct Raw {
    pub method: String,
    pub query: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Hosted transports: the address our own door has already proved (a visitor's token).
    pub proved: Option<String>,
}

impl Raw {
    /// The first header of this lower-case name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Why a door stays shut; the reason is for logs, the caller only learns 401.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub &'static str);

/// What was understood, what was not, and what to answer.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    pub incoming: Vec<Incoming>,
    /// Why the rest was not understood; the raw bytes are then kept as a visible item.
    pub unparsed: Option<String>,
    /// What the provider wants to hear, once everything is durable.
    pub answer: Answer,
}

/// The HTTP answer a provider expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub content_type: &'static str,
    pub body: String,
}
impl Default for Answer {
    fn default() -> Answer {
        Answer { status: 200, content_type: "text/plain; charset=utf-8", body: String::new() }
    }
}

/// One thing that came in.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// Unique for the account; the same for a repetition.
    pub dedupe_key: String,
    pub from: Address,
    /// Further addresses that the signature proves to be the same person's.
    pub evidence: Vec<Address>,
    pub profile: Profile,
    /// The channel's own thread; empty where it has none.
    pub thread: String,
    /// When it was said, by the provider's clock: shown, never sorted by.
    pub said_at: Option<At>,
    /// What this opens for our replies; it takes the place of what an earlier action opened. `None`: nothing changes.
    pub opens: Option<Opens>,
    pub what: What,
}

/// A reply window as an action of the customer's opens it, counted from `said_at`, or from when it came in if that is
/// missing or later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opens {
    /// The provider's rule by which it opened: `message`, `follow`, `menu`, …
    pub kind: &'static str,
    /// How long replies are taken. Zero: it is closed by this.
    pub lasts: Span,
    /// How many replies are taken; `None`: any number.
    pub replies: Option<i64>,
}

/// What a customer, or the page around them, says of themselves; fills only what is empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    pub name: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub locale: Option<Locale>,
    pub page_url: Option<String>,
    pub page_title: Option<String>,
}

/// The kinds of things that come in.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "nearly all are messages, and each is moved once")]
pub enum What {
    Message(Said),
    /// 转人工: a person, please.
    Handoff,
    /// How far an outbound message came, by the provider's id for it.
    Receipt {
        provider_id: String,
        receipt: Receipt,
    },
    /// They did something without saying anything. It opens no conversation by itself.
    Act(Act),
}

/// What a customer does on a channel beside speaking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// They follow the account, or come in by whatever is its front door. `scene`: what our own code or link carried.
    Came { scene: Option<String> },
    /// They follow it no longer, or refuse our messages: nothing can reach them here until they come back.
    Left,
    /// They pressed something of ours; the words on it, or its key. Shown in the thread of a conversation that is open.
    Pressed { key: String },
    /// Nothing that concerns anybody; recorded raw and no more.
    Other,
}

/// A message before it has its place: text in characters, attachments by id.
#[derive(Clone, Debug, Default)]
pub struct Said {
    pub text: String,
    pub attachments: Vec<AttachmentId>,
    /// Files the provider still holds: fetched as soon as the message is durable.
    pub awaited: Vec<Awaited>,
    pub card: Option<Card>,
    pub form: Option<Form>,
    pub client_id: Option<String>,
    /// The kind, where text and attachments do not say it.
    pub kind: Option<MessageKind>,
}
