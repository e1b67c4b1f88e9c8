//! I5 once out, at the provider: it took each reply at most once, exactly as its receipt says, and for the right follower.

use std::collections::BTreeMap;

use super::Violation;
use super::facts::{Facts, Row};

/// Replies taken twice, not as their receipts say, for somebody else, in another order; and what nobody said.
pub fn check(facts: &Facts<'_>) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut taken: BTreeMap<&str, Vec<(u64, &str)>> = BTreeMap::new();
    for (to, all) in &facts.accepted {
        for (n, text) in all {
            taken.entry(text).or_default().push((*n, to));
        }
    }
    let mut legs: BTreeMap<&str, (u64, Row<'_>)> = BTreeMap::new();
    for row in facts.threads.values().flatten().copied() {
        let kept = row.kept;
        if kept.direction != "out" || kept.on_the_web() {
            continue;
        }
        let all = taken.remove(kept.text.as_str()).unwrap_or_default();
        let witness: Vec<u64> = all.iter().map(|(n, _)| *n).chain([row.n]).collect();
        let place = format!("{} #{}", kept.conversation, kept.seq);
        let receipt = kept.receipt.as_deref().unwrap_or("no receipt");
        let fits = match receipt {
            "sent" | "delivered" | "read" => all.len() == 1,
            "in_doubt" => all.len() <= 1,
            "queued" | "failed" => all.is_empty(),
            _ => false,
        };
        if !fits {
            let says = format!("{place} says {receipt}, and the provider took it {} times", all.len());
            found.push(Violation::new("I5", says, witness.clone()).about(&kept.conversation, kept.seq));
        }
        if let Some((_, to)) = all.iter().find(|(_, to)| !belongs(facts, kept.conversation.as_str(), to)) {
            let says = format!("{place} went to {to}, who is not this conversation's customer");
            found.push(Violation::new("I5", says, witness.clone()).about(&kept.conversation, kept.seq));
        }
        let (Some((n, _)), Some(leg)) = (all.first(), kept.leg.as_deref()) else { continue };
        if let Some((before, earlier)) = legs.insert(leg, (*n, row))
            && before > *n
        {
            let says = format!("{place} was said after #{} and reached the provider before it", earlier.kept.seq);
            let witness = vec![before, *n, earlier.n, row.n];
            found.push(Violation::new("I5", says, witness).about(&kept.conversation, kept.seq));
        }
    }
    for (text, all) in taken {
        let says = format!("the provider took something that is no reply on this channel: {text:.40?}");
        found.push(Violation::new("I5", says, all.iter().map(|(n, _)| *n).collect()));
    }
    found
}

/// Whether the follower with this openid has a word in the thread that this conversation is read in.
fn belongs(facts: &Facts<'_>, conversation: &str, openid: &str) -> bool {
    let follower = facts.followers.iter().find(|(_, (of, _))| *of == openid);
    let Some((name, (_, person))) = follower else { return false };
    let home = facts.survivor(conversation);
    let own = facts.own.get(person.unwrap_or(name));
    own.into_iter().flatten().any(|own| facts.survivor(own) == home)
}
