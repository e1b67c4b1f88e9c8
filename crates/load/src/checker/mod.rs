//! The checker: a pure function from a history to the violations in it.
//!
//! It reads no clock, opens no file and speaks to no server, so a history can be judged again on another day, and a test
//! can hand it one of ten lines. Each invariant of the project has its file; `facts` sorts the records once for all of them.
//! To add an invariant: write one file with `pub fn check(&Facts) -> Vec<Violation>`, add its `mod` line and its line in `ALL`.

mod facts;
mod i1_durable;
mod i1_thread;
mod i2_ghost;
mod i3_once_in;
mod i4_doors;
mod i4_order;
mod i4_staff;
mod i4_visitor;
mod i5_once_out;
mod i5_provider;
mod i6_owner;
mod i6_person;
mod i6_seen;
mod i7_place;
mod i7_wait;
mod latency;
pub mod report;
#[cfg(test)]
mod tests;

pub use facts::Facts;
pub use latency::{Latencies, percentile};
pub use report::Report;

use crate::history::{Record, What};

/// A broken promise and the records that show it.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// The invariant, `I1` to `I7`, or `doctor`.
    pub id: &'static str,
    /// One sentence: who, what, which conversation and number.
    pub says: String,
    /// The numbers of the records that show it, in order.
    pub witness: Vec<u64>,
    /// The conversation and sequence that it is about, so that long records can be shown in part.
    pub about: Option<(String, u64)>,
}

impl Violation {
    /// A violation shown by these records.
    pub fn new(id: &'static str, says: String, mut witness: Vec<u64>) -> Self {
        witness.sort_unstable();
        witness.dedup();
        Self { id, says, witness, about: None }
    }

    /// Says which message it is about.
    pub fn about(mut self, conversation: &str, seq: u64) -> Self {
        self.about = Some((conversation.to_owned(), seq));
        self
    }
}

type Check = fn(&Facts<'_>) -> Vec<Violation>;

/// Every check, in the order in which its findings are printed.
const ALL: [Check; 16] = [
    i1_durable::check,
    i1_thread::check,
    i2_ghost::check,
    i3_once_in::check,
    i4_order::check,
    i4_doors::check,
    i4_staff::check,
    i4_visitor::check,
    i5_once_out::check,
    i5_provider::check,
    i6_owner::check,
    i6_person::check,
    i6_seen::check,
    i7_place::check,
    i7_wait::check,
    doctor,
];

/// Judges a history. The same history gets the same judgement.
pub fn check(records: &[Record]) -> Report {
    let facts = Facts::of(records);
    let violations = ALL.iter().flat_map(|check| check(&facts)).collect();
    Report { counts: facts.counts(), latencies: Latencies::of(&facts), violations }
}

/// What the server's own doctor found, and whether the run came to its end at all.
fn doctor(facts: &Facts<'_>) -> Vec<Violation> {
    let mut found = Vec::new();
    if !facts.records.iter().any(|record| record.what == What::Quiet) {
        found.push(Violation::new("run", "the history ends before anything was read back".to_owned(), Vec::new()));
    }
    for record in facts.records {
        if let What::Doctor { ok, findings } = &record.what {
            for finding in findings {
                let says = format!(
                    "doctor: {} broken {} times: {}",
                    finding.id,
                    finding.violations,
                    finding.examples.join("; ")
                );
                found.push(Violation::new("doctor", says, vec![record.n]));
            }
            if !ok && findings.is_empty() {
                found.push(Violation::new(
                    "doctor",
                    "doctor is not content and does not say why".to_owned(),
                    vec![record.n],
                ));
            }
        }
    }
    found
}
