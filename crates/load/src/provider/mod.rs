//! A small WeChat platform of our own, for the server to call: tokens, who somebody is, messages to followers. It keeps what
//! it took, in order, and misbehaves on demand: dead, slow, silent after taking, full of errors.
//!
//! Written from the provider's documents (docs/channels/wechat.md), with nothing of the project's own adapter in it.

pub mod http;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::door::shape;
use crate::history::{Recorder, What};
use crate::seed::Seed;
use http::{Asked, Line};

/// The platform. Clones are the same one.
#[derive(Clone)]
pub struct Provider(Arc<Inner>);

struct Inner {
    /// `127.0.0.1:port`
    host: String,
    alive: watch::Sender<bool>,
    state: Mutex<State>,
    pen: OnceLock<Arc<Recorder>>,
}

struct State {
    people: BTreeMap<String, Person>,
    /// Who was asked about and told.
    told: BTreeSet<String>,
    accepted: Vec<(String, String)>,
    /// In how many of a hundred calls to send something goes wrong.
    trouble: u64,
    /// It takes calls and says nothing.
    silent: bool,
    token: u64,
    seed: Seed,
}

/// Who an openid is.
#[derive(Clone, Default)]
pub struct Person {
    pub unionid: Option<String>,
    /// How long the platform thinks before it says so.
    pub after: Duration,
    /// It does not say so before this is true.
    pub gate: Option<watch::Receiver<bool>>,
}

/// What becomes of a call.
enum End {
    Json(Value),
    /// This HTTP status and no word.
    Status(u16),
    /// The line breaks without an answer.
    Cut,
}

impl Provider {
    /// Opens on this address of ours (`127.0.0.1:0`: any free port) and lives until the program ends.
    pub async fn open(at: &str, seed: Seed) -> Result<Self, String> {
        let listener = TcpListener::bind(at).await.map_err(|error| format!("provider at {at}: {error}"))?;
        let host = listener.local_addr().map_err(|error| error.to_string())?.to_string();
        let state = State {
            people: BTreeMap::new(),
            told: BTreeSet::new(),
            accepted: Vec::new(),
            trouble: 0,
            silent: false,
            token: 1,
            seed,
        };
        let inner = Inner { host, alive: watch::Sender::new(true), state: Mutex::new(state), pen: OnceLock::new() };
        let provider = Self(Arc::new(inner));
        tokio::spawn(provider.clone().live(listener));
        Ok(provider)
    }

    /// `127.0.0.1:port`, as the server must be allowed to call it.
    pub fn host(&self) -> &str {
        &self.0.host
    }

    /// From now on what it takes goes into this history.
    pub fn write_into(&self, recorder: &Arc<Recorder>) {
        let _only_once = self.0.pen.set(Arc::clone(recorder));
    }

    /// Says who somebody is.
    pub fn introduce(&self, openid: &str, person: Person) {
        self.state().people.insert(openid.to_owned(), person);
    }

    /// Dead: nobody listens at its address, and lines that were open break. Alive again: all that was known is known.
    pub fn live_on(&self, alive: bool) {
        self.0.alive.send_replace(alive);
    }

    /// Silent: it lets itself be called and never answers, nor does anything.
    pub fn silence(&self, silent: bool) {
        self.state().silent = silent;
    }

    /// In so many of a hundred calls to send, something goes wrong.
    pub fn trouble(&self, percent: u64) {
        self.state().trouble = percent;
    }

    /// All it took so far: openid and text, in order.
    pub fn accepted(&self) -> Vec<(String, String)> {
        self.state().accepted.clone()
    }

    /// Whether the server was told who this is.
    pub fn has_told(&self, openid: &str) -> bool {
        self.state().told.contains(openid)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn live(self, first: TcpListener) {
        let mut alive = self.0.alive.subscribe();
        let mut listener = Some(first);
        loop {
            if !*alive.borrow_and_update() {
                listener = None;
                if alive.changed().await.is_err() {
                    return;
                }
                continue;
            }
            let open = match listener.take() {
                Some(open) => open,
                None => match TcpListener::bind(&self.0.host).await {
                    Ok(open) => open,
                    Err(_) => {
                        sleep(Duration::from_millis(20)).await;
                        continue;
                    }
                },
            };
            let mut lines = JoinSet::new();
            loop {
                tokio::select! {
                    accepted = open.accept() => if let Ok((stream, _)) = accepted {
                        let provider = self.clone();
                        lines.spawn(async move { provider.talk(Line::new(stream)).await });
                    },
                    Some(_) = lines.join_next() => {}
                    _ = alive.changed() => break,
                }
            }
        }
    }

    async fn talk(self, mut line: Line) {
        while let Some(asked) = line.next().await {
            if self.state().silent {
                std::future::pending::<()>().await;
            }
            let goes_on = match self.end(&asked).await {
                End::Json(body) => line.answer(200, "application/json", &body.to_string()).await,
                End::Status(status) => line.answer(status, "text/plain", "").await,
                End::Cut => false,
            };
            if !goes_on {
                return;
            }
        }
    }

    async fn end(&self, asked: &Asked) -> End {
        if asked.path == "/cgi-bin/stable_token" {
            return End::Json(json!({"access_token": format!("T{}", self.state().token), "expires_in": 7200}));
        }
        if asked.param("access_token") != format!("T{}", self.state().token) {
            return End::Json(json!({"errcode": 42001, "errmsg": "access_token expired"}));
        }
        match asked.path.as_str() {
            "/cgi-bin/user/info" => self.who(asked.param("openid")).await,
            "/cgi-bin/message/custom/send" => self.take(&asked.body).await,
            "/cgi-bin/message/custom/typing" => End::Json(json!({"errcode": 0, "errmsg": "ok"})),
            "/cgi-bin/get_api_domain_ip" => End::Json(json!({"ip_list": ["127.0.0.1"]})),
            _ => End::Status(404),
        }
    }

    async fn who(&self, openid: &str) -> End {
        let person = self.state().people.get(openid).cloned();
        let Some(person) = person else {
            return End::Json(json!({"errcode": 40003, "errmsg": "invalid openid"}));
        };
        if let Some(pen) = self.0.pen.get() {
            pen.note("provider", What::Inquiry { openid: openid.to_owned() });
        }
        sleep(person.after).await;
        if let Some(mut gate) = person.gate {
            let _opened = gate.wait_for(|open| *open).await;
        }
        self.state().told.insert(openid.to_owned());
        if let (Some(pen), true) = (self.0.pen.get(), person.unionid.is_some()) {
            pen.note("provider", What::Evidence { openid: openid.to_owned() });
        }
        End::Json(json!({"subscribe": 1, "openid": openid, "unionid": person.unionid}))
    }

    /// A message for a follower: refused before it is taken, or taken, whatever is said about it then.
    async fn take(&self, body: &[u8]) -> End {
        let body: Value = serde_json::from_slice(body).unwrap_or(Value::Null);
        let to = shape::text(&body, "touser").unwrap_or_default();
        let words = body.get("text").and_then(|words| shape::text(words, "content"));
        let Some(text) = words.filter(|_| self.state().people.contains_key(&to)) else {
            return End::Json(json!({"errcode": 40003, "errmsg": "invalid openid or no text"}));
        };
        let (lot, slow) = {
            let mut state = self.state();
            let goes_wrong = state.trouble;
            let goes_wrong = state.seed.chance(goes_wrong);
            (goes_wrong.then(|| state.seed.below(6)), Duration::from_millis(state.seed.below(30)))
        };
        sleep(slow).await;
        match lot {
            Some(0) => return End::Json(json!({"errcode": -1, "errmsg": "system error"})),
            Some(1) => {
                self.state().token += 1;
                return End::Json(json!({"errcode": 42001, "errmsg": "access_token expired"}));
            }
            _ => {}
        }
        self.state().accepted.push((to.clone(), text.clone()));
        if let Some(pen) = self.0.pen.get() {
            pen.note("provider", What::Accepted { to, text });
        }
        match lot {
            Some(2) => End::Cut,
            Some(3) => End::Status(502),
            Some(4) => {
                sleep(Duration::from_secs(1)).await;
                End::Cut
            }
            Some(5) => {
                sleep(Duration::from_millis(700)).await;
                End::Json(json!({"errcode": 0, "errmsg": "ok"}))
            }
            _ => End::Json(json!({"errcode": 0, "errmsg": "ok"})),
        }
    }
}
