//! Delivery: how an outbound message leaves by a leg; one per (message, leg), driven by the channel's sending machine.
use crate::*;

words! {
    DeliveryState {
        /// In the outbox.
        Queued = "queued",
        /// The provider took it.
        Sent = "sent",
        /// No answer to a step that must not be repeated: a receipt or a person settles it.
        InDoubt = "in_doubt",
        /// Given up, with a reason; can be replayed.
        Dead = "dead",
    }
}

/// One outbound message on its way over one leg.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    pub tenant: TenantId,
    pub id: DeliveryId,
    pub message: MessageId,
    pub conversation: ConversationId,
    pub seq: i64,
    pub leg: LegId,
    pub account: AccountId,
    pub state: DeliveryState,
    /// Where the channel's sending machine stands, in its own words.
    pub machine: String,
    pub attempts: i64,
    pub next_at: At,
    pub first_at: At,
    pub last_error: Option<String>,
    /// Ids the provider gave, in order.
    pub provider_ids: Vec<String>,
}
