//! A judgement, and how a person reads it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

use super::Violation;
use super::latency::{Latencies, percentile};
use crate::history::{Record, What};

/// At most so many violations of one invariant are shown; the rest is counted.
const SHOWN: usize = 3;
/// At most so many records of a witness are shown.
const RECORDS: usize = 10;
/// At most so many sights of one record are shown.
const NEAR: usize = 3;
/// At most so many characters of a text are shown; ids are shorter.
const TEXT: usize = 60;

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
        for (name, of) in
            [("acknowledged", &self.latencies.acknowledged), ("customer to agent", &self.latencies.to_agent)]
        {
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

/// One record of a witness, long ones in part: of what was seen, what stands next to the message in question; of texts, the beginning.
fn line(records: &[Record], n: u64, violation: &Violation) -> String {
    let Some(record) = usize::try_from(n).ok().and_then(|at| records.get(at)) else {
        return format!("record {n} is missing");
    };
    let mut record = record.clone();
    if let (What::Saw { seen, .. } | What::Snapshot { seen, .. }, Some((conversation, seq))) =
        (&mut record.what, &violation.about)
    {
        seen.retain(|item| item.conversation == *conversation);
        let mut nearest: Vec<u64> = seen.iter().map(|item| item.seq.abs_diff(*seq)).collect();
        nearest.sort_unstable();
        let far = nearest.get(NEAR - 1).copied().unwrap_or(u64::MAX);
        seen.retain(|item| item.seq.abs_diff(*seq) <= far);
    }
    let mut value = serde_json::to_value(&record).unwrap_or_default();
    shorten(&mut value);
    value.to_string()
}

/// Cuts long texts and leaves out what is null or empty.
fn shorten(value: &mut Value) {
    match value {
        Value::String(text) if text.chars().count() > TEXT => {
            *text = text.chars().take(TEXT).collect::<String>() + "…";
        }
        Value::Array(items) => items.iter_mut().for_each(shorten),
        Value::Object(members) => {
            members.retain(|_, member| !member.is_null() && member.as_array().is_none_or(|items| !items.is_empty()));
            members.values_mut().for_each(shorten);
        }
        _ => {}
    }
}
