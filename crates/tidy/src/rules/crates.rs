//! Crates as a whole: how many there are, how large one may be, and that all take the workspace's lints and versions.

use std::collections::BTreeMap;

use crate::finding::{Finding, Reason};
use crate::manifest::{dependencies, takes_workspace_lints};
use crate::tree::Tree;

/// Most crates the workspace may have.
const MOST_CRATES: usize = 16;
/// Most lines of Rust in one crate.
const MOST_LINES: usize = 25_000;

const NUMBER: Reason = Reason {
    why: "many small crates cost build time and hide where things are; a crate needs a heavy dependency, an outside face or a wall",
    mend: "make it a module of the room it serves",
};
const SIZE: Reason = Reason {
    why: "a crate where everything ends up is the one nobody can change",
    mend: "cut it along a wall that architecture knows, or remove what is written twice",
};
const LINTS: Reason = Reason {
    why: "the ban list holds only where it is switched on",
    mend: "add `[lints]` with `workspace = true` to this Cargo.toml",
};
const VERSIONS: Reason = Reason {
    why: "one version and one base feature set of everything: two of them build twice and disagree at run time",
    mend: "put the version into [workspace.dependencies] of the root Cargo.toml and write `name.workspace = true` here",
};

/// Crates beyond the number or size we allow, without workspace lints, or with versions of their own.
#[must_use]
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    let manifests: Vec<_> = tree.files().filter(|file| file.name() == "Cargo.toml" && file.room().is_some()).collect();
    if manifests.len() > MOST_CRATES {
        found.push(NUMBER.at("Cargo.toml", 1, format!("{} crates, at most {MOST_CRATES}", manifests.len())));
    }
    for manifest in manifests {
        if !takes_workspace_lints(&manifest.text) {
            found.push(LINTS.at(&manifest.path, 1, "the workspace's lints are not switched on"));
        }
        for own in dependencies(&manifest.text).iter().filter(|dependency| !dependency.from_workspace) {
            found.push(VERSIONS.at(&manifest.path, own.line, format!("`{}` has a version of its own", own.name)));
        }
    }
    let mut lines: BTreeMap<&str, usize> = BTreeMap::new();
    for file in tree.with_extension(&["rs"]).filter(|file| !file.is_generated()) {
        if let Some(room) = file.room() {
            *lines.entry(room).or_default() += file.text.lines().count();
        }
    }
    for (room, count) in lines.into_iter().filter(|(_, count)| *count > MOST_LINES) {
        let manifest = format!("crates/{room}/Cargo.toml");
        found.push(SIZE.at(&manifest, 1, format!("`{room}` has {count} lines of Rust, at most {MOST_LINES}")));
    }
    found
}
