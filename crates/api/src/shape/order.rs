//! Orders as the doors speak of them.
use super::{operation::Text, time::Time, word::OrderActState, word::OrderTrouble, word::Tone, word::Word};
use model::Uuid;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// An amount in the currency's smallest unit: 2000 CNY is ¥20.00.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Money {
    #[schema(minimum = 0, maximum = 1_000_000_000_000_000_i64)]
    pub amount: i64,
    /// ISO 4217.
    #[schema(min_length = 3, max_length = 3, example = "CNY")]
    pub currency: String,
}

/// One line of an order.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct OrderItem {
    #[schema(min_length = 1, max_length = 200)]
    pub title: String,
    /// 1 when left out.
    #[serde(default = "one")]
    #[schema(minimum = 1, maximum = 1_000_000)]
    pub quantity: i64,
    /// Of one, in the order's currency and its smallest unit.
    pub price: Option<i64>,
    /// https.
    #[schema(max_length = 1000)]
    pub picture: Option<String>,
}

fn one() -> i64 {
    1
}

/// How it travels.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Shipment {
    #[schema(min_length = 1, max_length = 100)]
    pub carrier: String,
    #[schema(min_length = 1, max_length = 100)]
    pub number: String,
}

/// What agents may have done with an order: a button.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct OrderAction {
    #[schema(max_length = 32, pattern = "^[a-z0-9_]+$")]
    pub key: String,
    pub label: ActionLabel,
    /// Asks once more before it is done.
    #[serde(default)]
    pub dangerous: bool,
    /// Wants an amount.
    #[serde(default)]
    pub amount: bool,
    /// Wants a reason.
    #[serde(default)]
    pub reason: bool,
}

/// What a button is called.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ActionLabel {
    #[serde(rename = "zh-CN")]
    #[schema(min_length = 1, max_length = 30)]
    pub zh: String,
    #[schema(min_length = 1, max_length = 30)]
    pub en: String,
}

/// An order as a tenant's system tells it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct TellOrder {
    /// In your own words.
    #[schema(min_length = 1, max_length = 40)]
    pub state: String,
    /// `neutral` when left out.
    pub tone: Option<Tone>,
    pub placed_at: Option<Time>,
    pub total: Option<Money>,
    #[serde(default)]
    #[schema(max_items = 100)]
    pub items: Vec<OrderItem>,
    /// Its page in your system.
    #[schema(max_length = 1000)]
    pub url: Option<String>,
    pub shipment: Option<Shipment>,
    /// Buttons for agents; carried out by the brand's order system (setting `order_source`).
    #[serde(default)]
    #[schema(max_items = 10)]
    pub actions: Vec<OrderAction>,
    /// Show it in this brand only.
    pub brand: Option<Uuid>,
}

/// An order that was told.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Order {
    pub number: String,
    pub state: String,
    pub tone: Tone,
    #[schema(required)]
    pub placed_at: Option<Time>,
    #[schema(required)]
    pub total: Option<Money>,
    pub items: Vec<OrderItem>,
    #[schema(required)]
    pub url: Option<String>,
    #[schema(required)]
    pub shipment: Option<Shipment>,
    pub actions: Vec<OrderAction>,
    /// When it was told.
    pub as_of: Time,
}

/// A pushed order.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CustomerOrder {
    pub customer: Uuid,
    #[schema(required)]
    pub brand: Option<Uuid>,
    #[serde(flatten)]
    pub order: Order,
}

/// An order beside a conversation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SeenOrder {
    #[serde(flatten)]
    pub order: Order,
    /// What agents had done with it, latest first.
    pub acts: Vec<OrderAct>,
}

/// Orders beside a conversation, latest first; at most 50.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SeenOrders {
    pub items: Vec<SeenOrder>,
    /// The system that is asked; null: none is, and what is here was pushed.
    #[schema(required)]
    pub source: Option<OrderSource>,
}

/// How it went to ask.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OrderSource {
    pub name: String,
    /// Whether anything that was proved says who the customer is; nobody else is asked for.
    pub known: bool,
    /// When it told what is here.
    #[schema(required)]
    pub answered_at: Option<Time>,
    /// Why it told nothing newer.
    #[schema(required)]
    pub trouble: Option<OrderTrouble>,
    /// Orders of its answer that are not as agreed and were left out.
    pub left_out: i64,
    /// What is here is old: `ask=due` would ask.
    pub due: bool,
}

/// Something that an agent had done with an order.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OrderAct {
    pub id: Uuid,
    pub number: String,
    pub action: String,
    pub label: Text,
    #[schema(required)]
    pub amount: Option<i64>,
    #[schema(required)]
    pub currency: Option<String>,
    #[schema(required)]
    pub reason: Option<String>,
    pub agent: Uuid,
    pub agent_name: String,
    pub state: OrderActState,
    /// In the words of the tenant's system.
    #[schema(required)]
    pub message: Option<String>,
    pub begun_at: Time,
    pub changed_at: Time,
}

/// What was pressed.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct ActOnOrder {
    /// Of this press: the same one again gets the same act.
    #[schema(min_length = 1, max_length = 64, pattern = "^[\\x21-\\x7e]+$")]
    pub client_id: String,
    /// In the currency's smallest unit, where the action wants one.
    #[schema(minimum = 1)]
    pub amount: Option<i64>,
    #[schema(max_length = 200)]
    pub reason: Option<String>,
}

/// Whether the order system is asked.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// What is known, at once.
    Never,
    /// When what is known is older than 30 s.
    #[default]
    Due,
    /// In any case.
    Now,
}

/// How orders are asked for.
#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AskOrders {
    /// `never`, `due` (when left out) or `now`.
    #[serde(default)]
    #[param(inline)]
    pub ask: Ask,
}

impl TellOrder {
    /// As the desk takes it, and the brand it is for.
    #[must_use]
    pub fn taken(self, number: String) -> desk::OrderPush {
        let order = model::Order {
            number,
            state: self.state,
            tone: self.tone.map_or(model::Tone::Neutral, |it| it.0),
            placed_at: self.placed_at.map(|it| it.0),
            total: self.total.map(|it| model::Money { amount: it.amount, currency: it.currency }),
            items: self.items.into_iter().map(Into::into).collect(),
            url: self.url,
            shipment: self.shipment.map(|it| model::Shipment { carrier: it.carrier, number: it.number }),
            actions: self.actions.into_iter().map(Into::into).collect(),
        };
        desk::OrderPush { order, brand: self.brand.map(Into::into) }
    }
}

impl From<OrderItem> for model::OrderItem {
    fn from(it: OrderItem) -> model::OrderItem {
        model::OrderItem { title: it.title, quantity: it.quantity, price: it.price, picture: it.picture }
    }
}

impl From<OrderAction> for model::OrderAction {
    fn from(it: OrderAction) -> model::OrderAction {
        let label = model::Label { zh: it.label.zh, en: it.label.en };
        model::OrderAction { key: it.key, label, dangerous: it.dangerous, amount: it.amount, reason: it.reason }
    }
}

impl From<model::Label> for Text {
    fn from(it: model::Label) -> Text {
        Text { zh: it.zh, en: it.en }
    }
}

impl Order {
    /// As it was told then.
    #[must_use]
    pub fn of(it: model::Order, as_of: model::At) -> Order {
        let item = |it: model::OrderItem| OrderItem {
            title: it.title,
            quantity: it.quantity,
            price: it.price,
            picture: it.picture,
        };
        let action = |it: model::OrderAction| OrderAction {
            key: it.key,
            label: ActionLabel { zh: it.label.zh, en: it.label.en },
            dangerous: it.dangerous,
            amount: it.amount,
            reason: it.reason,
        };
        Order {
            number: it.number,
            state: it.state,
            tone: Word(it.tone),
            placed_at: it.placed_at.map(Into::into),
            total: it.total.map(|it| Money { amount: it.amount, currency: it.currency }),
            items: it.items.into_iter().map(item).collect(),
            url: it.url,
            shipment: it.shipment.map(|it| Shipment { carrier: it.carrier, number: it.number }),
            actions: it.actions.into_iter().map(action).collect(),
            as_of: as_of.into(),
        }
    }
}

impl From<desk::OrderTold> for CustomerOrder {
    fn from(desk::OrderTold { customer, order: it, .. }: desk::OrderTold) -> CustomerOrder {
        let order = Order::of(it.body, it.updated_at);
        CustomerOrder { customer: customer.0, brand: it.brand.map(Into::into), order }
    }
}

impl From<desk::OrdersSeen> for SeenOrders {
    fn from(it: desk::OrdersSeen) -> SeenOrders {
        let seen = |it: desk::OrderSeen| SeenOrder {
            order: Order::of(it.order, it.as_of),
            acts: it.acts.into_iter().map(Into::into).collect(),
        };
        let source = it.source.map(|it| OrderSource {
            name: it.name,
            known: it.known,
            answered_at: it.answered_at.map(Into::into),
            trouble: it.trouble.map(Word),
            left_out: it.left_out,
            due: it.due,
        });
        SeenOrders { items: it.orders.into_iter().map(seen).collect(), source }
    }
}

impl From<model::OrderAct> for OrderAct {
    fn from(it: model::OrderAct) -> OrderAct {
        OrderAct {
            id: it.id.0,
            number: it.number,
            action: it.action,
            label: it.label.into(),
            amount: it.amount,
            currency: it.currency,
            reason: it.reason,
            agent: it.agent.0,
            agent_name: it.agent_name,
            state: Word(it.state),
            message: it.message,
            begun_at: it.begun_at.into(),
            changed_at: it.changed_at.into(),
        }
    }
}
