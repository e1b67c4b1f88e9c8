//! A `parlor` of its own for each story, and a visitor who knocks at it.
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

pub const EMAIL: &str = "admin@shop.example";
pub const PASSWORD: &str = "open sesame";

/// A folder that goes when the story ends.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Folder {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("parlor-story-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).expect("a folder");
        Folder(path)
    }
}
impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A running `parlor serve`; killed when the story ends.
pub struct Parlor {
    child: Child,
    pub host: String,
    /// The code of the set-up link that it printed, while nobody has set it up.
    pub setup: Option<String>,
}

impl Drop for Parlor {
    fn drop(&mut self) {
        // As a group: a tracer that is killed leaves what it traces running.
        let group = format!("-{}", self.child.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _ = self.child.wait();
    }
}

/// The command with nothing inherited from the environment but its way.
pub fn command(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_parlor"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("PARLOR_")) {
        command.env_remove(name);
    }
    command.current_dir(data).env("PARLOR_DATA_DIR", data.join("data"));
    command
}

/// Runs it to its end.
pub fn run(data: &Path, args: &[&str], env: &[(&str, &str)]) -> Output {
    command(data).args(args).envs(env.iter().copied()).output().expect("parlor runs")
}

impl Parlor {
    /// Serves on a free port with an administrator from the configuration; `around`: a program that runs it, as a tracer.
    pub fn serve(data: &Path, around: &[&str]) -> Parlor {
        Parlor::start(data, around, &[("PARLOR_ADMIN_EMAIL", EMAIL), ("PARLOR_ADMIN_PASSWORD", PASSWORD)])
    }

    /// The same with further options.
    pub fn serve_with(data: &Path, more: &[(&str, &str)]) -> Parlor {
        let own = [("PARLOR_ADMIN_EMAIL", EMAIL), ("PARLOR_ADMIN_PASSWORD", PASSWORD)];
        Parlor::start(data, &[], &[&own, more].concat())
    }

    /// Serves on a free port with nobody named in the configuration.
    pub fn serve_nobody(data: &Path) -> Parlor {
        Parlor::start(data, &[], &[])
    }

    fn start(data: &Path, around: &[&str], env: &[(&str, &str)]) -> Parlor {
        let plain = command(data);
        let mut command = match around {
            [] => plain,
            [program, args @ ..] => {
                let mut command = Command::new(program);
                command.args(args).arg(plain.get_program()).current_dir(data).env("PARLOR_DATA_DIR", data.join("data"));
                command
            }
        };
        let mut child = command
            .arg("serve")
            .env("PARLOR_LISTEN", "127.0.0.1:0")
            .env("PARLOR_TEST", "1")
            .envs(env.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("parlor starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its words")).lines().map_while(Result::ok);
        let mut setup = None;
        let said = lines
            .by_ref()
            .inspect(|line| {
                setup = setup.take().or_else(|| line.split_once("/setup/").map(|(_, code)| code.to_owned()))
            })
            .find(|line| line.contains("Parlor is at"))
            .expect("it says where it is");
        let host = said.split("http://").nth(1).and_then(|rest| rest.split('/').next()).expect("an address").to_owned();
        Parlor { child, host, setup }
    }

    /// The service manager asks it to stop; how it ended.
    pub fn stops(mut self) -> std::process::ExitStatus {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(told.expect("kill").success());
        self.child.wait().expect("it ends")
    }

    /// The id of its web chat account.
    pub async fn account(&self) -> String {
        let (status, session, cookie) =
            self.ask("POST", "/api/v1/session", "", Some(&json!({ "email": EMAIL, "password": PASSWORD }))).await;
        assert_eq!(status, 201, "{session}");
        let (status, accounts, _) = self.ask("GET", "/api/v1/channel-accounts", &cookie, None).await;
        assert_eq!(status, 200, "{accounts}");
        accounts["items"][0]["id"].as_str().expect("an account").to_owned()
    }

    /// One HTTP/1.1 exchange: status, JSON body, cookie that was set.
    pub async fn ask(&self, method: &str, path: &str, cookie: &str, body: Option<&Value>) -> (u16, Value, String) {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let body = body.map(Value::to_string).unwrap_or_default();
        let mut line = TcpStream::connect(&self.host).await.expect("the door is open");
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\ncookie: {cookie}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            self.host,
            body.len()
        );
        line.write_all(head.as_bytes()).await.expect("it listens");
        let mut answer = String::new();
        line.read_to_string(&mut answer).await.expect("it answers");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        let cookie =
            head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).and_then(|line| line.split(';').next());
        (status, serde_json::from_str(body).unwrap_or(Value::Null), cookie.unwrap_or_default().to_owned())
    }

    /// A key of this kind, made by the administrator.
    pub async fn key(&self, asked: &Value) -> String {
        let said = json!({ "email": EMAIL, "password": PASSWORD });
        let (_, session, cookie) = self.ask("POST", "/api/v1/session", "", Some(&said)).await;
        let proof = format!("{cookie}\r\nx-parlor-csrf: {}", session["csrf"].as_str().expect("a token"));
        let (status, made, _) = self.ask("POST", "/api/v1/api-keys", &proof, Some(asked)).await;
        assert_eq!(status, 201, "{made}");
        made["key"].as_str().expect("a key").to_owned()
    }

    /// A visitor's socket after its welcome.
    pub async fn visitor(&self) -> Visitor {
        let account = self.account().await;
        let (socket, _) = connect_async(format!("ws://{}/ws/visitor", self.host)).await.expect("a socket");
        let mut visitor = Visitor(socket);
        visitor.says(&json!({ "t": "hello", "account": account, "locale": "zh-CN" })).await;
        visitor.hears("welcome").await;
        visitor
    }
}

pub struct Visitor(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Visitor {
    pub async fn says(&mut self, frame: &Value) {
        self.0.send(Message::text(frame.to_string())).await.expect("it listens");
    }

    /// The next frame of this kind, or of kind `error`.
    pub async fn hears(&mut self, kind: &str) -> Value {
        while let Some(frame) = self.0.next().await {
            let Message::Text(text) = frame.expect("the line holds") else { continue };
            let frame: Value = serde_json::from_str(&text).expect("JSON");
            if frame["t"] == kind || frame["t"] == "error" {
                return frame;
            }
        }
        panic!("the line ended before {kind}");
    }

    /// Sends a message and waits for its ack or error.
    pub async fn writes(&mut self, client_id: &str, text: &str) -> Value {
        self.says(&json!({ "t": "send", "client_id": client_id, "text": text, "attachments": [] })).await;
        self.hears("ack").await
    }
}
