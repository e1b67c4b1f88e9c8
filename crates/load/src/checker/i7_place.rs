//! I7 one place: every open conversation is in exactly one place, and exactly the lists of that place show it.

use super::Violation;
use super::facts::{Ending, Facts};
use crate::history::Standing;

/// Standings that contradict themselves, and endings that stand in the wrong lists.
pub fn check(facts: &Facts<'_>) -> Vec<Violation> {
    let mut found = Vec::new();
    for (n, standing) in &facts.standings {
        if let Some(wrong) = contradiction(standing) {
            let says =
                format!("{} at version {} is at {} {wrong}", standing.conversation, standing.version, standing.place);
            found.push(Violation::new("I7", says, vec![*n]).about(&standing.conversation, standing.last_seq));
        }
    }
    for ending in facts.endings.values() {
        let should = lists(facts, ending);
        let mut shown: Vec<&str> = ending.lists.iter().map(String::as_str).collect();
        shown.sort_unstable();
        if shown != should {
            let standing = ending.standing;
            let says = format!(
                "{} is at {} and is listed in [{}] instead of [{}]",
                standing.conversation,
                standing.place,
                shown.join(", "),
                should.join(", ")
            );
            found.push(Violation::new("I7", says, vec![ending.n]).about(&standing.conversation, standing.last_seq));
        }
    }
    found
}

fn contradiction(standing: &Standing) -> Option<&'static str> {
    match standing.place.as_str() {
        "queue" | "robot" if standing.owner.is_some() => Some("and has an owner"),
        "queue" if standing.queue.is_none() => Some("and in none"),
        "agent" if standing.owner.is_none() => Some("and has no owner"),
        "agent" if standing.offered.is_some() => Some("and is being offered"),
        "pending" if standing.pending_until.is_none() => Some("without a deadline"),
        "robot" | "queue" | "agent" | "pending" | "closed" => None,
        _ => Some("which is no place"),
    }
}

/// The lists that are to show a conversation, in order of the alphabet.
fn lists(facts: &Facts<'_>, ending: &Ending<'_>) -> Vec<String> {
    let standing = ending.standing;
    match standing.place.as_str() {
        "closed" => vec!["closed".to_owned()],
        "queue" => vec!["all".to_owned(), "queue".to_owned()],
        "pending" => vec!["all".to_owned(), "pending".to_owned()],
        "agent" => {
            let mut lists = vec!["all".to_owned()];
            let owner = standing.owner.as_deref().and_then(|agent| facts.agents.get(agent));
            lists.extend(owner.map(|who| format!("mine {who}")));
            lists
        }
        _ => vec!["all".to_owned()],
    }
}
