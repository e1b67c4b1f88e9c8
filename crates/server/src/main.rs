//! The one binary `parlor`: configuration, wiring, the only clock and the only loops, sub-commands.
#![expect(clippy::disallowed_methods, reason = "this room owns the clock, chance and the loops")]
mod clock;
mod command;
mod config;
mod connection;
mod data_dir;
mod demo;
mod doctor;
mod door;
mod first_start;
mod log;
mod loops;
mod out;
mod serve;
mod staff;
mod wire;

use std::process::ExitCode;

fn main() -> ExitCode {
    let _ = rustls::crypto::ring::default_provider().install_default();
    command::run()
}
