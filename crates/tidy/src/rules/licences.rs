//! Licences of everything we link, against the list in deny.toml: the same policy cargo-deny reads, held on machines
//! that do not have cargo-deny.

use std::process::Command;

use serde_json::Value;

use crate::finding::{Finding, Reason};

const REASON: Reason = Reason {
    why: "who installs Parlor must be able to use, change and pass it on under Apache-2.0",
    mend: "choose another crate, or allow the licence in deny.toml with a decision note",
};

/// A package and what its author says about its licence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// Name on crates.io.
    pub name: String,
    /// The SPDX expression of its manifest; empty when it has none.
    pub licence: String,
}

/// What deny.toml allows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// Licences allowed for every package.
    pub allowed: Vec<String>,
    /// Licences allowed for one package: (package, licence).
    pub exceptions: Vec<(String, String)>,
}

/// Everything cargo resolved for this machine's platform, ours left out.
///
/// # Errors
/// What cargo said, when it cannot resolve the workspace.
pub fn resolved(root: &std::path::Path) -> Result<Vec<Package>, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    // Only this machine's packages are sure to have been fetched.
    let system = if cfg!(target_os = "macos") { "apple-darwin" } else { "unknown-linux-gnu" };
    let platform = format!("{}-{system}", std::env::consts::ARCH);
    let output = Command::new(cargo)
        .current_dir(root)
        .args(["metadata", "--format-version=1", "--locked", "--offline", "--filter-platform", &platform])
        .output()
        .map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let metadata: Value = serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())?;
    let packages = metadata.get("packages").and_then(Value::as_array).into_iter().flatten();
    Ok(packages
        .filter(|package| package.get("source").is_some_and(Value::is_string))
        .map(|package| Package { name: text(package, "name"), licence: text(package, "license") })
        .collect())
}

/// The licence part of deny.toml. Our deny.toml names one licence or one exception per line.
#[must_use]
pub fn policy(deny: &str) -> Policy {
    let mut policy = Policy::default();
    let mut inside_allow = false;
    for line in deny.lines().map(|line| line.split(" #").next().unwrap_or_default().trim()) {
        let quoted: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
        if let (true, [licence, package]) = (line.contains("crate ="), quoted.as_slice()) {
            policy.exceptions.push(((*package).to_owned(), (*licence).to_owned()));
        } else if inside_allow {
            policy.allowed.extend(quoted.iter().map(|licence| (*licence).to_owned()));
        }
        inside_allow = line.starts_with("allow = [") || (inside_allow && !line.contains(']'));
        if line.starts_with('[') {
            inside_allow = false;
        }
    }
    policy
}

/// Packages that the policy does not allow.
#[must_use]
pub fn check(packages: &[Package], policy: &Policy) -> Vec<Finding> {
    packages
        .iter()
        .filter(|package| !is_allowed(package, policy))
        .map(|package| {
            let licence = if package.licence.is_empty() { "no licence" } else { &package.licence };
            REASON.at("Cargo.lock", 1, format!("`{}` comes under {licence}", package.name))
        })
        .collect()
}

/// Whether the expression can be met: of alternatives (`OR`, `/`) one, of parts (`AND`) all.
fn is_allowed(package: &Package, policy: &Policy) -> bool {
    let one = |licence: &str| {
        let licence = licence.trim().trim_matches(['(', ')']);
        let exception = |(name, allowed): &(String, String)| *name == package.name && allowed == licence;
        policy.allowed.iter().any(|allowed| allowed == licence) || policy.exceptions.iter().any(exception)
    };
    // `(A OR B) AND C` binds by its brackets; without them AND binds tighter.
    let expression = package.licence.replace('/', " OR ");
    if expression.contains(") AND ") || expression.contains(" AND (") {
        return expression.split(" AND ").all(|part| part.split(" OR ").any(one));
    }
    expression.split(" OR ").any(|part| part.split(" AND ").all(one))
}

fn text(package: &Value, key: &str) -> String {
    package.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}
