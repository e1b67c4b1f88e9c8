//! The first words of a file: what it is for.

use crate::finding::{Finding, Reason};
use crate::tree::{File, Tree};

const REASON: Reason = Reason {
    why: "a newcomer opens a file and must know in one line what it is for and what does not belong there",
    mend: "begin a Rust file with `//! …`, a TypeScript file with `// …` or `/** … */`, a Vue file with `<!-- … -->`",
};

/// Files that begin without saying what they are for.
#[must_use]
pub fn check(tree: &Tree) -> Vec<Finding> {
    tree.with_extension(&["rs", "ts", "tsx", "vue"])
        .filter(|file| !file.is_generated() && !opens_well(file))
        .map(|file| REASON.at(&file.path, 1, "the file does not begin by saying what it is for"))
        .collect()
}

fn opens_well(file: &File) -> bool {
    let mut lines = file.text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("#!/"));
    let first = lines.next().unwrap_or_default();
    match file.extension() {
        "rs" => first.starts_with("//!") && says_something(first, "//!"),
        "vue" if first.starts_with("<script") => lines.next().is_some_and(is_web_comment),
        _ => is_web_comment(first),
    }
}

fn is_web_comment(line: &str) -> bool {
    // A directive to a tool says nothing about the file.
    let directive = line.contains("@ts-") || line.contains("eslint-") || line.contains("<reference");
    !directive && ["//", "/*", "<!--"].iter().any(|mark| line.starts_with(mark))
}

fn says_something(line: &str, mark: &str) -> bool {
    line.strip_prefix(mark).is_some_and(|said| said.split_whitespace().count() >= 2)
}
