//! The history of a run: what everybody asked for, what they were told, and what they saw, one JSON record a line.
//!
//! A history is all that the checker knows. It is written while the run goes on, under one lock, so the order of its lines
//! is an order that really happened: if record 7 says "acknowledged" and record 9 says "asked", then the acknowledgement
//! had reached its client before the other client asked.
//!
//! A run reads in this order: `start`; a `client` for each person or program; then mixed `invoke` / `ok` / `fail` / `info`
//! (operations), `stream` / `snapshot` / `saw` / `cut` (what the sockets told), `state` (how a conversation stood) and
//! `fault`; then `quiet`; then what the public doors say at the end: `conversation`, `message`, `doctor`.
//!
//! **Unknown outcomes.** An operation whose answer never came (the line broke, the server was killed) ends as `info`: it may
//! have happened or not, and the checker accepts either, but only one of them everywhere.

pub mod record;
pub mod standing;
pub mod write;

use std::io::BufRead as _;
use std::path::Path;

pub use record::{Act, Answer, Call, Record, Role, Seen, What};
pub use standing::{EventFact, FileFact, Finding, Kept, Standing};
pub use write::Recorder;

/// Reads a history file. The error names the line and what is wrong with it.
pub fn read(path: &Path) -> Result<Vec<Record>, String> {
    let file = std::fs::File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut records = Vec::new();
    for (at, line) in std::io::BufReader::new(file).lines().enumerate() {
        let line = line.map_err(|error| format!("{}, line {}: {error}", path.display(), at + 1))?;
        if line.is_empty() {
            continue;
        }
        let record = serde_json::from_str(&line)
            .map_err(|error| format!("{}, line {}: not a history record: {error}", path.display(), at + 1))?;
        records.push(record);
    }
    Ok(records)
}
