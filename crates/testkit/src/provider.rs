//! The provider behind the made-up channels: it does what the story says and remembers what it was asked.
use model::AccountId;
use model::port::{Body, Provider, Request, Response, Soon, TransportError};
use serde_json::Value;
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

/// What the next call meets.
#[derive(Clone, Debug, PartialEq)]
pub enum Will {
    /// Takes it; says its own id for it.
    Take,
    /// Answers with this status and takes nothing.
    Answer(u16),
    /// Cannot be reached: nothing was sent.
    BeAway,
    /// Takes it and never says so.
    TakeSilently,
    /// Takes it, and the answer never comes because we stop waiting: for restarts in the middle.
    TakeAndHang,
}

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
    script: Mutex<VecDeque<Will>>,
    calls: Mutex<Vec<Called>>,
    known: Mutex<BTreeMap<AccountId, &'static str>>,
    hangs: Notify,
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Scripted {
    /// What the next calls meet, in this order, after what was said before.
    pub fn will(&self, next: impl IntoIterator<Item = Will>) {
        held(&self.script).extend(next);
    }

    /// Everything it was ever asked.
    pub fn calls(&self) -> Vec<Called> {
        held(&self.calls).clone()
    }

    /// The texts it has, in the order it took them.
    pub fn has(&self) -> Vec<String> {
        self.calls().into_iter().filter(|it| it.taken).map(|it| it.text).collect()
    }

    /// Until a call hangs.
    pub async fn hangs(&self) {
        self.hangs.notified().await
    }
}

impl Provider for Scripted {
    fn introduce(&self, account: AccountId, kind: &'static str) {
        held(&self.known).insert(account, kind);
    }
    fn call<'a>(&'a self, account: AccountId, request: Request) -> Soon<'a, Result<Response, TransportError>> {
        assert_eq!(held(&self.known).get(&account), Some(&crate::PIGEON), "whoever calls was introduced");
        let will = held(&self.script).pop_front().unwrap_or(Will::Take);
        let body: Value = match &request.body {
            Body::Bytes(bytes) => serde_json::from_slice(bytes).unwrap_or_default(),
            _ => Value::Null,
        };
        let word = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        let taken = matches!(will, Will::Take | Will::TakeSilently | Will::TakeAndHang);
        let mut calls = held(&self.calls);
        calls.push(Called { to: word("to"), text: word("text"), taken });
        let id = format!("letter-{}", calls.len());
        drop(calls);
        let answer = |status, body: String| Ok(Response { status, headers: vec![], body: body.into_bytes() });
        match will {
            Will::Take => Box::pin(std::future::ready(answer(200, id))),
            Will::Answer(status) => Box::pin(std::future::ready(answer(status, String::new()))),
            Will::BeAway => Box::pin(std::future::ready(Err(TransportError::NotSent("nobody opens".into())))),
            Will::TakeSilently => Box::pin(std::future::ready(Err(TransportError::NoAnswer("time-out".into())))),
            Will::TakeAndHang => {
                self.hangs.notify_one();
                Box::pin(std::future::pending())
            }
        }
    }
}
