//! `bugs`: proves the checker. A server with a known bug must be found out, and by a witness.

use std::path::PathBuf;

use crate::check;
use crate::cli;

/// Runs the check against each binary, with another seed until the bug is found; false when one was not.
pub async fn run(options: &cli::Bugs) -> Result<bool, String> {
    let binaries: Vec<(&str, PathBuf)> = options.binaries.iter().map(|pair| parse(pair)).collect::<Result<_, _>>()?;
    let mut all = true;
    for (bug, path) in binaries {
        let mut found = false;
        for seed in options.seed..options.seed + options.tries {
            let outcome = check::run(&one_check(options, path.clone(), seed)).await?;
            let shown = outcome.report.violations.iter().any(|violation| !violation.witness.is_empty());
            if !outcome.report.clean() && shown {
                println!("{bug}: found with seed {seed}: {}", outcome.report.broken().join(" "));
                print!("{}", outcome.report.tell(&outcome.records));
                found = true;
                break;
            }
            println!("{bug}: seed {seed} did not find it");
        }
        if !found {
            println!("{bug}: NOT found: the checker is broken, or the bug is not in {}", path.display());
        }
        all &= found;
    }
    Ok(all)
}

fn parse(pair: &str) -> Result<(&str, PathBuf), String> {
    let (bug, path) = pair.split_once('=').ok_or_else(|| format!("--parlor-with {pair}: give BUG=PATH"))?;
    let path = PathBuf::from(path);
    if path.is_file() { Ok((bug, path)) } else { Err(format!("--parlor-with {bug}: {} is not a file", path.display())) }
}

fn one_check(options: &cli::Bugs, parlor: PathBuf, seed: u64) -> cli::Check {
    cli::Check {
        target: cli::Target { parlor: Some(parlor), url: None },
        admin: cli::Admin {
            admin_email: crate::server::EMAIL.to_owned(),
            admin_password: crate::server::PASSWORD.to_owned(),
        },
        seed,
        small: options.small,
        doors: cli::Doors::Both,
        provider: "127.0.0.1:0".to_owned(),
        customers: None,
        agents: None,
        kills: None,
        seconds: None,
        pace: None,
        history: None,
        keep: false,
    }
}
