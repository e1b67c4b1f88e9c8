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
pub(crate) use ask::Questions;
pub use picture::OrderPicture;

use crate::{Desk, Error, Result, Staff};
use flow::setting::ORDER_SOURCE;
use model::*;
use std::collections::BTreeMap;
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

/// An order that was told, and of whom.
#[derive(Clone, Debug)]
pub struct OrderTold {
    pub customer: CustomerId,
    pub order: CustomerOrder,
    pub is_new: bool,
}

/// What stands beside a conversation.
#[derive(Clone, Debug)]
pub struct OrdersSeen {
    /// Latest first, at most 50; and those with which something has no end yet, known to anybody or not.
    pub orders: Vec<OrderSeen>,
    pub source: Option<SourceSeen>,
}

impl Desk {
    /// Keeps an order as it is told now. The same again changes nothing.
    ///
    /// # Errors
    /// `Invalid` with every field that is not as it must be.
    pub async fn push_order(&self, who: &Staff, whose: &Whose, push: Push) -> Result<OrderTold> {
        let (customer, mut owner) = self.told_customer(who, whose).await?;
        let body = form::checked(push.order).map_err(Error::Invalid)?;
        if push.brand.is_some_and(|brand| !who.sees(brand)) {
            return Err(Error::field("brand", "unknown", "the id of a brand that you may see"));
        }
        who.must(push.brand.is_none_or(|brand| tells(who, who.role_in(brand))), TELLERS)?;
        let mut tx = self.db.write().await?;
        let before = store::order::find(&mut tx, who.tenant, customer, &body.number).await?;
        let mut brands = before.iter().filter_map(|it| it.brand);
        if !brands.all(|brand| who.sees(brand) && tells(who, who.role_in(brand))) {
            return Err(Error::NotFound("order"));
        }
        // The tenant's own number says more exactly whose it is than our id, which may stand for several by now.
        if let (Whose::Customer(_), Some(known)) = (whose, before.first()) {
            owner = known.owner;
        }
        let it = CustomerOrder {
            tenant: who.tenant,
            owner,
            number: body.number.clone(),
            brand: push.brand,
            placed_at: body.placed_at.unwrap_or(At(0)),
            body,
            updated_at: self.now(),
        };
        for old in before.iter().filter(|old| old.owner != owner) {
            store::order::delete(&mut tx, old).await?;
        }
        store::order::save(&mut tx, &it).await?;
        store::order::prune(&mut tx, &it, KEPT).await?;
        let same = before.first().is_some_and(|before| (&before.body, before.brand) == (&it.body, it.brand));
        if !same || before.len() > 1 {
            self.orders_changed(&mut tx, who.tenant, customer).await?;
        }
        tx.commit().await?;
        self.bell.ring(who.tenant);
        Ok(OrderTold { customer, order: it, is_new: before.is_empty() })
    }

    /// It is shown no more.
    pub async fn forget_order(&self, who: &Staff, whose: &Whose, number: &str) -> Result<()> {
        let (customer, _) = self.told_customer(who, whose).await?;
        let mut tx = self.db.write().await?;
        let mut all = store::order::find(&mut tx, who.tenant, customer, &form::cleaned(number)).await?;
        all.retain(|it| it.brand.is_none_or(|brand| who.sees(brand) && tells(who, who.role_in(brand))));
        if all.is_empty() {
            return Err(Error::NotFound("order"));
        }
        for it in &all {
            store::order::delete(&mut tx, it).await?;
        }
        self.orders_changed(&mut tx, who.tenant, customer).await?;
        tx.commit().await?;
        self.bell.ring(who.tenant);
        Ok(())
    }

    /// What was pushed of a customer, latest first; at most 200.
    pub async fn pushed_orders(&self, who: &Staff, whose: &Whose) -> Result<Vec<OrderTold>> {
        let (customer, _) = self.customer_of(who, whose).await?;
        let all = self.pushed(who.tenant, customer, |brand| who.sees(brand)).await?;
        Ok(all.into_iter().map(|order| OrderTold { customer, order, is_new: false }).collect())
    }

    /// Those of these brands; told of two who are one by now under the same number, the later.
    async fn pushed(
        &self,
        tenant: TenantId,
        customer: CustomerId,
        shown: impl Fn(BrandId) -> bool,
    ) -> Result<Vec<CustomerOrder>> {
        let mut all = store::order::of_family(&mut self.db.read().await?, tenant, customer, KEPT).await?;
        all.retain(|it| it.brand.is_none_or(&shown));
        let mut latest: BTreeMap<String, (At, Uuid)> = BTreeMap::new();
        for it in &all {
            let known = latest.entry(it.number.clone()).or_insert((it.updated_at, it.owner));
            *known = (*known).max((it.updated_at, it.owner));
        }
        all.retain(|it| latest.get(&it.number) == Some(&(it.updated_at, it.owner)));
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
        let brand = conversation.brand;
        let pushed = self.pushed(who.tenant, customer, |only| only == brand).await?;
        let acts = self.acts(who.tenant, brand, customer).await?;
        let mut orders = together(asked, pushed, acts);
        if source.is_none() {
            orders.iter_mut().for_each(|it| it.order.actions.clear()); // nobody could carry them out
        }
        Ok(OrdersSeen { orders, source: seen })
    }

    async fn acts(&self, tenant: TenantId, brand: BrandId, customer: CustomerId) -> Result<Vec<OrderAct>> {
        let acts = store::order::acts(&mut self.db.read().await?, tenant, brand, customer).await?;
        Ok(acts.iter().map(|act| self.as_it_stands(act)).collect())
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
        let pushed = self.pushed(who.tenant, customer, |brand| brand == it.brand).await?;
        Ok(!pushed.is_empty() || self.acts(who.tenant, it.brand, customer).await?.iter().any(OrderAct::is_open))
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

    async fn told_customer(&self, who: &Staff, whose: &Whose) -> Result<(CustomerId, Uuid)> {
        who.must(tells(who, who.agent.role), TELLERS)?;
        let (customer, owner) = self.customer_of(who, whose).await?;
        let brands = who.brands_where(|role| tells(who, role));
        let mut tx = self.db.read().await?;
        let here = store::conversation::history_in(&mut tx, who.tenant, customer, &brands).await?;
        who.must(!here.is_empty(), TELLERS)?;
        Ok((customer, owner))
    }

    /// Somebody who was in a brand that this person sees, and by what they were named.
    async fn customer_of(&self, who: &Staff, whose: &Whose) -> Result<(CustomerId, Uuid)> {
        let (id, owner) = match whose {
            Whose::Customer(id) => (*id, id.0),
            Whose::External(value) if value.contains(char::is_control) => return Err(Error::NotFound("customer")),
            Whose::External(value) => {
                let address = Address::external(value.as_str());
                let found = store::identity::find(&mut self.db.read().await?, who.tenant, &address).await?;
                let found = found.ok_or(Error::NotFound("customer"))?;
                (found.customer, found.id.0)
            }
        };
        Ok((self.person(who, id).await?.customer.id, owner))
    }

    /// Who this customer is has changed: what was answered of them may be somebody else's.
    pub(crate) async fn orders_move(&self, tx: &mut Tx, tenant: TenantId, customer: CustomerId) -> Result<()> {
        store::order::forget_answers(tx, tenant, customer).await?;
        self.orders_changed(tx, tenant, customer).await
    }

    async fn orders_changed(&self, tx: &mut Tx, tenant: TenantId, customer: CustomerId) -> Result<()> {
        self.log(tx, tenant, NewEvent { customer: Some(customer), ..NewEvent::of(EventKind::OrdersChanged) }).await
    }
}

fn tells(who: &Staff, role: Role) -> bool {
    role.receives() && (who.is_program() || role.administers())
}

/// What was asked goes before what was pushed under the same number; both before what somebody pressed then.
fn together(asked: Option<OrderAnswer>, pushed: Vec<CustomerOrder>, mut acts: Vec<OrderAct>) -> Vec<OrderSeen> {
    acts.sort_by_key(|it| std::cmp::Reverse((it.begun_at, it.id)));
    let mut all: Vec<OrderSeen> = vec![];
    let mut add = |order: Order, as_of: At| {
        if !all.iter().any(|seen| seen.order.number == order.number) {
            let acts = acts.iter().filter(|act| act.number == order.number).cloned().collect();
            all.push(OrderSeen { order, as_of, acts });
        }
    };
    if let Some(answer) = asked {
        let as_of = answer.answered_at.unwrap_or(answer.tried_at);
        answer.orders.into_iter().for_each(|order| add(order, as_of));
    }
    pushed.into_iter().for_each(|it| add(it.body, it.updated_at));
    for act in acts.iter().filter(|it| it.is_open()) {
        add(Order { actions: vec![], ..act.body.clone() }, act.begun_at);
    }
    all.sort_by_key(|it| std::cmp::Reverse(it.order.placed_at));
    let mut place = 0;
    all.retain(|it| {
        place += 1;
        place <= SHOWN || it.acts.iter().any(OrderAct::is_open)
    });
    all
}
