//! Conversation (会话): one reception of one customer in one brand. In exactly one place at any time.
use crate::*;

/// Where the conversation is, with the facts of that place.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// Waits for an agent; being offered to one while `offer` is there.
    Queue {
        queue: QueueId,
        rank: i64,
        offer: Option<Offer>,
    },
    /// Owned by one agent.
    Agent {
        owner: AgentId,
    },
    /// Waits for the customer or a date; costs no capacity. The owner gets it back if there is room.
    Pending {
        until: At,
        owner: Option<AgentId>,
    },
    Closed {
        at: At,
    },
}

/// Somebody's turn to take it, until a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offer {
    pub agent: AgentId,
    pub until: At,
}

words! {
    /// The word for a place, as kept and shown.
    PlaceWord { Robot = "robot", Queue = "queue", Agent = "agent", Pending = "pending", Closed = "closed" }
    /// What happens at a conversation's next deadline.
    Due {
        /// The offer is over: the next agent's turn.
        Offer = "offer",
        /// The customer is silent: remind.
        Remind = "remind",
        /// Still silent: close.
        Silence = "silence",
        /// The pending date has come.
        Pending = "pending",
    }
}

/// Ranks in a queue: lower is served first; within a rank the longest wait.
pub mod rank {
    /// Came back by a fault or a decline of ours: nobody new goes before it.
    pub const HEAD: i64 = 0;
    /// Everybody who comes by themselves.
    pub const ORDINARY: i64 = 100;
}

/// One reception, with its place and what lists and routing need of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Conversation {
    pub tenant: TenantId,
    pub id: ConversationId,
    /// Short number for people, per tenant, from 1.
    pub number: i64,
    pub brand: BrandId,
    pub customer: CustomerId,
    pub place: Place,
    /// The queue it goes to when it needs somebody.
    pub home: QueueId,
    pub last_owner: Option<AgentId>,
    /// Grows with every change of owner; a late answer of a former owner carries an older one.
    pub fence: i64,
    /// The customer waits for an answer since; `None`: nobody waits.
    pub waiting_since: Option<At>,
    pub opened_at: At,
    pub updated_at: At,
    pub last_seq: i64,
    /// Inbound messages so far, for unread counts.
    pub in_count: i64,
    pub due: Option<(At, Due)>,
    /// The agent who let the last offer pass: others come first.
    pub missed_by: Option<AgentId>,
    pub preview: Option<Preview>,
    /// Kinds of its legs, in order of joining.
    pub channels: Vec<String>,
    pub tags: Vec<String>,
    /// What it was about, as chosen when it was closed: an entry of the brand's list.
    pub disposition: Option<SettingId>,
    pub merged_into: Option<ConversationId>,
    /// How many others went on in this one, or left it again: its thread is read with theirs.
    pub kin: i64,
    pub version: i64,
}

/// The last thing said, cut to 140 characters, so that a list needs no second look.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Preview {
    pub seq: i64,
    pub direction: Direction,
    pub author: AuthorKind,
    pub kind: MessageKind,
    pub text: String,
    pub at: At,
}

impl Preview {
    /// Of what was said.
    pub fn of(message: &crate::Message) -> Preview {
        Preview {
            seq: message.seq,
            direction: message.direction,
            author: message.author.kind,
            kind: message.kind,
            text: message.text.chars().take(140).collect(),
            at: message.at,
        }
    }
}

impl Conversation {
    /// Who has it in hand now.
    pub fn owner(&self) -> Option<AgentId> {
        match self.place {
            Place::Agent { owner } => Some(owner),
            _ => None,
        }
    }
    /// Anything but closed.
    pub fn is_open(&self) -> bool {
        !matches!(self.place, Place::Closed { .. })
    }
    /// The offer that stands, if it waits and is being offered.
    pub fn offer(&self) -> Option<Offer> {
        match self.place {
            Place::Queue { offer, .. } => offer,
            _ => None,
        }
    }
}

impl Place {
    /// The word for this place.
    pub fn word(&self) -> PlaceWord {
        match self {
            Place::Queue { .. } => PlaceWord::Queue,
            Place::Agent { .. } => PlaceWord::Agent,
            Place::Pending { .. } => PlaceWord::Pending,
            Place::Closed { .. } => PlaceWord::Closed,
        }
    }
}
