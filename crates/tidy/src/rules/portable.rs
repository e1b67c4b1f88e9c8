//! The tree builds on anybody's machine: no paths of one machine, no package registry but the public ones.

use crate::finding::{Finding, Reason};
use crate::tree::{File, Tree};

/// Beginnings of absolute paths that exist on one machine only.
const MACHINE_PATHS: &[&str] = &["/work/", "/root/", "/Users/", "/mnt/"];
/// Package sources besides the default: settings that belong to a person, not to the project.
const REGISTRY_SETTINGS: &[&str] = &["registry=", "registry =", "index-url", "replace-with", "extra-index"];
/// Where a lock of npm may fetch from.
const NPM: &str = "https://registry.npmjs.org/";

const PATH: Reason = Reason {
    why: "the next person's checkout is elsewhere",
    mend: "use a path inside the checkout, $HOME, or a temporary folder made at run time",
};
const REGISTRY: Reason = Reason {
    why: "a mirror that answers here does not answer everywhere",
    mend: "remove the address; set mirrors in your own user configuration",
};

/// Machine paths and private registries.
#[must_use]
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    // This room has to spell out what it looks for.
    for file in tree.files().filter(|file| file.room() != Some("tidy")) {
        for (index, line) in file.text.lines().enumerate() {
            if let Some(path) = MACHINE_PATHS.iter().find(|path| stands_alone(line, path)) {
                found.push(PATH.at(&file.path, index + 1, format!("a path of one machine: `{path}…`")));
            }
            if asks_elsewhere(file, line) {
                found.push(REGISTRY.at(&file.path, index + 1, format!("a registry of one machine: {}", line.trim())));
            }
        }
    }
    found
}

/// Whether the path begins here rather than going on from a longer one (`src/work/` is ours).
fn stands_alone(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let goes_on = |mark: char| mark.is_alphanumeric() || matches!(mark, '_' | '-' | '.' | '/' | '*' | '}' | ')');
        !line.split_at(at).0.ends_with(goes_on)
    })
}

fn asks_elsewhere(file: &File, line: &str) -> bool {
    match file.name() {
        "package-lock.json" => line
            .trim_start()
            .strip_prefix("\"resolved\": \"")
            .is_some_and(|address| address.starts_with("http") && !address.starts_with(NPM)),
        ".npmrc" | "pip.conf" | "config.toml" => REGISTRY_SETTINGS.iter().any(|setting| line.contains(setting)),
        _ => false,
    }
}
