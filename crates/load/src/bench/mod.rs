//! `bench`: figures through real sockets, each beside its limit in the same run on the same machine.
//!
//! The bare server is a process of this same binary (`bare`): for latency it appends each message to a file, syncs it
//! (messages that wait together share one fdatasync, as Parlor's writers do) and only then echoes; for fan-out it copies a
//! frame to all listeners and stores nothing. What it takes, no honest server can take less of.
//!
//! To add a figure: one file here that adds its rows to the table, and its line in `run`.

pub mod bare;
pub mod bare_hooks;
mod company;
mod crowd;
mod fanout;
mod hooks;
mod latency;
mod memory;
mod pages;
mod start;
mod table;
mod weight;

use std::path::{Path, PathBuf};

use crate::cli::{self, Part};
use crate::crowd::Scene;
use crate::door::Address;
use crate::server::{self, Server};
use company::Company;
use table::Table;

/// Both servers of a bench.
pub struct Pair {
    pub parlor: Address,
    pub scene: Scene,
    pub bare: Address,
}

/// Measures and prints; false when a figure misses its limit.
pub async fn run(options: &cli::Bench) -> Result<bool, String> {
    let program = match &options.target.parlor {
        Some(program) => Some(std::path::absolute(program).map_err(|error| error.to_string())?),
        None => None,
    };
    let mut table = Table::default();
    if options.wants(Part::Sockets) {
        sockets(options, program.as_deref(), &mut table).await?;
    }
    if let Some(program) = program.as_deref().filter(|_| options.wants(Part::Hooks)) {
        hooks::measure(options, program, &mut table).await?;
    }
    if let Some(program) = &program {
        own(options, program, &mut table).await?;
    }
    if let Some(budgets) = options.budgets.as_ref().filter(|_| options.wants(Part::Web)) {
        weight::measure(budgets, &mut table).await?;
    }
    print!("{}", table.tell());
    Ok(table.holds())
}

/// What goes through sockets, against a server of our own or a running one.
async fn sockets(options: &cli::Bench, program: Option<&Path>, table: &mut Table) -> Result<(), String> {
    let folder = server::fresh_folder("bench")?;
    let mut own = match program {
        Some(program) => Some(Server::start(program, &folder).await?),
        None => None,
    };
    let parlor = match (&own, &options.target.url) {
        (Some(server), _) => server.address.clone(),
        (None, url) => Address::parse(url.as_deref().unwrap_or_default())?,
    };
    let scene = Scene::set(&parlor, &options.admin.admin_email, &options.admin.admin_password, 1, 16).await?;
    let (mut child, bare) = bare::start(&folder.join("bare.log")).await?;
    let pair = Pair { parlor, scene, bare };
    // Memory comes first: what a busy server has given back to its heap would hide what visitors take from it.
    let pid = options.pid.or(own.as_ref().map(Server::pid));
    drop(memory::measure(&pair, options.visitors, pid, table).await?);
    for rate in &options.rates {
        latency::measure(&pair, *rate, options.seconds, table).await?;
    }
    let visitors = crowd::many(options.visitors, |_| crowd::visitor(&pair)).await?;
    fanout::measure(&pair, options.watchers, &visitors, table).await?;
    drop(visitors);
    let _gone = child.kill().await;
    if let Some(server) = &mut own {
        server.kill().await;
    }
    std::fs::remove_dir_all(&folder).map_err(|error| error.to_string())
}

/// What only servers of our own can tell. One sits idle meanwhile, so that nobody waits for its minute.
async fn own(options: &cli::Bench, program: &Path, table: &mut Table) -> Result<(), String> {
    let starts = options.wants(Part::Start);
    let idle = if starts { Some(start::fresh(program, table).await?) } else { None };
    if let Some(pages) = options.pages.as_ref().filter(|_| options.wants(Part::Pages)) {
        let folder = server::fresh_folder("bench-pages")?;
        let done = filled(options, program, pages, &folder, table).await;
        std::fs::remove_dir_all(&folder).map_err(|error| error.to_string())?;
        done?;
    }
    if let Some(idle) = idle {
        start::idle(idle, table).await?;
        start::size(program, table)?;
    }
    Ok(())
}

/// The same company in several sizes, all of them open at once.
async fn filled(
    options: &cli::Bench,
    program: &Path,
    pages: &Path,
    folder: &Path,
    table: &mut Table,
) -> Result<(), String> {
    let mut companies = Vec::new();
    for messages in &options.sizes {
        let of: PathBuf = folder.join(messages.to_string());
        eprintln!("filling a database with {messages} messages");
        companies.push(Company::found(program, pages, &of, *messages).await?);
    }
    for company in &mut companies {
        company.opens().await?;
    }
    let done = pages::measure(&companies, options.samples, table).await;
    for company in &mut companies {
        company.closes().await;
    }
    // Last, for it makes the kernel forget the database: the pages above are read from the kernel's memory.
    if let Some(largest) = companies.last_mut().filter(|_| options.wants(Part::Start)) {
        start::filled(program, largest, table).await?;
    }
    done
}
