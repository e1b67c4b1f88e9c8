//! Channel: the port that each kind of door implements, in one file of its own. A channel only speaks its protocol:
//! no IO, no clock, no storage, no retry.
use super::{Request, Response, Text, TransportError};
use crate::*;

/// A kind of door: what it is, whether something is genuine, what it says, how something is sent.
pub trait Channel: Send + Sync {
    fn manifest(&self) -> &'static Manifest;
    /// Is this really from them? A refusal is 401 and stores nothing.
    fn verify(&self, account: &Opened, raw: &Raw, now: At) -> Result<(), Refused>;
    /// What it says. What cannot be understood is kept raw: `Parsed::unparsed`.
    fn parse(&self, account: &Opened, raw: &Raw) -> Parsed;
    /// The next step of sending `what`, given the answer to the step before. `last` is `None` at the start, when a
    /// `RetryAt` is due, and after a break between a call and the record of its answer: a machine that stood at a call
    /// which is not `repeatable` then answers `InDoubt`.
    fn next(&self, account: &Opened, what: &Sending, last: Option<Result<Response, TransportError>>, now: At) -> Step;
}

/// An account as a channel sees it: settings read, secrets unsealed.
#[derive(Clone, Debug)]
pub struct Opened {
    pub id: AccountId,
    pub settings: std::collections::BTreeMap<String, String>,
    pub secrets: std::collections::BTreeMap<String, Secret>,
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
    pub what: What,
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
pub enum What {
    Message(Said),
    /// 转人工: a person, please.
    Handoff,
    /// How far an outbound message came, by the provider's id for it.
    Receipt {
        provider_id: String,
        receipt: Receipt,
    },
}

/// A message before it has its place: text in characters, attachments by id.
#[derive(Clone, Debug, Default)]
pub struct Said {
    pub text: String,
    pub attachments: Vec<AttachmentId>,
    pub form: Option<Form>,
    pub client_id: Option<String>,
}

/// What the sending machine may look at.
#[derive(Clone, Debug)]
pub struct Sending {
    pub message: MessageId,
    /// The customer's address on this leg.
    pub to: String,
    pub text: String,
    pub attachments: Vec<Attached>,
    /// Where the machine stood, in its own words; empty at first.
    pub machine: String,
}

/// What the sending machine wants next.
#[derive(Clone, Debug)]
pub enum Step {
    /// Keep `machine`, durably, and only then call this; `repeatable`: harmless if done twice.
    Call {
        request: Request,
        machine: String,
        repeatable: bool,
    },
    /// Done; the provider's ids in order.
    Sent(Vec<String>),
    /// Ask again with this `machine`, not before `at`: `now` where the provider named no time; the engine's patience
    /// adds its own pause.
    RetryAt {
        at: At,
        why: String,
        machine: String,
    },
    Never(String),
    InDoubt(String),
}

/// What a channel is and can do; the console draws its form and its composer from it.
#[derive(Debug)]
pub struct Manifest {
    pub kind: &'static str,
    pub title: Text,
    pub transport: Transport,
    pub mode: LegMode,
    /// Hundredths of a chat.
    pub weight: i64,
    /// Characters in one message.
    pub text_limit: usize,
    /// Media types by prefix, as `image/`; empty: text only.
    pub media: &'static [&'static str],
    pub receipts: bool,
    pub typing: bool,
    pub settings: &'static [Setting],
}

/// How things travel between the channel and us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// Our own page or program speaks to us; sent at commit.
    Hosted,
    /// The provider calls `/hooks/{kind}/{account}`.
    Webhook,
}

/// One field of an account's form.
#[derive(Debug)]
pub struct Setting {
    pub key: &'static str,
    pub title: Text,
    pub help: Text,
    pub kind: SettingKind,
    pub required: bool,
    pub default: &'static str,
}

/// What a field holds, and how the console shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingKind {
    Text,
    /// Sealed, never shown again.
    Secret,
    Url,
    /// `#rrggbb`
    Color,
    /// One origin per line.
    Origins,
    Choice(&'static [&'static str]),
}
