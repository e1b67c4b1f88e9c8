//! The pages ask no outside host for anything: no fonts, scripts, pictures or counters from elsewhere.

use crate::finding::{Finding, Reason};
use crate::tree::{File, Tree};
use crate::web_text::without_comments;

/// Hosts that name something without being asked: XML name spaces, examples, this machine.
const ONLY_NAMES: &[&str] = &["www.w3.org", "localhost", "127.0.0.1", "[::1]", "HOST"];

const REASON: Reason = Reason {
    why: "an agent's screen must work in a closed network and tell nobody who works on what",
    mend: "bring the thing into the tree, or ask our own server for it; examples use a host under `.example` or `.test`",
};

/// Addresses of other hosts in what the web pages are built from.
#[must_use]
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    let shipped = |file: &&File| ["web/apps/", "web/packages/"].iter().any(|folder| file.path.starts_with(folder));
    let kinds = ["ts", "tsx", "vue", "css", "html", "svg"];
    for file in tree.with_extension(&kinds).filter(shipped).filter(|file| !file.is_test() && !file.is_generated()) {
        for (index, line) in without_comments(&file.text).lines().enumerate() {
            for host in hosts(line).filter(|host| !is_only_a_name(host)) {
                found.push(REASON.at(&file.path, index + 1, format!("the outside host `{host}`")));
            }
        }
    }
    found
}

/// Hosts after `http://`, `https://`, `ws://` or `wss://`; empty where the host is worked out at run time.
fn hosts(line: &str) -> impl Iterator<Item = &str> {
    ["http://", "https://", "ws://", "wss://"].into_iter().flat_map(move |scheme| {
        line.match_indices(scheme).map(move |(at, _)| {
            let rest = line.split_at(at + scheme.len()).1;
            let ends = |mark: char| !(mark.is_ascii_alphanumeric() || matches!(mark, '.' | '-' | '[' | ']' | ':'));
            rest.split(ends).next().unwrap_or_default()
        })
    })
}

fn is_only_a_name(host: &str) -> bool {
    let name = host
        .rsplit_once(':')
        .map_or(host, |(name, port)| if port.chars().all(|mark| mark.is_ascii_digit()) { name } else { host });
    let example = [".example", ".test", "example.com", "example.org"].iter().any(|end| name.ends_with(end));
    name.is_empty() || example || ONLY_NAMES.contains(&name)
}
