//! The provider behind the made-up channels: it does what the story says and remembers what it was asked.
use model::port::{Body, Provider, Request, Response, Soon, TransportError};
use model::{AccountId, At};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

/// What the next call meets.
#[derive(Clone, Debug, PartialEq)]
pub enum Will {
    /// Takes it; says its own id for it.
    Take,
    /// Answers with this status and takes nothing.
    Answer(u16),
    /// Answers 429 and wants to be left alone for so many seconds.
    TooMany(u32),
    /// Cannot be reached: nothing was sent.
    BeAway,
    /// Takes it and never says so.
    TakeSilently,
    /// Takes it, and the answer never comes because we stop waiting: for restarts in the middle.
    TakeAndHang,
}

/// As whoever calls integrators introduces them: webhooks, and order systems.
const WEB: [&str; 2] = ["webhook", "order_source"];
/// As pictures of what was ordered are fetched: it holds them by their whole address.
const PICTURES: &str = "order_picture";

/// One call, as it came.
#[derive(Clone, Debug, PartialEq)]
pub struct Called {
    /// Whom the message was for.
    pub to: String,
    /// What it said.
    pub text: String,
    /// Whether the provider now has it.
    pub taken: bool,
}

/// Does what it was told to, one answer for each call; without instruction it takes everything.
#[derive(Default)]
pub struct Scripted {
    /// By the last part of the address.
    script: Mutex<BTreeMap<&'static str, VecDeque<Will>>>,
    calls: Mutex<Vec<Called>>,
    /// Everything beside letters: what it was asked for and with which words.
    asked: Mutex<Vec<(String, Value)>>,
    known: Mutex<BTreeMap<AccountId, &'static str>>,
    passes: Mutex<Passes>,
    /// What it holds for us, by its own name for it.
    holds: Mutex<BTreeMap<String, Vec<u8>>>,
    rests: Mutex<BTreeMap<AccountId, At>>,
    hangs: Notify,
    /// What calls webhooks, if anything does.
    web: Mutex<Option<Arc<dyn Provider>>>,
}

/// Passes it gave out.
#[derive(Default)]
struct Passes {
    given: usize,
    good: BTreeSet<String>,
    /// Somebody is being given one right now.
    giving: bool,
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Scripted {
    /// What the next letters meet, in this order, after what was said before.
    pub fn will(&self, next: impl IntoIterator<Item = Will>) {
        self.will_for("fly", next);
    }

    /// What the next calls to this address meet: `pass`, `feather`, `pack`, `who`, `code`, `coo`, `check`.
    pub fn will_for(&self, path: &'static str, next: impl IntoIterator<Item = Will>) {
        held(&self.script).entry(path).or_default().extend(next);
    }

    /// Nothing of what it was told holds any more: from now on it takes everything.
    pub fn is_well(&self) {
        held(&self.script).clear();
    }

    /// Every letter it was ever given.
    pub fn calls(&self) -> Vec<Called> {
        held(&self.calls).clone()
    }

    /// The texts it has, in the order it took them.
    pub fn has(&self) -> Vec<String> {
        self.calls().into_iter().filter(|it| it.taken).map(|it| it.text).collect()
    }

    /// With which words it was asked at this address.
    pub fn asked(&self, path: &str) -> Vec<Value> {
        held(&self.asked).iter().filter(|it| it.0 == path).map(|it| it.1.clone()).collect()
    }

    /// It holds this file for us.
    pub fn holds(&self, reference: &str, bytes: Vec<u8>) {
        held(&self.holds).insert(reference.to_owned(), bytes);
    }

    /// No pass that it gave out is good any more.
    pub fn revokes(&self) {
        held(&self.passes).good.clear();
    }

    /// Until then nothing may be called for this account; `None`: it rests no more.
    pub fn lets_rest(&self, account: AccountId, until: Option<At>) {
        let mut rests = held(&self.rests);
        match until {
            Some(until) => rests.insert(account, until),
            None => rests.remove(&account),
        };
    }

    /// From now on webhooks are called by it.
    pub(crate) fn calls_webhooks_by(&self, web: Arc<dyn Provider>) {
        *held(&self.web) = Some(web);
    }

    /// What calls for this account, when it stands for a webhook.
    fn web_for(&self, account: AccountId) -> Option<Arc<dyn Provider>> {
        let is_webhook = held(&self.known).get(&account).is_some_and(|kind| WEB.contains(kind));
        held(&self.web).clone().filter(|_| is_webhook)
    }

    /// Until a call hangs.
    pub async fn hangs(&self) {
        self.hangs.notified().await
    }

    async fn give_pass(&self) -> String {
        {
            let mut passes = held(&self.passes);
            assert!(!passes.giving, "two ask for a pass side by side");
            passes.giving = true;
        }
        // Time for others to ask too, if nothing keeps them from it.
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
        let mut passes = held(&self.passes);
        passes.giving = false;
        passes.given += 1;
        let pass = format!("pass-{}", passes.given);
        passes.good = BTreeSet::from([pass.clone()]); // the one before is worth nothing
        json!({ "pass": pass, "lasts": 7200 }).to_string()
    }

    fn takes(&self, body: &Value) -> bool {
        body["pass"].as_str().is_none_or(|pass| held(&self.passes).good.contains(pass))
    }

    fn note(&self, path: &str, body: Value, taken: bool) -> String {
        if path != "fly" {
            held(&self.asked).push((path.to_owned(), body));
            return String::new();
        }
        let word = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        let mut calls = held(&self.calls);
        calls.push(Called { to: word("to"), text: word("text"), taken });
        format!("letter-{}", calls.len())
    }
}

impl Provider for Scripted {
    fn introduce(&self, account: AccountId, kind: &'static str) {
        held(&self.known).insert(account, kind);
        if let Some(web) = self.web_for(account) {
            web.introduce(account, kind);
        }
    }
    fn rests(&self, account: AccountId) -> Option<At> {
        match self.web_for(account) {
            Some(web) => web.rests(account),
            None => held(&self.rests).get(&account).copied(),
        }
    }
    fn forget(&self, account: AccountId) {
        held(&self.rests).remove(&account);
        if let Some(web) = self.web_for(account) {
            web.forget(account);
        }
    }
    fn refuses(&self, address: &str) -> Option<String> {
        let web = held(&self.web).clone();
        web.and_then(|web| web.refuses(address))
    }
    fn call<'a>(&'a self, account: AccountId, request: Request) -> Soon<'a, Result<Response, TransportError>> {
        if let Some(web) = self.web_for(account) {
            return Box::pin(async move { web.call(account, request).await });
        }
        let known = held(&self.known).get(&account).copied();
        if known == Some(PICTURES) {
            let found = held(&self.holds).get(&request.url).cloned();
            let status = if found.is_some() { 200 } else { 404 };
            let answer = Response { status, headers: vec![], body: found.unwrap_or_default() };
            return Box::pin(async move { Ok(answer) });
        }
        assert_eq!(known, Some(crate::PIGEON), "whoever calls was introduced");
        let path = request.url.rsplit('/').next().unwrap_or_default().to_owned();
        let will = held(&self.script).get_mut(path.as_str()).and_then(VecDeque::pop_front).unwrap_or(Will::Take);
        let body = match request.body {
            Body::Bytes(bytes) => serde_json::from_slice(&bytes).unwrap_or_default(),
            Body::Form { name, media_type, bytes, .. } => {
                json!({ "name": name, "type": media_type, "size": bytes.len() })
            }
            Body::File { .. } => panic!("nobody put the file in"),
        };
        let may = self.takes(&body);
        let will = if may || will != Will::Take { will } else { Will::Answer(401) };
        let taken = matches!(will, Will::Take | Will::TakeSilently | Will::TakeAndHang);
        let reference = body["reference"].as_str().map(str::to_owned);
        let id = self.note(&path, body, taken);
        let answer = |status, body: Vec<u8>| Ok(Response { status, headers: vec![], body });
        Box::pin(async move {
            match will {
                Will::Take => match path.as_str() {
                    "pass" => answer(200, self.give_pass().await.into_bytes()),
                    "feather" => match held(&self.holds).get(&reference.unwrap_or_default()) {
                        Some(bytes) => answer(200, bytes.clone()),
                        None => answer(404, vec![]),
                    },
                    _ => answer(200, id.into_bytes()),
                },
                Will::Answer(status) => answer(status, vec![]),
                Will::TooMany(seconds) => {
                    let headers = vec![("retry-after".to_owned(), seconds.to_string())];
                    Ok(Response { status: 429, headers, body: vec![] })
                }
                Will::BeAway => Err(TransportError::NotSent("nobody opens".into())),
                Will::TakeSilently => Err(TransportError::NoAnswer("time-out".into())),
                Will::TakeAndHang => {
                    self.hangs.notify_one();
                    std::future::pending().await
                }
            }
        })
    }
}
