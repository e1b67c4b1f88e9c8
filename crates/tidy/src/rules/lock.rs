//! What cargo resolved: one TLS provider, no foreign C builds, one registry.

use crate::finding::{Finding, Reason};
use crate::tree::Tree;

/// Packages that must not be in the lock, not even as an unused option.
const BANNED: &[&str] = &["aws-lc-sys", "aws-lc-rs", "openssl-sys", "native-tls", "cmake"];
/// The one place packages come from.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

const BAN: Reason = Reason {
    why: "TLS is rustls with ring everywhere: one provider, no second C build, nothing to install before building",
    mend: "find who brought it (`cargo tree -i NAME`), switch off that crate's default features and choose ring",
};
const SOURCE: Reason = Reason {
    why: "a package from elsewhere cannot be audited or built again later",
    mend: "use a version from crates.io",
};

/// Banned packages and foreign sources in Cargo.lock.
#[must_use]
pub fn check(tree: &Tree) -> Vec<Finding> {
    let Some(lock) = tree.file("Cargo.lock") else { return Vec::new() };
    let mut found = Vec::new();
    for (index, text) in lock.text.lines().enumerate() {
        let Some((key, value)) = text.split_once(" = ") else { continue };
        let value = value.trim_matches('"');
        if key == "name" && BANNED.contains(&value) {
            found.push(BAN.at("Cargo.lock", index + 1, format!("`{value}` is in the lock")));
        }
        if key == "source" && value != REGISTRY {
            found.push(SOURCE.at("Cargo.lock", index + 1, format!("a package comes from `{value}`")));
        }
    }
    found
}
