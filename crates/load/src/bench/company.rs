//! A company with a past: a server whose database was filled past its door, since no door takes a million
//! messages a minute. The filler is a program beside us (`pages`, from the store's benches); what the server shows is then
//! asked through the public doors as ever.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::process::Command;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};

use crate::crowd::Scene;
use crate::door::{Rest, Socket, shape};
use crate::race::wait_for;
use crate::server::{EMAIL, PASSWORD, Server};

/// The reader and forty colleagues.
const AGENTS: usize = 41;
/// Chats each may hold.
const CAPACITY: u32 = 64;
/// How often a socket says that it lives.
const PING: Duration = Duration::from_secs(15);

/// A running company.
pub struct Company {
    pub messages: u64,
    pub server: Server,
    /// Its database.
    pub file: PathBuf,
    /// Who reads the pages.
    pub reader: Rest,
    /// What the filler told: `rare` brand, `customer` with a history, `long` threads, `threads` of 50 and more.
    pub told: Value,
    /// Rows that each page reads, by its name.
    pub rows: Value,
    scene: Scene,
    /// Agents whose last socket closes would vanish, and their conversations return to the queue.
    there: JoinSet<()>,
}

impl Company {
    /// Founds it in `folder` and gives it its past; afterwards the server is stopped.
    pub async fn found(program: &Path, pages: &Path, folder: &Path, messages: u64) -> Result<Self, String> {
        let mut server = Server::start(program, folder).await?;
        let scene = Scene::set(&server.address, EMAIL, PASSWORD, AGENTS, CAPACITY).await?;
        server.stop().await;
        let (id, reader) = scene.agents.first().cloned().ok_or("no agent")?;
        let file = folder.join("data").join("parlor.db");
        let told = ask(pages, &["fill".as_ref(), file.as_os_str(), messages.to_string().as_ref(), id.as_ref()]).await?;
        let first = |list: &str| {
            shape::list(&told, list).first().and_then(Value::as_str).map(str::to_owned).unwrap_or_default()
        };
        let named = |key: &str| shape::text(&told, key).unwrap_or_default();
        let ids = [id, named("rare"), first("long"), first("threads"), named("customer")];
        let mut words = vec!["rows".as_ref(), file.as_os_str()];
        words.extend(ids.iter().map(std::ffi::OsStr::new));
        let rows = ask(pages, &words).await?;
        Ok(Self { messages, server, file, reader, told, rows, scene, there: JoinSet::new() })
    }

    /// Starts the server; everybody comes to their desk and stays there. How long the start took.
    pub async fn opens(&mut self) -> Result<Duration, String> {
        let took = self.server.begin().await?;
        for (_, agent) in &self.scene.agents {
            let mut socket = Socket::open(&self.server.address, "/ws/agent", agent.headers()).await?;
            socket.send(&json!({"t": "hello", "cursor": null})).await?;
            wait_for(&mut socket, "welcome").await?;
            self.there.spawn(stay(socket));
        }
        Ok(took)
    }

    /// Everybody goes home and the server ends.
    pub async fn closes(&mut self) {
        self.there.abort_all();
        self.server.stop().await;
    }
}

/// Reads whatever comes and says now and then that somebody is there, until the line ends.
async fn stay(mut socket: Socket) {
    let mut beat = interval(PING);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let lives = tokio::select! {
            _ = beat.tick() => None,
            heard = socket.next_text() => Some(heard.is_ok()),
        };
        match lives {
            Some(true) => {}
            Some(false) => return,
            None if socket.send(&json!({"t": "ping"})).await.is_err() => return,
            None => {}
        }
    }
}

/// What the filler says.
async fn ask(program: &Path, words: &[&std::ffi::OsStr]) -> Result<Value, String> {
    let program: PathBuf = std::path::absolute(program).map_err(|error| error.to_string())?;
    let mut command = Command::new(&program);
    command.args(words).stdin(Stdio::null()).stderr(Stdio::inherit()).kill_on_drop(true);
    let output = command.output().await.map_err(|error| format!("{}: {error}", program.display()))?;
    if !output.status.success() {
        return Err(format!("{} ended with {}", program.display(), output.status));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| format!("{}: {error}", program.display()))
}
