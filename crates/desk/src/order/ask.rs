//! Asking: what a tenant's system says of a customer's orders. What it said last stays on the page until it says something
//! new, whatever happens to it.
use super::call::Came;
use super::form;
use crate::{Desk, Result};
use model::*;
use serde_json::{Value, json};

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
        conversation: &Conversation,
        customer: CustomerId,
        asking: Asking,
    ) -> Result<(Option<OrderAnswer>, bool)> {
        let tenant = conversation.tenant;
        let before = store::order::answer(&mut self.db.read().await?, tenant, source.id, customer).await?;
        let Some(whom) = self.whom(conversation, customer).await? else { return Ok((None, false)) };
        let asks = match asking {
            Asking::Never => false,
            Asking::Due => is_due(before.as_ref(), self.now()),
            Asking::Now => true,
        };
        if !asks {
            return Ok((before, true));
        }
        if asking == Asking::Now {
            // A person waits: earlier failures are no reason not to try.
            self.outside.provider.forget(AccountId(source.id.0));
        }
        let tried_at = self.now();
        let body = json!({
            "type": "orders.list", "timestamp": tried_at, "customer": whom,
            "conversation": conversation.id, "brand": conversation.brand,
        });
        let told = match self.call_source(source, self.id(), &body).await {
            Came::Misconfigured => Err(OrderTrouble::Misconfigured),
            Came::NotSent | Came::NoAnswer => Err(OrderTrouble::NoAnswer),
            Came::Answered(answer) if !(200..300).contains(&answer.status) => Err(OrderTrouble::Fault),
            Came::Answered(answer) => read(&answer.body).ok_or(OrderTrouble::Nonsense),
        };
        let blank = OrderAnswer {
            tenant,
            source: source.id,
            customer,
            orders: vec![],
            left_out: 0,
            answered_at: None,
            tried_at,
            trouble: None,
        };
        let now = match told {
            Ok((orders, left_out)) => OrderAnswer { orders, left_out, answered_at: Some(tried_at), ..blank },
            Err(trouble) => OrderAnswer { trouble: Some(trouble), tried_at, ..before.unwrap_or(blank) },
        };
        let mut tx = self.db.write().await?;
        store::order::keep_answer(&mut tx, &now).await?;
        tx.commit().await?;
        Ok((Some(now), true))
    }

    /// One order as it was told along with something that was done: it takes the place of the one that is known.
    pub(super) async fn told_beside(&self, act: &OrderAct, told: &Value) -> Result<()> {
        let Some(order) = order(told.clone()).filter(|it| it.number == act.number) else { return Ok(()) };
        let customer = self.stands_for(act.tenant, act.customer).await?;
        let mut tx = self.db.write().await?;
        let Some(mut answer) = store::order::answer(&mut tx, act.tenant, act.source, customer).await? else {
            return Ok(());
        };
        if let Some(known) = answer.orders.iter_mut().find(|it| it.number == order.number) {
            *known = order;
            store::order::keep_answer(&mut tx, &answer).await?;
            tx.commit().await?;
        }
        Ok(())
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
