//! Order (订单): what a customer bought, as the tenant's own system tells it; order act: something that an agent had that
//! system do with one.
use crate::{AgentId, At, BrandId, ConversationId, CustomerId, OrderActId, SettingId, TenantId, Uuid, words};
use serde::{Deserialize, Serialize};

words! {
    /// How an order's state is to be taken, beside its words.
    Tone { Neutral = "neutral", Good = "good", Warn = "warn", Bad = "bad" }
    /// Why the tenant's system told nothing that can be shown.
    OrderTrouble {
        /// It cannot be reached, or took too long.
        NoAnswer = "no_answer",
        /// It answered with an error.
        Fault = "fault",
        /// Its answer is not what was agreed.
        Nonsense = "nonsense",
        /// Our side: the secret cannot be read any more.
        Misconfigured = "misconfigured",
    }
    /// How something that an agent asked for stands.
    OrderActState {
        /// The call is under way, or was cut off.
        Running = "running",
        /// The tenant's system took it and is not done.
        InProgress = "in_progress",
        Done = "done",
        /// It said no; nothing was done.
        Refused = "refused",
        /// Nothing reached it: nothing was done.
        Failed = "failed",
        /// It may have been done or not.
        Unknown = "unknown",
    }
}

/// One order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// 1–64 characters; names it in the tenant's system.
    pub number: String,
    /// In the tenant's words, 1–40 characters.
    pub state: String,
    #[serde(default = "neutral")]
    pub tone: Tone,
    #[serde(default)]
    pub placed_at: Option<At>,
    #[serde(default)]
    pub total: Option<Money>,
    /// At most 100.
    #[serde(default)]
    pub items: Vec<OrderItem>,
    /// Its page in the tenant's system; http(s), at most 1,000 bytes.
    #[serde(default)]
    pub url: Option<String>,
    #[serde(default)]
    pub shipment: Option<Shipment>,
    /// At most 10.
    #[serde(default)]
    pub actions: Vec<OrderAction>,
}

fn neutral() -> Tone {
    Tone::Neutral
}

/// An amount in the currency's smallest unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Money {
    /// 0…10^15.
    pub amount: i64,
    /// ISO 4217, three capitals.
    pub currency: String,
}

/// One line of an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderItem {
    /// 1–200 characters.
    pub title: String,
    /// 1…1,000,000.
    #[serde(default = "one")]
    pub quantity: i64,
    /// Of one, in the order's currency.
    #[serde(default)]
    pub price: Option<i64>,
    /// https, at most 1,000 bytes.
    #[serde(default)]
    pub picture: Option<String>,
}

fn one() -> i64 {
    1
}

/// How it travels; 1–100 characters each.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shipment {
    pub carrier: String,
    pub number: String,
}

/// What agents may have done with an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderAction {
    /// `a-z0-9_`, at most 32.
    pub key: String,
    pub label: Label,
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

/// What a button is called, 1–30 characters each.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Label {
    #[serde(rename = "zh-CN")]
    pub zh: String,
    pub en: String,
}

/// An order that was pushed, as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomerOrder {
    pub tenant: TenantId,
    /// The identity or the customer it was told of.
    pub owner: Uuid,
    pub number: String,
    /// Shown in this brand only; `None`: in every brand that knows the customer.
    pub brand: Option<BrandId>,
    /// For the order of the list; 0: not told.
    pub placed_at: At,
    pub body: Order,
    pub updated_at: At,
}

/// What a tenant's system told of a customer's orders when it was asked last.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderAnswer {
    pub tenant: TenantId,
    /// The setting that says where it was asked.
    pub source: SettingId,
    pub customer: CustomerId,
    /// For whom it was asked.
    pub brand: BrandId,
    /// At most 50.
    pub orders: Vec<Order>,
    /// How many of its orders were not as agreed.
    pub left_out: i64,
    /// When these were told; `None`: never yet.
    pub answered_at: Option<At>,
    pub tried_at: At,
    /// What the last try met.
    pub trouble: Option<OrderTrouble>,
}

/// Something that an agent had the tenant's system do with an order.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderAct {
    pub tenant: TenantId,
    /// Goes along with the call: the same again is the same act.
    pub id: OrderActId,
    pub conversation: ConversationId,
    pub customer: CustomerId,
    pub source: SettingId,
    pub number: String,
    /// The order as it was when it was pressed.
    pub body: Order,
    /// Key of the action.
    pub action: String,
    pub label: Label,
    pub amount: Option<i64>,
    pub currency: Option<String>,
    pub reason: Option<String>,
    /// The page's own id for this press.
    pub client_id: String,
    pub agent: AgentId,
    pub agent_name: String,
    pub state: OrderActState,
    /// In the words of the tenant's system, at most 300 characters.
    pub message: Option<String>,
    pub begun_at: At,
    pub changed_at: At,
}

impl OrderAct {
    /// Whether it may still come to be done: until this is known it is not done a second time.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.state, OrderActState::Running | OrderActState::InProgress | OrderActState::Unknown)
    }
}
