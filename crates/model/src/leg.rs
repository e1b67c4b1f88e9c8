//! Leg (接入): one channel's part in a conversation.
use crate::{AccountId, At, ConversationId, IdentityId, LegId, TenantId, words};
use serde::{Deserialize, Serialize};

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
    /// Until when and how often the channel takes our replies; `None`: always.
    pub reply_window: Option<Window>,
    /// In whose thread its messages are read, if not in its own conversation's: since an un-merge gave the person on it a
    /// conversation of their own.
    pub shown_in: Option<ConversationId>,
}

/// A reply window: what the customer's last action opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// The provider's rule by which it opened.
    pub kind: String,
    pub opened_at: At,
    pub expires_at: At,
    /// Replies left; `None`: any number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remaining: Option<i64>,
}

impl Window {
    /// Whether this many replies are still taken.
    pub fn takes(&self, replies: i64, now: At) -> bool {
        now < self.expires_at && self.remaining.is_none_or(|left| left >= replies)
    }
}

impl Leg {
    /// Whether this many replies are taken here now.
    pub fn takes(&self, replies: i64, now: At) -> bool {
        self.reply_window.as_ref().is_none_or(|window| window.takes(replies, now))
    }
}
