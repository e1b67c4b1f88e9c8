//! A judgement, and how a person reads it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Violation;
use super::latency::{Latencies, percentile};
use crate::history::{Record, What};

/// At most so many violations of one invariant are shown; the rest is counted.
const SHOWN: usize = 3;
/// At most so many records of a witness are shown.
const RECORDS: usize = 10;

/// What the checker found.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    pub counts: BTreeMap<&'static str, u64>,
    pub latencies: Latencies,
    pub violations: Vec<Violation>,
}

impl Report {
    /// Nothing is broken.
    pub fn clean(&self) -> bool {
        self.violations.is_empty()
    }

    /// The invariants that are broken, each once.
    pub fn broken(&self) -> Vec<&'static str> {
        let mut ids: Vec<_> = self.violations.iter().map(|violation| violation.id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The report in lines, with the witnesses taken from these records.
    pub fn tell(&self, records: &[Record]) -> String {
        let mut out = String::new();
        for id in self.broken() {
            let of: Vec<_> = self.violations.iter().filter(|violation| violation.id == id).collect();
            for violation in of.iter().take(SHOWN) {
                let _ = writeln!(out, "{id} broken: {}", violation.says);
                for n in violation.witness.iter().take(RECORDS) {
                    let _ = writeln!(out, "  {}", line(records, *n, violation));
                }
                if violation.witness.len() > RECORDS {
                    let _ = writeln!(out, "  and {} records more", violation.witness.len() - RECORDS);
                }
            }
            if of.len() > SHOWN {
                let _ = writeln!(out, "{id}: {} violations more", of.len() - SHOWN);
            }
        }
        let counts: Vec<String> = self.counts.iter().map(|(key, n)| format!("{key} {n}")).collect();
        let _ = writeln!(out, "{}", counts.join(" · "));
        for (name, of) in [("acknowledged", &self.latencies.acknowledged), ("customer to agent", &self.latencies.to_agent)] {
            let (p50, p99) = (percentile(of, 50), percentile(of, 99));
            let _ = writeln!(out, "{name}: p50 {:.1} ms, p99 {:.1} ms, {} samples", ms(p50), ms(p99), of.len());
        }
        let verdict = if self.clean() { "every invariant holds" } else { "broken" };
        let _ = writeln!(out, "{verdict} {}", self.broken().join(" "));
        out.trim_end().to_owned() + "\n"
    }
}

#[expect(clippy::cast_precision_loss, reason = "microseconds of a run fit a double")]
fn ms(us: u64) -> f64 {
    us as f64 / 1000.0
}

/// One record of a witness, long ones in part: only what stands next to the message in question.
fn line(records: &[Record], n: u64, violation: &Violation) -> String {
    let Some(record) = usize::try_from(n).ok().and_then(|at| records.get(at)) else {
        return format!("record {n} is missing");
    };
    let mut record = record.clone();
    if let (What::Saw { seen, .. } | What::Snapshot { seen, .. }, Some((conversation, seq))) = (&mut record.what, &violation.about) {
        seen.retain(|item| item.conversation == *conversation && item.seq.abs_diff(*seq) <= 1);
    }
    let text = serde_json::to_string(&record).unwrap_or_default();
    if text.chars().count() <= 400 { text } else { text.chars().take(400).collect::<String>() + " …" }
}
