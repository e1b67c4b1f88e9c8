//! What a visitor sees: their thread and where they stand. Never a note, never another person.
use super::{
    attachment::Attachment,
    message::{Form, ThreadEvent},
    time::Time,
    word::{MessageKind, Receipt, Word},
};
use model::Uuid;
use serde::Serialize;
use utoipa::ToSchema;

/// Where the visitor's conversation is.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct State {
    pub place: VisitorPlace,
    /// How many are served before; null outside a queue.
    #[schema(required, minimum = 0)]
    pub ahead: Option<i64>,
    #[schema(required)]
    pub agent: Option<AgentName>,
    /// Somebody is there to answer; false: show the message form.
    pub online: bool,
}

impl From<desk::VisitorState> for State {
    fn from(it: desk::VisitorState) -> State {
        let place = match it.place {
            None => VisitorPlace::None,
            Some(model::PlaceWord::Robot) => VisitorPlace::Robot,
            Some(model::PlaceWord::Queue) => VisitorPlace::Queue,
            Some(model::PlaceWord::Agent) => VisitorPlace::Agent,
            Some(model::PlaceWord::Pending) => VisitorPlace::Pending,
            Some(model::PlaceWord::Closed) => VisitorPlace::Closed,
        };
        State { place, ahead: it.ahead, agent: it.agent.map(|name| AgentName { name }), online: it.online }
    }
}

/// A place as the visitor knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VisitorPlace {
    None,
    Robot,
    Queue,
    Agent,
    Pending,
    Closed,
}

/// Who answers.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct AgentName {
    pub name: String,
}

/// Who said it, from the visitor's side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Me,
    Agent,
    Robot,
    System,
}

/// One thing said; the thread is ordered by (`conversation_number`, `seq`).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VisitorMessage {
    pub id: Uuid,
    pub conversation: Uuid,
    pub conversation_number: i64,
    pub seq: i64,
    pub from: Side,
    #[schema(required)]
    pub name: Option<String>,
    pub kind: MessageKind,
    pub text: String,
    pub attachments: Vec<Attachment>,
    #[schema(required)]
    pub event: Option<ThreadEvent>,
    #[schema(required)]
    pub form: Option<Form>,
    /// Only of one's own.
    #[schema(required)]
    pub client_id: Option<String>,
    #[schema(required)]
    pub receipt: Option<Receipt>,
    pub at: Time,
}

impl VisitorMessage {
    /// With the number of its conversation and signed addresses for its attachments.
    #[must_use]
    pub fn of(it: &model::Message, number: i64, url: &dyn Fn(&model::Attached) -> String) -> VisitorMessage {
        use model::AuthorKind;
        let from = match it.author.kind {
            AuthorKind::Customer => Side::Me,
            AuthorKind::Agent => Side::Agent,
            AuthorKind::Robot => Side::Robot,
            AuthorKind::System => Side::System,
        };
        VisitorMessage {
            id: it.id.0,
            conversation: it.conversation.0,
            conversation_number: number,
            seq: it.seq,
            from,
            name: it.author.name.clone(),
            kind: Word(it.kind),
            text: it.text.clone(),
            attachments: it.parts.attachments.iter().map(|one| Attachment::of(one, url(one))).collect(),
            event: it.parts.event.clone().map(ThreadEvent::from),
            form: it.parts.form.as_ref().map(Form::from),
            client_id: if from == Side::Me { it.client_id.clone() } else { None },
            receipt: it.receipt.map(Word),
            at: it.at.into(),
        }
    }
}

/// What is new in the visitor's thread.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(clippy::large_enum_variant, reason = "made and written at once, never kept")]
pub enum VisitorEvent {
    Message { message: VisitorMessage },
    Receipt { conversation: Uuid, seq: i64, receipt: Receipt },
}

/// What the loader needs before it opens anything.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WidgetConfig {
    pub account: Uuid,
    pub brand: BrandName,
    #[schema(example = "#1d5fbf")]
    pub color: String,
    #[schema(example = "right")]
    pub position: String,
    pub launcher: super::operation::Text,
    pub greeting: super::operation::Text,
    pub online: bool,
    /// Bytes.
    pub file_limit: usize,
    /// Characters.
    pub text_limit: usize,
    /// What the message form asks, in order.
    pub form: Vec<FormQuestion>,
}

/// One question of the message form.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FormQuestion {
    /// `name`, `phone`, `email`, or the key of an attribute, which is answered under `attributes`.
    pub key: String,
    /// What it is called; empty for `name`, `phone` and `email`.
    pub title: String,
    /// `text`, `number`, `flag`, `day` or `choice`.
    #[serde(rename = "type")]
    pub kind: String,
    pub required: bool,
    /// Where one of these is to be chosen.
    pub choices: Vec<String>,
}

impl From<desk::Asked> for FormQuestion {
    fn from(it: desk::Asked) -> FormQuestion {
        FormQuestion { key: it.key, title: it.title, kind: it.kind, required: it.required, choices: it.choices }
    }
}

/// The face.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BrandName {
    pub name: String,
}
