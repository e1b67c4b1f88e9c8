//! Acting: an agent has the tenant's system do something with an order. It is written down before the call, goes under an id
//! of its own, and is never repeated blindly: where the end is unknown the system is asked about that id.
use super::call::Came;
use super::{LONGEST, form};
use crate::conversation::short;
use crate::{Asking, Desk, Error, FieldError, Result, Staff};
use flow::Refusal;
use model::port::Response;
use model::*;
use serde_json::{Value, json};

/// What was pressed.
#[derive(Clone, Debug)]
pub struct Press {
    /// Of this press: the same again is the same.
    pub client_id: String,
    /// In the smallest unit of the order's currency.
    pub amount: Option<i64>,
    pub reason: Option<String>,
}

impl Desk {
    /// Has the tenant's system do it, once.
    ///
    /// # Errors
    /// `Refused` for whoever may not reply here; `Conflict` while the same is under way or its end is unknown; `Busy` where
    /// nothing was sent because too many calls of ours are under way.
    pub async fn act_on_order(
        &self,
        who: &Staff,
        id: ConversationId,
        number: &str,
        key: &str,
        press: &Press,
    ) -> Result<OrderAct> {
        who.must(who.agent.role.receives(), "auditors only read")?;
        let conversation = self.may_see(who, id).await?;
        who.must(who.role_in(conversation.brand).receives(), "auditors only read")?;
        may_reply(who, &conversation)?;
        let again = store::order::pressed(&mut self.db.read().await?, who.tenant, id, &press.client_id).await?;
        if let Some(before) = again {
            return same_press(&before, number, key, press).map(|()| self.as_it_stands(&before));
        }
        let seen = self.orders(who, id, Asking::Never).await?;
        let order = seen.orders.into_iter().map(|it| it.order).find(|it| it.number == number);
        let order = order.ok_or(Error::NotFound("order"))?;
        let action = order.actions.iter().find(|it| it.key == key).ok_or(Error::NotFound("action of this order"))?;
        let (amount, reason) = asked_for(&order, action, press)?;
        let source = self.order_source(&mut self.db.read().await?, who.tenant, conversation.brand).await?;
        let source = source.ok_or(Error::NotFound("order system"))?;
        let now = self.now();
        let act = OrderAct {
            tenant: who.tenant,
            id: OrderActId(self.id()),
            conversation: id,
            customer: self.stands_for(who.tenant, conversation.customer).await?,
            source: source.id,
            number: order.number.clone(),
            body: order.clone(),
            action: action.key.clone(),
            label: action.label.clone(),
            amount,
            currency: amount.and(order.total.as_ref().map(|it| it.currency.clone())),
            reason,
            client_id: press.client_id.clone(),
            agent: who.agent.id,
            agent_name: who.agent.name.clone(),
            state: OrderActState::Running,
            message: None,
            begun_at: now,
            changed_at: now,
        };
        let mut tx = self.db.write().await?;
        if !store::order::begin_act(&mut tx, &act).await? {
            let before = store::order::pressed(&mut tx, who.tenant, id, &press.client_id).await?;
            let before = before.ok_or(Error::Conflict)?;
            return same_press(&before, number, key, press).map(|()| self.as_it_stands(&before));
        }
        self.audit(&mut tx, who, "order.acted", &act.number, &detail(&act)).await?;
        tx.commit().await?;
        let body = self.words_of(&act, &conversation, "orders.act").await?;
        let came = self.call_source(&source, act.id.0, &body).await;
        let crowded = matches!(came, Came::Crowded);
        let settled = self.settle_act(who, act, came, false).await?;
        if crowded { Err(Error::Busy) } else { Ok(settled) }
    }

    /// Asks the tenant's system how something stands whose end is unknown, or that it had not done yet.
    ///
    /// # Errors
    /// `Refused` for whoever neither serves this conversation, nor leads there, nor had it done.
    pub async fn check_order_act(&self, who: &Staff, id: OrderActId) -> Result<OrderAct> {
        who.must(who.agent.role.receives(), "auditors only read")?;
        let found = store::order::act(&mut self.db.read().await?, who.tenant, id).await?;
        let act = found.ok_or(Error::NotFound("act"))?;
        let conversation = self.may_see(who, act.conversation).await.map_err(|_| Error::NotFound("act"))?;
        may_check(who, &conversation, &act)?;
        let stands = self.as_it_stands(&act);
        if !stands.is_open() {
            return Ok(stands);
        }
        if stands.state == OrderActState::Running {
            return Err(Error::Conflict); // the call itself is still under way
        }
        let source = store::setting::find(&mut self.db.read().await?, who.tenant, act.source).await?;
        let source = source.filter(|it| !it.deleted).ok_or(Error::NotFound("order system"))?;
        let body = self.words_of(&act, &conversation, "orders.check").await?;
        self.outside.provider.forget(AccountId(source.id.0));
        // The same id as the act itself: it is what is asked about.
        let came = self.call_source(&source, act.id.0, &body).await;
        self.settle_act(who, act, came, true).await
    }

    async fn words_of(&self, act: &OrderAct, it: &Conversation, kind: &str) -> Result<Value> {
        Ok(json!({
            "type": kind, "timestamp": self.now(), "id": act.id, "order": act.number, "action": act.action,
            "amount": act.amount, "currency": act.currency, "reason": act.reason,
            "agent": { "id": act.agent, "name": act.agent_name },
            "customer": self.whom(it, act.customer).await?, "conversation": it.id, "brand": it.brand,
        }))
    }

    /// Writes down what it came to; what is done stands in the thread.
    async fn settle_act(&self, who: &Staff, act: OrderAct, came: Came, check: bool) -> Result<OrderAct> {
        let (state, message, told) = ended(&act, came, check, self.now());
        let it = OrderAct { state, message, changed_at: self.now(), ..act };
        let mut tx = self.db.write().await?;
        let conversation = store::conversation::lock(&mut tx, it.tenant, it.conversation).await?;
        let brand = conversation.as_ref().map(|it| it.brand);
        if !store::order::settle_act(&mut tx, &it).await? {
            let found = store::order::act(&mut tx, it.tenant, it.id).await?;
            return found.ok_or(Error::NotFound("act")); // somebody else asked too, and was quicker
        }
        if let Some(conversation) = conversation.filter(|_| it.state == OrderActState::Done) {
            let mut sheet = self.sheet(&mut tx, conversation, &[]).await?;
            let author = Author { kind: AuthorKind::Agent, id: Some(it.agent.0), name: Some(it.agent_name.clone()) };
            let happened = Happening::OrderActed {
                number: it.number.clone(),
                label: it.label.clone(),
                amount: it.amount,
                currency: it.currency.clone(),
                by_name: it.agent_name.clone(),
            };
            sheet.happened(EventKind::EventAdded, author, happened);
            self.write_in(&mut tx, sheet).await?;
        }
        self.orders_changed(&mut tx, it.tenant, it.customer).await?;
        let said = format!("{}: {}", detail(&it), it.state);
        self.audit(&mut tx, who, "order.act_settled", &it.number, &said).await?;
        tx.commit().await?;
        self.bell.ring(it.tenant);
        if let (Some(order), Some(brand)) = (told, brand) {
            self.told_beside(&it, brand, &order).await?;
        }
        Ok(it)
    }
}

/// Who may answer in it now.
fn may_reply(who: &Staff, it: &Conversation) -> Result<()> {
    match it.place {
        Place::Agent { owner } if owner == who.agent.id => Ok(()),
        Place::Pending { owner: Some(owner), .. } if owner == who.agent.id => Ok(()),
        Place::Closed { .. } => Err(Refusal::NotOpen.into()),
        _ => Err(Refusal::NotOwner.into()),
    }
}

/// Whoever serves it, or did last; whoever leads there; and whoever pressed.
fn may_check(who: &Staff, it: &Conversation, act: &OrderAct) -> Result<()> {
    let (me, role) = (who.agent.id, who.role_in(it.brand));
    who.must(role.receives(), "auditors only read")?;
    let mine = it.owner() == Some(me) || (!it.is_open() && it.last_owner == Some(me)) || act.agent == me;
    if mine || role.leads() { Ok(()) } else { Err(Refusal::NotOwner.into()) }
}

fn same_press(before: &OrderAct, number: &str, key: &str, press: &Press) -> Result<()> {
    let same = before.number == number && before.action == key && before.amount == press.amount;
    if same { Ok(()) } else { Err(Error::KeyReused) }
}

/// What the action wants, or everything that is wrong with what was given.
fn asked_for(order: &Order, action: &OrderAction, press: &Press) -> Result<(Option<i64>, Option<String>)> {
    let mut wrong = vec![];
    let mut add = |field: &str, code, detail: String| wrong.push(FieldError { field: field.into(), code, detail });
    let id = &press.client_id;
    if id.is_empty() || id.len() > 64 || !id.bytes().all(|byte| byte.is_ascii_graphic()) {
        add("client_id", "format", "1 to 64 printable ASCII characters".into());
    }
    let most = order.total.as_ref().map_or(i64::MAX, |it| it.amount);
    match press.amount {
        None if action.amount => add("amount", "required", "say how much".into()),
        Some(_) if !action.amount => add("amount", "unknown", "this action takes no amount".into()),
        Some(amount) if amount < 1 || amount > most => add("amount", "out_of_range", format!("from 1 to {most}")),
        _ => {}
    }
    let reason = match short(press.reason.clone(), "reason", 200) {
        Ok(reason) => reason,
        Err(Error::Invalid(more)) => {
            wrong.extend(more);
            return Err(Error::Invalid(wrong));
        }
        Err(other) => return Err(other),
    };
    if action.reason && reason.is_none() {
        wrong.push(FieldError { field: "reason".into(), code: "required", detail: "say why".into() });
    }
    if wrong.is_empty() { Ok((press.amount, reason)) } else { Err(Error::Invalid(wrong)) }
}

fn detail(it: &OrderAct) -> String {
    match (it.amount, &it.currency) {
        (Some(amount), Some(currency)) => format!("{} {} {currency}", it.action, money(amount, currency)),
        (Some(amount), None) => format!("{} {amount}", it.action),
        _ => it.action.clone(),
    }
}

/// An amount as people write it: in the currency's main unit, with as many decimals as ISO 4217 gives it.
fn money(smallest: i64, currency: &str) -> String {
    let decimals: u32 = match currency {
        "CLP" | "ISK" | "JPY" | "KRW" | "PYG" | "UGX" | "VND" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    };
    if decimals == 0 {
        return smallest.to_string();
    }
    let (unit, size) = (10_u64.pow(decimals), smallest.unsigned_abs());
    let sign = if smallest < 0 { "-" } else { "" };
    format!("{sign}{}.{:0width$}", size / unit, size % unit, width = decimals as usize)
}

/// How it stands after a call. Of a `check` the answer 404 says that they have never heard of it: while the first call may
/// still be at work with them that is no end, for it would be done beside the second press.
fn ended(act: &OrderAct, came: Came, check: bool, now: At) -> (OrderActState, Option<String>, Option<Value>) {
    use OrderActState::{Failed, Refused, Unknown};
    let answer = match came {
        Came::Answered(answer) => answer,
        // Nothing of this call left us; what an earlier one did is as unknown as before.
        Came::NotSent | Came::Crowded | Came::Misconfigured if check => {
            return (open_state(act), act.message.clone(), None);
        }
        Came::NotSent | Came::Crowded | Came::Misconfigured => return (Failed, None, None),
        Came::NoAnswer if check => return (open_state(act), act.message.clone(), None),
        Came::NoAnswer => return (Unknown, None, None),
    };
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or(Value::Null);
    let words = form::message(body.get("message").and_then(Value::as_str));
    match said(&answer, &body, check) {
        Some(state) => (state, words, body.get("order").cloned()),
        None if answer.status == 404 && check && now <= act.begun_at + LONGEST => {
            (open_state(act), act.message.clone(), None)
        }
        None if answer.status == 404 && check => (Failed, words, None),
        // It was read and turned down: nothing was done.
        None if is_no(answer.status) && !check => (Refused, words, None),
        None if check => (open_state(act), words.or_else(|| act.message.clone()), None),
        None => (Unknown, words, None),
    }
}

/// A call that was cut off is unknown from now on; what is in progress stays so.
fn open_state(act: &OrderAct) -> OrderActState {
    if act.state == OrderActState::InProgress { OrderActState::InProgress } else { OrderActState::Unknown }
}

/// What their answer says by itself.
fn said(answer: &Response, body: &Value, check: bool) -> Option<OrderActState> {
    let state = match body.get("state").and_then(Value::as_str)? {
        "done" => OrderActState::Done,
        "in_progress" => OrderActState::InProgress,
        "refused" => OrderActState::Refused,
        _ => return None,
    };
    let well = (200..300).contains(&answer.status);
    (well || (state == OrderActState::Refused && is_no(answer.status) && !check)).then_some(state)
}

/// A status by which a server says that it will not, and has not.
fn is_no(status: u16) -> bool {
    (400..500).contains(&status) && !matches!(status, 408 | 409 | 425 | 429)
}

const _: () = assert!(LONGEST.0 > Span::seconds(30).0, "longer than a call with its wait for a place");

#[cfg(test)]
mod tests {
    use super::money;

    #[test]
    fn an_amount_is_written_in_the_main_unit_of_its_currency() {
        assert_eq!(money(10_000, "CNY"), "100.00");
        assert_eq!(money(-5, "EUR"), "-0.05");
        assert_eq!(money(1_200, "JPY"), "1200");
        assert_eq!(money(1_234, "KWD"), "1.234");
    }
}
