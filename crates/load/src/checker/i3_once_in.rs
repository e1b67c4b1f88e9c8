//! I3 once in: one row for each client id, and every answer to its repetitions names the same row.

use super::Violation;
use super::facts::{End, Facts, Op};
use crate::history::Answer;

/// Refusals that may be answered to a repetition: the server did not look, it was busy.
const BUSY: [&str; 4] = ["rate_limited", "unavailable", "storage_full", "internal"];

/// Messages with two rows, repetitions with another answer.
pub fn check(facts: &Facts<'_>) -> Vec<Violation> {
    let mut found = Vec::new();
    for (client_id, rows) in &facts.by_client {
        if let [first, second, ..] = rows.as_slice() {
            let mut witness: Vec<u64> = facts.sendings(client_id).map(|op| op.asked).collect();
            witness.extend(rows.iter().map(|row| row.n));
            let says = format!(
                "message {client_id} is there {} times: {} #{} and {} #{}",
                rows.len(),
                first.kept.conversation,
                first.kept.seq,
                second.kept.conversation,
                second.kept.seq
            );
            found.push(Violation::new("I3", says, witness).about(&second.kept.conversation, second.kept.seq));
        }
    }
    for client_id in facts.says.keys() {
        let sendings: Vec<&Op<'_>> = facts.sendings(client_id).collect();
        found.extend(answers(client_id, &sendings));
    }
    found
}

fn answers(client_id: &str, sendings: &[&Op<'_>]) -> Option<Violation> {
    let (first, said) = sendings.iter().find_map(|op| match op.end {
        End::Ok(answer @ Answer::Said { .. }) => Some((op, answer)),
        _ => None,
    })?;
    let shows = |other: &Op<'_>| {
        [Some(first.asked), first.ended, Some(other.asked), other.ended].into_iter().flatten().collect()
    };
    for op in sendings {
        match op.end {
            End::Ok(answer) if answer != said => {
                let says =
                    format!("{}: message {client_id} was acknowledged as {said:?} and again as {answer:?}", op.who);
                return Some(Violation::new("I3", says, shows(op)));
            }
            End::Fail(code) if first.ended.is_some_and(|ended| ended < op.asked) && !BUSY.contains(&code) => {
                let says =
                    format!("{}: message {client_id} was acknowledged, and its repetition was refused: {code}", op.who);
                return Some(Violation::new("I3", says, shows(op)));
            }
            _ => {}
        }
    }
    None
}
