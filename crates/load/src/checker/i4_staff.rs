//! I4 one order, in the streams of agents and programs: every number from the stream's beginning on, once, in order.

use std::collections::BTreeMap;

use super::Violation;
use super::facts::{Facts, Told, View};
use crate::history::{Role, Seen};

/// Gaps, doubles and turns in agents' and programs' streams; a cursor that the server forgot; a log that differs between readers.
pub fn check(facts: &Facts<'_>) -> Vec<Violation> {
    let began = beginnings(facts);
    let mut found = Vec::new();
    let mut log: BTreeMap<u64, (u64, &Seen)> = BTreeMap::new();
    for view in facts.views.values() {
        if facts.roles.get(view.who) == Some(&Role::Customer) {
            continue;
        }
        for (n, item) in items(view) {
            let Some(position) = item.log else { continue };
            let (other, first) = *log.entry(position).or_insert((n, item));
            if first.conversation != item.conversation || first.seq != item.seq {
                let says = format!(
                    "log position {position} is {} #{} to one reader and {} #{} to {}",
                    first.conversation, first.seq, item.conversation, item.seq, view.who
                );
                found.push(Violation::new("I4", says, vec![other, n]).about(&item.conversation, item.seq));
            }
        }
        found.extend(log_climbs(view));
        found.extend(threads(facts, view, &began));
        for told in &view.told {
            if let Told::Resync { n } = told {
                let says =
                    format!("{} resumed with a cursor that the server had given, and was told to begin anew", view.who);
                found.push(Violation::new("I4", says, vec![view.began, *n]));
            }
        }
    }
    found
}

fn items<'a>(view: &View<'a>) -> impl Iterator<Item = (u64, &'a Seen)> {
    view.told.iter().flat_map(|told| match told {
        Told::Saw { n, seen } => seen.iter().map(|item| (*n, item)).collect::<Vec<_>>(),
        Told::Snapshot { .. } | Told::Resync { .. } => Vec::new(),
    })
}

fn log_climbs(view: &View<'_>) -> Option<Violation> {
    let mut before: Option<(u64, u64)> = None;
    for (n, item) in items(view) {
        let position = item.log?;
        if let Some((at, last)) = before
            && position <= last
        {
            let says = format!("{} was told log position {position} after {last}", view.who);
            return Some(Violation::new("I4", says, vec![at, n]).about(&item.conversation, item.seq));
        }
        before = Some((n, position));
    }
    None
}

/// For each message, the record in which it was first asked for. Events take that of the message before them; those that
/// open a thread, that of the message after them, which caused them.
fn beginnings<'a>(facts: &Facts<'a>) -> BTreeMap<&'a str, Vec<(u64, u64)>> {
    let mut began = BTreeMap::new();
    for (conversation, thread) in &facts.threads {
        let mut asked: Vec<(u64, u64)> = Vec::new();
        for row in thread {
            let first = row.kept.client_id.as_ref().and_then(|id| facts.sendings(id).next()).map(|op| op.asked);
            let before = asked.last().map_or(0, |(_, at)| *at);
            asked.push((row.kept.seq, first.unwrap_or(before)));
        }
        let opening = thread.iter().take_while(|row| row.kept.direction == "event").count();
        let caused = asked.get(opening).map_or(0, |(_, at)| *at);
        for (_, at) in asked.iter_mut().take(opening) {
            *at = caused;
        }
        began.insert(*conversation, asked);
    }
    began
}

fn threads(facts: &Facts<'_>, view: &View<'_>, began: &BTreeMap<&str, Vec<(u64, u64)>>) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut latest: BTreeMap<&str, (u64, u64, u64)> = BTreeMap::new();
    for (n, item) in items(view) {
        match latest.get_mut(item.conversation.as_str()) {
            None => {
                latest.insert(&item.conversation, (item.seq, item.seq, n));
            }
            Some((_, last, at)) => {
                if item.seq != *last + 1 {
                    let word = if item.seq > *last { "a gap" } else { "a repetition" };
                    let says =
                        format!("{} saw {word}: #{} of {} came after #{last}", view.who, item.seq, item.conversation);
                    found.push(Violation::new("I4", says, vec![*at, n]).about(&item.conversation, item.seq));
                }
                (*last, *at) = ((*last).max(item.seq), n);
            }
        }
    }
    for (conversation, ending) in &facts.endings {
        let asked = began.get(conversation).map_or(&[][..], Vec::as_slice);
        let Some((due, _)) = asked.iter().find(|(_, at)| *at > view.began) else {
            continue;
        };
        let (first, last) = latest.get(conversation).map_or((u64::MAX, 0), |(first, last, _)| (*first, *last));
        let mut witness = vec![view.began];
        witness.extend(facts.row(conversation, *due).map(|row| row.n));
        if first > *due && last > 0 {
            let says = format!("{} listened before #{due} of {conversation} was said and first saw #{first}", view.who);
            found.push(Violation::new("I4", says, witness).about(conversation, *due));
        } else if view.last && last < ending.standing.last_seq {
            let says =
                format!("{} saw {conversation} up to #{last}; it goes to #{}", view.who, ending.standing.last_seq);
            witness.extend(facts.row(conversation, last + 1).map(|row| row.n));
            found.push(Violation::new("I4", says, witness).about(conversation, last + 1));
        }
    }
    found
}
