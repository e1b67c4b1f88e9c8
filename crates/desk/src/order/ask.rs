//! Asking: what a tenant's system says of a customer's orders. What it said last stays on the page until it says something
//! new, whatever happens to it.
use super::call::Came;
use super::form;
use crate::{Desk, Result};
use model::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// An answer is good for so long.
const FRESH: Span = Span::seconds(30);
/// After a failure nobody asks by themselves for so long.
const CALM: Span = Span::seconds(10);
const ORDERS: usize = 50;

/// Whether somebody is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Asking {
    /// What is known, at once.
    Never,
    /// When what is known is old.
    #[default]
    Due,
    /// In any case: a person wants to know.
    Now,
}

/// What is known is old, or nothing is.
pub(super) fn is_due(answer: Option<&OrderAnswer>, now: At) -> bool {
    let Some(it) = answer else { return true };
    let good = if it.trouble.is_some() { CALM } else { FRESH };
    // A clock that jumped back must not keep anybody waiting.
    !(it.tried_at <= now && now < it.tried_at + good)
}

impl Desk {
    /// The last answer, fresh where it was asked for; and whether the customer is somebody who can be asked about.
    pub(super) async fn asked(
        &self,
        source: &Setting,
        it: &Conversation,
        customer: CustomerId,
        asking: Asking,
    ) -> Result<(Option<OrderAnswer>, bool)> {
        let Some(whom) = self.whom(it, customer).await? else { return Ok((None, false)) };
        let known = async || -> Result<_> {
            let mut tx = self.db.read().await?;
            Ok(store::order::answer(&mut tx, it.tenant, source.id, customer, it.brand).await?)
        };
        let asks = |known: Option<&OrderAnswer>| match asking {
            Asking::Never => false,
            Asking::Due => is_due(known, self.now()),
            Asking::Now => true,
        };
        let before = known().await?;
        if !asks(before.as_ref()) {
            return Ok((before, true));
        }
        let turn = self.questions.of((source.id, customer, it.brand));
        let Ok(_turn) = turn.try_lock() else {
            // Somebody asks the same just now: what they are told is the answer to this too.
            drop(turn.lock().await);
            return Ok((known().await?, true));
        };
        let before = known().await?;
        if !asks(before.as_ref()) {
            return Ok((before, true));
        }
        if asking == Asking::Now {
            // A person waits: earlier failures are no reason not to try.
            self.outside.provider.forget(AccountId(source.id.0));
        }
        let tried_at = self.now();
        let Some(told) = self.question(source, it, &whom).await else { return Ok((before, true)) };
        if self.whom(it, customer).await? != Some(whom) {
            return Ok((known().await?, true)); // who they are has changed meanwhile: it was told of somebody else
        }
        let (trouble, (orders, left_out)) = match told {
            Ok(told) => (None, told),
            Err(trouble) => (Some(trouble), (vec![], 0)),
        };
        let answered_at = trouble.is_none().then_some(tried_at);
        let (tenant, source, brand) = (it.tenant, source.id, it.brand);
        let now = OrderAnswer { tenant, source, customer, brand, orders, left_out, answered_at, tried_at, trouble };
        let mut tx = self.db.write().await?;
        match trouble {
            None => store::order::keep_answer(&mut tx, &now).await?,
            Some(_) => store::order::keep_trouble(&mut tx, &now).await?,
        }
        let kept = store::order::answer(&mut tx, tenant, source, customer, brand).await?;
        tx.commit().await?;
        Ok((kept, true))
    }

    /// What they tell, or why nothing; `None`: they were not asked, because too many calls of ours are under way.
    async fn question(
        &self,
        source: &Setting,
        it: &Conversation,
        whom: &Value,
    ) -> Option<Result<(Vec<Order>, i64), OrderTrouble>> {
        let body = json!({
            "type": "orders.list", "timestamp": self.now(), "customer": whom,
            "conversation": it.id, "brand": it.brand,
        });
        Some(match self.call_source(source, self.id(), &body).await {
            Came::Crowded => return None,
            Came::Misconfigured => Err(OrderTrouble::Misconfigured),
            Came::NotSent | Came::NoAnswer => Err(OrderTrouble::NoAnswer),
            Came::Answered(answer) if !(200..300).contains(&answer.status) => Err(OrderTrouble::Fault),
            Came::Answered(answer) => read(&answer.body).ok_or(OrderTrouble::Nonsense),
        })
    }

    /// One order as it was told along with something that was done: it takes the place of the one that is known, and what
    /// was asked before it was done says nothing any more.
    pub(super) async fn told_beside(&self, act: &OrderAct, brand: BrandId, told: &Value) -> Result<()> {
        let Some(order) = order(told.clone()).filter(|it| it.number == act.number) else { return Ok(()) };
        let customer = self.stands_for(act.tenant, act.customer).await?;
        let mut tx = self.db.write().await?;
        let known = store::order::lock_answer(&mut tx, act.tenant, act.source, customer, brand).await?;
        let Some(mut answer) = known else { return Ok(()) };
        if let Some(known) = answer.orders.iter_mut().find(|it| it.number == order.number) {
            *known = order;
            answer.tried_at = answer.tried_at.max(self.now());
            store::order::keep_answer(&mut tx, &answer).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}

/// Whose orders are asked for, where, and for which brand.
type Question = (SettingId, CustomerId, BrandId);

/// Who asks just now: of the same, one at a time.
#[derive(Default)]
pub(crate) struct Questions(Mutex<BTreeMap<Question, Arc<tokio::sync::Mutex<()>>>>);

impl Questions {
    fn of(&self, key: Question) -> Arc<tokio::sync::Mutex<()>> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|_, turn| Arc::strong_count(turn) > 1); // those nobody asks or waits for
        held.entry(key).or_default().clone()
    }
}

/// The orders that are as agreed, and how many are not; `None`: nonsense.
fn read(body: &[u8]) -> Option<(Vec<Order>, i64)> {
    let mut body: Value = serde_json::from_slice(body).ok()?;
    let all = match body.get_mut("orders")?.take() {
        Value::Array(all) => all,
        _ => return None,
    };
    let count = all.len();
    let mut good: Vec<Order> = vec![];
    for told in all.into_iter().take(ORDERS) {
        if let Some(order) = order(told).filter(|it| !good.iter().any(|known| known.number == it.number)) {
            good.push(order);
        }
    }
    // Further ones are left out by the rule, not because something is wrong with them.
    let left_out = count.min(ORDERS) - good.len();
    Some((good, left_out as i64))
}

fn order(told: Value) -> Option<Order> {
    form::checked(serde_json::from_value(told).ok()?).ok()
}
