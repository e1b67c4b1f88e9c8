//! I4 one order, in the threads: 1..n without gap, what anybody saw never changes, and nobody's own words change their order.

use std::collections::BTreeMap;

use super::Violation;
use super::facts::{End, Facts, Told};
use crate::digest::body;
use crate::history::{Answer, Call, Seen};

/// Gaps and doubles in the threads, altered or foreign things in the views, own messages out of order.
pub fn check(facts: &Facts<'_>) -> Vec<Violation> {
    let mut found = threads(facts);
    found.extend(sights(facts));
    found.extend(own_order(facts));
    found
}

fn threads(facts: &Facts<'_>) -> Vec<Violation> {
    let mut found = Vec::new();
    for (conversation, ending) in &facts.endings {
        let mut expected = 1;
        for row in facts.thread(conversation) {
            if row.kept.seq != expected {
                let says = format!("the thread of {conversation} has #{} where #{expected} belongs", row.kept.seq);
                found.push(Violation::new("I4", says, vec![row.n]).about(conversation, expected));
            }
            expected = row.kept.seq + 1;
        }
        if expected != ending.standing.last_seq + 1 {
            let says = format!(
                "{conversation} says that its last number is {} and its thread ends with #{}",
                ending.standing.last_seq,
                expected - 1
            );
            found.push(Violation::new("I4", says, vec![ending.n]).about(conversation, expected));
        }
    }
    for (conversation, rows) in &facts.threads {
        if !facts.endings.contains_key(conversation) {
            let says = format!("{conversation} has messages and is in no list");
            found.push(Violation::new("I4", says, rows.iter().take(1).map(|row| row.n).collect()));
        }
    }
    found
}

/// Whatever was seen is kept, with the same id and text, at the same place.
fn sights(facts: &Facts<'_>) -> Vec<Violation> {
    let mut found = Vec::new();
    for view in facts.views.values() {
        for told in &view.told {
            let (Told::Snapshot { n, seen, .. } | Told::Saw { n, seen }) = told else {
                continue;
            };
            for item in *seen {
                if let Some(wrong) = differs(facts, *n, item) {
                    let says = format!("{} saw {} #{}, which {wrong}", view.who, item.conversation, item.seq);
                    let mut witness = vec![*n];
                    witness.extend(facts.row(&item.conversation, item.seq).map(|row| row.n));
                    found.push(Violation::new("I4", says, witness).about(&item.conversation, item.seq));
                }
            }
        }
    }
    found
}

fn differs(facts: &Facts<'_>, n: u64, item: &Seen) -> Option<String> {
    let Some(row) = facts.row(&item.conversation, item.seq) else {
        let after = facts
            .endings
            .get(item.conversation.as_str())
            .is_some_and(|end| n > end.n && item.seq > end.standing.last_seq);
        return if after { None } else { Some("is not there at the end".to_owned()) };
    };
    match &item.id {
        Some(id) if *id != row.kept.id => return Some(format!("had the id {id} and now has {}", row.kept.id)),
        _ => {}
    }
    match &item.body {
        Some(seen) if *seen != body(&row.kept.text) => Some("had another text".to_owned()),
        _ => None,
    }
}

/// What one client said in one conversation: by the record in which it first said it, the place and the client id.
type Line<'a> = BTreeMap<u64, (u64, &'a str)>;

/// Whether the server refused a sending, for good or for now: the message then steps out of the line.
fn put_off(end: End<'_>) -> bool {
    match end {
        End::Fail(_) => true,
        End::Unknown(why) => why.starts_with("busy"),
        End::Ok(_) => false,
    }
}

/// A client sends in order, so what it said stands in that order.
fn own_order(facts: &Facts<'_>) -> Vec<Violation> {
    let mut lines: BTreeMap<(&str, &str), Line<'_>> = BTreeMap::new();
    for (client_id, ops) in &facts.says {
        let sendings: Vec<_> = facts.sendings(client_id).collect();
        let (Some(first), false) = (sendings.first(), sendings.iter().any(|op| put_off(op.end))) else {
            continue;
        };
        let place = sendings.iter().find_map(|op| match op.end {
            End::Ok(Answer::Said { conversation, seq, .. }) => Some((conversation.as_str(), *seq)),
            _ => None,
        });
        let from_customer = matches!(first.call, Call::Say { direction, .. } if direction == "in");
        if let (Some((conversation, seq)), true, false) = (place, from_customer, ops.is_empty()) {
            lines.entry((first.who, conversation)).or_default().insert(first.asked, (seq, client_id));
        }
    }
    let mut found = Vec::new();
    for ((who, conversation), line) in &lines {
        let mut before: Option<(u64, u64, &str)> = None;
        for (asked, (seq, client_id)) in line {
            if let Some((earlier, place, other)) = before
                && *seq < place
            {
                let says = format!(
                    "{who}: message {other} was said before {client_id} and stands after it in {conversation}: #{place} and #{seq}"
                );
                let mut witness = vec![earlier, *asked];
                witness.extend(facts.row(conversation, place).map(|row| row.n));
                witness.extend(facts.row(conversation, *seq).map(|row| row.n));
                found.push(Violation::new("I4", says, witness).about(conversation, *seq));
            }
            before = Some((*asked, *seq, client_id));
        }
    }
    found
}
