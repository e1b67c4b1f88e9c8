//! Standard output. `println!` panics when whoever reads it has left, as `head` does; here that is a quiet end.
use std::io::{ErrorKind, Write as _};

/// Writes it all; a reader who has left has read enough. Fails when it cannot be written otherwise, as on a full disk.
pub fn say(text: &str) -> Result<(), String> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(why) if why.kind() != ErrorKind::BrokenPipe => Err(format!("standard output: {why}")),
        _ => Ok(()),
    }
}
