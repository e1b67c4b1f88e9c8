//! I6 one owner, by the threads: nobody is assigned what another still owns, and only the owner replies.

use std::collections::BTreeMap;

use super::Violation;
use super::facts::{Facts, Row};

/// Second owners, replies past the fence, a customer with two open conversations in one brand.
pub fn check(facts: &Facts<'_>) -> Vec<Violation> {
    let mut found: Vec<Violation> = facts.threads.values().flat_map(|thread| replay(facts, thread)).collect();
    let mut open: BTreeMap<(&str, &str), (u64, &str)> = BTreeMap::new();
    for (conversation, ending) in &facts.endings {
        if ending.standing.place == "closed" {
            continue;
        }
        if let Some((n, other)) = open.insert((ending.brand, ending.customer), (ending.n, conversation)) {
            let says = format!(
                "customer {} has two open conversations in one brand: {other} and {conversation}",
                ending.customer
            );
            found.push(Violation::new("I6", says, vec![n, ending.n]).about(conversation, 1));
        }
    }
    found
}

/// Whether after this event another agent may be assigned.
fn releases(kind: &str) -> bool {
    matches!(
        kind,
        "conversation.queued"
            | "conversation.transferred"
            | "conversation.pending"
            | "conversation.resumed"
            | "conversation.closed"
            | "conversation.reopened"
    )
}

/// The owner after each event of a thread: reads it from the beginning.
fn replay(facts: &Facts<'_>, thread: &[Row<'_>]) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut owner: Option<(&str, u64, bool)> = None;
    for row in thread {
        let kept = row.kept;
        let kind = kept.event_kind();
        if kind == "conversation.assigned" {
            let agent = kept.event.as_ref().and_then(|event| event.agent.as_deref()).unwrap_or_default();
            if let Some((before, n, false)) = owner
                && before != agent
            {
                let says = format!(
                    "{} #{} is assigned to {} while {} owns it",
                    kept.conversation,
                    kept.seq,
                    name(facts, agent),
                    name(facts, before)
                );
                let mut witness = accepts(facts, &kept.conversation);
                witness.extend([n, row.n]);
                found.push(Violation::new("I6", says, witness).about(&kept.conversation, kept.seq));
            }
            owner = Some((agent, row.n, false));
        } else if releases(kind) {
            owner = if kind == "conversation.queued" { None } else { owner.map(|(agent, n, _)| (agent, n, true)) };
        } else if kept.direction == "out" && kept.author_kind == "agent" {
            let author = kept.author.as_deref().unwrap_or_default();
            let owns = owner.is_some_and(|(agent, _, _)| agent == author);
            if !owns {
                let whose = owner.map_or("nobody".to_owned(), |(agent, _, _)| name(facts, agent));
                let says = format!(
                    "{} #{} is a reply by {} while {whose} owns it",
                    kept.conversation,
                    kept.seq,
                    name(facts, author)
                );
                let mut witness: Vec<u64> = owner.map(|(_, n, _)| n).into_iter().collect();
                witness.push(row.n);
                found.push(Violation::new("I6", says, witness).about(&kept.conversation, kept.seq));
            }
        }
    }
    found
}

/// The records of all acknowledged accepts of a conversation.
fn accepts(facts: &Facts<'_>, conversation: &str) -> Vec<u64> {
    let of = facts
        .acts(crate::history::Act::Accept)
        .filter(|(op, on)| *on == conversation && matches!(op.end, super::facts::End::Ok(_)));
    of.flat_map(|(op, _)| [Some(op.asked), op.ended]).flatten().take(6).collect()
}

/// The client that an agent id belongs to, or the id.
pub fn name(facts: &Facts<'_>, agent: &str) -> String {
    facts.agents.get(agent).map_or_else(|| format!("agent {agent}"), |who| (*who).to_owned())
}
