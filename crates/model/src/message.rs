//! Message (消息): one thing said, on one leg, with one sequence number in its conversation.
use crate::*;
use serde::{Deserialize, Serialize};

words! {
    Direction { In = "in", Out = "out", Note = "note", Event = "event" }
    AuthorKind { Customer = "customer", Agent = "agent", Robot = "robot", System = "system" }
    MessageKind {
        Text = "text",
        Image = "image",
        Voice = "voice",
        Video = "video",
        File = "file",
        Location = "location",
        /// A page somewhere, or a page of a mini-program.
        Link = "link",
        Form = "form",
        Event = "event",
        /// Something this house cannot show; the raw bytes are kept.
        Unsupported = "unsupported",
    }
    /// How far an outbound message came. They only climb: queued < sent < delivered < read.
    Receipt { Queued = "queued", Sent = "sent", Delivered = "delivered", Read = "read", Failed = "failed", InDoubt = "in_doubt" }
    /// How an inbound message ended.
    Settled { Replied = "replied", Ticketed = "ticketed", NoReplyNeeded = "no_reply_needed" }
}

/// One thing said, or one thing that happened, at its place in the thread.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    pub tenant: TenantId,
    pub id: MessageId,
    pub conversation: ConversationId,
    /// 1, 2, 3 … in the order of commit; never changed.
    pub seq: i64,
    pub leg: Option<LegId>,
    pub channel: Option<String>,
    pub direction: Direction,
    pub author: Author,
    pub kind: MessageKind,
    pub text: String,
    pub parts: Parts,
    /// The sender's own id for this message, unique for that sender.
    pub client_id: Option<String>,
    /// The customer may see it.
    pub public: bool,
    pub receipt: Option<Receipt>,
    pub settled: Option<Settled>,
    pub settled_reason: Option<String>,
    pub at: At,
}

/// Who said it.
#[derive(Clone, Debug, PartialEq)]
pub struct Author {
    pub kind: AuthorKind,
    /// Agent id, or the identity of the customer; `None` for the system.
    pub id: Option<Uuid>,
    /// As it was when it was said.
    pub name: Option<String>,
}

impl Author {
    /// The house itself.
    pub const SYSTEM: Author = Author { kind: AuthorKind::System, id: None, name: None };
    /// An agent, under the name they have now.
    pub fn agent(agent: &Agent) -> Author {
        Author { kind: AuthorKind::Agent, id: Some(agent.id.0), name: Some(agent.name.clone()) }
    }
}

/// Something that happened to the conversation, shown as a pill in the thread.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum Happening {
    #[serde(rename = "conversation.opened")]
    Opened { channel: String },
    #[serde(rename = "conversation.queued")]
    Queued { queue_name: String, reason: QueuedBecause },
    #[serde(rename = "conversation.assigned")]
    Assigned { agent: AgentId, agent_name: String, how: AssignedBy },
    #[serde(rename = "conversation.transferred")]
    Transferred { from_name: Option<String>, to_name: String, note: Option<String> },
    #[serde(rename = "conversation.pending")]
    Pending { until: At, by_name: String, reason: Option<String> },
    #[serde(rename = "conversation.resumed")]
    Resumed { why: ResumedBecause },
    #[serde(rename = "conversation.closed")]
    Closed {
        by: ClosedBy,
        by_name: Option<String>,
        reason: Option<String>,
        /// The name of the disposition that was chosen.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        disposition: Option<String>,
    },
    #[serde(rename = "conversation.reopened")]
    Reopened { by: AuthorKind },
    #[serde(rename = "leg.joined")]
    LegJoined { channel: String },
    /// They cannot be reached on this channel any more.
    #[serde(rename = "leg.left")]
    LegLeft { channel: String },
    /// They pressed something of ours, as a menu.
    #[serde(rename = "leg.pressed")]
    LegPressed { channel: String, key: String },
    /// Another conversation turned out to be this customer's and goes on here. `reason`: the evidence.
    #[serde(rename = "conversation.absorbed")]
    Absorbed { conversation: ConversationId, number: i64, by_name: Option<String>, reason: String },
    /// It goes on in another conversation.
    #[serde(rename = "conversation.merged")]
    Merged { into: ConversationId, number: i64, by_name: Option<String>, reason: String },
    /// Two customers again: what was said on the other's channels went back to their conversation.
    #[serde(rename = "conversation.split")]
    Split { conversation: ConversationId, number: i64, by_name: Option<String> },
    /// An invitation to a further channel was made.
    #[serde(rename = "invite.made")]
    Invited { channel: String, by_name: String },
    #[serde(rename = "nobody.available")]
    NobodyAvailable {},
    /// An agent had the tenant's system do something with an order.
    #[serde(rename = "order.acted")]
    OrderActed { number: String, label: Label, amount: Option<i64>, currency: Option<String>, by_name: String },
    /// What was said before has outlived its time and was deleted: so many messages.
    #[serde(rename = "conversation.purged")]
    Purged { messages: i64 },
    #[serde(rename = "message.settled")]
    Settled { seq: i64, by_name: String, reason: String },
}

impl Happening {
    /// Whether the customer is told.
    pub fn is_public(&self) -> bool {
        use Happening::*;
        matches!(self, Queued { .. } | Assigned { .. } | Closed { .. } | Reopened { .. } | NobodyAvailable {})
    }
}

words! {
    QueuedBecause { New = "new", Handoff = "handoff", Transfer = "transfer", AgentLeft = "agent_left", Returned = "returned" }
    AssignedBy { Offer = "offer", Pull = "pull", Transfer = "transfer", Return = "return" }
    ResumedBecause { Customer = "customer", Agent = "agent", Deadline = "deadline" }
    ClosedBy { Agent = "agent", Silence = "silence", System = "system" }
}
