//! Who may import whom: the table of rooms and the walls around heavy crates, as ARCHITECTURE.md draws them.

use crate::finding::{Finding, Reason};
use crate::manifest::{Dependency, Table, dependencies};
use crate::tree::Tree;

/// A room and the rooms of ours it may import in what we ship.
struct Room {
    name: &'static str,
    may_import: &'static [&'static str],
}

/// What the wiring of the house may see: all but the two programs that look at it from outside.
const EVERYTHING_BELOW: &[&str] =
    &["model", "flow", "store", "channels", "voice", "knowledge", "cluster", "sim", "desk", "api", "web-assets"];

const ROOMS: &[Room] = &[
    Room { name: "model", may_import: &[] },
    Room { name: "flow", may_import: &["model"] },
    Room { name: "store", may_import: &["model"] },
    Room { name: "channels", may_import: &["model"] },
    Room { name: "voice", may_import: &["model"] },
    Room { name: "knowledge", may_import: &["model"] },
    Room { name: "cluster", may_import: &["model"] },
    Room { name: "sim", may_import: &["model"] },
    Room { name: "desk", may_import: &["model", "flow", "store"] },
    Room { name: "api", may_import: &["model", "desk", "web-assets"] },
    Room { name: "web-assets", may_import: &[] },
    Room { name: "tidy", may_import: &[] },
    Room { name: "load", may_import: &[] },
    Room { name: "testkit", may_import: EVERYTHING_BELOW },
    Room { name: "server", may_import: EVERYTHING_BELOW },
];

/// Rooms that tests of any room may use on top of their own.
const FOR_TESTS: &[&str] = &["testkit", "sim"];

/// Crates that only the named rooms may see. A name that ends in `*` covers the whole family.
struct Wall {
    crates: &'static [&'static str],
    rooms: &'static [&'static str],
    /// Whether tests elsewhere may use it too, as a client of the public doors.
    open_to_tests: bool,
}

const WALLS: &[Wall] = &[
    Wall {
        crates: &["sqlx*", "rusqlite", "libsqlite3-sys", "tokio-postgres", "sea-*", "diesel*"],
        rooms: &["store"],
        open_to_tests: false,
    },
    Wall { crates: &["object_store", "aws-*"], rooms: &["store"], open_to_tests: false },
    Wall { crates: &["axum*"], rooms: &["api", "server", "sim"], open_to_tests: false },
    Wall { crates: &["utoipa*"], rooms: &["api"], open_to_tests: false },
    Wall {
        crates: &["actix*", "warp", "rocket*", "poem*", "salvo*", "tide", "gotham", "ntex"],
        rooms: &[],
        open_to_tests: false,
    },
    Wall { crates: &["reqwest*"], rooms: &["channels", "knowledge", "load"], open_to_tests: true },
    Wall {
        crates: &["lettre", "async-imap", "mail-*", "smtp-proto", "rusmpp"],
        rooms: &["channels", "sim"],
        open_to_tests: true,
    },
    Wall { crates: &["async-nats"], rooms: &["cluster"], open_to_tests: false },
    Wall { crates: &["rsipstack", "str0m*", "dimpl", "audio-codec"], rooms: &["voice"], open_to_tests: false },
    Wall { crates: &["jieba-rs", "pinyin"], rooms: &["knowledge"], open_to_tests: false },
    Wall { crates: &["rust-embed"], rooms: &["web-assets"], open_to_tests: false },
    Wall { crates: &["clap*"], rooms: &["server", "load"], open_to_tests: false },
    Wall { crates: &["figment", "config"], rooms: &[], open_to_tests: false },
];

/// The pure rooms see these outside crates and no others in what we ship.
const PURE: &[(&str, &[&str])] = &[
    ("model", &["serde", "jiff", "uuid", "thiserror"]),
    ("flow", &["serde", "jiff", "uuid", "thiserror", "unicode-normalization"]),
];

const ROOM_WALL: Reason = Reason {
    why: "each room does one thing; the compiler holds the map only as long as nobody opens another door",
    mend: "hand the thing in as a port (model/src/port) wired in server, or move the code into the room that may import it",
};
const CRATE_WALL: Reason = Reason {
    why: "a heavy or protocol crate stays behind one wall, so that it can be replaced there and nowhere else",
    mend: "call the room that owns this crate through its own types; a new wall is a line in tidy's table and a decision note",
};
const TESTKIT: Reason = Reason {
    why: "testkit turns the clock by hand; it must never reach what we ship",
    mend: "move it to [dev-dependencies]",
};
const UNKNOWN_ROOM: Reason = Reason {
    why: "a room that is not on the map has no rules",
    mend: "make it a module of an existing room, or add it to ROOMS in tidy's imports.rs and to ARCHITECTURE.md",
};

/// Every dependency that the map does not allow.
#[must_use]
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for manifest in tree.files().filter(|file| file.name() == "Cargo.toml") {
        let Some(name) = manifest.room() else { continue };
        let Some(room) = ROOMS.iter().find(|room| room.name == name) else {
            found.push(UNKNOWN_ROOM.at(&manifest.path, 1, format!("the crate `{name}` is not on the map")));
            continue;
        };
        for dependency in dependencies(&manifest.text) {
            let broken = broken_rule(room, &dependency);
            found.extend(broken.map(|(reason, what)| reason.at(&manifest.path, dependency.line, what)));
        }
    }
    found
}

fn broken_rule(room: &Room, dependency: &Dependency) -> Option<(Reason, String)> {
    let name = dependency.name.as_str();
    let in_tests = dependency.table == Table::Dev;
    if ROOMS.iter().any(|ours| ours.name == name) {
        let allowed = room.may_import.contains(&name) || (in_tests && FOR_TESTS.contains(&name));
        let reason = if name == "testkit" { TESTKIT } else { ROOM_WALL };
        return (!allowed).then(|| (reason, format!("`{}` imports `{name}`", room.name)));
    }
    let pure = PURE.iter().find(|(pure, _)| *pure == room.name && !in_tests);
    if pure.is_some_and(|(_, allowed)| !allowed.contains(&name)) {
        return Some((CRATE_WALL, format!("`{}` is pure and imports `{name}`", room.name)));
    }
    let wall = WALLS.iter().find(|wall| wall.crates.iter().any(|pattern| covers(pattern, name)))?;
    let allowed = wall.rooms.contains(&room.name) || (in_tests && wall.open_to_tests);
    let owners = if wall.rooms.is_empty() { "nobody".to_owned() } else { wall.rooms.join(", ") };
    (!allowed).then(|| (CRATE_WALL, format!("`{}` imports `{name}`, which belongs to {owners}", room.name)))
}

fn covers(pattern: &str, name: &str) -> bool {
    pattern.strip_suffix('*').map_or(pattern == name, |family| name.starts_with(family))
}
