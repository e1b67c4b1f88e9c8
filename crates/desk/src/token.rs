//! Tokens: what calls to a provider carry, asked for by one at a time, kept sealed, used until they expire. Several
//! providers make the old one worthless when a new one is asked for: two who ask side by side would never stop.
use crate::errand::{Unmet, ended};
use crate::{Desk, Error};
use model::port::{Errand, Token, Told};
use model::*;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use store::token::Kept;

/// Renewed so long before it expires, or a quarter of its life before if that is less.
const EARLY: Span = Span::minutes(5);
/// Whoever asks the provider has so long; after that another node may.
const CLAIM: Span = Span::seconds(30);
/// After a failure nobody asks again before then; the failures in a row so far choose which.
const PAUSES: &[Span] = &[Span::seconds(1), Span::seconds(5), Span::seconds(15), Span::minutes(1)];
/// Accounts remembered; those without a good token are forgotten first.
const REMEMBERED: usize = 10_000;

/// A token to call with.
#[derive(Clone, Debug)]
pub(crate) struct Bearer {
    pub token: Secret,
    pub expires_at: At,
}

/// One for each account.
#[derive(Default)]
pub(crate) struct Tokens(Mutex<BTreeMap<AccountId, Arc<Keeper>>>);

/// What is known of an account's token. `turn`: whoever holds it may look further than memory.
#[derive(Default)]
struct Keeper {
    turn: tokio::sync::Mutex<Asking>,
    known: Mutex<Option<Known>>,
}

/// Of these settings of the account's.
struct Known {
    version: i64,
    bearer: Bearer,
}

/// How the last questions went.
#[derive(Default)]
struct Asking {
    failed: Option<Failed>,
    /// The end of a claim of ours that was never given back: whoever made it was dropped.
    claim: Option<At>,
}

struct Failed {
    version: i64,
    times: usize,
    until: At,
    why: Unmet,
}

impl Keeper {
    fn known(&self, version: i64, now: At) -> Option<Bearer> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let good = known.as_ref().filter(|it| it.version == version && now < it.bearer.expires_at);
        good.map(|it| it.bearer.clone())
    }
    fn learn(&self, known: Option<Known>) {
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = known;
    }
}

impl Tokens {
    fn of(&self, account: AccountId) -> Arc<Keeper> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= REMEMBERED && !all.contains_key(&account) {
            all.retain(|_, keeper| Arc::strong_count(keeper) > 1);
        }
        all.entry(account).or_default().clone()
    }
    /// Nothing that was known holds any more; what is kept is read again.
    pub fn forget(&self, account: AccountId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&account);
    }
}

impl Desk {
    /// The token that is known and good now; asks nobody.
    pub(crate) fn good_token(&self, account: &ChannelAccount) -> Option<Secret> {
        self.engine.tokens.of(account.id).known(account.version, self.now()).map(|it| it.token)
    }

    /// A token that is good now and is not the `refused` one: known, kept, or asked for. Everybody who needs one meanwhile
    /// waits for the one who asks, and gets the same answer. Not inside a transaction.
    pub(crate) async fn token(&self, account: &ChannelAccount, refused: Option<&Secret>) -> Result<Bearer, Unmet> {
        let (keeper, version) = (self.engine.tokens.of(account.id), account.version);
        let fits = |it: &Bearer| Some(&it.token) != refused;
        if let Some(known) = keeper.known(version, self.now()).filter(fits) {
            return Ok(known);
        }
        let mut asking = keeper.turn.lock().await;
        // Whoever was here before may have brought it, or found that there is none.
        if let Some(known) = keeper.known(version, self.now()).filter(fits) {
            return Ok(known);
        }
        if let Some(failed) = asking.failed.as_ref().filter(|it| it.version == version && self.now() < it.until) {
            return Err(failed.why.clone());
        }
        let brought = self.kept_or_new(account, refused, &mut asking).await;
        match &brought {
            Ok(bearer) => {
                asking.failed = None;
                keeper.learn(Some(Known { version, bearer: bearer.clone() }));
            }
            Err(why) => {
                keeper.learn(None);
                asking.failed = Some(self.failed(version, asking.failed.as_ref(), why));
            }
        }
        brought.map_err(|why| asking.failed.as_ref().map_or(why, |failed| failed.why.clone()))
    }

    fn failed(&self, version: i64, before: Option<&Failed>, why: &Unmet) -> Failed {
        let times = before.filter(|it| it.version == version).map_or(0, |it| it.times + 1);
        let least = self.now() + PAUSES[times.min(PAUSES.len() - 1)];
        match why {
            Unmet::Later { at, why } => {
                let until = least.max(*at);
                Failed { version, times, until, why: Unmet::Later { at: until, why: why.clone() } }
            }
            other => Failed { version, times, until: least, why: other.clone() },
        }
    }

    async fn kept_or_new(
        &self,
        account: &ChannelAccount,
        refused: Option<&Secret>,
        asking: &mut Asking,
    ) -> Result<Bearer, Unmet> {
        let kept = match self.kept_token(account, refused).await.map_err(|why| self.ours(&why))? {
            Ok(bearer) => return Ok(bearer),
            Err(kept) => kept,
        };
        let (now, until) = (self.now(), self.now() + CLAIM);
        // A claim of this very process is nobody's any more: the turn is ours.
        if kept.as_ref().is_some_and(|it| it.claimed_until > now && Some(it.claimed_until) != asking.claim) {
            let why = "another node is asking for the token".to_owned();
            return Err(Unmet::Later { at: now + Span::seconds(1), why });
        }
        asking.claim = Some(until);
        if !self.claim_token(account, kept, until).await.map_err(|why| self.ours(&why))? {
            let why = "another node was quicker to ask for the token".to_owned();
            return Err(Unmet::Later { at: now + Span::seconds(1), why });
        }
        let asked = self.ask_token(account, refused).await;
        let kept = match &asked {
            Ok(bearer) => self.keep_token(account, Some(bearer)).await,
            Err(_) => self.keep_token(account, None).await,
        };
        if let Err(why) = kept {
            // It is good all the same; other nodes will ask again.
            tracing::error!(account = %account.id, %why, "the token was not kept");
        }
        asking.claim = None;
        asked
    }

    /// `Ok`: what is kept is good. Else what the row says, if there is one.
    async fn kept_token(
        &self,
        account: &ChannelAccount,
        refused: Option<&Secret>,
    ) -> crate::Result<Result<Bearer, Option<Kept>>> {
        let found = store::token::find(&mut self.db.read().await?, account.tenant, account.id).await?;
        let Some(kept) = found else { return Ok(Err(None)) };
        let plain = self.seal.reveal(&label(account), &kept.sealed).and_then(|plain| String::from_utf8(plain).ok());
        let token = plain.map(Secret::new).filter(|token| Some(token) != refused && self.now() < kept.expires_at);
        Ok(match token {
            Some(token) => Ok(Bearer { token, expires_at: kept.expires_at }),
            None => Err(Some(kept)),
        })
    }

    async fn claim_token(&self, account: &ChannelAccount, seen: Option<Kept>, until: At) -> crate::Result<bool> {
        let mut tx = self.db.write().await?;
        let won = store::token::claim(&mut tx, account.tenant, account.id, seen.as_ref(), until).await?;
        tx.commit().await?;
        Ok(won)
    }

    async fn ask_token(&self, account: &ChannelAccount, refused: Option<&Secret>) -> Result<Bearer, Unmet> {
        let channel = self.channel(&account.kind).ok_or(Unmet::Cannot)?;
        let mut opened = self.opened(account);
        opened.token = refused.cloned();
        let told = self.errand_steps(channel, &opened, &Errand::Token, String::new()).await;
        let kind = account.kind.clone();
        let (asked, how) = match ended(told) {
            Ok(Told::Token(token)) => (Ok(self.bearer(token)), "new"),
            Ok(_) => (Err(Unmet::Cannot), "cannot"),
            Err(why) => (Err(why), "failed"),
        };
        metrics::counter!("parlor_tokens_total", "kind" => kind, "how" => how).increment(1);
        asked
    }

    fn bearer(&self, token: Token) -> Bearer {
        let early = EARLY.0.min(token.lasts.0 / 4).max(0);
        // A little chance, so that accounts which began together do not all ask together.
        let early = early + early / 4 * i64::from(self.outside.chance.secret()[0]) / 256;
        Bearer { token: token.value, expires_at: self.now() + Span(token.lasts.0 - early) }
    }

    /// Sealed; `None`: only the claim is given back.
    async fn keep_token(&self, account: &ChannelAccount, bearer: Option<&Bearer>) -> crate::Result<()> {
        let mut tx = self.db.write().await?;
        match bearer {
            Some(Bearer { token, expires_at }) => {
                let nonce = self.outside.chance.secret()[..12].try_into().unwrap_or_default();
                let sealed = self.seal.hide(&label(account), nonce, token.expose().as_bytes());
                let kept = Kept { sealed, renewed_at: self.now(), expires_at: *expires_at, claimed_until: At(0) };
                store::token::keep(&mut tx, account.tenant, account.id, &kept).await?;
            }
            None => store::token::release(&mut tx, account.tenant, account.id).await?,
        }
        Ok(tx.commit().await?)
    }

    fn ours(&self, why: &Error) -> Unmet {
        tracing::error!(%why, "tokens");
        Unmet::Later { at: self.now() + Span::seconds(1), why: "the database did not answer".to_owned() }
    }
}

/// Good for these very settings only.
fn label(account: &ChannelAccount) -> String {
    format!("token:{}:{}", account.id, account.version)
}
