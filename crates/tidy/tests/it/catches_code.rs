//! Rules about code see a tree that breaks them: sizes, openings, documentation, purity, leftovers, channel names.

use tidy::rules::{channel_names, documented, leftovers, openings, purity, sizes};

use crate::finds;

#[test]
fn a_file_over_600_lines_is_seen() {
    let long = "x\n".repeat(601);
    finds(sizes::check, &[("web/a.vue", &long)], &["web/a.vue:601: 601 lines, at most 600"]);
    finds(sizes::check, &[("web/generated/a.ts", &long), ("web/generated.ts", &long), ("a.json", &long)], &[]);
}

#[test]
fn a_tree_of_long_or_of_tiny_files_is_seen() {
    let names: Vec<String> = (0..50).map(|number| format!("crates/desk/src/f{number:02}.rs")).collect();
    let (long, usual, tiny) = ("x\n".repeat(400), "x\n".repeat(100), "x\n".repeat(10));
    let tree = |many_long: usize, other: &str| -> Vec<(String, String)> {
        let text = |index: usize| if index < many_long { long.clone() } else { other.to_owned() };
        names.iter().enumerate().map(|(index, name)| (name.clone(), text(index))).collect()
    };
    let spread = |many_long: usize, other: &str, expected: &[&str]| {
        let files = tree(many_long, other);
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        finds(sizes::check, &files, expected);
    };
    spread(5, &usual, &[]);
    spread(6, &usual, &["crates/desk/src/f05.rs:1: 6 of 50 files have 350 lines or more"]);
    spread(0, &tiny, &["crates/desk/src/f25.rs:1: the middle file of the tree has 10 lines"]);
}

#[test]
fn files_say_what_they_are_for() {
    let files = [
        ("crates/a/src/bare.rs", "use std::fmt;\n"),
        ("crates/a/src/empty.rs", "//! a\n"),
        ("crates/a/src/good.rs", "//! What it is for.\n"),
        ("web/bare.ts", "import a from 'a'\n"),
        ("web/directive.ts", "// @ts-check\nimport a from 'a'\n"),
        ("web/good.ts", "// What it is for.\n"),
        ("web/bare.vue", "<script setup lang=\"ts\">\nimport a from 'a'\n"),
        ("web/good.vue", "<!-- What it is for. -->\n<template />\n"),
        ("web/inner.vue", "<script setup lang=\"ts\">\n// What it is for.\n"),
    ];
    let expected =
        ["crates/a/src/bare.rs:1", "crates/a/src/empty.rs:1", "web/bare.ts:1", "web/directive.ts:1", "web/bare.vue:1"];
    finds(openings::check, &files, &expected);
}

#[test]
fn undocumented_public_items_are_seen() {
    let good =
        "/// Said.\n#[derive(Debug,\n    Clone)]\npub struct A;\n/// Said.\npub fn b() {}\npub(crate) fn inner() {}\n";
    finds(documented::check, &[("crates/a/src/good.rs", good)], &[]);
    let named = "//! Agent (坐席): somebody of the staff.\npub struct Agent;\n";
    finds(documented::check, &[("crates/a/src/agent.rs", named)], &[]);
    let bare = "/// Said.\npub struct A;\n\npub fn b() {}\n    #[must_use]\n    pub const fn c() {}\n    pub const D: u8 = 1;\n";
    let expected = "crates/a/src/bare.rs:4: 2 of 3 public items of `a` are undocumented: crates/a/src/bare.rs:4 crates/a/src/bare.rs:7";
    let bare = bare.replace("    #[must_use]\n    pub const fn c() {}\n", "\n\n");
    finds(documented::check, &[("crates/a/src/bare.rs", &bare)], &[expected]);
    finds(documented::check, &[("crates/a/src/bare.rs", &bare), ("crates/a/src/main.rs", "//! A program.")], &[]);
}

#[test]
fn clocks_chance_sleep_and_spawn_are_seen_in_pure_rooms() {
    let impure = "//! x\nfn a() { let t = std::time::Instant::now(); }\nfn b() { tokio::spawn(async {}); }\n\
                  fn c() { Uuid::now_v7(); }\nasync fn d() { tokio::time::sleep(x).await }\n\
                  use std::collections::HashMap;\n// Instant::now() in words\nconst E: &str = \"tokio::spawn\";\n";
    let at = |room: &str, line: usize, what: &str| format!("crates/{room}/src/x.rs:{line}: `{room}` {what}");
    let expected = |room: &str| {
        vec![
            at(room, 2, "reads a clock"),
            at(room, 3, "spawns"),
            at(room, 4, "throws dice"),
            at(room, 5, "sleeps: `tokio::time`"),
        ]
    };
    for room in ["desk", "flow"] {
        let mut expected = expected(room);
        if room == "flow" {
            expected.push(at(room, 6, "keeps things in an order"));
        }
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        finds(purity::check, &[(&format!("crates/{room}/src/x.rs"), impure)], &expected);
    }
    finds(purity::check, &[("crates/server/src/x.rs", impure), ("crates/desk/tests/it/x.rs", impure)], &[]);
}

#[test]
fn stubs_and_switched_off_tests_are_seen() {
    let rust = "fn a() { todo!() }\n#[ignore = \"slow\"]\nfn b() {}\n#[allow(dead_code)]\nfn c() {}\n\
                #![cfg_attr(test, allow(unused))]\n// TODO later\nconst D: &str = \"todo!()\"; // my_todo is fine\n";
    let lines = [(1, "todo!"), (2, "#[ignore"), (4, "#[allow("), (6, ", allow("), (7, "TODO")];
    let mut expected = lines.map(|(line, word)| format!("crates/a/src/x.rs:{line}: `{word}`"));
    expected.sort_by_key(|said| said.ends_with("`TODO`"));
    finds(leftovers::check, &[("crates/a/src/x.rs", rust)], &expected.each_ref().map(String::as_str));
    let web = "// @ts-ignore\nit.skip('x', f)\ndescribe.only('x', f)\nsubmit.skip(1)\n";
    finds(
        leftovers::check,
        &[("web/x.test.ts", web)],
        &["web/x.test.ts:2: `it.skip(`", "web/x.test.ts:3: `describe.only(`", "web/x.test.ts:1: `@ts-ignore`"],
    );
}

#[test]
fn a_channel_is_named_only_at_home() {
    let manifest = "fn manifest(&self) {}\nconst KIND: &str = \"pigeon\";\n";
    let asks = "fn f(kind: &str) -> bool {\n    kind == \"pigeon\"\n}\n";
    let files = [
        ("crates/channels/src/pigeon.rs", manifest),
        ("crates/channels/src/pigeon/tests.rs", asks),
        ("crates/channels/src/engine/http.rs", asks),
        ("crates/channels/src/helper.rs", "const A: &str = \"helper\";"),
        ("crates/desk/src/intake.rs", asks),
        (
            "crates/desk/src/words.rs",
            "// pigeon\nconst A: &str = \"pigeons helper\";\n#[cfg(test)]\nmod tests { \"pigeon\" }",
        ),
        ("crates/desk/tests/it/story.rs", asks),
        ("crates/sim/src/pigeon.rs", asks),
        ("web/apps/console/src/thread.vue", "<i v-if=\"leg.channel === 'pigeon'\">"),
        ("web/apps/console/src/locales/en.ts", "pigeon: 'pigeon'"),
    ];
    finds(
        channel_names::check,
        &files,
        &[
            "crates/channels/src/engine/http.rs:2: the channel `pigeon` is named here",
            "crates/desk/src/intake.rs:2: the channel `pigeon`",
            "web/apps/console/src/thread.vue:1: the channel `pigeon`",
        ],
    );
}
