//! Gate: one per account, so that a slow or broken provider holds up nobody else: so many calls at once (bulkhead), so
//! many waiting, and a rest after failures (breaker).
use super::{breaker::Breaker, http::Limits};
use model::port::{Clock, TransportError};
use model::{AccountId, At};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// More than this many accounts are not remembered; those at rest and without failures are forgotten first.
const REMEMBERED: usize = 10_000;
/// The label of an account nobody introduced.
const UNKNOWN: &str = "unknown";

/// The gates of all accounts.
pub struct Gates {
    limits: Limits,
    clock: Arc<dyn Clock>,
    accounts: Mutex<BTreeMap<AccountId, Arc<Gate>>>,
}

struct Gate {
    kind: Mutex<&'static str>,
    breaker: Mutex<Breaker>,
    /// Places for calls under way.
    places: Arc<Semaphore>,
    /// Places for calls under way and for those that wait.
    standing: Arc<Semaphore>,
}

impl Gates {
    pub fn new(limits: Limits, clock: Arc<dyn Clock>) -> Gates {
        Gates { limits, clock, accounts: Mutex::default() }
    }

    pub fn introduce(&self, account: AccountId, kind: &'static str) {
        *lock(&self.of(account).kind) = kind;
    }

    pub fn kind(&self, account: AccountId) -> &'static str {
        *lock(&self.of(account).kind)
    }

    /// Until when no call goes through.
    pub fn rests(&self, account: AccountId) -> Option<At> {
        let gate = lock(&self.accounts).get(&account).cloned()?;
        lock(&gate.breaker).ask(self.clock.now(), self.limits.breaker).err()
    }

    /// Earlier failures say nothing any more. Places stay taken as long as their calls last: forgetting makes no room.
    pub fn forget(&self, account: AccountId) {
        let gate = lock(&self.accounts).get(&account).cloned();
        if let Some(gate) = gate {
            *lock(&gate.breaker) = Breaker::default();
        }
    }

    /// A turn for one call, or why there is none now; then nothing was sent.
    pub async fn enter(&self, account: AccountId) -> Result<Turn, TransportError> {
        let gate = self.of(account);
        let busy = |why: &str| TransportError::NotSent(format!("{why}: try again later"));
        let crowded = |why: &str| TransportError::Crowded(format!("{why}: try again later"));
        if let Err(until) = lock(&gate.breaker).ask(self.clock.now(), self.limits.breaker) {
            return Err(busy(&format!("this account rests after failures until {until}")));
        }
        let standing = gate.standing.clone().try_acquire_owned().map_err(|_| crowded("too many calls wait already"))?;
        let place = tokio::time::timeout(self.limits.patience, gate.places.clone().acquire_owned()).await;
        let place =
            place.ok().and_then(Result::ok).ok_or_else(|| crowded("other calls of this account take too long"))?;
        let now = self.clock.now();
        let mut breaker = lock(&gate.breaker);
        match breaker.ask(now, self.limits.breaker) {
            Ok(counted_in) => {
                let tries = !matches!(*breaker, Breaker::Closed { .. });
                *breaker = counted_in;
                drop(breaker);
                Ok(Turn { gate, tries, _places: (standing, place) })
            }
            Err(until) => Err(busy(&format!("this account rests after failures until {until}"))),
        }
    }

    /// The call of this turn came to its end; answers whether the account rests from now on.
    pub fn ended(&self, mut turn: Turn, well: bool) -> bool {
        let mut breaker = lock(&turn.gate.breaker);
        let was_open = matches!(*breaker, Breaker::Open { .. });
        *breaker = breaker.ended(well, self.clock.now(), self.limits.breaker);
        let rests = !was_open && matches!(*breaker, Breaker::Open { .. });
        drop(breaker);
        turn.tries = false;
        rests
    }

    fn of(&self, account: AccountId) -> Arc<Gate> {
        let mut accounts = lock(&self.accounts);
        if accounts.len() >= REMEMBERED && !accounts.contains_key(&account) {
            accounts.retain(|_, gate| Arc::strong_count(gate) > 1 || *lock(&gate.breaker) != Breaker::default());
        }
        accounts.entry(account).or_insert_with(|| Arc::new(Gate::new(self.limits))).clone()
    }
}

impl Gate {
    fn new(limits: Limits) -> Gate {
        Gate {
            kind: Mutex::new(UNKNOWN),
            breaker: Mutex::default(),
            places: Arc::new(Semaphore::new(limits.at_once)),
            standing: Arc::new(Semaphore::new(limits.at_once + limits.waiting)),
        }
    }
}

/// One call's turn; its places are free again when it goes.
pub struct Turn {
    gate: Arc<Gate>,
    /// This is the one call that tries after a rest.
    tries: bool,
    _places: (OwnedSemaphorePermit, OwnedSemaphorePermit),
}

impl Drop for Turn {
    fn drop(&mut self) {
        if self.tries {
            let mut breaker = lock(&self.gate.breaker);
            *breaker = breaker.abandoned();
        }
    }
}

/// Nothing that is done under these locks can be left half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Still;
    impl Clock for Still {
        fn now(&self) -> At {
            At(0)
        }
    }

    #[test]
    fn an_account_that_rests_says_until_when_and_new_settings_end_it() {
        let gates = Gates::new(Limits::default(), Arc::new(Still));
        let account = AccountId(model::Uuid::nil());
        assert_eq!(gates.rests(account), None, "nobody knows it");
        let until = At(30_000_000);
        *lock(&gates.of(account).breaker) = Breaker::Open { since: At(0), until };
        assert_eq!(gates.rests(account), Some(until));
        gates.forget(account);
        assert_eq!(gates.rests(account), None);
    }

    #[tokio::test]
    async fn forgetting_failures_makes_no_room() {
        let gates = Gates::new(Limits { at_once: 1, waiting: 0, ..Limits::default() }, Arc::new(Still));
        let account = AccountId(model::Uuid::nil());
        let turn = gates.enter(account).await.unwrap();
        gates.forget(account);
        assert!(matches!(gates.enter(account).await, Err(TransportError::Crowded(_))));
        drop(turn);
        assert!(gates.enter(account).await.is_ok());
    }

    #[test]
    fn forgotten_accounts_are_those_at_rest() {
        let gates = Gates::new(Limits::default(), Arc::new(Still));
        let account = |n: usize| AccountId(model::Uuid::from_u128(n as u128));
        *lock(&gates.of(account(0)).breaker) = Breaker::Closed { failed: 1 };
        let held = gates.of(account(1));
        (2..=REMEMBERED).for_each(|n| gates.introduce(account(n), "parcel"));
        assert_eq!(
            lock(&gates.accounts).keys().copied().collect::<Vec<_>>(),
            [account(0), account(1), account(REMEMBERED)]
        );
        assert_eq!(gates.kind(account(REMEMBERED)), "parcel");
        drop(held);
    }
}
