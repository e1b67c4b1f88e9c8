//! I4 one order, for those who come by both doors: a visitor's window shows its own door's messages of each conversation in
//! order and once, through merges and all; what a follower said one after another is read in that order.

use std::collections::{BTreeMap, BTreeSet};

use super::Violation;
use super::facts::{Facts, Row, Told, View};
use super::i4_visitor::{Places, foreign};
use crate::history::{Answer, Role};

/// Followers' messages that are read in another order than they were acknowledged.
pub fn check(facts: &Facts<'_>) -> Vec<Violation> {
    let mut read: BTreeMap<(&str, u64), (&str, usize)> = BTreeMap::new();
    for (conversation, (_, items)) in &facts.readings {
        if facts.survivor(conversation) == *conversation {
            for (at, (of, seq)) in items.iter().enumerate() {
                read.insert((of, *seq), (conversation, at));
            }
        }
    }
    let mut lines: BTreeMap<&str, Vec<Brought<'_>>> = BTreeMap::new();
    for client_id in facts.says.keys() {
        let sendings: Vec<_> = facts.sendings(client_id).collect();
        let Some(first) = sendings.first().filter(|op| facts.roles.get(op.who) == Some(&Role::Follower)) else {
            continue;
        };
        let heard = |op: &&&super::facts::Op<'_>| matches!(op.end, super::facts::End::Ok(Answer::Heard));
        let heard = sendings.iter().filter(heard).filter_map(|op| op.ended).min();
        let row = facts.by_client.get(client_id).and_then(|rows| rows.first()).copied();
        let place = row.and_then(|row| read.get(&(row.kept.conversation.as_str(), row.kept.seq)).copied());
        if let (Some(row), Some((thread, at))) = (row, place) {
            lines.entry(first.who).or_default().push(Brought { client_id, asked: first.asked, heard, row, thread, at });
        }
    }
    lines.into_iter().flat_map(|(who, line)| turned(who, &line)).collect()
}

/// A follower's message and where it is read.
struct Brought<'a> {
    client_id: &'a str,
    asked: u64,
    heard: Option<u64>,
    row: Row<'a>,
    thread: &'a str,
    at: usize,
}

fn turned(who: &str, line: &[Brought<'_>]) -> Vec<Violation> {
    let mut found = Vec::new();
    for one in line {
        let Some(heard) = one.heard else { continue };
        for later in line.iter().filter(|later| later.asked > heard && later.thread == one.thread && later.at < one.at)
        {
            let says = format!(
                "{who}: message {} was acknowledged before {} was said and is read after it in {}",
                one.client_id, later.client_id, one.thread
            );
            let witness = vec![one.asked, heard, later.asked, one.row.n, later.row.n];
            found.push(Violation::new("I4", says, witness).about(&one.row.kept.conversation, one.row.kept.seq));
        }
    }
    found
}

/// One visitor's view, conversation by conversation: with a merge, a conversation of a lower number may go on after one
/// of a higher. What must be told is what was said on the web; events may be.
pub fn follow<'a>(
    facts: &Facts<'a>,
    view: &View<'a>,
    own: Option<&BTreeSet<&'a str>>,
    acknowledged: &Places<'a>,
) -> Vec<Violation> {
    let mut found = Vec::new();
    for conversation in own.into_iter().flatten() {
        found.extend(along(facts, view, conversation, acknowledged));
    }
    for told in &view.told {
        let (Told::Snapshot { n, seen, .. } | Told::Saw { n, seen }) = told else { continue };
        for item in *seen {
            let theirs = own.is_some_and(|own| own.contains(item.conversation.as_str()));
            let shown = facts.row(&item.conversation, item.seq);
            if !theirs || !shown.is_none_or(|row| row.kept.for_customer() && row.kept.on_the_web()) {
                found.extend(foreign(facts, view, *n, item));
            }
        }
    }
    found
}

fn along<'a>(facts: &Facts<'a>, view: &View<'a>, conversation: &str, acknowledged: &Places<'a>) -> Vec<Violation> {
    let mut found = Vec::new();
    // `free`: the view began with the latest messages only, and has not come to this conversation since.
    let (mut next, mut at, mut free) = (1, view.began, false);
    let due = |from: u64, to: u64| {
        let thread = facts.thread(conversation).iter();
        let mut missed = thread.filter(move |row| row.kept.seq >= from && row.kept.seq < to).filter(|row| {
            let kept = row.kept;
            let said = kept.direction == "in" || kept.direction == "out";
            said && kept.on_the_web() && !acknowledged.contains(&(kept.conversation.as_str(), kept.seq))
        });
        missed.next().copied()
    };
    for told in &view.told {
        let (n, seen) = match told {
            Told::Snapshot { n, whole, seen } => {
                free |= !whole;
                (*n, *seen)
            }
            Told::Saw { n, seen } => (*n, *seen),
            Told::Resync { .. } => continue,
        };
        for item in seen.iter().filter(|item| item.conversation == conversation) {
            let words = format!("{conversation} #{}", item.seq);
            if item.seq < next && !free {
                let says = format!("{} was shown {words} twice or out of order", view.who);
                found.push(Violation::new("I4", says, vec![at, n]).about(conversation, item.seq));
            } else if let (Some(missed), false) = (due(next, item.seq), free) {
                let says = format!("{} was shown {words} and never #{} before it", view.who, missed.kept.seq);
                found.push(Violation::new("I4", says, vec![at, missed.n, n]).about(conversation, missed.kept.seq));
            }
            (next, at, free) = (next.max(item.seq + 1), n, false);
        }
    }
    if let (true, false, Some(missed)) = (view.last, free, due(next, u64::MAX)) {
        let says = format!("{} was never shown {conversation} #{}", view.who, missed.kept.seq);
        found.push(Violation::new("I4", says, vec![at, missed.n]).about(conversation, missed.kept.seq));
    }
    found
}
