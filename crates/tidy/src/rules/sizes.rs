//! Sizes of files: none that one person cannot hold in the head, most of them short, few of them crumbs.

use crate::finding::{Finding, Reason};
use crate::tree::{File, Tree};

/// No file is longer.
const LONGEST: usize = 600;
/// Nine of ten files are shorter.
const MOSTLY_UNDER: usize = 350;
/// The middle file of the whole tree is neither shorter nor longer.
const MEDIAN: std::ops::RangeInclusive<usize> = 40..=160;
/// Shares and the median mean something from this many files on.
const ENOUGH_FILES: usize = 40;

const REASON: Reason = Reason {
    why: "codebases stay pleasant while the middle file is one to three screens and none is a place where everything ends up",
    mend: "cut the file along its nouns; long tests go into a sibling file",
};

/// Files that are too long, and a tree whose files are too long or too short as a rule.
#[must_use]
pub fn check(tree: &Tree) -> Vec<Finding> {
    let ours = ["rs", "ts", "tsx", "js", "mjs", "vue", "css"];
    let counted: Vec<(&File, usize)> = tree
        .with_extension(&ours)
        .filter(|file| !file.is_generated())
        .map(|file| (file, file.text.lines().count()))
        .collect();
    let mut found: Vec<Finding> = counted
        .iter()
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(file, lines)| REASON.at(&file.path, LONGEST + 1, format!("{lines} lines, at most {LONGEST}")))
        .collect();
    if counted.len() >= ENOUGH_FILES {
        found.extend(check_spread(&counted));
    }
    found
}

fn check_spread(counted: &[(&File, usize)]) -> Option<Finding> {
    let mut by_length: Vec<_> = counted.iter().map(|(file, lines)| (*lines, &file.path)).collect();
    by_length.sort();
    let long = by_length.iter().filter(|(lines, _)| *lines >= MOSTLY_UNDER).count();
    let (longest, file) = by_length.last()?;
    if long * 10 > by_length.len() {
        let what =
            format!("{long} of {} files have {MOSTLY_UNDER} lines or more (this one {longest})", by_length.len());
        return Some(REASON.at(file, 1, what));
    }
    let (median, middle) = by_length.get(by_length.len() / 2)?;
    let what = format!("the middle file of the tree has {median} lines, not {} to {}", MEDIAN.start(), MEDIAN.end());
    (!MEDIAN.contains(median)).then(|| REASON.at(middle, 1, what))
}
