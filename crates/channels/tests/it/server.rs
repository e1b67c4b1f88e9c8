//! A small HTTP server on loopback that behaves as badly as it is told to, and remembers what it heard.
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

#[derive(Clone)]
pub enum Behaviour {
    /// Status, more header lines, body.
    Answer(u16, String, Vec<u8>),
    /// One answer for the first request, another for all others.
    Then(Box<Behaviour>, Box<Behaviour>),
    /// Reads the request and never says a word.
    Silent,
    /// Reads the request, then resets the line.
    Reset,
    /// Reads the request, then closes the line.
    Close,
    /// Closes the line before a byte was read.
    HangUp,
    /// A body that never ends.
    Endless,
    /// Half of the body it announced, then nothing.
    Half,
    /// Not HTTP.
    Noise,
    /// 200 once there is a permit.
    Waits(Arc<Semaphore>),
}
pub use Behaviour::*;

pub fn fine() -> Behaviour {
    Answer(200, String::new(), b"{\"ok\":true}".to_vec())
}

/// Goes with everything it does when it is dropped.
pub struct Server {
    pub address: SocketAddr,
    behaviour: Arc<Mutex<Behaviour>>,
    heard: watch::Receiver<Vec<String>>,
    _tasks: JoinSet<()>,
}

impl Server {
    pub async fn start(behaviour: Behaviour) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let behaviour = Arc::new(Mutex::new(behaviour));
        let (say, heard) = watch::channel(Vec::new());
        let mut tasks = JoinSet::new();
        tasks.spawn(serve(listener, behaviour.clone(), Arc::new(say)));
        Server { address, behaviour, heard, _tasks: tasks }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn now(&self, behaviour: Behaviour) {
        *self.behaviour.lock().unwrap() = behaviour;
    }

    /// The requests so far, head and body as they came.
    pub fn heard(&self) -> Vec<String> {
        self.heard.borrow().clone()
    }

    /// Until so many requests were heard.
    pub async fn hears(&self, count: usize) {
        self.heard.clone().wait_for(|heard| heard.len() >= count).await.unwrap();
    }
}

async fn serve(listener: TcpListener, behaviour: Arc<Mutex<Behaviour>>, say: Arc<watch::Sender<Vec<String>>>) {
    let mut lines = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        lines.spawn(line(stream, behaviour.clone(), say.clone()));
    }
}

async fn line(mut stream: TcpStream, behaviour: Arc<Mutex<Behaviour>>, say: Arc<watch::Sender<Vec<String>>>) {
    if matches!(*behaviour.lock().unwrap(), HangUp) {
        return;
    }
    while let Some(request) = request(&mut stream).await {
        say.send_modify(|heard| heard.push(request));
        let behaviour = take(&mut behaviour.lock().unwrap());
        if answer(&mut stream, behaviour).await.is_none() {
            return;
        }
    }
}

fn take(behaviour: &mut Behaviour) -> Behaviour {
    match behaviour.clone() {
        Then(first, later) => {
            *behaviour = *later;
            *first
        }
        same => same,
    }
}

async fn request(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length =
                head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return Some(text);
            }
        }
        let mut part = [0; 4096];
        match stream.read(&mut part).await {
            Ok(0) | Err(_) => return None,
            Ok(length) => bytes.extend_from_slice(&part[..length]),
        }
    }
}

/// `None`: this line is over.
async fn answer(stream: &mut TcpStream, behaviour: Behaviour) -> Option<()> {
    match behaviour {
        Answer(status, headers, body) => {
            let head = format!("HTTP/1.1 {status} Said\r\ncontent-length: {}\r\n{headers}\r\n", body.len());
            stream.write_all(head.as_bytes()).await.ok()?;
            stream.write_all(&body).await.ok()
        }
        Waits(permits) => {
            permits.acquire().await.ok()?.forget();
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await.ok()
        }
        Silent => std::future::pending().await,
        Reset => {
            stream.set_zero_linger().ok()?;
            None
        }
        Endless => {
            stream.write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n").await.ok()?;
            let chunk = format!("{:x}\r\n{}\r\n", 65536, "x".repeat(65536));
            while stream.write_all(chunk.as_bytes()).await.is_ok() {}
            None
        }
        Half => {
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf").await.ok()?;
            None
        }
        Noise => {
            stream.write_all(b"220 mail.example ESMTP\r\n").await.ok()?;
            None
        }
        Close | HangUp | Then(..) => None,
    }
}
