//! `parlor-load`: plays the crowd, breaks the server under it, and proves or refutes what was promised.
//!
//! It knows only the public doors (docs/api.md) and `parlor doctor --json`, and imports nothing of ours: what it finds, any
//! outsider could find. The way of a run: `check` sets the scene, the `crowd` lives and writes the `history`, `readback` asks
//! what is there at the end, the `checker` judges the history alone. Customers come by two doors; the WeChat platform behind
//! the second one is the `provider`, a small one of our own.

#![expect(clippy::disallowed_methods, reason = "a crowd has its own clock, its own chance and its own tasks")]

mod bench;
mod bugs;
mod check;
mod checker;
mod cli;
mod crowd;
mod digest;
mod door;
mod doors;
mod history;
mod provider;
mod race;
mod readback;
mod seed;
mod server;
mod text;

use std::path::Path;
use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::{Cli, Command};

fn main() -> ExitCode {
    let _first_wins = rustls::crypto::ring::default_provider().install_default();
    let cli = Cli::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let done = match runtime {
        Ok(runtime) => runtime.block_on(run(cli.command)),
        Err(error) => Err(error.to_string()),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(why) => {
            eprintln!("parlor-load: {why}");
            ExitCode::from(2)
        }
    }
}

/// True when every promise holds; an error when it could not be tried.
async fn run(command: Command) -> Result<bool, String> {
    match command {
        Command::Check(options) => {
            let outcome = check::run(&options).await?;
            print!("{}", outcome.report.tell(&outcome.records));
            for (words, n) in outcome.odd.all().iter().take(20) {
                println!("odd, {n} times: {words}");
            }
            let clean = outcome.report.clean();
            if clean && !options.keep {
                std::fs::remove_dir_all(&outcome.folder).map_err(|error| error.to_string())?;
            } else {
                println!("history: {} · folder: {}", outcome.history.display(), outcome.folder.display());
            }
            Ok(clean)
        }
        Command::Verify { history } => verify(&history),
        Command::Race(options) => race::run(&options).await,
        Command::Bugs(options) => bugs::run(&options).await,
        Command::Bench(options) => bench::run(&options).await,
        Command::Doors(options) => doors::run(&options).await,
        Command::Bare { file, hooks: false } => bench::bare::serve(&file).await.map(|()| true),
        Command::Bare { file, hooks: true } => bench::bare_hooks::serve(&file).await.map(|()| true),
    }
}

fn verify(file: &Path) -> Result<bool, String> {
    let records = history::read(file)?;
    let report = checker::check(&records);
    print!("{}", report.tell(&records));
    Ok(report.clean())
}
