//! Facts about conversations and messages as the public doors tell them.

use serde::{Deserialize, Serialize};

/// How a conversation stands at one version.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Standing {
    pub conversation: String,
    pub version: u64,
    /// robot, queue, agent, pending or closed.
    pub place: String,
    /// The owner's agent id.
    pub owner: Option<String>,
    /// The agent to whom it is being offered.
    pub offered: Option<String>,
    pub queue: Option<String>,
    /// RFC 3339, so that text order is time order.
    pub waiting_since: Option<String>,
    pub pending_until: Option<String>,
    pub last_seq: u64,
}

/// A message as it is kept at the end of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    pub conversation: String,
    pub seq: u64,
    pub id: String,
    /// in, out, note or event.
    pub direction: String,
    /// customer, agent, robot or system.
    pub author_kind: String,
    pub author: Option<String>,
    pub text: String,
    pub files: Vec<FileFact>,
    pub client_id: Option<String>,
    pub event: Option<EventFact>,
    /// The channel of its leg; None for what has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leg: Option<String>,
    /// queued, sent, delivered, read, failed or in_doubt; None for what is not outbound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
}

/// An attachment as it was downloaded at the end of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileFact {
    pub id: String,
    /// Of the bytes that came; or why none came, in words.
    pub sha256: String,
}

/// What a thread event says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventFact {
    /// `conversation.assigned` and the like.
    pub kind: String,
    pub agent: Option<String>,
    pub how: Option<String>,
    pub by: Option<String>,
}

/// An invariant that the server's own doctor finds broken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    pub id: String,
    pub violations: u64,
    pub examples: Vec<String>,
}

/// Thread events that customers see; the others are for agents alone.
pub const SHOWN_TO_CUSTOMERS: [&str; 5] = [
    "conversation.queued",
    "conversation.assigned",
    "conversation.closed",
    "conversation.reopened",
    "nobody.available",
];

impl Kept {
    /// Whether the customer of this conversation is to see it.
    pub fn for_customer(&self) -> bool {
        match self.direction.as_str() {
            "in" | "out" => true,
            "event" => self.event.as_ref().is_some_and(|event| SHOWN_TO_CUSTOMERS.contains(&event.kind.as_str())),
            _ => false,
        }
    }

    /// Whether it went, or goes, by the web chat: the door on which customers see what they are sent.
    pub fn on_the_web(&self) -> bool {
        self.channel.as_deref().is_none_or(|channel| channel == "webchat")
    }

    /// The kind of thread event, "" for a message.
    pub fn event_kind(&self) -> &str {
        self.event.as_ref().map_or("", |event| event.kind.as_str())
    }
}
