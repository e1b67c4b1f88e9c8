//! I1 durable, as people read it: every message stands in exactly one thread, once, whichever conversation survived.

use std::collections::BTreeMap;

use super::Violation;
use super::facts::Facts;

/// Messages that no thread shows, that stand in two, or in the thread of another conversation than the one they went on in.
pub fn check(facts: &Facts<'_>) -> Vec<Violation> {
    let mut places: BTreeMap<(&str, u64), Vec<&str>> = BTreeMap::new();
    for (conversation, (_, items)) in &facts.readings {
        // What was absorbed is read where it went on; its own page is only the past of it.
        if facts.survivor(conversation) == *conversation {
            for (of, seq) in *items {
                places.entry((of, *seq)).or_default().push(conversation);
            }
        }
    }
    let mut found = Vec::new();
    if facts.readings.is_empty() {
        return found; // a history from before threads were read
    }
    for row in facts.threads.values().flatten().filter(|row| row.kept.direction != "event") {
        let kept = row.kept;
        let read = places.get(&(kept.conversation.as_str(), kept.seq)).map_or(&[][..], Vec::as_slice);
        let home = facts.survivor(&kept.conversation);
        if *read == [home] {
            continue;
        }
        let says = format!(
            "{} #{} ({}) is read {} times: in [{}]; it belongs into {home}",
            kept.conversation,
            kept.seq,
            kept.direction,
            read.len(),
            read.join(", ")
        );
        let mut witness = vec![row.n];
        witness.extend(facts.readings.get(home).map(|(n, _)| *n));
        found.push(Violation::new("I1", says, witness).about(&kept.conversation, kept.seq));
    }
    found
}
