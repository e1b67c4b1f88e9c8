//! Time and chance are handed in: `flow` and `desk` decide, they never look at a clock, sleep, spawn or throw dice.

use crate::finding::{Finding, Reason};
use crate::rust_text::code_lines;
use crate::tree::Tree;

/// A word that must not stand in the code of a pure room.
struct Ban {
    words: &'static [&'static str],
    what: &'static str,
}

const BANS: &[Ban] = &[
    Ban { words: &["SystemTime", "Instant::now", "Timestamp::now", "Zoned::now", "Utc::now"], what: "reads a clock" },
    Ban {
        words: &[
            "now_v7",
            "now_v1",
            "new_v4",
            "new_v7(Timestamp::now",
            "SystemRandom",
            "getrandom",
            "thread_rng",
            "rand::",
            "OsRng",
        ],
        what: "throws dice",
    },
    Ban { words: &["tokio::time", "thread::sleep", "time::sleep", "::sleep("], what: "sleeps" },
    Ban {
        words: &["tokio::spawn", "task::spawn", "spawn_blocking", "thread::spawn", "JoinSet", "thread::scope"],
        what: "spawns",
    },
];

/// Hash tables are walked in an order that chance decides.
const CHANCE_ORDER: Ban = Ban { words: &["HashMap", "HashSet"], what: "keeps things in an order that chance decides" };

const REASON: Reason = Reason {
    why: "a decision that is a pure function of rows, time and ids can be replayed, tested by hand-moved clocks and run again after a lost commit",
    mend: "take `now` and ids as arguments; loops and spawning belong to server; keep ordered things in BTreeMap or Vec",
};

/// Clock, chance, sleep and spawn in the rooms that must have none.
#[must_use]
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in tree.with_extension(&["rs"]) {
        let Some(room) = file.room() else { continue };
        if !matches!(room, "flow" | "desk") || file.is_test() || !file.is_under("src") {
            continue;
        }
        let chance_order = (room == "flow").then_some(&CHANCE_ORDER);
        for (line, code) in code_lines(&file.text) {
            for ban in BANS.iter().chain(chance_order) {
                let word = ban.words.iter().find(|word| names(&code, word));
                found.extend(word.map(|word| REASON.at(&file.path, line, format!("`{room}` {}: `{word}`", ban.what))));
            }
        }
    }
    found
}

/// Whether the code has this word, and not at the end of a longer name: `errand::` is no `rand::`.
fn names(code: &str, word: &str) -> bool {
    let is_letter = |mark: char| mark.is_alphanumeric() || mark == '_';
    let begins_name = word.starts_with(is_letter);
    code.match_indices(word)
        .any(|(at, _)| !begins_name || !code.get(..at).is_some_and(|before| before.ends_with(is_letter)))
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_word_is_found_where_it_begins() {
        assert!(names("let dice = rand::random();", "rand::"));
        assert!(names("(rand::random())", "rand::"));
        assert!(!names("use crate::errand::Unmet;", "rand::"));
        assert!(names("tokio::time::sleep(x)", "::sleep("));
    }
}
