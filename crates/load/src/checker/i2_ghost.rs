//! I2 no ghost: everything that is there was asked for, and nothing that was refused is there.

use std::collections::BTreeMap;

use super::Violation;
use super::facts::{End, Facts, Row};
use super::i1_durable::trace;
use crate::history::{Act, Call};

/// Messages that nobody said, refused ones that are there, events that nobody caused.
pub fn check(facts: &Facts<'_>) -> Vec<Violation> {
    let mut found: Vec<Violation> = facts.threads.values().flatten().filter_map(|row| message(facts, *row)).collect();
    for act in [Act::Accept, Act::Transfer, Act::Close, Act::Pending] {
        found.extend(events(facts, act));
    }
    found
}

fn message(facts: &Facts<'_>, row: Row<'_>) -> Option<Violation> {
    let kept = row.kept;
    let by_person = matches!(kept.author_kind.as_str(), "customer" | "agent") && kept.direction != "event";
    if !by_person {
        return None;
    }
    let ghost = |says: String, mut witness: Vec<u64>| {
        witness.push(row.n);
        Some(Violation::new("I2", says, witness).about(&kept.conversation, kept.seq))
    };
    let place = format!("{} #{}", kept.conversation, kept.seq);
    let Some(client_id) = &kept.client_id else {
        return ghost(
            format!("{place} ({}) carries no client id: nobody of this run said it", kept.direction),
            Vec::new(),
        );
    };
    let sendings: Vec<_> = facts.sendings(client_id).collect();
    let Some(first) = sendings.first() else {
        return ghost(format!("{place} carries client id {client_id}, which nobody sent"), Vec::new());
    };
    let asked: Vec<u64> = sendings.iter().flat_map(|op| [Some(op.asked), op.ended]).flatten().collect();
    if sendings.iter().all(|op| matches!(op.end, End::Fail(_))) {
        return ghost(format!("{}: message {client_id} was refused and is there as {place}", first.who), asked);
    }
    let Call::Say { direction, text, conversation, .. } = first.call else {
        return None;
    };
    let author_fits = match facts.agents.get(kept.author.as_deref().unwrap_or_default()) {
        Some(agent) => *agent == first.who,
        None => kept.author_kind == "customer",
    };
    if *direction != kept.direction || !author_fits {
        return ghost(
            format!(
                "{}: message {client_id} ({direction}) stands as {place} ({}) by another author",
                first.who, kept.direction
            ),
            asked,
        );
    }
    if conversation.as_ref().is_some_and(|meant| *meant != kept.conversation) {
        return ghost(format!("{}: message {client_id} stands in another conversation: {place}", first.who), asked);
    }
    let acknowledged = sendings.iter().any(|op| matches!(op.end, End::Ok(_)));
    if kept.text != *text && !acknowledged {
        return ghost(
            format!("{}: message {client_id} stands as {place} with words that nobody said", first.who),
            asked,
        );
    }
    None
}

/// Every event that a person causes needs an attempt of a person that was not refused.
fn events(facts: &Facts<'_>, act: Act) -> Vec<Violation> {
    let Some(kind) = trace(act) else {
        return Vec::new();
    };
    let mut tried: BTreeMap<&str, usize> = BTreeMap::new();
    for (op, conversation) in facts.acts(act) {
        if !matches!(op.end, End::Fail(_)) {
            *tried.entry(conversation).or_default() += 1;
        }
    }
    let mut found = Vec::new();
    for (conversation, thread) in &facts.threads {
        let caused: Vec<_> =
            thread.iter().filter(|row| row.kept.event_kind() == kind).filter(|row| by_person(act, **row)).collect();
        let tried = tried.get(conversation).copied().unwrap_or(0);
        if caused.len() > tried {
            let says =
                format!("{conversation} has {} events {kind} by agents, and agents tried {tried} times", caused.len());
            let seq = caused.last().map_or(0, |row| row.kept.seq);
            found.push(Violation::new("I2", says, caused.iter().map(|row| row.n).collect()).about(conversation, seq));
        }
    }
    found
}

fn by_person(act: Act, row: Row<'_>) -> bool {
    let event = row.kept.event.as_ref();
    match act {
        Act::Accept => event.and_then(|event| event.how.as_deref()).is_some_and(|how| how == "offer" || how == "pull"),
        Act::Close => event.and_then(|event| event.by.as_deref()) == Some("agent"),
        _ => true,
    }
}
