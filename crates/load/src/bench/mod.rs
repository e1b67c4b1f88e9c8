//! `bench`: figures through real sockets, each beside a bare server's in the same run on the same machine.
//!
//! The bare server is a process of this same binary (`bare`): for latency it appends each message to a file, syncs it
//! (messages that wait together share one fdatasync, as Parlor's writers do) and only then echoes; for fan-out it copies a
//! frame to all listeners and stores nothing. What it takes, no honest server can take less of.

pub mod bare;
mod crowd;
mod fanout;
mod latency;
mod memory;
mod table;

use crate::cli;
use crate::crowd::Scene;
use crate::door::Address;
use crate::server::{self, Server};
use table::Table;

/// Both servers of a bench.
pub struct Pair {
    pub parlor: Address,
    pub scene: Scene,
    pub bare: Address,
}

/// Measures and prints; false when a figure misses its limit.
pub async fn run(options: &cli::Bench) -> Result<bool, String> {
    let folder = server::fresh_folder("bench")?;
    let mut own = match &options.target.parlor {
        Some(program) => {
            Some(Server::start(&std::path::absolute(program).map_err(|error| error.to_string())?, &folder).await?)
        }
        None => None,
    };
    let parlor = match (&own, &options.target.url) {
        (Some(server), _) => server.address.clone(),
        (None, url) => Address::parse(url.as_deref().unwrap_or_default())?,
    };
    let scene = Scene::set(&parlor, &options.admin.admin_email, &options.admin.admin_password, 1, 16).await?;
    let (mut child, bare) = bare::start(&folder.join("bare.log")).await?;
    let pair = Pair { parlor, scene, bare };
    let mut table = Table::default();
    // Memory comes first: what a busy server has given back to its heap would hide what visitors take from it.
    let pid = options.pid.or(own.as_ref().map(Server::pid));
    drop(memory::measure(&pair, options.visitors, pid, &mut table).await?);
    for rate in &options.rates {
        latency::measure(&pair, *rate, options.seconds, &mut table).await?;
    }
    let visitors = crowd::many(options.visitors, |_| crowd::visitor(&pair)).await?;
    fanout::measure(&pair, options.watchers, &visitors, &mut table).await?;
    drop(visitors);
    print!("{}", table.tell());
    let _gone = child.kill().await;
    if let Some(server) = &mut own {
        server.kill().await;
    }
    std::fs::remove_dir_all(&folder).map_err(|error| error.to_string())?;
    Ok(table.holds())
}
