//! Words: the model's enums as named string enums of the OpenAPI document. The aliases are needed: utoipa sees through no generics.
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        RefOr,
        schema::{ObjectBuilder, Schema, SchemaType, Type},
    },
};

/// One of the model's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Word<W>(pub W);

/// An enum that the document names.
pub trait Named: 'static {
    /// Its name in the document.
    const NAME: &'static str;
    /// Its words.
    fn words() -> Vec<&'static str>;
}

impl<W: Named> PartialSchema for Word<W> {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(SchemaType::Type(Type::String)).enum_values(Some(W::words())).into()
    }
}
impl<W: Named> ToSchema for Word<W> {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed(W::NAME)
    }
}
impl<W> From<W> for Word<W> {
    fn from(word: W) -> Word<W> {
        Word(word)
    }
}

macro_rules! named { ($($(#[$doc:meta])* $name:ident = $of:ty),* $(,)?) => { $(
    $(#[$doc])*
    pub type $name = Word<$of>;
    impl Named for $of {
        const NAME: &'static str = stringify!($name);
        fn words() -> Vec<&'static str> { <$of>::ALL.iter().map(|word| word.as_str()).collect() }
    }
)* } }

named! {
    /// What somebody may do.
    Role = model::Role,
    /// What a program's key may be used for.
    KeyScope = model::Scope,
    /// Whether new work may be offered.
    Presence = model::Presence,
    /// Whether somebody still belongs to the staff.
    AgentState = model::AgentState,
    /// The two languages of the house.
    Locale = model::Locale,
    /// Where a conversation is.
    Place = model::PlaceWord,
    /// Who can do something about a refusal.
    Fault = model::Fault,
    /// Whether both sides are there now.
    LegMode = model::LegMode,
    /// What evidence is good for.
    Strength = model::Strength,
    /// How a suggestion was decided.
    SuggestionState = model::SuggestionState,
    /// How a delivery stands.
    DeliveryState = model::DeliveryState,
    /// Which way a message goes.
    Direction = model::Direction,
    /// Who said it.
    AuthorKind = model::AuthorKind,
    /// What kind of message.
    MessageKind = model::MessageKind,
    /// How far an outbound message came.
    Receipt = model::Receipt,
    /// How an inbound message ended.
    Settled = model::Settled,
    /// Who is named in a note.
    MentionKind = model::MentionKind,
    /// Reply or note.
    DraftMode = model::DraftMode,
    /// Whether an address names one person.
    IdentityClass = model::IdentityClass,
    /// Whether an account is in use.
    AccountState = model::AccountState,
    /// Why a conversation came into a queue.
    QueuedBecause = model::QueuedBecause,
    /// How a conversation came to an agent.
    AssignedBy = model::AssignedBy,
    /// Why waiting ended.
    ResumedBecause = model::ResumedBecause,
    /// Who closed.
    ClosedBy = model::ClosedBy,
    /// Whether a webhook is called.
    WebhookState = model::WebhookState,
    /// Why a webhook is not called.
    DisabledReason = model::DisabledReason,
    /// How something told to a webhook stands.
    WebhookDeliveryState = model::WebhookDeliveryState,
    /// How an order's state is to be taken.
    Tone = model::Tone,
    /// Why an order system told nothing newer.
    OrderTrouble = model::OrderTrouble,
    /// How something that was done with an order stands.
    OrderActState = model::OrderActState,
    /// What happened, in the log.
    EventKind = model::EventKind,
}
