//! Rules about the map see a tree that breaks it: imports, crates, locks, licences.

use tidy::rules::licences::{self, Package};
use tidy::rules::{crates, imports, lock};

use crate::finds;

fn depends(table: &str, name: &str) -> String {
    format!("[package]\nname = \"x\"\n\n[{table}]\n{name}.workspace = true\n\n[lints]\nworkspace = true\n")
}

#[track_caller]
fn one(room: &str, table: &str, name: &str, expected: &str) {
    let path = format!("crates/{room}/Cargo.toml");
    let expected = expected.replace("HERE", &format!("{path}:5"));
    let expected: &[&str] = if expected.is_empty() { &[] } else { &[&expected] };
    finds(imports::check, &[(&path, &depends(table, name))], expected);
}

#[test]
fn rooms_import_only_what_the_map_allows() {
    one("desk", "dependencies", "channels", "HERE: `desk` imports `channels`");
    one("api", "dependencies", "store", "HERE: `api` imports `store`");
    one("flow", "dependencies", "store", "HERE: `flow` imports `store`");
    one("load", "dependencies", "model", "HERE: `load` imports `model`");
    one("model", "dependencies", "flow", "HERE: `model` imports `flow`");
    one("desk", "dependencies", "flow", "");
    one("server", "dependencies", "channels", "");
}

#[test]
fn testkit_never_ships() {
    one("server", "dependencies", "testkit", "HERE: `server` imports `testkit`");
    one("server", "dev-dependencies", "testkit", "");
    one("store", "dev-dependencies", "desk", "HERE: `store` imports `desk`");
}

#[test]
fn heavy_crates_stay_behind_their_walls() {
    one("desk", "dependencies", "sqlx", "HERE: `desk` imports `sqlx`, which belongs to store");
    one("desk", "dev-dependencies", "sqlx", "HERE: `desk` imports `sqlx`");
    one("desk", "dependencies", "axum-extra", "HERE: `desk` imports `axum-extra`, which belongs to api, server, sim");
    one("server", "dependencies", "utoipa", "HERE: `server` imports `utoipa`, which belongs to api");
    one("api", "dependencies", "reqwest", "HERE: `api` imports `reqwest`");
    one("server", "dev-dependencies", "reqwest", "");
    one("api", "dependencies", "actix-web", "HERE: `api` imports `actix-web`, which belongs to nobody");
    one("store", "dependencies", "sqlx", "");
}

#[test]
fn pure_rooms_see_four_crates() {
    one("flow", "dependencies", "tokio", "HERE: `flow` is pure and imports `tokio`");
    one("model", "dependencies", "bytes", "HERE: `model` is pure and imports `bytes`");
    one("model", "dependencies", "jiff", "");
    one("flow", "dev-dependencies", "proptest", "");
}

#[test]
fn a_room_off_the_map_is_seen() {
    finds(
        imports::check,
        &[("crates/extras/Cargo.toml", &depends("dependencies", "serde"))],
        &["crates/extras/Cargo.toml:1: the crate `extras` is not on the map"],
    );
}

#[test]
fn crates_are_few_and_share_lints_and_versions() {
    let names: Vec<String> = (0..17).map(|number| format!("crates/c{number}/Cargo.toml")).collect();
    let manifest = depends("dependencies", "serde");
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), manifest.as_str())).collect();
    finds(crates::check, &files, &["Cargo.toml:1: 17 crates, at most 16"]);
    finds(
        crates::check,
        &[("crates/desk/Cargo.toml", "[dependencies]\nserde = \"1\"\n")],
        &[
            "crates/desk/Cargo.toml:1: the workspace's lints",
            "crates/desk/Cargo.toml:2: `serde` has a version of its own",
        ],
    );
}

#[test]
fn a_crate_where_everything_ends_up_is_seen() {
    let long = "line\n".repeat(12_501);
    let files = [("crates/desk/src/a.rs", long.as_str()), ("crates/desk/src/b.rs", long.as_str())];
    finds(crates::check, &files, &["crates/desk/Cargo.toml:1: `desk` has 25002 lines"]);
}

#[test]
fn banned_packages_and_foreign_sources_are_seen() {
    let lock = "[[package]]\nname = \"aws-lc-sys\"\nversion = \"1\"\nsource = \"git+https://example.org/x\"\n\
                [[package]]\nname = \"ring\"\nsource = \"registry+https://github.com/rust-lang/crates.io-index\"\n";
    finds(
        lock::check,
        &[("Cargo.lock", lock)],
        &[
            "Cargo.lock:2: `aws-lc-sys` is in the lock",
            "Cargo.lock:4: a package comes from `git+https://example.org/x`",
        ],
    );
}

#[test]
fn licences_are_met_or_seen() {
    let policy = licences::policy(
        "[licenses]\nallow = [\n  \"MIT\",\n  \"Apache-2.0\", # why\n  \"ISC\",\n]\nexceptions = [\n  \
         { allow = [\"MPL-2.0\"], crate = \"cssparser\" },\n]\n[bans]\ndeny = [\n  { crate = \"cmake\", reason = \"GPL\" },\n]\n",
    );
    assert_eq!(policy.allowed, ["MIT", "Apache-2.0", "ISC"]);
    assert_eq!(policy.exceptions.first(), Some(&("cssparser".to_owned(), "MPL-2.0".to_owned())));
    let package = |name: &str, licence: &str| Package { name: name.to_owned(), licence: licence.to_owned() };
    let allowed = [
        package("a", "MIT OR GPL-3.0"),
        package("b", "Apache-2.0 AND ISC"),
        package("c", "MIT/Apache-2.0"),
        package("d", "(MIT OR GPL-2.0) AND ISC"),
        package("cssparser", "MPL-2.0"),
    ];
    assert_eq!(licences::check(&allowed, &policy), []);
    let refused = [
        package("a", "GPL-3.0"),
        package("b", "Apache-2.0 AND GPL-3.0"),
        package("c", "(MIT OR ISC) AND GPL-3.0"),
        package("d", "MPL-2.0"),
        package("e", ""),
    ];
    let found = licences::check(&refused, &policy);
    assert_eq!(found.len(), refused.len(), "{found:#?}");
}
