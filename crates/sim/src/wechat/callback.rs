//! A callback on its way to an account's webhook: signed, encrypted as the account asks, tried three times.
use super::account::{Account, Format, Kind, Mode};
use super::client::{self, Failure};
use super::crypto::{Envelope, random, word};
use super::fault::{Fault, FaultKind};
use super::passive::{self, Answer};
use super::platform::Inner;
use super::world::{From, Showing};
use super::xml::{Elements, json, xml};
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use url::Url;

/// The longest that a callback waits for another to go first.
const LETS_PASS: Duration = Duration::from_secs(10);

/// What is to be told, without sender, receiver and time.
pub(super) struct Callback {
    pub(super) app_id: String,
    pub(super) person: String,
    pub(super) openid: String,
    pub(super) elements: Elements,
}

/// How one try ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Try {
    /// This status came back.
    Status(u16),
    /// Nothing came back in time.
    TimedOut,
    /// Nobody listens there, or the line broke.
    Broken,
}

/// What the person is left with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Taken in silence, as it should be.
    Taken,
    /// Answered at once with a passive reply.
    Replied,
    /// The phone says that the account is out of order.
    OutOfOrder,
    /// The account has no webhook.
    Nobody,
}

/// A callback that has come to its end.
#[derive(Clone, Debug, Serialize)]
pub struct Delivery {
    /// All tries in order; a callback made twice has those of both.
    pub tries: Vec<Try>,
    /// Of the last.
    pub outcome: Outcome,
    /// Why the answer was no good.
    pub why: String,
}

/// How an account wants its callbacks, taken out of the world.
struct Way {
    webhook: Option<String>,
    account: Account,
    late: Option<Fault>,
    is_twice: bool,
    is_swapped: bool,
    passed: Arc<Notify>,
}

/// Brings it there, with the faults asked for, and shows the person what follows from the answer.
pub(super) async fn deliver(inner: &Arc<Inner>, callback: Callback) -> Delivery {
    let now = inner.now();
    let way = inner.with(|world| {
        let shop = world.shops.get_mut(&callback.app_id)?;
        let mut take = |kind| shop.faults.take(kind, "callback", now);
        Some(Way {
            late: take(FaultKind::CallbackLate),
            is_twice: take(FaultKind::CallbackTwice).is_some(),
            is_swapped: take(FaultKind::CallbackSwapped).is_some(),
            webhook: shop.account.webhook.clone(),
            account: shop.account.clone(),
            passed: shop.passed.clone(),
        })
    });
    let nobody = Delivery { tries: vec![], outcome: Outcome::Nobody, why: String::new() };
    let Some(way) = way else { return nobody };
    let Some(url) = way.webhook.as_ref().and_then(|url| Url::parse(url).ok()) else { return nobody };
    let Ok(envelope) = Envelope::new(&way.account.token, &way.account.aes_key, &way.account.app_id) else {
        return nobody;
    };
    if way.is_swapped {
        let _ = tokio::time::timeout(LETS_PASS, way.passed.notified()).await;
    }
    if let Some(fault) = &way.late {
        tokio::time::sleep(Duration::from_millis(fault.millis)).await;
    }
    let message = Message { account: &way.account, envelope: &envelope, url: &url, openid: &callback.openid };
    let plain = message.plain(&callback.elements, now);
    let delivery = if way.is_twice {
        let (mut one, other) =
            tokio::join!(message.bring(inner, &callback, &plain), message.bring(inner, &callback, &plain));
        one.tries.extend(other.tries);
        one
    } else {
        message.bring(inner, &callback, &plain).await
    };
    way.passed.notify_waiters();
    delivery
}

struct Message<'a> {
    account: &'a Account,
    envelope: &'a Envelope,
    url: &'a Url,
    openid: &'a str,
}

impl Message<'_> {
    /// The readable elements, complete.
    fn plain(&self, elements: &Elements, now: u64) -> Elements {
        let mut all: Elements = vec![
            ("ToUserName", self.account.original_id.as_str().into()),
            ("FromUserName", self.openid.into()),
            ("CreateTime", now.into()),
        ];
        all.extend(elements.iter().cloned());
        all
    }

    /// All tries of one delivery.
    async fn bring(&self, inner: &Inner, callback: &Callback, plain: &Elements) -> Delivery {
        let mut tries = vec![];
        for left in (0..inner.rules.tries).rev() {
            // The text is the same each time; stamp, nonce and envelope are never used again.
            let (url, kind, body) = self.written(plain, inner.now());
            match client::call(&url, Some((kind, body)), inner.rules.answer_within).await {
                Ok((200, answer)) => {
                    tries.push(Try::Status(200));
                    return self.conclude(inner, callback, tries, &answer);
                }
                Ok((status, _)) => tries.push(Try::Status(status)),
                Err(Failure::TimedOut) => tries.push(Try::TimedOut),
                Err(Failure::Broken) => tries.push(Try::Broken),
            }
            if left > 0 {
                tokio::time::sleep(inner.rules.between_tries).await;
            }
        }
        self.out_of_order(inner, callback, tries, "no try was answered with 200")
    }

    fn written(&self, plain: &Elements, now: u64) -> (Url, &'static str, String) {
        let is_json = self.account.kind == Kind::Mini && self.account.format == Format::Json;
        let write = if is_json { json } else { xml };
        let (stamp, nonce) = (now.to_string(), word(10));
        let mut url = self.url.clone();
        url.query_pairs_mut().extend_pairs([
            ("signature", self.envelope.signature(&[&stamp, &nonce]).as_str()),
            ("timestamp", &stamp),
            ("nonce", &nonce),
            ("openid", self.openid),
        ]);
        let body = if self.account.mode == Mode::Plain {
            write(plain)
        } else {
            let encrypted = self.envelope.encrypt(&write(plain), random());
            let signature = self.envelope.signature(&[&stamp, &nonce, &encrypted]);
            url.query_pairs_mut().extend_pairs([("encrypt_type", "aes"), ("msg_signature", signature.as_str())]);
            let mut outside = if self.account.mode == Mode::Compatible {
                plain.clone()
            } else {
                vec![("ToUserName", self.account.original_id.as_str().into())]
            };
            outside.push(("Encrypt", encrypted.into()));
            write(&outside)
        };
        (url, if is_json { "application/json" } else { "text/xml" }, body)
    }

    fn conclude(&self, inner: &Inner, callback: &Callback, tries: Vec<Try>, answer: &str) -> Delivery {
        match passive::read(self.account, self.envelope, self.openid, answer) {
            Ok(Answer::Silence) => Delivery { tries, outcome: Outcome::Taken, why: String::new() },
            Ok(Answer::Shown(showing)) => {
                inner.with(|world| world.show(inner.millis(), &callback.app_id, &callback.person, showing));
                Delivery { tries, outcome: Outcome::Replied, why: String::new() }
            }
            Err(why) => self.out_of_order(inner, callback, tries, &why),
        }
    }

    fn out_of_order(&self, inner: &Inner, callback: &Callback, tries: Vec<Try>, why: &str) -> Delivery {
        let showing = Showing::new(From::Platform, "fault", self.account.kind.out_of_order());
        inner.with(|world| world.show(inner.millis(), &callback.app_id, &callback.person, showing));
        Delivery { tries, outcome: Outcome::OutOfOrder, why: why.to_owned() }
    }
}
