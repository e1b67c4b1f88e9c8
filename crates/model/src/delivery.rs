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
    /// Who can do something about a refusal.
    Fault {
        /// The reply window is closed: another channel, or wait until the customer speaks.
        Window = "window",
        /// This person cannot be reached here: not following, blocked, unknown.
        Recipient = "recipient",
        /// The provider does not take such a message.
        Content = "content",
        /// The account is not set up as it must be: an operator's matter.
        Account = "account",
        /// Tried for days in vain, or the channel is gone.
        Provider = "provider",
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
    /// Whom it goes to: what is said to them keeps its order, by whichever leg it goes.
    pub identity: IdentityId,
    pub account: AccountId,
    pub state: DeliveryState,
    /// Where the channel's sending machine stands, in its own words.
    pub machine: String,
    pub attempts: i64,
    pub next_at: At,
    pub first_at: At,
    pub last_error: Option<String>,
    /// Of a dead one.
    pub fault: Option<Fault>,
    /// Ids the provider gave, in order.
    pub provider_ids: Vec<String>,
}
