//! How long things took, from the same history: a by-product of the run, not a bench.

use std::collections::BTreeMap;

use super::facts::{End, Facts, Told};
use crate::history::{Call, Role};

/// Durations in microseconds, sorted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Latencies {
    /// From asking to the acknowledgement, of messages.
    pub acknowledged: Vec<u64>,
    /// From a customer's first sending to the first agent's sight of it, through faults and all.
    pub to_agent: Vec<u64>,
}

impl Latencies {
    /// Measures a history.
    pub fn of(facts: &Facts<'_>) -> Self {
        let us = |n: u64| usize::try_from(n).ok().and_then(|at| facts.records.get(at)).map_or(0, |record| record.us);
        let mut acknowledged = Vec::new();
        for op in facts.ops.values() {
            if let (Call::Say { .. }, End::Ok(_), Some(ended)) = (op.call, op.end, op.ended) {
                acknowledged.push(us(ended).saturating_sub(us(op.asked)));
            }
        }
        let mut first: BTreeMap<&str, u64> = BTreeMap::new();
        for view in facts.views.values().filter(|view| facts.roles.get(view.who) == Some(&Role::Agent)) {
            for told in &view.told {
                let Told::Saw { n, seen } = told else { continue };
                for id in seen.iter().filter_map(|item| item.id.as_deref()) {
                    let at = first.entry(id).or_insert(u64::MAX);
                    *at = (*at).min(us(*n));
                }
            }
        }
        let mut to_agent = Vec::new();
        for row in facts.threads.values().flatten().filter(|row| row.kept.direction == "in") {
            let asked = row.kept.client_id.as_ref().and_then(|id| facts.sendings(id).next());
            if let (Some(op), Some(at)) = (asked, first.get(row.kept.id.as_str())) {
                to_agent.push(at.saturating_sub(us(op.asked)));
            }
        }
        acknowledged.sort_unstable();
        to_agent.sort_unstable();
        Self { acknowledged, to_agent }
    }
}

/// The value below which `percent` of a sorted list lie; 0 of nothing.
pub fn percentile(sorted: &[u64], percent: usize) -> u64 {
    let at = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    sorted.get(at).copied().unwrap_or(0)
}
