//! A channel's name lives in its own file: nowhere else may code ask which channel it has before it.

use crate::finding::{Finding, Reason};
use crate::rust_text::{Kind, pieces};
use crate::tree::{File, Tree};
use crate::web_text::literals;

const REASON: Reason = Reason {
    why: "same effect whatever the channel; adding one touches its own file and one list, so nobody else may know its name",
    mend: "ask the manifest for a capability instead, or take the name from the channel's own file (its `KIND` or `manifest().kind`)",
};

/// Files directly in `crates/channels/src` that are no channels.
const NOT_A_CHANNEL: &[&str] = &["lib", "engine", "list", "manifest", "port", "suite", "tests"];
/// Channel names that are ordinary words too, so that a literal proves nothing.
const ORDINARY_WORDS: &[&str] = &["api", "email", "form", "phone", "voice"];
/// Web folders whose business it is to name channels: texts, pictures, and the web chat's own front.
const WEB_TEXTS: &[&str] = &["locales", "i18n", "icons", "widget"];

/// String literals with a channel's name outside its own file, tests, simulators and web texts.
#[must_use]
pub fn check(tree: &Tree) -> Vec<Finding> {
    let kinds: Vec<String> = tree.with_extension(&["rs"]).filter_map(kind).collect();
    let mut found = Vec::new();
    for file in tree.with_extension(&["rs", "ts", "tsx", "vue"]).filter(|file| !is_at_home(file)) {
        for (line, text) in string_literals(file) {
            let named = kinds.iter().find(|kind| names(&text, kind) && !owns(file, kind));
            found.extend(named.map(|kind| REASON.at(&file.path, line, format!("the channel `{kind}` is named here"))));
        }
    }
    found
}

/// The channel a file of `crates/channels/src` implements: its file name; family helpers say so by having no manifest.
fn kind(file: &File) -> Option<String> {
    let name = file.path.strip_prefix("crates/channels/src/")?.strip_suffix(".rs")?;
    let is_channel = !name.contains('/') && !NOT_A_CHANNEL.contains(&name) && file.text.contains("fn manifest(");
    (is_channel && !ORDINARY_WORDS.contains(&name)).then(|| name.to_owned())
}

fn is_at_home(file: &File) -> bool {
    file.is_test()
        || file.is_generated()
        || matches!(file.room(), Some("sim" | "testkit" | "tidy" | "load"))
        || WEB_TEXTS.iter().any(|folder| file.is_under(folder))
}

/// A channel's own file, or a folder of its own beside it (long tests, fixtures).
fn owns(file: &File, kind: &str) -> bool {
    let inside = file.path.strip_prefix("crates/channels/src/").unwrap_or_default();
    inside.strip_suffix(".rs") == Some(kind) || inside.split('/').next() == Some(kind)
}

fn names(literal: &str, kind: &str) -> bool {
    literal.split(|mark: char| !mark.is_alphanumeric() && mark != '_').any(|word| word == kind)
}

fn string_literals(file: &File) -> Vec<(usize, String)> {
    if file.extension() == "rs" {
        let before_tests = code_before_tests(&file.text);
        return pieces(before_tests)
            .into_iter()
            .filter(|piece| piece.kind == Kind::Literal)
            .map(|piece| (piece.line, piece.text.to_owned()))
            .collect();
    }
    literals(&file.text).into_iter().map(|literal| (literal.line, literal.text)).collect()
}

/// Unit tests stand last in a file and may name a channel.
fn code_before_tests(text: &str) -> &str {
    text.find("#[cfg(test)]\nmod ").map_or(text, |at| text.split_at(at).0)
}
