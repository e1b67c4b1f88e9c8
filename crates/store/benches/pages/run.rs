//! What the pages of inbox and thread stand on, for `parlor-load bench`: fills the database of a stopped server with a
//! company's past, and counts the rows that each page reads. One JSON object on standard output.
//! `pages fill FILE MESSAGES READER` · `pages rows FILE READER RARE LONG THREAD CUSTOMER` (ids as `fill` told them)
#![expect(clippy::disallowed_methods, reason = "a filler reads the clock once, to know when now is")]
mod draw;
mod house;
mod lay;
mod rows;
mod thread;

use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "pages fill FILE MESSAGES READER\npages rows FILE READER RARE LONG THREAD CUSTOMER";

#[tokio::main]
async fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let told = match words.as_slice() {
        ["fill", file, messages, reader] => match messages.parse() {
            Ok(messages) => lay::fill(Path::new(file), messages, reader).await,
            Err(_) => Err(format!("{messages} is no number of messages")),
        },
        ["rows", file, ids @ ..] if ids.len() == 5 => rows::count(Path::new(file), ids).await,
        _ => Err(USAGE.to_owned()),
    };
    match told {
        Ok(told) => {
            println!("{told}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("pages: {why}");
            ExitCode::from(2)
        }
    }
}
