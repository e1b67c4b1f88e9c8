//! How often somebody may do something. Stores are bounded: keys are hashed to eight bytes, forgotten once they have refilled, and
//! when a store is full newcomers share one key.
use crate::problem::Problem;
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    state::keyed::DashMapStateStore,
};
use std::{
    hash::{BuildHasher, Hash, RandomState},
    num::NonZeroU32,
    time::Duration,
};

/// Most keys in one store: about 6 MB.
const MOST_KEYS: usize = 100_000;
/// Whoever comes when a store is full.
const NEWCOMERS: u64 = 0;

/// One kind of limit: `burst` at once, then one more every `every`.
pub struct Limit {
    store: RateLimiter<u64, DashMapStateStore<u64>, DefaultClock>,
    clock: DefaultClock,
    hasher: RandomState,
}

impl Limit {
    fn new(burst: u32, every: Duration) -> Limit {
        let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::with_period(every).unwrap_or(Quota::per_second(burst)).allow_burst(burst);
        Limit { store: RateLimiter::dashmap(quota), clock: DefaultClock::default(), hasher: RandomState::new() }
    }

    /// Counts one for this key.
    ///
    /// # Errors
    /// `rate_limited` with the seconds until the next is allowed.
    pub fn count(&self, key: impl Hash) -> Result<(), Problem> {
        let mut key = self.hasher.hash_one(key);
        if self.store.len() >= MOST_KEYS {
            self.store.retain_recent();
            if self.store.len() >= MOST_KEYS {
                key = NEWCOMERS;
            }
        }
        self.store.check_key(&key).map_err(|until| {
            let wait = until.wait_time_from(self.clock.now());
            Problem::rate_limited(wait.as_secs() + u64::from(wait.subsec_nanos() > 0))
        })
    }
}

/// All limits of the house.
pub struct Limits {
    /// Sign-ins for one e-mail address: 20 at once and 100 in any hour.
    pub sign_in_account: Limit,
    /// Sign-ins, and links that are opened, from one network address.
    pub sign_in_address: Limit,
    /// Sign-ins altogether.
    pub sign_in_all: Limit,
    /// Codes and passwords that one agent tries, signed in or half-way.
    pub second_factor: Limit,
    /// Frames of one visitor that write something.
    pub visitor_sends: Limit,
    /// The same for all visitors behind one network address.
    pub visitor_address: Limit,
    /// Uploads of one agent or visitor.
    pub uploads: Limit,
    /// Uploads of visitors behind one network address.
    pub upload_address: Limit,
    /// Questions to order systems that one agent wants asked whatever is known: 20 at once and 20 in any minute.
    pub order_questions: Limit,
    /// Anything by one agent or API key.
    pub staff: Limit,
    /// Frames on one agent's line.
    pub agent_frames: FrameBudget,
    /// Frames on one visitor's line.
    pub visitor_frames: FrameBudget,
}

impl Limits {
    /// The limits; `generous` (tests) allows a thousand times as much.
    #[must_use]
    pub fn new(generous: bool) -> Limits {
        let of = |burst: u32, every: Duration| {
            if generous { Limit::new(burst * 1_000, every / 1_000) } else { Limit::new(burst, every) }
        };
        Limits {
            sign_in_account: of(20, Duration::from_secs(45)),
            sign_in_address: of(60, Duration::from_secs(5)),
            sign_in_all: of(400, Duration::from_millis(50)),
            second_factor: of(6, Duration::from_secs(300)),
            visitor_sends: of(30, Duration::from_millis(500)),
            visitor_address: of(300, Duration::from_millis(50)),
            uploads: of(40, Duration::from_secs(2)),
            upload_address: of(200, Duration::from_millis(500)),
            order_questions: of(20, Duration::from_secs(3)),
            staff: of(600, Duration::from_millis(20)),
            agent_frames: if generous { FrameBudget::new(60_000, 60_000) } else { FrameBudget::new(200, 50) },
            visitor_frames: if generous { FrameBudget::new(60_000, 60_000) } else { FrameBudget::new(60, 10) },
        }
    }
}

/// A limit carried by one socket: `burst` frames at once, refilled by `per_second`. Twelve bytes, no shared state.
#[derive(Clone, Copy, Debug)]
pub struct FrameBudget {
    left: f32,
    burst: f32,
    per_second: f32,
}

impl FrameBudget {
    /// A full budget.
    #[must_use]
    pub const fn new(burst: u16, per_second: u16) -> FrameBudget {
        FrameBudget { left: burst as f32, burst: burst as f32, per_second: per_second as f32 }
    }
    /// One frame more, `passed` after the one before; false: too many. A budget can be overdrawn by one burst at most.
    pub fn take(&mut self, passed: Duration) -> bool {
        self.left = (self.left + passed.as_secs_f32() * self.per_second).min(self.burst);
        self.left = (self.left - 1.0).max(-self.burst);
        self.left >= 0.0
    }
    /// Overdrawn to the end: this is no client of ours.
    #[must_use]
    pub fn is_exhausted(&self) -> bool {
        self.left <= -self.burst
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_burst_passes_and_the_next_is_told_when_to_come() {
        let limit = Limit::new(3, Duration::from_secs(45));
        for _ in 0..3 {
            limit.count("li@example.com").unwrap();
        }
        let refusal = limit.count("li@example.com").unwrap_err();
        assert!((40..=45).contains(&refusal.retry_after.unwrap()), "{refusal:?}");
        limit.count("wang@example.com").unwrap();
    }

    #[test]
    fn a_socket_may_burst_then_drip_and_is_given_up_when_it_never_stops() {
        let mut budget = FrameBudget::new(10, 5);
        assert_eq!((0..20).filter(|_| budget.take(Duration::ZERO)).count(), 10);
        assert!(budget.is_exhausted());
        assert!(!budget.take(Duration::from_secs(1)));
        assert!(budget.take(Duration::from_secs(2)));
    }
}
