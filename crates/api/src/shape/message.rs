//! A message of a thread, and the request that says one.
use super::{
    attachment::Attachment,
    mention::Named,
    time::Time,
    word::{
        AssignedBy, AuthorKind, ClosedBy, Direction, DraftMode, Fault, MessageKind, QueuedBecause, Receipt,
        ResumedBecause, Settled, Word,
    },
};
use model::{Happening, Uuid};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// One thing said, or one thing that happened.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Message {
    pub id: Uuid,
    pub conversation: Uuid,
    /// 1, 2, 3 … within the conversation; never changes.
    #[schema(minimum = 1)]
    pub seq: i64,
    #[schema(required)]
    pub leg: Option<Uuid>,
    /// Kind of the channel.
    #[schema(required)]
    pub channel: Option<String>,
    pub direction: Direction,
    pub author: Author,
    pub kind: MessageKind,
    pub text: String,
    pub attachments: Vec<Attachment>,
    /// Files that the provider still holds: they come soon, or `failed` says why not.
    pub awaited: Vec<Awaited>,
    #[schema(required)]
    pub card: Option<Card>,
    #[schema(required)]
    pub form: Option<Form>,
    #[schema(required)]
    pub event: Option<ThreadEvent>,
    /// Whom a note names.
    pub mentions: Vec<Named>,
    #[schema(required)]
    pub client_id: Option<String>,
    /// Outbound only.
    #[schema(required)]
    pub receipt: Option<Receipt>,
    /// Inbound: null while open.
    #[schema(required)]
    pub settled: Option<Settled>,
    pub at: Time,
    /// When it was said, by the provider's clock.
    #[schema(required)]
    pub said_at: Option<Time>,
    /// Outbound: why it did not go out.
    #[schema(required)]
    pub failed: Option<Failed>,
    /// The leg's conversation in whose thread this is read, when it is not `conversation`: the customer turned out to be
    /// another one after all.
    #[schema(required)]
    pub moved_to: Option<Uuid>,
}

/// A file that the provider still holds.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Awaited {
    /// What it will be.
    pub kind: MessageKind,
    /// Why it did not come.
    #[schema(required)]
    pub failed: Option<String>,
}

/// Something to look at that is neither text nor file.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Card {
    /// Degrees.
    Location { latitude: String, longitude: String, label: String },
    Link {
        #[schema(min_length = 1, max_length = 128)]
        title: String,
        #[serde(default)]
        #[schema(max_length = 512)]
        description: String,
        #[schema(max_length = 2000)]
        url: String,
        /// Address of a picture; empty: none.
        #[serde(default)]
        #[schema(max_length = 2000)]
        picture: String,
    },
    /// A page of a mini-program.
    Applet {
        #[schema(min_length = 1, max_length = 128)]
        title: String,
        #[serde(default)]
        app_id: String,
        path: String,
    },
    /// Something to listen to.
    Music {
        #[schema(min_length = 1, max_length = 128)]
        title: String,
        #[serde(default)]
        #[schema(max_length = 512)]
        description: String,
        #[schema(max_length = 2000)]
        url: String,
    },
    /// Answers to choose from.
    Menu {
        #[schema(min_length = 1, max_length = 128)]
        head: String,
        #[schema(min_items = 1, max_items = 10)]
        items: Vec<MenuItem>,
        #[serde(default)]
        #[schema(max_length = 512)]
        tail: String,
    },
    /// What you keep at the provider, by its id there.
    Material {
        /// The provider's word: `mpnews`, `mpnewsarticle`, `wxcard`.
        of: String,
        id: String,
        #[schema(min_length = 1, max_length = 128)]
        title: String,
    },
}

/// One answer to choose from.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct MenuItem {
    /// What comes back when it was chosen.
    #[schema(min_length = 1, max_length = 64)]
    pub id: String,
    #[schema(min_length = 1, max_length = 128)]
    pub text: String,
}

/// Why a message did not go out.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Failed {
    pub fault: Fault,
    /// In the provider's words.
    pub why: String,
}

/// Who said it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Author {
    pub kind: AuthorKind,
    #[schema(required)]
    pub id: Option<Uuid>,
    #[schema(required)]
    pub name: Option<String>,
}

/// What somebody who found nobody left behind.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct Form {
    #[schema(max_length = 254)]
    pub name: Option<String>,
    #[schema(max_length = 254)]
    pub phone: Option<String>,
    #[schema(max_length = 254)]
    pub email: Option<String>,
    /// Answers to what else the brand asks, by the keys of its attributes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attributes: Option<super::setting::Fields>,
}

/// Something that happened to the conversation, shown as a pill in the thread.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(tag = "kind")]
pub enum ThreadEvent {
    #[serde(rename = "conversation.opened")]
    Opened { channel: String },
    #[serde(rename = "conversation.queued")]
    Queued { queue_name: String, reason: QueuedBecause },
    #[serde(rename = "conversation.assigned")]
    Assigned { agent: Uuid, agent_name: String, how: AssignedBy },
    #[serde(rename = "conversation.transferred")]
    Transferred { from_name: Option<String>, to_name: String, note: Option<String> },
    #[serde(rename = "conversation.pending")]
    Pending { until: Time, by_name: String, reason: Option<String> },
    #[serde(rename = "conversation.resumed")]
    Resumed { why: ResumedBecause },
    #[serde(rename = "conversation.closed")]
    Closed { by: ClosedBy, by_name: Option<String>, reason: Option<String>, disposition: Option<String> },
    #[serde(rename = "conversation.reopened")]
    Reopened { by: AuthorKind },
    #[serde(rename = "leg.joined")]
    LegJoined { channel: String },
    #[serde(rename = "leg.left")]
    LegLeft { channel: String },
    #[serde(rename = "leg.pressed")]
    LegPressed { channel: String, key: String },
    /// Another conversation of this customer goes on here.
    #[serde(rename = "conversation.absorbed")]
    Absorbed { conversation: Uuid, number: i64, by_name: Option<String>, reason: String },
    /// It goes on in another conversation.
    #[serde(rename = "conversation.merged")]
    Merged { into: Uuid, number: i64, by_name: Option<String>, reason: String },
    /// A merge was undone.
    #[serde(rename = "conversation.split")]
    Split { conversation: Uuid, number: i64, by_name: Option<String> },
    #[serde(rename = "invite.made")]
    Invited { channel: String, by_name: String },
    #[serde(rename = "nobody.available")]
    NobodyAvailable {},
    /// An agent had the tenant's system do something with an order. `amount` in the currency's smallest unit.
    #[serde(rename = "order.acted")]
    OrderActed {
        number: String,
        label: super::operation::Text,
        amount: Option<i64>,
        currency: Option<String>,
        by_name: String,
    },
    /// So many messages before this one have outlived their time and were deleted.
    #[serde(rename = "conversation.purged")]
    Purged { messages: i64 },
    #[serde(rename = "message.settled")]
    Settled { seq: i64, by_name: String, reason: String },
}

impl Message {
    /// With signed addresses for its attachments.
    #[must_use]
    pub fn of(it: &model::Message, url: &dyn Fn(&model::Attached) -> String) -> Message {
        Message {
            id: it.id.0,
            conversation: it.conversation.0,
            seq: it.seq,
            leg: it.leg.map(Into::into),
            channel: it.channel.clone(),
            direction: Word(it.direction),
            author: Author { kind: Word(it.author.kind), id: it.author.id, name: it.author.name.clone() },
            kind: Word(it.kind),
            text: it.text.clone(),
            attachments: it.parts.attachments.iter().map(|one| Attachment::of(one, url(one))).collect(),
            awaited: it.parts.awaited.iter().map(Awaited::from).collect(),
            card: it.parts.card.clone().map(Card::from),
            form: it.parts.form.as_ref().map(Form::from),
            event: it.parts.event.clone().map(ThreadEvent::from),
            mentions: it.parts.mentions.iter().map(Named::from).collect(),
            client_id: it.client_id.clone(),
            receipt: it.receipt.map(Word),
            settled: it.settled.map(Word),
            at: it.at.into(),
            said_at: it.parts.said_at.map(Into::into),
            failed: it.parts.failed.as_ref().map(|it| Failed { fault: Word(it.fault), why: it.why.clone() }),
            moved_to: None,
        }
    }
}

impl From<&model::Awaited> for Awaited {
    fn from(it: &model::Awaited) -> Awaited {
        Awaited { kind: Word(it.kind), failed: it.failed.clone() }
    }
}

impl From<model::Card> for Card {
    fn from(it: model::Card) -> Card {
        use model::Card as From;
        match it {
            From::Location { latitude, longitude, label } => Card::Location { latitude, longitude, label },
            From::Link { title, description, url, picture } => Card::Link { title, description, url, picture },
            From::Applet { title, app_id, path } => Card::Applet { title, app_id, path },
            From::Music { title, description, url } => Card::Music { title, description, url },
            From::Menu { head, items, tail } => {
                let items = items.into_iter().map(|item| MenuItem { id: item.id, text: item.text }).collect();
                Card::Menu { head, items, tail }
            }
            From::Material { of, id, title } => Card::Material { of, id, title },
        }
    }
}
impl From<Card> for model::Card {
    fn from(it: Card) -> model::Card {
        use Card as From;
        match it {
            From::Location { latitude, longitude, label } => model::Card::Location { latitude, longitude, label },
            From::Link { title, description, url, picture } => model::Card::Link { title, description, url, picture },
            From::Applet { title, app_id, path } => model::Card::Applet { title, app_id, path },
            From::Music { title, description, url } => model::Card::Music { title, description, url },
            From::Menu { head, items, tail } => {
                let items = items.into_iter().map(|item| model::MenuItem { id: item.id, text: item.text }).collect();
                model::Card::Menu { head, items, tail }
            }
            From::Material { of, id, title } => model::Card::Material { of, id, title },
        }
    }
}

impl From<&model::Form> for Form {
    fn from(it: &model::Form) -> Form {
        Form {
            name: it.name.clone(),
            phone: it.phone.clone(),
            email: it.email.clone(),
            attributes: it.attributes.as_ref().map(super::setting::shown),
        }
    }
}
impl From<Form> for model::Form {
    fn from(it: Form) -> model::Form {
        model::Form {
            name: it.name,
            phone: it.phone,
            email: it.email,
            attributes: it.attributes.map(super::setting::taken),
        }
    }
}

impl From<Happening> for ThreadEvent {
    fn from(it: Happening) -> ThreadEvent {
        use Happening as H;
        match it {
            H::Opened { channel } => ThreadEvent::Opened { channel },
            H::Queued { queue_name, reason } => ThreadEvent::Queued { queue_name, reason: Word(reason) },
            H::Assigned { agent, agent_name, how } => {
                ThreadEvent::Assigned { agent: agent.0, agent_name, how: Word(how) }
            }
            H::Transferred { from_name, to_name, note } => ThreadEvent::Transferred { from_name, to_name, note },
            H::Pending { until, by_name, reason } => ThreadEvent::Pending { until: Time(until), by_name, reason },
            H::Resumed { why } => ThreadEvent::Resumed { why: Word(why) },
            H::Closed { by, by_name, reason, disposition } => {
                ThreadEvent::Closed { by: Word(by), by_name, reason, disposition }
            }
            H::Reopened { by } => ThreadEvent::Reopened { by: Word(by) },
            H::LegJoined { channel } => ThreadEvent::LegJoined { channel },
            H::LegLeft { channel } => ThreadEvent::LegLeft { channel },
            H::LegPressed { channel, key } => ThreadEvent::LegPressed { channel, key },
            H::Absorbed { conversation, number, by_name, reason } => {
                ThreadEvent::Absorbed { conversation: conversation.0, number, by_name, reason }
            }
            H::Merged { into, number, by_name, reason } => {
                ThreadEvent::Merged { into: into.0, number, by_name, reason }
            }
            H::Split { conversation, number, by_name } => {
                ThreadEvent::Split { conversation: conversation.0, number, by_name }
            }
            H::Invited { channel, by_name } => ThreadEvent::Invited { channel, by_name },
            H::NobodyAvailable {} => ThreadEvent::NobodyAvailable {},
            H::OrderActed { number, label, amount, currency, by_name } => {
                ThreadEvent::OrderActed { number, label: label.into(), amount, currency, by_name }
            }
            H::Purged { messages } => ThreadEvent::Purged { messages },
            H::Settled { seq, by_name, reason } => ThreadEvent::Settled { seq, by_name, reason },
        }
    }
}

/// Say something: to the customer or among colleagues.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct NewMessage {
    /// The sender's own id: the same one again gets the same answer.
    #[schema(min_length = 1, max_length = 64, pattern = "^[\\x21-\\x7e]+$")]
    pub client_id: String,
    pub kind: DraftMode,
    #[schema(max_length = 10000)]
    pub text: Option<String>,
    /// Ids of uploaded files.
    #[schema(max_items = 10)]
    pub attachments: Option<Vec<Uuid>>,
    /// Of a note: ids of colleagues and teams whom it names.
    #[schema(max_items = 20)]
    pub mentions: Option<Vec<Uuid>>,
    /// Beside the text or alone; only where the leg's channel carries cards of its kind.
    pub card: Option<Card>,
    /// By which leg; the one the customer last used when left out.
    pub leg: Option<Uuid>,
    /// As the approved template of the leg's channel: outside of its reply window, with the text in it.
    pub template: Option<bool>,
    /// The writer was warned of sensitive words, and means them.
    pub looked: Option<bool>,
    /// The last seq the writer has seen.
    #[schema(minimum = 0)]
    pub seen_seq: Option<i64>,
}

/// Parameters of a thread page.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ThreadPage {
    /// Page backwards from this seq (exclusive).
    #[param(minimum = 1)]
    pub before: Option<i64>,
    /// Page forwards from this seq (exclusive); `before` goes first.
    #[param(minimum = 0)]
    pub after: Option<i64>,
    /// Entries wanted, 1…100; 50 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}

/// A page of a thread, ascending.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Messages {
    pub items: Vec<Message>,
    /// The seq to ask `after` for; null at the end.
    #[schema(required)]
    pub next: Option<i64>,
    /// The seq to ask `before` for; null at the beginning.
    #[schema(required)]
    pub previous: Option<i64>,
}
