//! I6 one owner, by what clients saw: one version has one owner, whoever looks; it is the one whom the thread names.

use std::collections::BTreeMap;

use super::Violation;
use super::facts::{End, Facts};
use super::i6_owner::name;
use crate::history::{Act, Answer, Standing};

/// Versions with two owners, owners that no thread event names, accepts that were answered with another's name.
pub fn check(facts: &Facts<'_>) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut seen: BTreeMap<(&str, u64), (u64, &Standing)> = BTreeMap::new();
    for (n, standing) in &facts.standings {
        let key = (standing.conversation.as_str(), standing.version);
        let (first, other) = *seen.entry(key).or_insert((*n, standing));
        if other.owner != standing.owner || other.place != standing.place {
            let says = format!(
                "version {} of {} is at {} of {} and at {} of {}",
                standing.version,
                standing.conversation,
                other.place,
                owner(facts, other),
                standing.place,
                owner(facts, standing)
            );
            found.push(Violation::new("I6", says, vec![first, *n]).about(&standing.conversation, standing.last_seq));
        }
        found.extend(unnamed(facts, *n, standing));
    }
    for (op, conversation) in facts.acts(Act::Accept) {
        let End::Ok(Answer::Stands(standing)) = op.end else { continue };
        let accepter = standing.owner.as_deref().and_then(|agent| facts.agents.get(agent)).copied();
        if accepter != Some(op.who) {
            let says = format!(
                "{} was told to have accepted {conversation}, which then was of {}",
                op.who,
                owner(facts, standing)
            );
            let witness = [Some(op.asked), op.ended].into_iter().flatten().collect();
            found.push(Violation::new("I6", says, witness).about(conversation, standing.last_seq));
        }
    }
    found
}

fn owner(facts: &Facts<'_>, standing: &Standing) -> String {
    standing.owner.as_deref().map_or_else(|| "nobody".to_owned(), |agent| name(facts, agent))
}

/// Who owns a conversation in an agent's hands is the one named by its latest assignment.
fn unnamed(facts: &Facts<'_>, n: u64, standing: &Standing) -> Option<Violation> {
    let (true, Some(holder)) = (standing.place == "agent", &standing.owner) else {
        return None;
    };
    let thread = facts.thread(&standing.conversation);
    let mut before = thread.iter().rev().filter(|row| row.kept.seq <= standing.last_seq);
    let latest = before.find(|row| row.kept.event_kind() == "conversation.assigned");
    let named = latest.and_then(|row| row.kept.event.as_ref()).and_then(|event| event.agent.as_deref());
    if named == Some(holder) || thread.is_empty() {
        return None;
    }
    let says = format!(
        "{} at #{} was seen with {}; its thread names {}",
        standing.conversation,
        standing.last_seq,
        name(facts, holder),
        named.map_or_else(|| "nobody".to_owned(), |agent| name(facts, agent))
    );
    let mut witness = vec![n];
    witness.extend(latest.map(|row| row.n));
    Some(Violation::new("I6", says, witness).about(&standing.conversation, standing.last_seq))
}
