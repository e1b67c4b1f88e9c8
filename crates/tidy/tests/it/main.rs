//! Tests about the code itself: the repository obeys every rule, and every rule sees a tree that breaks it.

mod catches_code;
mod catches_map;
mod catches_words;
mod text;
mod the_tree;

use tidy::rules::Rule;
use tidy::tree::Tree;

/// The rule finds exactly these things (`file:line: beginning of what`) in the made-up tree, each with a reason and a cure.
#[track_caller]
fn finds(rule: Rule, files: &[(&str, &str)], expected: &[&str]) {
    let found = rule(&Tree::of(files));
    let said: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), expected.len(), "found: {said:#?}");
    for (said, expected) in said.iter().zip(expected) {
        assert!(said.starts_with(expected), "{said}\nis not {expected}");
        assert!(said.contains("why: ") && said.contains("do:  "), "{said}");
    }
}
