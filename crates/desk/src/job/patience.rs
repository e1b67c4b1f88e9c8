//! Patience: when a job that failed is done again, and when it is given up.
use model::*;

/// What stands in the way of a job that fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Patience {
    /// Something of ours, that lasts or is soon over: seven attempts within half a day.
    Ours,
    /// A provider that is away, or an account that an operator has to mend: as long as what goes out waits for them.
    Provider,
}

/// Waits after each failure, seconds; after the last attempt it is given up, within half a day.
const WAITS: &[i64] = &[5, 30, 120, 600, 3_600, 21_600];
/// A provider's job is tried about 80 times in its three days. Taken more often, it ends the program each time.
const MOST: i64 = 100;

impl Patience {
    /// How often it is taken at most.
    pub fn most(self) -> i64 {
        match self {
            Patience::Ours => WAITS.len() as i64 + 1,
            Patience::Provider => MOST,
        }
    }

    /// When it is done again after it failed now; `None`: it is given up. `luck` spreads the tries of many.
    pub fn again(self, job: &Job, now: At, luck: u8) -> Option<At> {
        match self {
            Patience::Ours => {
                let failures = usize::try_from(job.attempts - 1).ok()?;
                WAITS.get(failures).map(|wait| now + Span::seconds(*wait))
            }
            Patience::Provider if job.attempts > MOST => None,
            Patience::Provider => flow::again(job.attempts, job.created_at, now, now, luck),
        }
    }
}
