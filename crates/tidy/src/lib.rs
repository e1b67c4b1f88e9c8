//! Tests about the code itself: what the map, the style and the licence policy promise is checked here on every run.
//!
//! This room may read the source tree and nothing else; no other room may import it. A rule is a pure function from a
//! [`tree::Tree`] to findings, so that each rule is also told a small made-up tree in which it must find something.
//!
//! To add a rule: write one file in `src/rules/`, add its `mod` line and its line in [`rules::ALL`], and tell
//! `tests/it/` a tree that breaks it.

pub mod finding;
pub mod manifest;
pub mod rules;
pub mod rust_text;
pub mod tree;
pub mod web_text;
