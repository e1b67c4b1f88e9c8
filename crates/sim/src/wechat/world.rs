//! Everything the platform keeps: accounts with their tokens and faults, people, who follows whom, what each phone shows.
use super::account::Account;
use super::crypto::{Envelope, scrambled};
use super::fault::Faults;
use super::media::Media;
use super::refusal::{Result, code};
use super::token::{Tokens, Worth};
use super::window::Window;
use serde::Serialize;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use tokio::sync::Notify;

/// The newest so many are kept, of calls and of what phones show.
const KEPT: usize = 20_000;

/// Who wrote something that a phone shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum From {
    /// The person who holds the phone.
    Person,
    /// The account.
    Account,
    /// The platform, of its own accord.
    Platform,
}

/// One thing a phone shows in the conversation with an account.
#[derive(Clone, Debug, Serialize)]
pub struct Shown {
    /// Grows over the whole platform.
    pub seq: u64,
    /// Unix milliseconds.
    pub at: u64,
    /// Whose phone.
    pub person: String,
    /// AppID of the other side.
    pub account: String,
    /// Who wrote it.
    pub from: From,
    /// `text`, `image`, `voice`, `video`, `location`, `link`, `news`, `msgmenu`, `miniprogrampage`, `template`, `fault` …
    pub kind: String,
    /// What can be read; empty for a bare picture.
    pub text: String,
    /// Id under `/sim/media/`.
    pub media: Option<String>,
    /// The rest, as it came over the wire.
    pub more: serde_json::Value,
}

/// A call of an account's program, as the platform's log has it.
#[derive(Clone, Debug, Serialize)]
pub struct Call {
    /// Unix milliseconds.
    pub at: u64,
    /// `/cgi-bin/…`
    pub path: String,
    /// AppID; empty when nobody's.
    pub account: String,
    /// What was answered; -2 for a page, -3 for silence.
    pub errcode: i64,
}

/// Somebody with a phone.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Person {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) unionid: String,
}

/// One person as one account knows them.
#[derive(Debug)]
pub(super) struct Follower {
    pub(super) openid: String,
    pub(super) following: bool,
    /// Unix seconds.
    pub(super) since: u64,
    pub(super) scene: String,
    pub(super) window: Option<Window>,
    /// Unix seconds until which 对方正在输入 is shown.
    pub(super) typing_until: u64,
}

/// An account in operation.
pub(super) struct Shop {
    pub(super) account: Account,
    pub(super) envelope: Envelope,
    pub(super) tokens: Tokens,
    pub(super) faults: Faults,
    pub(super) followers: BTreeMap<String, Follower>,
    pub(super) media: BTreeMap<String, Media>,
    /// Messages sent: (day, count) and (minute, count).
    pub(super) sent: [(u64, u32); 2],
    /// Template calls by (openid, client_msg_id): when (unix seconds), msgid.
    pub(super) repeats: BTreeMap<(String, String), (u64, u64)>,
    /// Callbacks that let another go first wait for this.
    pub(super) passed: Arc<Notify>,
}

/// A parameter code.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Code {
    pub(super) url: String,
    pub(super) ticket: String,
    pub(super) account: String,
    pub(super) scene: String,
    /// Unix seconds; none: for ever.
    pub(super) until: Option<u64>,
}

/// All of it.
#[derive(Default)]
pub(super) struct World {
    pub(super) shops: BTreeMap<String, Shop>,
    pub(super) people: BTreeMap<String, Person>,
    pub(super) codes: Vec<Code>,
    pub(super) shown: VecDeque<Shown>,
    pub(super) calls: VecDeque<Call>,
    /// One-time codes of mini-program sign-ins: code → (AppID, person).
    pub(super) logins: BTreeMap<String, (String, String)>,
    counter: u64,
}

impl World {
    pub(super) fn next(&mut self) -> u64 {
        self.counter += 1;
        self.counter
    }

    /// 64-bit, beyond what a JavaScript number holds.
    pub(super) fn message_id(&mut self) -> u64 {
        7_300_000_000_000_000_001 + self.next()
    }

    pub(super) fn shop(&mut self, app_id: &str) -> Result<&mut Shop> {
        self.shops.get_mut(app_id).ok_or_else(|| code(40013))
    }

    /// Whose token this is, if it opens the door now (unix seconds).
    pub(super) fn by_token(&self, token: &str, now: u64) -> Result<String> {
        if token.is_empty() {
            return Err(code(41001));
        }
        let worth = |shop: &Shop| shop.tokens.worth(token, now);
        let known = self.shops.iter().map(|(id, shop)| (id, worth(shop))).find(|(_, worth)| *worth != Worth::Unknown);
        match known {
            Some((id, Worth::Good)) => Ok(id.clone()),
            Some(_) => Err(code(42001)),
            None => Err(code(40001)),
        }
    }

    /// The person behind an openid of this account.
    pub(super) fn by_openid(&self, app_id: &str, openid: &str) -> Result<String> {
        let followers = self.shops.get(app_id).map(|shop| &shop.followers).ok_or_else(|| code(40013))?;
        let found = followers.iter().find(|(_, follower)| follower.openid == openid);
        found.map(|(person, _)| person.clone()).ok_or_else(|| code(40003))
    }

    /// The person as this account knows them; made at their first meeting.
    pub(super) fn follower(&mut self, app_id: &str, person: &str) -> Option<&mut Follower> {
        if !self.people.contains_key(person) {
            return None;
        }
        let shop = self.shops.get_mut(app_id)?;
        Some(shop.followers.entry(person.to_owned()).or_insert_with(|| Follower {
            openid: openid(app_id, person),
            following: false,
            since: 0,
            scene: String::new(),
            window: None,
            typing_until: 0,
        }))
    }

    /// Puts something on a phone; gives its number. `at` in unix milliseconds.
    pub(super) fn show(&mut self, at: u64, app_id: &str, person: &str, what: Showing) -> u64 {
        let seq = self.next();
        self.shown.push_back(Shown {
            seq,
            at,
            person: person.to_owned(),
            account: app_id.to_owned(),
            from: what.from,
            kind: what.kind,
            text: what.text,
            media: what.media,
            more: what.more,
        });
        if self.shown.len() > KEPT {
            self.shown.pop_front();
        }
        seq
    }

    pub(super) fn log(&mut self, call: Call) {
        self.calls.push_back(call);
        if self.calls.len() > KEPT {
            self.calls.pop_front();
        }
    }
}

/// What is to be shown, before it has a place and a number.
pub(super) struct Showing {
    pub(super) from: From,
    pub(super) kind: String,
    pub(super) text: String,
    pub(super) media: Option<String>,
    pub(super) more: serde_json::Value,
}

impl Showing {
    pub(super) fn new(from: From, kind: &str, text: &str) -> Showing {
        Showing { from, kind: kind.to_owned(), text: text.to_owned(), media: None, more: serde_json::Value::Null }
    }
}

/// The same person has another openid at each account.
pub(super) fn openid(app_id: &str, person: &str) -> String {
    format!("o{}", scrambled(&format!("openid:{app_id}:{person}"), 27))
}

/// One for all accounts of the platform's developer.
pub(super) fn unionid(person: &str) -> String {
    format!("oU{}", scrambled(&format!("unionid:{person}"), 26))
}
