//! I7 one place, over time: no fault worsens a queue place. A wait begins anew only after an answer.

use std::collections::BTreeMap;

use super::Violation;
use super::facts::Facts;
use crate::history::{Kept, Standing};

/// Conversations whose `waiting_since` moved forward though nobody had answered.
pub fn check(facts: &Facts<'_>) -> Vec<Violation> {
    let mut by_version: BTreeMap<(&str, u64), (u64, &Standing)> = BTreeMap::new();
    for (n, standing) in &facts.standings {
        by_version.entry((&standing.conversation, standing.version)).or_insert((*n, standing));
    }
    let mut found = Vec::new();
    let mut before: Option<(u64, &Standing)> = None;
    for (n, standing) in by_version.values() {
        if before.is_some_and(|(_, earlier)| earlier.conversation != standing.conversation) {
            before = None;
        }
        let Some(since) = &standing.waiting_since else {
            continue;
        };
        if let Some((seen, earlier)) = before
            && earlier.waiting_since.as_ref().is_some_and(|was| was < since)
            && !answered(facts, earlier, standing)
        {
            let was = earlier.waiting_since.as_deref().unwrap_or_default();
            let says = format!(
                "the customer of {} waits since {was} at version {} and since {since} at version {}, with no answer between",
                standing.conversation, earlier.version, standing.version
            );
            found.push(Violation::new("I7", says, vec![seen, *n]).about(&standing.conversation, standing.last_seq));
        }
        before = Some((*n, standing));
    }
    found
}

/// Whether something between these two standings ended the wait.
fn answered(facts: &Facts<'_>, earlier: &Standing, later: &Standing) -> bool {
    let thread = facts.thread(&later.conversation).iter();
    thread
        .filter(|row| row.kept.seq > earlier.last_seq && row.kept.seq <= later.last_seq)
        .any(|row| ends_wait(row.kept))
}

fn ends_wait(kept: &Kept) -> bool {
    let reply = kept.direction == "out" && kept.author_kind == "agent";
    let kinds = [
        "conversation.closed",
        "conversation.reopened",
        "conversation.pending",
        "conversation.resumed",
        "message.settled",
    ];
    reply || kinds.contains(&kept.event_kind())
}
