//! Public items carry documentation: three of four in every library. A type that the file's own `//!` names counts as said.

use std::collections::BTreeMap;

use crate::finding::{Finding, Reason};
use crate::rust_text::code_lines;
use crate::tree::{File, Tree};

/// At least this many of a hundred public items are documented.
const PERCENT: usize = 75;
/// How many undocumented items a message names.
const NAMED: usize = 12;

const REASON: Reason = Reason {
    why: "a public item is a promise to another room: shape, unit, range and errors must be readable without its body",
    mend: "write `///` above the named items: what it is, in which unit and range, when it fails",
};

const ITEMS: &[&str] = &[
    "pub fn ",
    "pub async fn ",
    "pub const ",
    "pub static ",
    "pub struct ",
    "pub enum ",
    "pub trait ",
    "pub type ",
    "pub macro_rules",
];

/// Crates in which too many public items say nothing.
#[must_use]
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut rooms: BTreeMap<&str, Count> = BTreeMap::new();
    for file in tree.with_extension(&["rs"]).filter(|file| !file.is_test() && !file.is_generated()) {
        let Some(room) = file.room() else { continue };
        // In a program `pub` promises nothing to another room.
        if tree.has(&format!("crates/{room}/src/main.rs")) {
            continue;
        }
        let count = rooms.entry(room).or_default();
        for (line, documented) in public_items(file) {
            count.all += 1;
            if !documented {
                count.bare.push((file.path.clone(), line));
            }
        }
    }
    rooms.into_iter().filter_map(|(room, count)| count.finding(room)).collect()
}

/// Public items of one crate.
#[derive(Default)]
struct Count {
    all: usize,
    /// File and line of the undocumented ones.
    bare: Vec<(String, usize)>,
}

impl Count {
    fn finding(&self, room: &str) -> Option<Finding> {
        let (file, line) = self.bare.first()?;
        if self.bare.len() * 100 <= self.all * (100 - PERCENT) {
            return None;
        }
        let named: Vec<_> = self.bare.iter().take(NAMED).map(|(file, line)| format!("{file}:{line}")).collect();
        let (bare, all) = (self.bare.len(), self.all);
        let what = format!("{bare} of {all} public items of `{room}` are undocumented: {}", named.join(" "));
        Some(REASON.at(file, *line, what))
    }
}

/// Lines of public items, and whether each is documented.
fn public_items(file: &File) -> Vec<(usize, bool)> {
    let texts: Vec<&str> = file.text.lines().collect();
    let code = code_lines(&file.text);
    let in_tests = code.iter().find(|(_, text)| text.contains("#[cfg(test)]")).map_or(usize::MAX, |(line, _)| *line);
    let header: String = texts.iter().take_while(|text| text.starts_with("//!")).copied().collect();
    code.iter()
        .filter(|(line, text)| *line < in_tests && ITEMS.iter().any(|item| text.trim_start().starts_with(item)))
        .map(|(line, text)| (*line, is_named(&header, text) || is_documented(&texts, *line)))
        .collect()
}

/// Whether the file's header names the type that this line of code declares.
fn is_named(header: &str, code: &str) -> bool {
    let declared =
        ["pub struct ", "pub enum ", "pub trait "].iter().find_map(|item| code.trim_start().strip_prefix(item));
    let name = declared.and_then(|rest| rest.split(|mark: char| !mark.is_alphanumeric()).next()).unwrap_or_default();
    let mut words = header.split(|mark: char| !mark.is_alphanumeric());
    !name.is_empty() && words.any(|word| word.eq_ignore_ascii_case(name))
}

/// Whether the lines above (attributes skipped) end in a doc comment.
fn is_documented(texts: &[&str], line: usize) -> bool {
    let above = texts.iter().take(line.saturating_sub(1)).rev().map(|text| text.trim());
    let mut inside_attribute = false;
    for text in above {
        if text.starts_with("///") || text.starts_with("#[doc") || text.ends_with("*/") {
            return true;
        }
        let attribute_ends = text.ends_with(")]") || text.ends_with(']');
        inside_attribute = (inside_attribute || attribute_ends) && !text.starts_with("#[");
        let attribute = text.starts_with("#[") || inside_attribute || attribute_ends;
        if !attribute {
            return false;
        }
    }
    false
}
