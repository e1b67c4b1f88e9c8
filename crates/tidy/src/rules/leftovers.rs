//! Nothing half-done stays: no stubs, no switched-off tests, no silenced lints without a reason.

use crate::finding::{Finding, Reason};
use crate::rust_text::{Kind, code_lines, pieces};
use crate::tree::{File, Tree};
use crate::web_text::without_comments;

const STUB: Reason = Reason {
    why: "what is not built yet is not shown; a stub is a promise that breaks in somebody's hands",
    mend: "build it, or take it away together with whatever leads to it",
};
const SWITCHED_OFF: Reason = Reason {
    why: "a test that does not run proves nothing and rots",
    mend: "mend it or delete it; a test that needs something absent says so in one line and fails under CI=true",
};
const SILENCED: Reason = Reason {
    why: "an allowance outlives its cause unnoticed; an expectation complains when the cause is gone",
    mend: "write `#[expect(lint, reason = \"…\")]` at the smallest place, or change the code",
};

const RUST: &[(&str, Reason)] = &[
    ("todo!", STUB),
    ("unimplemented!", STUB),
    ("dbg!", STUB),
    ("#[ignore", SWITCHED_OFF),
    ("#[allow(", SILENCED),
    ("#![allow(", SILENCED),
    (", allow(", SILENCED),
];
const WEB: &[(&str, Reason)] = &[
    ("it.skip(", SWITCHED_OFF),
    ("test.skip(", SWITCHED_OFF),
    ("describe.skip(", SWITCHED_OFF),
    ("it.only(", SWITCHED_OFF),
    ("test.only(", SWITCHED_OFF),
    ("describe.only(", SWITCHED_OFF),
    ("it.todo(", SWITCHED_OFF),
    ("test.todo(", SWITCHED_OFF),
    ("debugger;", STUB),
];
/// Said in comments of any language. (Directives to a compiler are comments too.)
const COMMENTS: &[(&str, Reason)] =
    &[("TODO", STUB), ("FIXME", STUB), ("XXX:", STUB), ("@ts-ignore", SILENCED), ("@ts-nocheck", SILENCED)];

/// Stubs, switched-off tests and silenced lints.
#[must_use]
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in tree.with_extension(&["rs", "ts", "tsx", "vue"]).filter(|file| !file.is_generated()) {
        let is_rust = file.extension() == "rs";
        let (code, comments) = if is_rust { rust(file) } else { web(file) };
        let words = if is_rust { RUST } else { WEB };
        for (lines, words) in [(code, words), (comments, COMMENTS)] {
            for (line, text) in lines {
                let broken = words.iter().find(|(word, _)| is_said(&text, word));
                found.extend(broken.map(|(word, reason)| reason.at(&file.path, line, format!("`{word}`"))));
            }
        }
    }
    found
}

/// Whether the word stands there by itself, not as the end of a longer name.
fn is_said(text: &str, word: &str) -> bool {
    let starts_name = word.starts_with(char::is_alphabetic);
    text.match_indices(word).any(|(at, _)| {
        let before = text.split_at(at).0;
        !starts_name || !before.ends_with(|mark: char| mark.is_alphanumeric() || mark == '_')
    })
}

type Lines = Vec<(usize, String)>;

fn rust(file: &File) -> (Lines, Lines) {
    let comments = pieces(&file.text)
        .into_iter()
        .filter(|piece| piece.kind == Kind::Comment)
        .flat_map(|piece| {
            piece.text.split('\n').enumerate().map(move |(more, text)| (piece.line + more, text.to_owned()))
        })
        .collect();
    (code_lines(&file.text), comments)
}

fn web(file: &File) -> (Lines, Lines) {
    let code = without_comments(&file.text);
    let comments = file
        .text
        .lines()
        .zip(code.lines())
        .enumerate()
        .filter(|(_, (full, kept))| full != kept)
        .map(|(index, (full, _))| (index + 1, full.to_owned()))
        .collect();
    (code.lines().enumerate().map(|(index, text)| (index + 1, text.to_owned())).collect(), comments)
}
