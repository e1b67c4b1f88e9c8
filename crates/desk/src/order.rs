//! Orders: what a customer bought, beside the conversation. They come two ways: pushed by the tenant's system, or asked for
//! at the address that an entry of `order_source` names (`ask`). What agents have done with them (`act`) goes to that
//! address too. Nothing foreign is shown before `form` has looked at it.
mod act;
mod ask;
mod call;
mod form;
mod picture;

pub use act::Press;
pub use ask::Asking;

use crate::{Desk, Error, Result, Staff};
use flow::setting::ORDER_SOURCE;
use model::*;
use store::Tx;

/// Orders that are shown at most, and pushed orders that are kept of a customer.
const SHOWN: usize = 50;
const KEPT: i64 = 200;
/// A call that takes longer than any may was cut off.
const LONGEST: Span = Span::seconds(60);
const TELLERS: &str = "orders are told by programs with a key for it, or by administrators";

/// A customer as a tenant's system calls them.
#[derive(Clone, Debug, PartialEq)]
pub enum Whose {
    Customer(CustomerId),
    /// The tenant's own number for a signed-in user.
    External(String),
}

/// An order that is told.
#[derive(Clone, Debug)]
pub struct Push {
    pub order: Order,
    /// Shown in this brand only.
    pub brand: Option<BrandId>,
}

/// An order with how old the news is and what was done with it.
#[derive(Clone, Debug)]
pub struct OrderSeen {
    pub order: Order,
    pub as_of: At,
    /// What agents had done with it, latest first.
    pub acts: Vec<OrderAct>,
}

/// The system that is asked, and how that went.
#[derive(Clone, Debug)]
pub struct SourceSeen {
    pub name: String,
    /// Whether the customer is known by something that was proved; nobody else is asked for.
    pub known: bool,
    pub answered_at: Option<At>,
    pub trouble: Option<OrderTrouble>,
    /// How many orders of its answer could not be shown.
    pub left_out: i64,
    /// What is here is older than it should be: it would be asked now.
    pub due: bool,
}

/// What stands beside a conversation.
#[derive(Clone, Debug)]
pub struct OrdersSeen {
    /// Latest first, at most 50.
    pub orders: Vec<OrderSeen>,
    pub source: Option<SourceSeen>,
}

impl Desk {
    /// Keeps an order as it is told now; `true`: it is new. The same again changes nothing.
    ///
    /// # Errors
    /// `Invalid` with every field that is not as it must be.
    pub async fn push_order(&self, who: &Staff, whose: &Whose, push: Push) -> Result<(CustomerOrder, bool)> {
        let customer = self.told_customer(who, whose).await?;
        let body = form::checked(push.order).map_err(Error::Invalid)?;
        if push.brand.is_some_and(|brand| !who.sees(brand)) {
            return Err(Error::field("brand", "unknown", "the id of a brand that you may see"));
        }
        let it = CustomerOrder {
            tenant: who.tenant,
            customer,
            number: body.number.clone(),
            brand: push.brand,
            placed_at: body.placed_at.unwrap_or(At(0)),
            body,
            updated_at: self.now(),
        };
        let mut tx = self.db.write().await?;
        let before = store::order::find(&mut tx, who.tenant, customer, &it.number).await?;
        if before.as_ref().is_some_and(|it| it.brand.is_some_and(|brand| !who.sees(brand))) {
            return Err(Error::NotFound("order"));
        }
        store::order::save(&mut tx, &it).await?;
        store::order::prune(&mut tx, who.tenant, customer, KEPT).await?;
        let same = before.as_ref().is_some_and(|before| (&before.body, before.brand) == (&it.body, it.brand));
        if !same {
            self.orders_changed(&mut tx, who.tenant, customer).await?;
        }
        tx.commit().await?;
        self.bell.ring(who.tenant);
        Ok((it, before.is_none()))
    }

    /// It is shown no more.
    pub async fn forget_order(&self, who: &Staff, whose: &Whose, number: &str) -> Result<()> {
        let customer = self.told_customer(who, whose).await?;
        let mut tx = self.db.write().await?;
        let before = store::order::find(&mut tx, who.tenant, customer, number).await?;
        before.filter(|it| it.brand.is_none_or(|brand| who.sees(brand))).ok_or(Error::NotFound("order"))?;
        store::order::delete(&mut tx, who.tenant, customer, number).await?;
        self.orders_changed(&mut tx, who.tenant, customer).await?;
        tx.commit().await?;
        self.bell.ring(who.tenant);
        Ok(())
    }

    /// What was pushed of a customer, latest first; at most 200.
    pub async fn pushed_orders(&self, who: &Staff, whose: &Whose) -> Result<Vec<CustomerOrder>> {
        let customer = self.customer_of(who, whose).await?;
        let mut all = store::order::of_family(&mut self.db.read().await?, who.tenant, customer, KEPT).await?;
        all.retain(|it| it.brand.is_none_or(|brand| who.sees(brand)));
        Ok(all)
    }

    /// The orders of a conversation's customer, from the system that its brand asks and from what was pushed.
    pub async fn orders(&self, who: &Staff, id: ConversationId, asking: Asking) -> Result<OrdersSeen> {
        let conversation = self.may_see(who, id).await?;
        let customer = self.stands_for(who.tenant, conversation.customer).await?;
        let source = self.order_source(&mut self.db.read().await?, who.tenant, conversation.brand).await?;
        let (mut asked, mut seen) = (None, None);
        if let Some(source) = &source {
            let (answer, known) = self.asked(source, &conversation, customer, asking).await?;
            seen = Some(SourceSeen {
                name: source.name.clone(),
                known,
                answered_at: answer.as_ref().and_then(|it| it.answered_at),
                trouble: answer.as_ref().and_then(|it| it.trouble),
                left_out: answer.as_ref().map_or(0, |it| it.left_out),
                due: known && ask::is_due(answer.as_ref(), self.now()),
            });
            asked = answer;
        }
        let mut tx = self.db.read().await?;
        let pushed = store::order::of_family(&mut tx, who.tenant, customer, KEPT).await?;
        let acts = match &source {
            Some(source) => store::order::acts(&mut tx, who.tenant, source.id, customer).await?,
            None => vec![],
        };
        drop(tx);
        let mut orders = together(asked, pushed, conversation.brand);
        for it in &mut orders {
            if source.is_none() {
                it.order.actions.clear(); // nobody could carry them out
            }
            it.acts =
                acts.iter().filter(|act| act.number == it.order.number).map(|act| self.as_it_stands(act)).collect();
        }
        Ok(OrdersSeen { orders, source: seen })
    }

    /// A call that was cut off has come to an unknown end.
    fn as_it_stands(&self, act: &OrderAct) -> OrderAct {
        let cut = act.state == OrderActState::Running && self.now() > act.begun_at + LONGEST;
        OrderAct { state: if cut { OrderActState::Unknown } else { act.state }, ..act.clone() }
    }

    /// Whether there is anything to show of orders in this conversation.
    pub(crate) async fn has_orders(&self, who: &Staff, it: &Conversation) -> Result<bool> {
        let mut tx = self.db.read().await?;
        if self.order_source(&mut tx, who.tenant, it.brand).await?.is_some() {
            return Ok(true);
        }
        drop(tx);
        let customer = self.stands_for(who.tenant, it.customer).await?;
        let pushed = store::order::of_family(&mut self.db.read().await?, who.tenant, customer, KEPT).await?;
        Ok(pushed.iter().any(|order| order.brand.is_none_or(|brand| brand == it.brand)))
    }

    /// Where a brand's orders are asked for: the entry that names it, or else the first that names none.
    async fn order_source(&self, tx: &mut Tx, tenant: TenantId, brand: BrandId) -> Result<Option<Setting>> {
        let all = store::setting::of_kind(tx, tenant, ORDER_SOURCE).await?;
        let own = all.iter().find(|it| it.lines("brands").contains(&brand.to_string()));
        Ok(own.or_else(|| all.iter().find(|it| it.lines("brands").is_empty())).cloned())
    }

    /// Who stands for them by now.
    pub(crate) async fn stands_for(&self, tenant: TenantId, customer: CustomerId) -> Result<CustomerId> {
        let found = store::customer::find(&mut self.db.read().await?, tenant, customer).await?;
        Ok(found.and_then(|it| it.merged_into).unwrap_or(customer))
    }

    async fn told_customer(&self, who: &Staff, whose: &Whose) -> Result<CustomerId> {
        who.must(who.agent.role.receives(), "auditors only read")?;
        who.must(who.is_program() || who.agent.role.administers(), TELLERS)?;
        self.customer_of(who, whose).await
    }

    /// Somebody who was in a brand that this person sees.
    async fn customer_of(&self, who: &Staff, whose: &Whose) -> Result<CustomerId> {
        let id = match whose {
            Whose::Customer(id) => *id,
            Whose::External(value) => {
                let address = Address::external(value.as_str());
                let found = store::identity::find(&mut self.db.read().await?, who.tenant, &address).await?;
                found.ok_or(Error::NotFound("customer"))?.customer
            }
        };
        Ok(self.person(who, id).await?.customer.id)
    }

    async fn orders_changed(&self, tx: &mut Tx, tenant: TenantId, customer: CustomerId) -> Result<()> {
        self.log(tx, tenant, NewEvent { customer: Some(customer), ..NewEvent::of(EventKind::OrdersChanged) }).await
    }
}

/// What was asked goes before what was pushed under the same number.
fn together(asked: Option<OrderAnswer>, pushed: Vec<CustomerOrder>, brand: BrandId) -> Vec<OrderSeen> {
    let mut all: Vec<OrderSeen> = vec![];
    if let Some(answer) = asked {
        let as_of = answer.answered_at.unwrap_or(answer.tried_at);
        all.extend(answer.orders.into_iter().map(|order| OrderSeen { order, as_of, acts: vec![] }));
    }
    for it in pushed.into_iter().filter(|it| it.brand.is_none_or(|only| only == brand)) {
        if !all.iter().any(|seen| seen.order.number == it.number) {
            all.push(OrderSeen { order: it.body, as_of: it.updated_at, acts: vec![] });
        }
    }
    all.sort_by_key(|it| std::cmp::Reverse(it.order.placed_at));
    all.truncate(SHOWN);
    all
}
