//! The web of a story: an address of an integrator's on this machine that behaves as badly as it is told to, and calls to
//! webhooks that really go over HTTP, through the guard and the limits of the house.
use crate::World;
use channels::engine::{Guard, Http, Limits, SystemNames};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;

/// What a call meets.
#[derive(Clone, Debug)]
pub enum Hears {
    /// Status, further header lines (each with its line end), body.
    Answers(u16, String, String),
    /// Hears the rest when this word is given.
    When(Arc<Notify>, Box<Hears>),
    /// Reads the request and never says a word.
    Silent,
    /// Reads the request whole, then cuts the line.
    Cuts,
    /// Says 200, and cuts the line in the middle of its body.
    CutsItsAnswer,
}

impl Hears {
    /// This one, once the word is given (`notify_one`).
    pub fn once_told(then: Hears) -> (Hears, Arc<Notify>) {
        let word = Arc::new(Notify::new());
        (Hears::When(word.clone(), Box::new(then)), word)
    }
}

/// One call as it came.
#[derive(Clone, Debug, PartialEq)]
pub struct HeardCall {
    pub path: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl HeardCall {
    /// The value of this header.
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map_or_else(|| panic!("no {name} among {:?}", self.headers), |(_, value)| value)
    }
    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).expect("the body is JSON")
    }
}

/// An HTTP server on loopback; goes with everything it does when it is dropped.
pub struct Endpoint {
    pub address: SocketAddr,
    next: Arc<Mutex<Vec<Hears>>>,
    heard: watch::Receiver<Vec<HeardCall>>,
    _tasks: JoinSet<()>,
}

impl Endpoint {
    /// Answers 204 to everything until it is told otherwise.
    pub async fn opens() -> Endpoint {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let next = Arc::<Mutex<Vec<Hears>>>::default();
        let (say, heard) = watch::channel(vec![]);
        let mut tasks = JoinSet::new();
        tasks.spawn(serve(listener, next.clone(), Arc::new(say)));
        Endpoint { address, next, heard, _tasks: tasks }
    }
    /// Its address.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
    /// What the next calls meet, in this order.
    pub fn will(&self, next: impl IntoIterator<Item = Hears>) {
        self.next.lock().expect("nobody panics here").extend(next);
    }
    /// The next calls are answered with these statuses.
    pub fn will_say(&self, statuses: impl IntoIterator<Item = u16>) {
        self.will(statuses.into_iter().map(|status| Hears::Answers(status, String::new(), "said".into())));
    }
    /// The calls so far, the earliest first.
    pub fn heard(&self) -> Vec<HeardCall> {
        self.heard.borrow().clone()
    }
    /// The kinds of what was told so far.
    pub fn kinds(&self) -> Vec<String> {
        self.heard().iter().map(|call| call.json()["type"].as_str().unwrap_or_default().to_owned()).collect()
    }
    /// Until so many calls were heard.
    pub async fn hears(&self, count: usize) {
        self.heard.clone().wait_for(|heard| heard.len() >= count).await.expect("it listens");
    }
}

impl World {
    /// From now on webhooks are called over HTTP; of private addresses only those of `allowed`.
    pub fn opens_the_web(&self, allowed: &[&Endpoint]) {
        self.opens_the_web_with(allowed, Limits::default());
    }
    /// The same, with room for one call at a time and nobody who waits.
    pub fn opens_a_narrow_web(&self, allowed: &[&Endpoint]) {
        self.opens_the_web_with(allowed, Limits { at_once: 1, waiting: 0, ..Limits::default() });
    }
    fn opens_the_web_with(&self, allowed: &[&Endpoint], limits: Limits) {
        let guard = Guard::new(allowed.iter().map(|it| it.address.to_string())).expect("addresses");
        let limits = Limits { whole: Duration::from_secs(2), ..limits };
        let http = Http::new(guard, Arc::new(SystemNames), self.shared_clock(), limits).expect("a client");
        self.provider().calls_webhooks_by(Arc::new(http));
    }
}

async fn serve(listener: TcpListener, next: Arc<Mutex<Vec<Hears>>>, say: Arc<watch::Sender<Vec<HeardCall>>>) {
    let mut lines = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        lines.spawn(line(stream, next.clone(), say.clone()));
    }
}

async fn line(mut stream: TcpStream, next: Arc<Mutex<Vec<Hears>>>, say: Arc<watch::Sender<Vec<HeardCall>>>) {
    while let Some(call) = request(&mut stream).await {
        let mut hears = {
            let mut next = next.lock().expect("nobody panics here");
            if next.is_empty() { Hears::Answers(204, String::new(), String::new()) } else { next.remove(0) }
        };
        say.send_modify(|heard| heard.push(call));
        while let Hears::When(word, then) = hears {
            word.notified().await;
            hears = *then;
        }
        let answer = match hears {
            Hears::Answers(204, headers, body) => {
                format!("HTTP/1.1 204 Said\r\n{headers}\r\n{body}")
            }
            Hears::Answers(status, headers, body) => {
                format!("HTTP/1.1 {status} Said\r\ncontent-length: {}\r\n{headers}\r\n{body}", body.len())
            }
            Hears::Silent | Hears::When(..) => std::future::pending().await,
            Hears::Cuts => return,
            Hears::CutsItsAnswer => {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf").await;
                return;
            }
        };
        if stream.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}

async fn request(stream: &mut TcpStream) -> Option<HeardCall> {
    let mut bytes = Vec::new();
    loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(bytes.get(..at)?).into_owned();
            let mut lines = head.lines();
            let path = lines.next()?.split(' ').nth(1)?.to_owned();
            let headers: Vec<(String, String)> = lines
                .filter_map(|line| line.split_once(": "))
                .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
                .collect();
            let length = headers.iter().find(|(name, _)| name == "content-length");
            let length: usize = length.and_then(|(_, value)| value.parse().ok()).unwrap_or(0);
            if let Some(body) = bytes.get(at + 4..at + 4 + length) {
                return Some(HeardCall { path, headers, body: String::from_utf8(body.to_vec()).ok()? });
            }
        }
        let mut part = [0; 4096];
        match stream.read(&mut part).await {
            Ok(0) | Err(_) => return None,
            Ok(length) => bytes.extend_from_slice(part.get(..length)?),
        }
    }
}
