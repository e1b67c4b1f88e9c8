//! One random change to a clean history is found: something dropped, doubled, swapped or altered.

use proptest::prelude::*;

use super::random::history;
use crate::checker::check;
use crate::history::{Answer, Call, Record, What};
use crate::seed::Seed;

/// What is done to one record, chosen among the records to which it can be done.
#[derive(Clone, Copy, Debug)]
enum Change {
    DropKept,
    DoubleKept,
    AlterKept,
    SwapKept,
    DropSeen,
    DoubleSeen,
    SwapSeen,
    AlterSeen,
    AlterAnswer,
    DropAsked,
    AlterOwner,
    AlterPlace,
    Refuse,
}

const ALL: [Change; 13] = [
    Change::DropKept,
    Change::DoubleKept,
    Change::AlterKept,
    Change::SwapKept,
    Change::DropSeen,
    Change::DoubleSeen,
    Change::SwapSeen,
    Change::AlterSeen,
    Change::AlterAnswer,
    Change::DropAsked,
    Change::AlterOwner,
    Change::AlterPlace,
    Change::Refuse,
];

/// Makes the change somewhere; false when this history has no place for it.
fn apply(change: Change, records: &mut Vec<Record>, seed: &mut Seed) -> bool {
    let fits: Vec<usize> = (0..records.len()).filter(|at| fits(change, records, *at)).collect();
    let Some(at) = seed.pick(&fits).copied() else {
        return false;
    };
    match change {
        Change::DropKept | Change::DropSeen | Change::DropAsked => {
            records.remove(at);
        }
        Change::DoubleKept | Change::DoubleSeen => records.insert(at + 1, records[at].clone()),
        Change::SwapKept => {
            let (one, two) = records.split_at_mut(at + 1);
            if let (What::Message(one), What::Message(two)) = (&mut one[at].what, &mut two[0].what) {
                std::mem::swap(&mut one.seq, &mut two.seq);
            }
        }
        Change::SwapSeen => {
            let next = next_in_view(records, at).unwrap();
            let what = records[at].what.clone();
            records[at].what = std::mem::replace(&mut records[next].what, what);
        }
        _ => alter(change, &mut records[at]),
    }
    for (n, record) in records.iter_mut().enumerate() {
        record.n = n as u64;
    }
    true
}

fn alter(change: Change, record: &mut Record) {
    match (change, &mut record.what) {
        (Change::AlterKept, What::Message(kept)) => kept.text.push('变'),
        (Change::AlterSeen, What::Saw { seen, .. }) => seen[0].body = Some("0000".to_owned()),
        (Change::AlterAnswer, What::Ok { answer: Answer::Said { id, .. }, .. }) => id.push('x'),
        (Change::AlterOwner, What::Ok { answer: Answer::Stands(standing), .. } | What::State(standing)) => {
            standing.owner = Some("agent-9".to_owned());
        }
        (Change::AlterPlace, What::Conversation { standing, .. }) => standing.place = "robot".to_owned(),
        (Change::Refuse, What::Ok { op, .. }) => record.what = What::Fail { op: *op, code: "invalid".to_owned() },
        _ => unreachable!("chosen because it fits"),
    }
}

fn fits(change: Change, records: &[Record], at: usize) -> bool {
    match (change, &records[at].what) {
        (Change::SwapKept, What::Message(one)) => {
            matches!(records.get(at + 1).map(|next| &next.what), Some(What::Message(two)) if one.conversation == two.conversation)
        }
        (Change::DropKept | Change::DoubleKept, What::Message(_)) => true,
        (Change::AlterKept, What::Message(kept)) => kept.client_id.is_some(),
        // A customer's own message may be missing from the stream: its acknowledgement told it. An old view may simply end early.
        (Change::DropSeen, What::Saw { .. }) => !records[at].who.starts_with('c'),
        (Change::DoubleSeen, What::Saw { .. }) => true,
        (Change::SwapSeen, What::Saw { .. }) => next_in_view(records, at).is_some(),
        (Change::AlterSeen, What::Saw { seen, .. }) => seen[0].body.is_some(),
        (Change::AlterAnswer, What::Ok { answer: Answer::Said { .. }, .. }) => true,
        (Change::DropAsked, What::Invoke { call: Call::Say { client_id, .. }, .. }) => {
            let same = |record: &&Record| matches!(&record.what, What::Invoke { call: Call::Say { client_id: other, .. }, .. } if other == client_id);
            records.iter().filter(same).count() == 1
        }
        (Change::AlterOwner, What::Ok { answer: Answer::Stands(_), .. }) => true,
        (Change::AlterOwner, What::State(standing)) => standing.owner.is_some(),
        (Change::AlterPlace, What::Conversation { .. }) => true,
        (Change::Refuse, What::Ok { op, answer: Answer::Said { .. } }) => only_answer(records, *op),
        _ => false,
    }
}

fn only_answer(records: &[Record], op: u64) -> bool {
    let client_id = |wanted: u64| {
        records.iter().find_map(|record| match &record.what {
            What::Invoke { op, call: Call::Say { client_id, .. } } if *op == wanted => Some(client_id.clone()),
            _ => None,
        })
    };
    let mine = client_id(op);
    let same = |record: &&Record| matches!(&record.what, What::Invoke { call: Call::Say { client_id, .. }, .. } if Some(client_id) == mine.as_ref());
    records.iter().filter(same).count() == 1
}

fn next_in_view(records: &[Record], at: usize) -> Option<usize> {
    let What::Saw { view, .. } = &records[at].what else { return None };
    let after = records.iter().enumerate().skip(at + 1);
    let mut same = after.filter(|(_, record)| matches!(&record.what, What::Saw { view: other, .. } if other == view));
    same.next().map(|(at, _)| at)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]
    #[test]
    fn a_changed_history_is_found(seed in any::<u64>(), which in 0..ALL.len()) {
        let mut records = history(seed);
        if apply(ALL[which], &mut records, &mut Seed::new(seed)) {
            let report = check(&records);
            prop_assert!(!report.clean(), "{:?} was not found", ALL[which]);
        }
    }
}
