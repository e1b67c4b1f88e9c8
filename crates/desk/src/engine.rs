//! Engine: what is remembered of accounts while the program runs, for all channels alike. Nothing of it is truth: after a
//! restart it is learnt again.
use crate::delivery::Paces;
use crate::token::Tokens;
use crate::typing::Types;
use model::port::{Response, TransportError};
use model::*;
use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// More accounts than this are not remembered.
const REMEMBERED: usize = 10_000;
/// So many calls in a row that came to nothing: the provider is away.
const AWAY: u32 = 3;
/// Longest reason that is kept, characters.
const WHY_MOST: usize = 300;

/// In memory only.
#[derive(Default)]
pub(crate) struct Engine {
    pub tokens: Tokens,
    pub paces: Paces,
    pub health: Healths,
    pub types: Types,
    /// Nobody begins anything new.
    pub ends: AtomicBool,
}

/// How calls to an account's provider went.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Health {
    pub well_at: Option<At>,
    pub ill_at: Option<At>,
    pub why: Option<String>,
    /// The last of both was a failure.
    pub fails: bool,
    /// Calls in a row that came to nothing at the provider.
    away: u32,
    /// Deliveries or jobs wait because of that.
    waits: bool,
}

/// One for each account.
#[derive(Default)]
pub(crate) struct Healths(Mutex<BTreeMap<AccountId, Health>>);

impl Healths {
    /// What is known.
    pub fn of(&self, account: AccountId) -> Health {
        self.held().get(&account).cloned().unwrap_or_default()
    }
    /// A call has ended.
    pub fn answered(&self, account: AccountId, answer: &Result<Response, TransportError>) {
        let here = answer.as_ref().is_ok_and(|answer| answer.status < 500);
        self.change(account, |it| it.away = if here { 0 } else { it.away.saturating_add(1) });
    }
    /// Something went wrong that is the provider's or the account's. `waits`: a delivery or a job tries again later.
    pub fn ill(&self, account: AccountId, now: At, why: &str, waits: bool) {
        let why = why.chars().take(WHY_MOST).collect();
        self.change(account, |it| {
            (it.ill_at, it.why, it.fails) = (Some(now), Some(why), true);
            it.waits |= waits && it.away >= AWAY;
        });
    }
    /// It works. `true`: it was away, and something may wait longer than it needs to.
    pub fn well(&self, account: AccountId, now: At) -> bool {
        let mut waited = false;
        self.change(account, |it| {
            (it.well_at, it.fails) = (Some(now), false);
            waited = std::mem::take(&mut it.waits);
        });
        waited
    }
    /// Its settings have changed.
    pub fn forget(&self, account: AccountId) {
        self.held().remove(&account);
    }

    fn change(&self, account: AccountId, change: impl FnOnce(&mut Health)) {
        let mut all = self.held();
        if all.len() < REMEMBERED || all.contains_key(&account) {
            change(all.entry(account).or_default());
        }
    }
    fn held(&self) -> MutexGuard<'_, BTreeMap<AccountId, Health>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
