//! Health of channel accounts: what waits and what failed, from the outbox; how calls went, from memory. With it the live
//! test of an account's settings, and the code that customers scan to come in.
use crate::account::KEEPERS;
use crate::errand::Unmet;
use crate::{Desk, Error, Result, Staff};
use model::port::{Errand, Text, Told};
use model::*;
use std::collections::BTreeMap;
use store::delivery::Tally;

/// What the code at the counter carries.
const COME: &str = "come";
const CODE_LASTS: Span = Span::days(30);

/// How an account does, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Nothing ever came in or went out.
    Unused,
    Ok,
    /// The last thing that was tried went wrong.
    Failing,
    /// Nothing is called for a moment, after failures in a row.
    Resting,
}

/// How an account does.
#[derive(Clone, Debug, PartialEq)]
pub struct AccountHealth {
    pub state: Condition,
    pub last_in_at: Option<At>,
    /// Since the program started.
    pub last_out_at: Option<At>,
    /// Since the program started, as `error`.
    pub last_error_at: Option<At>,
    pub error: Option<String>,
    pub queued: i64,
    pub oldest_queued_at: Option<At>,
    pub in_doubt: i64,
    pub dead: i64,
}

/// What a live test found.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    pub ok: bool,
    pub lines: Vec<(Text, String)>,
    pub fault: Option<Fault>,
    /// Why not, in the provider's words.
    pub error: Option<String>,
}

impl Desk {
    /// One account, for operators of its brand.
    pub async fn account(&self, who: &Staff, id: AccountId) -> Result<ChannelAccount> {
        who.must(who.agent.role.operates(), KEEPERS)?;
        let found = store::account::find(&mut self.db.read().await?, who.tenant, id).await?;
        let account = found.filter(|account| who.sees(account.brand)).ok_or(Error::NotFound("channel account"))?;
        who.must(who.role_in(account.brand).operates(), KEEPERS)?;
        Ok(account)
    }

    /// How these accounts of one tenant do.
    pub async fn health(
        &self,
        tenant: TenantId,
        accounts: &[ChannelAccount],
    ) -> Result<BTreeMap<AccountId, AccountHealth>> {
        let mut tx = self.db.read().await?;
        let tallies = store::delivery::tallies(&mut tx, tenant).await?;
        let mut all = BTreeMap::new();
        for account in accounts {
            let last_in = store::account::last_in(&mut tx, tenant, account.id).await?;
            all.insert(account.id, self.condition(account.id, last_in, &tallies));
        }
        Ok(all)
    }

    fn condition(&self, id: AccountId, last_in_at: Option<At>, tallies: &[Tally]) -> AccountHealth {
        let known = self.engine.health.of(id);
        let of = |state| tallies.iter().find(|it| it.account == id && it.state == state);
        let count = |state| of(state).map_or(0, |it| it.count);
        let used = [known.well_at, last_in_at].iter().any(Option::is_some) || tallies.iter().any(|it| it.account == id);
        let state = match () {
            () if self.outside.provider.rests(id).is_some() => Condition::Resting,
            () if known.fails => Condition::Failing,
            () if !used => Condition::Unused,
            () => Condition::Ok,
        };
        AccountHealth {
            state,
            last_in_at,
            last_out_at: known.well_at,
            last_error_at: known.ill_at,
            error: known.why,
            queued: count(DeliveryState::Queued),
            oldest_queued_at: of(DeliveryState::Queued).map(|it| it.oldest),
            in_doubt: count(DeliveryState::InDoubt),
            dead: count(DeliveryState::Dead),
        }
    }

    /// Asks the provider for something harmless that needs every setting, now, whatever failed before. The caller limits
    /// the time.
    pub async fn check_account(&self, who: &Staff, id: AccountId) -> Result<Checked> {
        let account = self.account(who, id).await?;
        self.begin_afresh(id);
        let (fault, error) = match self.errand(&account, &Errand::Check).await {
            Ok(Told::Done(lines)) => {
                self.engine.health.well(id, self.now());
                self.hurry_account(&account).await?;
                return Ok(Checked { ok: true, lines, fault: None, error: None });
            }
            Ok(_) => (Fault::Provider, "the channel answered something else than was asked".to_owned()),
            Err(Unmet::Cannot) => return Err(cannot("this channel has nothing to test: it needs no provider")),
            Err(Unmet::Never { fault, why }) => (fault, why),
            Err(Unmet::Later { why, .. }) => (Fault::Provider, why),
        };
        self.engine.health.ill(id, self.now(), &error, false);
        Ok(Checked { ok: false, lines: vec![], fault: Some(fault), error: Some(error) })
    }

    /// The link behind the code that customers scan to come in; good for 30 days.
    pub async fn account_code(&self, who: &Staff, id: AccountId) -> Result<String> {
        let account = self.account(who, id).await?;
        match self.invite_link(&account, COME, CODE_LASTS).await {
            Ok(link) => Ok(link),
            Err(Unmet::Cannot) => Err(cannot("this channel makes no codes: give customers its own address")),
            Err(Unmet::Never { why, .. }) => Err(Error::field("account", "refused", why)),
            Err(Unmet::Later { why, .. }) => {
                tracing::info!(account = %id, why, "no code now");
                Err(Error::Busy)
            }
        }
    }

    /// Its provider has done what it was asked for. If it was away, what waits for its turn further off need not.
    pub(crate) async fn is_back(&self, account: &ChannelAccount) -> Result<()> {
        if self.engine.health.well(account.id, self.now()) { self.hurry_account(account).await } else { Ok(()) }
    }

    /// It works: what waits for that goes on now, and what was given up is tried again, but for what people must decide.
    async fn hurry_account(&self, account: &ChannelAccount) -> Result<()> {
        let (now, mut tx) = (self.now(), self.db.write().await?);
        let deliveries = store::delivery::hurry(&mut tx, account.tenant, account.id, now).await?;
        let jobs = store::job::hurry_account(&mut tx, account.tenant, account.id, now).await?;
        tx.commit().await?;
        if deliveries + jobs > 0 {
            tracing::info!(account = %account.id, kind = account.kind, deliveries, jobs, "its provider is back");
            self.bell.delivery.notify_one();
            self.bell.jobs.notify_one();
        }
        Ok(())
    }

    /// What failed before says nothing any more.
    pub(crate) fn begin_afresh(&self, id: AccountId) {
        self.outside.provider.forget(id);
        self.engine.tokens.forget(id);
    }
}

fn cannot(why: &str) -> Error {
    Error::field("account", "cannot", why)
}
