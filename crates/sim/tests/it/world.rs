//! A platform with one official account and one mini-program, a webhook whose answers a test chooses, and a plain HTTP client.
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use serde_json::Value;
use sim::wechat::{Account, Key, Kind, Mode, Platform, Rules};
use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What a webhook does with a call.
#[derive(Clone, Debug)]
pub enum Does {
    Answers(u16, String),
    Hangs,
}

/// A call that came to the webhook.
#[derive(Clone, Debug)]
pub struct Came {
    pub query: BTreeMap<String, String>,
    pub body: String,
}

#[derive(Clone, Default)]
struct Hook {
    came: Arc<Mutex<Vec<Came>>>,
    does: Arc<Mutex<VecDeque<Does>>>,
}

pub struct World {
    pub platform: Platform,
    pub official: Account,
    pub mini: Account,
    hook: Hook,
    serving: tokio::task::JoinHandle<()>,
}

impl Drop for World {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

pub fn any_port() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 0))
}

impl World {
    pub async fn new() -> World {
        World::with(Mode::Safe).await
    }

    pub async fn with(mode: Mode) -> World {
        let rules =
            Rules { answer_within: Duration::from_millis(300), between_tries: Duration::from_millis(1), tries: 3 };
        let platform = Platform::with_rules(any_port(), rules).await.unwrap();
        let hook = Hook::default();
        let listener = TcpListener::bind(any_port()).await.unwrap();
        let webhook = format!("http://{}/hooks/x", listener.local_addr().unwrap());
        let router = Router::new().fallback(take).with_state(hook.clone());
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let mut official = Account::new(Kind::Official, "拾光旗舰店", "one");
        official.mode = mode;
        official.webhook = Some(webhook.clone());
        official.menu = vec![
            Key { name: "人工客服".into(), key: "desk".into(), is_view: false },
            Key { name: "商城".into(), key: "https://shop.example/".into(), is_view: true },
        ];
        let mut mini = Account::new(Kind::Mini, "拾光小程序", "two");
        mini.mode = mode;
        mini.webhook = Some(webhook);
        platform.open(official.clone()).unwrap();
        platform.open(mini.clone()).unwrap();
        platform.person("li", "李雷");
        World { platform, official, mini, hook, serving }
    }

    /// What the webhook does with the next calls, in order; afterwards it says `success`.
    pub fn next(&self, does: &[Does]) {
        self.hook.does.lock().unwrap().extend(does.iter().cloned());
    }

    pub fn came(&self) -> Vec<Came> {
        self.hook.came.lock().unwrap().clone()
    }

    /// A token of this account, by the stable call.
    pub async fn token(&self, account: &Account) -> String {
        let body = serde_json::json!({ "grant_type": "client_credential", "appid": account.app_id, "secret": account.app_secret });
        let answer = self.post("/cgi-bin/stable_token", &body.to_string()).await;
        answer["access_token"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
    }

    pub async fn post(&self, path: &str, body: &str) -> Value {
        json(&http(self.platform.address, "POST", path, "application/json", body.as_bytes()).await.unwrap())
    }

    pub async fn get(&self, path: &str) -> Value {
        json(&http(self.platform.address, "GET", path, "text/plain", b"").await.unwrap())
    }

    /// The errcode of sending these words to Li.
    pub async fn say(&self, account: &Account, text: &str) -> i64 {
        let token = self.token(account).await;
        let openid = self.platform.openid(&account.app_id, "li");
        let body = serde_json::json!({ "touser": openid, "msgtype": "text", "text": { "content": text } });
        let path = format!("/cgi-bin/message/custom/send?access_token={token}");
        self.post(&path, &body.to_string()).await["errcode"].as_i64().unwrap()
    }

    /// What the account's side has put on Li's phone.
    pub fn received(&self, account: &Account) -> Vec<String> {
        let shown = self.platform.shown("li", &account.app_id);
        shown.into_iter().filter(|it| it.from == sim::wechat::From::Account).map(|it| it.text).collect()
    }
}

async fn take(State(hook): State<Hook>, uri: Uri, body: Bytes) -> (StatusCode, String) {
    let query = url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).into_owned().collect();
    hook.came.lock().unwrap().push(Came { query, body: String::from_utf8(body.to_vec()).unwrap() });
    let does = hook.does.lock().unwrap().pop_front();
    match does {
        None => (StatusCode::OK, "success".to_owned()),
        Some(Does::Answers(status, text)) => (StatusCode::from_u16(status).unwrap(), text),
        Some(Does::Hangs) => std::future::pending().await,
    }
}

/// Head and body of an answer.
#[derive(Debug)]
pub struct Answered {
    pub head: String,
    pub body: Vec<u8>,
}

pub fn json(answer: &Answered) -> Value {
    serde_json::from_slice(&answer.body).unwrap_or_else(|why| panic!("{why}: {answer:?}"))
}

/// One call on a connection of its own; the error is the connection's.
pub async fn http(at: SocketAddr, method: &str, path: &str, kind: &str, body: &[u8]) -> std::io::Result<Answered> {
    http_from("http://localhost:8080", at, method, path, (kind, body)).await
}

/// The same from a page of this origin.
pub async fn http_from(
    origin: &str,
    at: SocketAddr,
    method: &str,
    path: &str,
    (kind, body): (&str, &[u8]),
) -> std::io::Result<Answered> {
    let mut stream = TcpStream::connect(at).await?;
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: {at}\r\nconnection: close\r\ncontent-type: {kind}\r\norigin: {origin}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body).await?;
    let mut all = vec![];
    stream.read_to_end(&mut all).await?;
    let end = all.windows(4).position(|part| part == b"\r\n\r\n").ok_or(std::io::ErrorKind::UnexpectedEof)?;
    Ok(Answered { head: String::from_utf8_lossy(&all[..end]).into_owned(), body: all[end + 4..].to_vec() })
}
