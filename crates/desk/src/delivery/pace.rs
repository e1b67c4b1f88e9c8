//! Pace: so many calls in a second for each account, a second's worth at once. Who may not begin now is told when; what
//! has begun goes on and is counted.
use model::{AccountId, At};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// More accounts than this are not remembered; those that have not called for a second are forgotten first.
const REMEMBERED: usize = 10_000;
const SECOND: i64 = 1_000_000;

/// When each account's calls so far are paid for: at `rate` calls in a second each costs `1 / rate` seconds.
#[derive(Default)]
pub(crate) struct Paces(Mutex<BTreeMap<AccountId, At>>);

impl Paces {
    /// May something begin now? Then its first call is counted in. Else: from when on.
    pub fn begin(&self, account: AccountId, rate: u32, now: At) -> Result<(), At> {
        let mut all = self.held();
        if all.len() >= REMEMBERED && !all.contains_key(&account) {
            all.retain(|_, paid| paid.0 > now.0);
        }
        let paid = all.entry(account).or_insert(now);
        let cost = SECOND / i64::from(rate.max(1));
        let ahead = paid.0.max(now.0) + cost - now.0;
        if ahead > SECOND.max(cost) {
            return Err(At(now.0 + ahead - SECOND.max(cost)));
        }
        *paid = At(now.0 + ahead);
        Ok(())
    }

    /// One more call of what has begun.
    pub fn spend(&self, account: AccountId, rate: u32, now: At) {
        let mut all = self.held();
        let paid = all.entry(account).or_insert(now);
        *paid = At(paid.0.max(now.0) + SECOND / i64::from(rate.max(1)));
    }

    fn held(&self) -> MutexGuard<'_, BTreeMap<AccountId, At>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Span, Uuid};

    const NOW: At = At(1_800_000_000_000_000);
    const A: AccountId = AccountId(Uuid::nil());

    #[test]
    fn a_second_s_worth_goes_at_once_and_the_rest_in_its_time() {
        let paces = Paces::default();
        let go = (0..10).filter(|_| paces.begin(A, 4, NOW).is_ok()).count();
        assert_eq!(go, 4);
        assert_eq!(paces.begin(A, 4, NOW), Err(NOW + Span::millis(250)));
        assert_eq!(paces.begin(A, 4, NOW + Span::millis(250)), Ok(()));
        assert_eq!(paces.begin(A, 4, NOW + Span::millis(250)), Err(NOW + Span::millis(500)));
        assert_eq!(paces.begin(AccountId(Uuid::max()), 4, NOW), Ok(()), "each account its own");
    }

    #[test]
    fn what_has_begun_goes_on_at_the_cost_of_the_next() {
        let paces = Paces::default();
        (0..8).for_each(|_| paces.spend(A, 4, NOW));
        assert_eq!(paces.begin(A, 4, NOW), Err(NOW + Span::millis(1_250)));
        assert_eq!(paces.begin(A, 4, NOW + Span::millis(1_250)), Ok(()));
    }

    #[test]
    fn less_than_one_in_a_second_is_one() {
        let paces = Paces::default();
        assert_eq!((paces.begin(A, 0, NOW), paces.begin(A, 0, NOW)), (Ok(()), Err(NOW + Span::seconds(1))));
    }

    #[test]
    fn a_clock_that_jumped_back_frees_who_waits() {
        let paces = Paces::default();
        assert_eq!(paces.begin(A, 1, NOW), Ok(()));
        let late = paces.begin(A, 1, NOW - Span::hours(1)).unwrap_err();
        assert!(late <= NOW + Span::seconds(1));
    }
}
