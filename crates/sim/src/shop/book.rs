//! The shop's book: its orders, and what was done with them. What was done under an id is never done again.
use super::goods::State;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A line of an order; its price is of one, in cents.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub title: &'static str,
    pub price: i64,
    pub quantity: i64,
}

#[derive(Clone, Debug)]
pub(super) struct Order {
    pub whose: &'static str,
    pub number: &'static str,
    pub days_ago: i64,
    pub state: State,
    pub items: &'static [Item],
    /// The latest last.
    pub shipments: Vec<(String, String)>,
    /// Cents.
    pub refunded: i64,
}

impl Order {
    fn paid(&self) -> i64 {
        self.items.iter().map(|item| item.price * item.quantity).sum()
    }

    fn state(&self) -> (&'static str, &'static str) {
        match self.state {
            _ if self.refunded >= self.paid() => ("已全额退款", "neutral"),
            _ if self.refunded > 0 => ("已部分退款", "warn"),
            State::Paid => ("待发货", "warn"),
            State::Sent => ("运输中", "neutral"),
            State::Arrived => ("已签收", "good"),
            State::Done => ("交易完成", "neutral"),
        }
    }

    /// As docs/integrate.md words it. `now`: unix seconds.
    fn told(&self, now: i64) -> Value {
        let (state, tone) = self.state();
        let placed = jiff(now - self.days_ago * 86_400 - i64::try_from(self.number.len()).unwrap_or(0) * 1_117);
        let items: Vec<Value> = self
            .items
            .iter()
            .map(|it| json!({ "title": it.title, "quantity": it.quantity, "price": it.price }))
            .collect();
        let shipment = self.shipments.last().map(|(carrier, number)| json!({ "carrier": carrier, "number": number }));
        json!({
            "number": self.number, "state": state, "tone": tone, "placed_at": placed, "items": items, "shipment": shipment,
            "total": { "amount": self.paid(), "currency": "CNY" }, "actions": self.actions(),
        })
    }

    fn actions(&self) -> Vec<Value> {
        let mut all = vec![];
        if self.refunded < self.paid() {
            all.push(json!({ "key": "refund", "label": { "zh-CN": "退款", "en": "Refund" }, "dangerous": true, "amount": true, "reason": true }));
        }
        if matches!(self.state, State::Arrived | State::Sent) {
            all.push(json!({ "key": "resend", "label": { "zh-CN": "补发", "en": "Resend" }, "reason": true }));
        }
        if self.state == State::Paid {
            all.push(json!({ "key": "hurry", "label": { "zh-CN": "催发货", "en": "Hurry" } }));
        }
        all
    }
}

/// RFC 3339 of unix seconds.
fn jiff(seconds: i64) -> String {
    model::At(seconds * 1_000_000).to_string()
}

/// The whole book.
pub(super) struct Book {
    orders: Vec<Order>,
    /// By the id it was done under.
    done: BTreeMap<String, Value>,
}

/// What was answered: a status and a body.
pub(super) type Said = (u16, Value);

impl Book {
    pub(super) fn new(orders: Vec<Order>) -> Book {
        Book { orders, done: BTreeMap::new() }
    }

    /// How many things were done.
    pub(super) fn acts(&self) -> usize {
        self.done.len()
    }

    pub(super) fn list(&self, asked: &Value, now: i64) -> Value {
        let ids: Vec<&str> = texts(&asked["customer"]["external_ids"]);
        let theirs = self.orders.iter().filter(|it| ids.contains(&it.whose));
        json!({ "orders": theirs.map(|it| it.told(now)).collect::<Vec<_>>() })
    }

    /// Does it, unless it was done under this id before.
    pub(super) fn act(&mut self, id: &str, asked: &Value, now: i64) -> Said {
        if let Some(before) = self.done.get(id) {
            return (200, before.clone());
        }
        let ids = texts(&asked["customer"]["external_ids"]);
        let number = asked["order"].as_str().unwrap_or_default();
        let Some(order) = self.orders.iter_mut().find(|it| it.number == number && ids.contains(&it.whose)) else {
            return refused("没有这个订单");
        };
        let words = match asked["action"].as_str().unwrap_or_default() {
            "refund" => {
                let amount = asked["amount"].as_i64().unwrap_or(0);
                if amount < 1 || order.refunded + amount > order.paid() {
                    return refused("超过了还能退的金额");
                }
                order.refunded += amount;
                "已原路退回，1 到 3 个工作日到账"
            }
            "resend" => {
                let next = format!("SF14062{:08}", 31_000_000 + self.done.len());
                order.shipments.push(("顺丰速运".into(), next));
                order.state = State::Sent;
                "已通知仓库，今天发出"
            }
            "hurry" => "已催促仓库",
            _ => return refused("不支持这个操作"),
        };
        let said = json!({ "state": "done", "message": words, "order": order.told(now) });
        self.done.insert(id.to_owned(), said.clone());
        (200, said)
    }

    /// How something stands that was asked for under this id; nothing is done.
    pub(super) fn check(&self, id: &str) -> Said {
        match self.done.get(id) {
            Some(said) => (200, said.clone()),
            None => (404, json!({ "message": "没有收到过这个操作" })),
        }
    }
}

fn refused(words: &str) -> Said {
    (422, json!({ "state": "refused", "message": words }))
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array().map(|all| all.iter().filter_map(Value::as_str).collect()).unwrap_or_default()
}
