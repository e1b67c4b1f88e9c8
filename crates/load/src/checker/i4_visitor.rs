//! I4 one order, in the streams of customers: all that they may see of their conversations, once, in order.
//!
//! A customer's own message counts as told when it is acknowledged, so a server may leave it out of the stream of the one
//! who said it; it may not tell it late, twice or out of order.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{End, Facts, Row, Told, View};
use super::{Violation, i4_doors};
use crate::history::{Answer, Call, Role, Seen};

/// Gaps, doubles and turns in customers' streams, and what they saw though it is not theirs to see.
pub fn check(facts: &Facts<'_>) -> Vec<Violation> {
    let own = &facts.own;
    let told = acknowledged(facts);
    let mut found = Vec::new();
    for view in facts.views.values() {
        if facts.roles.get(view.who) == Some(&Role::Customer) {
            let person = facts.person(view.who);
            let acknowledged = told.get(view.who).cloned().unwrap_or_default();
            let own = own.get(person);
            if facts.has_two_doors(person) {
                found.extend(i4_doors::follow(facts, view, own, &acknowledged));
            } else {
                found.extend(follow(facts, view, &Line::of(facts, own, acknowledged)));
            }
        }
    }
    found
}

pub type Places<'a> = BTreeSet<(&'a str, u64)>;

/// Where each client's acknowledged messages stand.
fn acknowledged<'a>(facts: &Facts<'a>) -> BTreeMap<&'a str, Places<'a>> {
    let mut places: BTreeMap<&str, Places<'_>> = BTreeMap::new();
    for op in facts.ops.values() {
        if let (Call::Say { .. }, End::Ok(Answer::Said { conversation, seq, .. })) = (op.call, op.end) {
            places.entry(op.who).or_default().insert((conversation, *seq));
        }
    }
    places
}

/// All that a customer is to see, in order.
struct Line<'a> {
    rows: Vec<Row<'a>>,
    /// Those of them that this customer said and that were acknowledged.
    acknowledged: Places<'a>,
}

impl<'a> Line<'a> {
    fn of(facts: &Facts<'a>, own: Option<&BTreeSet<&'a str>>, acknowledged: Places<'a>) -> Self {
        let mut endings: Vec<_> = own.into_iter().flatten().filter_map(|id| facts.endings.get(id)).collect();
        endings.sort_by_key(|ending| ending.number);
        let threads = endings.iter().map(|ending| facts.thread(&ending.standing.conversation));
        let rows = threads.flatten().filter(|row| row.kept.for_customer()).copied().collect();
        Self { rows, acknowledged }
    }

    fn place(&self, item: &Seen) -> Option<usize> {
        self.rows.iter().position(|row| row.kept.conversation == item.conversation && row.kept.seq == item.seq)
    }

    /// The first of `rows[from..to]` that the customer was neither shown nor acknowledged.
    fn missed(&self, from: usize, to: usize) -> Option<Row<'a>> {
        let between = self.rows.get(from..to).unwrap_or_default();
        between.iter().find(|row| !self.acknowledged.contains(&(row.kept.conversation.as_str(), row.kept.seq))).copied()
    }
}

fn follow(facts: &Facts<'_>, view: &View<'_>, line: &Line<'_>) -> Vec<Violation> {
    let mut found = Vec::new();
    let (mut next, mut at) = (0, view.began);
    for told in &view.told {
        let (n, seen, snapshot, whole) = match told {
            Told::Snapshot { n, whole, seen } => (*n, *seen, true, *whole),
            Told::Saw { n, seen } => (*n, *seen, false, false),
            Told::Resync { .. } => continue,
        };
        let mut first = snapshot && !whole;
        for item in seen {
            let Some(place) = line.place(item) else {
                found.extend(foreign(facts, view, n, item));
                continue;
            };
            let words = format!("{} #{}", item.conversation, item.seq);
            if place < next && !first {
                let says = format!("{} was shown {words} twice or out of order", view.who);
                found.push(Violation::new("I4", says, vec![at, n]).about(&item.conversation, item.seq));
            } else if let (Some(missed), false) = (line.missed(next, place), first) {
                let says = format!("{} was shown {words} and never #{} before it", view.who, missed.kept.seq);
                found.push(
                    Violation::new("I4", says, vec![at, missed.n, n]).about(&missed.kept.conversation, missed.kept.seq),
                );
            }
            (next, at, first) = (if first { place + 1 } else { next.max(place + 1) }, n, false);
        }
    }
    if let (true, Some(missed)) = (view.last, line.missed(next, line.rows.len())) {
        let says = format!("{} was never shown {} #{}", view.who, missed.kept.conversation, missed.kept.seq);
        found.push(Violation::new("I4", says, vec![at, missed.n]).about(&missed.kept.conversation, missed.kept.seq));
    }
    found
}

/// Something that is kept and yet not for this customer: a note, a colleague's event, another one's conversation.
pub fn foreign(facts: &Facts<'_>, view: &View<'_>, n: u64, item: &Seen) -> Option<Violation> {
    let row = facts.row(&item.conversation, item.seq)?;
    let says = format!(
        "{} was shown {} #{} ({} {}), which is not for this customer",
        view.who,
        item.conversation,
        item.seq,
        row.kept.direction,
        row.kept.event_kind()
    );
    Some(Violation::new("I4", says, vec![n, row.n]).about(&item.conversation, item.seq))
}
