//! A conversation as lists and threads show it, and the requests that move it.
use super::{
    time::Time,
    word::{AuthorKind, Direction, MessageKind, Place, Word},
};
use model::Uuid;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// One reception of one customer in one brand.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Conversation {
    pub id: Uuid,
    /// Short number for people.
    pub number: i64,
    pub brand: Uuid,
    pub customer: CustomerName,
    pub place: Place,
    #[schema(required)]
    pub queue: Option<Uuid>,
    /// Agent id.
    #[schema(required)]
    pub owner: Option<Uuid>,
    /// This queue entry is being offered to that agent.
    #[schema(required)]
    pub offer: Option<Offer>,
    #[schema(required)]
    pub pending_until: Option<Time>,
    /// The customer has waited for an answer since; null: nobody waits.
    #[schema(required)]
    pub waiting_since: Option<Time>,
    pub opened_at: Time,
    pub updated_at: Time,
    #[schema(required)]
    pub closed_at: Option<Time>,
    pub last_seq: i64,
    /// Never an event.
    #[schema(required)]
    pub last_message: Option<LastMessage>,
    /// Kinds of its legs, in order of joining.
    pub channels: Vec<String>,
    pub tags: Vec<String>,
    /// What it was about, as chosen when it was closed.
    #[schema(required)]
    pub disposition: Option<Uuid>,
    /// For the caller, at most 99; null inside socket events.
    #[schema(required, minimum = 0, maximum = 99)]
    pub unread: Option<i64>,
    /// The caller's; null inside socket events.
    #[schema(required)]
    pub read_seq: Option<i64>,
    #[schema(required)]
    pub merged_into: Option<Uuid>,
    pub version: i64,
}

/// Whose conversation it is; `name` null: show 访客 / Visitor with the number.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CustomerName {
    pub id: Uuid,
    #[schema(required)]
    pub name: Option<String>,
}

/// Somebody's turn to take it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Offer {
    pub agent: Uuid,
    pub until: Time,
}

/// The last thing said, cut to 140 characters.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LastMessage {
    pub seq: i64,
    pub direction: Direction,
    pub author: AuthorKind,
    pub kind: MessageKind,
    pub text: String,
    pub at: Time,
}

impl Conversation {
    /// As the caller sees it: `mine` is (unread, read_seq), absent inside socket events.
    #[must_use]
    pub fn of(it: &model::Conversation, customer_name: Option<String>, mine: Option<(i64, i64)>) -> Conversation {
        use model::Place::{Agent, Closed, Pending, Queue};
        let (queue, owner, pending_until, closed_at) = match it.place {
            Queue { queue, .. } => (Some(queue), None, None, None),
            Agent { owner } => (None, Some(owner), None, None),
            Pending { until, owner } => (None, owner, Some(until), None),
            Closed { at } => (None, None, None, Some(at)),
        };
        Conversation {
            id: it.id.0,
            number: it.number,
            brand: it.brand.0,
            customer: CustomerName { id: it.customer.0, name: customer_name },
            place: Word(it.place.word()),
            queue: queue.map(Into::into),
            owner: owner.map(Into::into),
            offer: it.offer().map(|offer| Offer { agent: offer.agent.0, until: offer.until.into() }),
            pending_until: pending_until.map(Time),
            waiting_since: it.waiting_since.map(Time),
            opened_at: it.opened_at.into(),
            updated_at: it.updated_at.into(),
            closed_at: closed_at.map(Time),
            last_seq: it.last_seq,
            last_message: it.preview.as_ref().map(LastMessage::from),
            channels: it.channels.clone(),
            tags: it.tags.clone(),
            disposition: it.disposition.map(Into::into),
            unread: mine.map(|(unread, _)| unread.clamp(0, 99)),
            read_seq: mine.map(|(_, read_seq)| read_seq),
            merged_into: it.merged_into.map(Into::into),
            version: it.version,
        }
    }
}

impl From<&desk::Listed> for Conversation {
    fn from(it: &desk::Listed) -> Conversation {
        let unread = it.conversation.in_count - it.read_in_count;
        Conversation::of(&it.conversation, it.customer_name.clone(), Some((unread, it.read_seq)))
    }
}

impl From<&model::Preview> for LastMessage {
    fn from(it: &model::Preview) -> LastMessage {
        LastMessage {
            seq: it.seq,
            direction: Word(it.direction),
            author: Word(it.author),
            kind: Word(it.kind),
            text: it.text.clone(),
            at: it.at.into(),
        }
    }
}

/// Which conversations a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// Owned by me or offered to me; longest wait first.
    #[default]
    Mine,
    /// Waiting in queues, in the order they will be served.
    Queue,
    /// Every open one.
    All,
    /// Waiting for the customer or a date.
    Pending,
    /// Ended.
    Closed,
    /// 漏回: an inbound message not settled for more than two minutes.
    Unanswered,
}

impl View {
    /// The word in the query.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            View::Mine => "mine",
            View::Queue => "queue",
            View::All => "all",
            View::Pending => "pending",
            View::Closed => "closed",
            View::Unanswered => "unanswered",
        }
    }
}

/// Parameters of the conversation list.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListConversations {
    #[serde(default)]
    #[param(inline)]
    pub view: View,
    /// Only this brand.
    pub brand: Option<Uuid>,
    /// A saved view instead, by its id: what it says of view and brand counts.
    pub saved: Option<Uuid>,
    /// `next` of the page before.
    #[param(max_length = 512)]
    pub after: Option<String>,
    /// Entries wanted, 1…100; 50 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}

/// How much there is to do.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Counts {
    #[schema(minimum = 0)]
    pub mine: i64,
    #[schema(minimum = 0)]
    pub queue: i64,
    #[schema(minimum = 0)]
    pub all: i64,
    #[schema(minimum = 0)]
    pub pending: i64,
    #[schema(minimum = 0)]
    pub unanswered: i64,
    /// Notes that name the caller and are unread.
    #[schema(minimum = 0)]
    pub mentions: i64,
    #[schema(required)]
    pub longest_wait_since: Option<Time>,
}

/// To whom: exactly one of the two.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct Target {
    pub agent: Option<Uuid>,
    pub queue: Option<Uuid>,
}

/// Hand over.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct Transfer {
    pub to: Target,
    /// For the colleague, never for the customer.
    #[schema(max_length = 2000)]
    pub note: Option<String>,
}

/// End it.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct Close {
    /// Why open messages need no reply.
    #[schema(min_length = 1, max_length = 200)]
    pub no_reply_needed: Option<String>,
    /// What it was about: an entry of the brand's dispositions.
    pub disposition: Option<Uuid>,
}

/// Wait for the customer or a date.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct SetPending {
    pub until: Time,
    #[schema(max_length = 200)]
    pub reason: Option<String>,
}

/// This inbound message needs no reply.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct Settle {
    #[schema(minimum = 1)]
    pub seq: i64,
    #[schema(min_length = 1, max_length = 200)]
    pub reason: String,
}

/// All tags, by name.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct SetTags {
    #[schema(max_items = 20)]
    pub tags: Vec<String>,
}

/// Read up to here.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct MarkRead {
    #[schema(minimum = 0)]
    pub seq: i64,
}

/// Words not yet sent.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Draft {
    pub mode: super::word::DraftMode,
    pub text: String,
    pub updated_at: Time,
}

/// The caller's drafts of one conversation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Drafts {
    #[schema(max_items = 2)]
    pub items: Vec<Draft>,
}

/// Keep a draft; an empty text forgets it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct SetDraft {
    pub mode: super::word::DraftMode,
    #[schema(max_length = 10000)]
    pub text: String,
}

impl From<&model::Draft> for Draft {
    fn from(it: &model::Draft) -> Draft {
        Draft { mode: Word(it.mode), text: it.text.clone(), updated_at: it.updated_at.into() }
    }
}
