//! How long a start takes, what an idle server holds in memory, how large the program is.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;
use tokio::time::{Instant, sleep_until};

use super::company::Company;
use super::memory::resident;
use super::table::{Row, Table};
use crate::server::{self, Server};

/// The longest start.
const START: Duration = Duration::from_secs(1);
/// Starts of each kind; the slowest counts.
const STARTS: usize = 5;
/// How long a server is left alone before it counts as idle.
const IDLE: Duration = Duration::from_secs(60);

/// A server that nobody uses, since when, and what it held in the first moment.
pub struct Idle {
    server: Server,
    since: Instant,
    first: u64,
    folder: std::path::PathBuf,
}

/// First starts, each in an empty folder: database made, administrator made, ready. The last one stays, to be idle.
pub async fn fresh(program: &Path, table: &mut Table) -> Result<Idle, String> {
    let mut slowest = Duration::ZERO;
    for n in 1.. {
        let folder = server::fresh_folder("bench-start")?;
        evict(program).await;
        let began = Instant::now();
        let mut server = Server::start(program, &folder).await?;
        slowest = slowest.max(began.elapsed());
        if n == STARTS {
            add(table, "first start to ready, an empty folder", slowest);
            return Ok(Idle { first: resident(server.pid())?, server, since: Instant::now(), folder });
        }
        server.kill().await;
        std::fs::remove_dir_all(&folder).map_err(|error| error.to_string())?;
    }
    Err("no start".to_owned())
}

/// Starts on a filled database that nothing has read before; the server is stopped again.
pub async fn filled(program: &Path, company: &mut Company, table: &mut Table) -> Result<(), String> {
    let mut slowest = Duration::ZERO;
    for _ in 0..STARTS {
        evict(program).await;
        evict(&company.file).await;
        slowest = slowest.max(company.server.begin().await?);
        company.server.kill().await;
    }
    add(table, &format!("start to ready over {} messages", company.messages), slowest);
    Ok(())
}

fn add(table: &mut Table, name: &str, slowest: Duration) {
    table.add(Row {
        name: name.to_owned(),
        figure: format!("{} ms", slowest.as_millis()),
        beside: format!("slowest of {STARTS}"),
        ratio: Some(slowest.as_secs_f64() / START.as_secs_f64()),
        limit: Some((format!("≤ {} s", START.as_secs()), slowest <= START)),
    });
}

/// Waits until a minute has passed since the start, reads the memory, and ends the server.
pub async fn idle(mut idle: Idle, table: &mut Table) -> Result<(), String> {
    sleep_until(idle.since + IDLE).await;
    let settled = resident(idle.server.pid())?;
    let mib = |bytes: u64| bytes as f64 / 1024.0 / 1024.0;
    table.add(Row {
        name: "resident memory of an idle server".to_owned(),
        figure: format!("{:.1} MiB", mib(settled)),
        beside: format!("{:.1} MiB when ready", mib(idle.first)),
        ratio: Some(settled as f64 / idle.first.max(1) as f64),
        limit: None,
    });
    idle.server.kill().await;
    std::fs::remove_dir_all(&idle.folder).map_err(|error| error.to_string())
}

/// The size of the program, pages and all.
pub fn size(program: &Path, table: &mut Table) -> Result<(), String> {
    let bytes = std::fs::metadata(program).map_err(|error| format!("{}: {error}", program.display()))?.len();
    table.add(Row {
        name: "size of the program".to_owned(),
        figure: format!("{:.1} MiB", bytes as f64 / 1024.0 / 1024.0),
        beside: String::new(),
        ratio: None,
        limit: None,
    });
    Ok(())
}

/// Asks the kernel to forget what it keeps of a file, so that a start reads it from the disk; where `dd` cannot, it stays.
async fn evict(file: &Path) {
    let mut command = Command::new("dd");
    command.arg(format!("if={}", file.display())).args(["iflag=nocache", "count=0", "status=none"]);
    let _kept = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().await;
}
