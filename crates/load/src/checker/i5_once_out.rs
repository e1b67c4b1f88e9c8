//! I5 once out: each reply reached its customer exactly once in the customer's stream, and nobody else's.

use std::collections::{BTreeMap, BTreeSet};

use super::Violation;
use super::facts::{Facts, Told};
use crate::history::{Role, Seen};

/// Replies that were told twice within one view, or never though the customer listened to the end.
pub fn check(facts: &Facts<'_>) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut reached: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for view in facts.views.values().filter(|view| facts.roles.get(view.who) == Some(&Role::Customer)) {
        let mut told: BTreeMap<&str, u64> = BTreeMap::new();
        for (n, item) in view.told.iter().flat_map(told_of) {
            let Some(id) = item.id.as_deref() else { continue };
            reached.entry(view.who).or_default().insert(id);
            let reply = facts.row(&item.conversation, item.seq).filter(|row| row.kept.direction == "out");
            if let (Some(_), Some(first)) = (reply, told.insert(id, n)) {
                let says = format!("reply {id} reached {} twice: {} #{}", view.who, item.conversation, item.seq);
                found.push(Violation::new("I5", says, vec![first, n]).about(&item.conversation, item.seq));
            }
        }
    }
    for (conversation, who) in listeners(facts) {
        let reached = reached.get(who);
        for row in facts.thread(conversation).iter().filter(|row| row.kept.direction == "out" && row.kept.on_the_web())
        {
            let came = reached.is_some_and(|reached| reached.contains(row.kept.id.as_str()));
            if !came && !older_than_shown(facts, who, row.kept.seq, conversation) {
                let says = format!("reply {} never reached {who}: {conversation} #{}", row.kept.id, row.kept.seq);
                let mut witness: Vec<u64> =
                    facts.views.values().filter(|view| view.who == who).map(|view| view.began).collect();
                witness.push(row.n);
                found.push(Violation::new("I5", says, witness).about(conversation, row.kept.seq));
            }
        }
    }
    found
}

fn told_of<'a>(told: &Told<'a>) -> Vec<(u64, &'a Seen)> {
    match told {
        Told::Snapshot { n, seen, .. } | Told::Saw { n, seen } => seen.iter().map(|item| (*n, item)).collect(),
        Told::Resync { .. } => Vec::new(),
    }
}

/// The customer of each conversation, by the messages that stand in it.
fn listeners<'a>(facts: &Facts<'a>) -> BTreeMap<&'a str, &'a str> {
    let mut listeners = BTreeMap::new();
    for (client_id, rows) in &facts.by_client {
        if let Some(op) = facts.sendings(client_id).next()
            && facts.roles.get(op.who) == Some(&Role::Customer)
        {
            listeners.extend(rows.iter().map(|row| (row.kept.conversation.as_str(), op.who)));
        }
    }
    // Who comes by both doors may be answered on the web in a conversation that began on the other one.
    for (person, own) in facts.own.iter().filter(|(person, _)| facts.has_two_doors(person)) {
        listeners.extend(own.iter().map(|conversation| (*conversation, *person)));
    }
    listeners
}

/// A snapshot shows the latest messages only; what lies before its first one may be asked for as history.
fn older_than_shown(facts: &Facts<'_>, who: &str, seq: u64, conversation: &str) -> bool {
    facts.views.values().filter(|view| view.who == who && view.last).any(|view| {
        view.told.iter().any(|told| match told {
            Told::Snapshot { whole: false, seen, .. } => {
                let first = seen.iter().find(|item| item.conversation == conversation);
                match first {
                    Some(first) => first.seq > seq,
                    None => facts.has_two_doors(who),
                }
            }
            _ => false,
        })
    })
}
