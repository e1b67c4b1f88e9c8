//! The repository itself obeys every rule.

use std::path::{Path, PathBuf};

use tidy::finding::Finding;
use tidy::rules::{self, licences};
use tidy::tree::Tree;

fn root() -> PathBuf {
    // Asked when it runs: a target folder shared by several checkouts may hold a build from another one.
    let here = std::env::var("CARGO_MANIFEST_DIR").expect("run by cargo");
    let crates = Path::new(&here).parent().and_then(Path::parent);
    crates.expect("this crate lies in crates/ of the repository").to_owned()
}

fn report(found: &[Finding]) -> String {
    found.iter().map(|finding| format!("{finding}\n")).collect()
}

#[test]
fn obeys_every_rule() {
    let tree = Tree::read(&root()).expect("the source tree can be read");
    assert!(tree.has("crates/tidy/src/lib.rs"), "this is not the repository");
    let found: Vec<Finding> = rules::ALL.iter().flat_map(|(_, rule)| rule(&tree)).collect();
    assert!(found.is_empty(), "{} findings\n{}", found.len(), report(&found));
}

#[test]
fn links_only_allowed_licences() {
    let tree = Tree::read(&root()).expect("the source tree can be read");
    let policy = licences::policy(&tree.file("deny.toml").expect("deny.toml").text);
    let packages = licences::resolved(&root()).expect("cargo metadata");
    assert!(packages.len() > 10, "cargo resolved only {packages:?}");
    let found = licences::check(&packages, &policy);
    assert!(found.is_empty(), "{}", report(&found));
}
