//! Outbound messages that need somebody, or wait.
use super::{
    customer::Name,
    time::Time,
    word::{DeliveryState, Fault},
};
use model::Uuid;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// One outbound message on its way over one leg.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Delivery {
    pub id: Uuid,
    pub state: DeliveryState,
    pub conversation: Uuid,
    pub conversation_number: i64,
    pub customer: Name,
    pub brand: Uuid,
    pub account: Uuid,
    /// The account's kind.
    pub channel: String,
    pub message: Uuid,
    /// Of the message in its conversation.
    #[schema(minimum = 1)]
    pub seq: i64,
    pub text: String,
    #[schema(minimum = 0)]
    pub attempts: i64,
    /// Who can do something about it.
    #[schema(required)]
    pub fault: Option<Fault>,
    /// What went wrong last, in the provider's words.
    #[schema(required)]
    pub error: Option<String>,
    /// When it was said, or sent again.
    pub first_at: Time,
    /// When it is tried next; null when nothing tries it.
    #[schema(required)]
    pub next_at: Option<Time>,
}

impl From<&desk::Stuck> for Delivery {
    fn from(it: &desk::Stuck) -> Delivery {
        let sent = &it.delivery;
        Delivery {
            id: sent.id.0,
            state: sent.state.into(),
            conversation: sent.conversation.0,
            conversation_number: it.number,
            customer: Name { id: it.customer.0, name: it.customer_name.clone() },
            brand: it.brand.0,
            account: sent.account.0,
            channel: it.channel.clone(),
            message: sent.message.0,
            seq: sent.seq,
            text: it.text.clone(),
            attempts: sent.attempts,
            fault: sent.fault.map(Into::into),
            error: sent.last_error.clone(),
            first_at: sent.first_at.into(),
            next_at: (sent.state == model::DeliveryState::Queued).then(|| sent.next_at.into()),
        }
    }
}

/// Which deliveries.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListDeliveries {
    #[param(inline)]
    pub state: StuckState,
    /// `next` of the page before.
    #[param(max_length = 512)]
    pub after: Option<String>,
    /// Entries wanted, 1…100; 50 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}

/// What can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StuckState {
    Dead,
    InDoubt,
    Queued,
}

impl From<StuckState> for model::DeliveryState {
    fn from(it: StuckState) -> model::DeliveryState {
        match it {
            StuckState::Dead => model::DeliveryState::Dead,
            StuckState::InDoubt => model::DeliveryState::InDoubt,
            StuckState::Queued => model::DeliveryState::Queued,
        }
    }
}

/// What somebody saw of one in doubt.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
pub struct SettleDelivery {
    pub outcome: Outcome,
}

/// Whether it arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Sent,
    Failed,
}

impl From<Outcome> for desk::Outcome {
    fn from(it: Outcome) -> desk::Outcome {
        match it {
            Outcome::Sent => desk::Outcome::Sent,
            Outcome::Failed => desk::Outcome::Failed,
        }
    }
}
