//! The crowd: seeded customers, agents and a program who use the public doors as people do, on bad lines.
//!
//! Each member is one task. It keeps what a real client keeps (token, cursor, outbox), writes all that it asks and sees into
//! the history, and never repairs what it sees: gaps and doubles are the checker's to find.

pub mod act;
pub mod agent;
pub mod customer;
pub mod desk;
pub mod follower;
pub mod poll;
pub mod program;
pub mod scene;
pub mod visitor;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

pub use scene::{Doors, Scene};

use crate::door::Address;
use crate::history::Recorder;
use crate::seed::Seed;

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Everybody is busy.
    Busy,
    /// Nobody begins anything; what is on its way is brought to its end, and everybody listens.
    Quiet,
    /// Everybody goes home.
    Done,
}

/// What every member of the crowd holds.
#[derive(Clone)]
pub struct Stage {
    pub recorder: Arc<Recorder>,
    pub address: Address,
    /// The web chat account that customers write to.
    pub account: String,
    pub phase: watch::Receiver<Phase>,
    /// The mean time between two acts of one member.
    pub pace: Duration,
    /// Agents may also vanish for longer than the presence lease of 30 s.
    pub long_absences: bool,
    pub odd: Odd,
}

impl Stage {
    /// How far the run is.
    pub fn phase(&self) -> Phase {
        *self.phase.borrow()
    }

    /// A moment near one pace from now.
    pub fn soon(&self, seed: &mut Seed) -> Instant {
        let pace = u64::try_from(self.pace.as_millis()).unwrap_or(1000);
        Instant::now() + Duration::from_millis(seed.between(pace / 4, pace * 7 / 4))
    }

    /// Waits so long, or until the run goes on to its next phase.
    pub async fn wait(&mut self, long: Duration) {
        let _either = tokio::time::timeout(long, self.phase.changed()).await;
    }
}

/// Counts what is strange but no violation: errors that nobody expected. Printed beside the report.
#[derive(Clone, Default)]
pub struct Odd(Arc<Mutex<BTreeMap<String, u64>>>);

impl Odd {
    /// One more of these. Keep the words free of ids, so that they add up.
    pub fn note(&self, words: &str) {
        let words: String = words.chars().take(160).collect();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(words).or_default() += 1;
    }

    /// All of them with their counts, the most frequent first.
    pub fn all(&self) -> Vec<(String, u64)> {
        let odd = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all: Vec<_> = odd.iter().map(|(words, n)| (words.clone(), *n)).collect();
        all.sort_by(|one, two| two.1.cmp(&one.1).then_with(|| one.0.cmp(&two.0)));
        all
    }
}
