//! Links in the documents lead somewhere.

use crate::finding::{Finding, Reason};
use crate::tree::{File, Tree};

const REASON: Reason = Reason {
    why: "a document that points into the void is worse than none",
    mend: "name the file as it is called now, or take the link away",
};

/// Links of Markdown files to files or folders that are not there.
#[must_use]
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in tree.with_extension(&["md"]) {
        for (line, target) in targets(file) {
            let path = target.split(['#', '?']).next().unwrap_or_default();
            let outside = target.contains("://") || target.starts_with("mailto:") || path.is_empty();
            if !outside && !tree.has(&resolve(&file.path, path)) {
                found.push(REASON.at(&file.path, line, format!("the link leads to `{target}`, which is not there")));
            }
        }
    }
    found
}

/// Targets of `[text](target)` and `[name]: target` outside code, with their lines.
fn targets(file: &File) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut in_code = false;
    for (index, line) in file.text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        if in_code {
            continue;
        }
        let prose: String = line.split('`').step_by(2).collect::<Vec<_>>().join("`");
        for (_, rest) in prose.match_indices("](").map(|(at, mark)| prose.split_at(at + mark.len())) {
            let target = rest.split([')', ' ']).next().unwrap_or_default();
            found.push((index + 1, target.trim_matches(['<', '>']).to_owned()));
        }
        let reference = line.strip_prefix('[').and_then(|rest| rest.split_once("]: "));
        found.extend(reference.map(|(_, target)| (index + 1, target.trim().to_owned())));
    }
    found
}

/// The path inside the repository that `target`, written in `from`, means.
fn resolve(from: &str, target: &str) -> String {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let start = if target.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in start.split('/').chain(target.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}
