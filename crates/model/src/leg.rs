//! Leg (接入): one channel's part in a conversation.
use crate::{AccountId, At, ConversationId, IdentityId, LegId, TenantId, words};

words! {
    LegMode {
        /// Both sides are there now: chat, call.
        Live = "live",
        /// An answer may take hours: mail, form.
        Deferred = "deferred",
    }
}

/// One channel's part in one conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct Leg {
    pub tenant: TenantId,
    pub id: LegId,
    pub conversation: ConversationId,
    pub account: AccountId,
    /// Kind of the channel, as its manifest says.
    pub channel: String,
    pub identity: IdentityId,
    /// The channel's own thread (a mail thread, a group); empty where it has none.
    pub thread: String,
    pub mode: LegMode,
    /// Closed with its conversation; opened again with it.
    pub open: bool,
    /// What this leg costs an agent, in hundredths of a chat.
    pub weight: i64,
    pub joined_at: At,
    /// The customer has seen everything up to this seq.
    pub read_seq: i64,
    pub delivered_seq: i64,
}
