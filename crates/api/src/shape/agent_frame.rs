//! Frames of `/ws/agent`, both ways.
use super::{
    agent::Agent,
    event::{Event, Told},
    message::{Card, Message},
    time::Time,
    word::DraftMode,
};
use crate::problem::ProblemBody;
use model::Uuid;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a console says.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(tag = "t", rename_all = "snake_case")]
#[expect(clippy::large_enum_variant, reason = "read and acted on at once, never kept")]
pub enum AgentClientFrame {
    /// First, within 10 s.
    Hello { cursor: Option<String> },
    /// A reply or a note.
    Send {
        #[schema(min_length = 1, max_length = 64, pattern = "^[\\x21-\\x7e]+$")]
        client_id: String,
        conversation: Uuid,
        kind: DraftMode,
        #[schema(max_length = 10000)]
        text: Option<String>,
        #[schema(max_items = 10)]
        attachments: Option<Vec<Uuid>>,
        #[schema(max_items = 20)]
        mentions: Option<Vec<Uuid>>,
        card: Option<Card>,
        leg: Option<Uuid>,
        template: Option<bool>,
        looked: Option<bool>,
        #[schema(minimum = 0)]
        seen_seq: Option<i64>,
    },
    /// Read up to here.
    Read {
        conversation: Uuid,
        #[schema(minimum = 0)]
        seq: i64,
    },
    /// Repeated every 3 s while typing.
    Typing { conversation: Uuid, on: bool },
    /// Looks at this conversation, or at none.
    Viewing { conversation: Option<Uuid> },
    /// Every 20 s.
    Ping {},
}

/// What the server says to a console.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(tag = "t", rename_all = "snake_case")]
#[expect(clippy::large_enum_variant, reason = "made and written at once, never kept")]
pub enum AgentServerFrame {
    Welcome {
        cursor: String,
        agent: Agent,
        now: Time,
    },
    Events {
        cursor: String,
        #[schema(value_type = Vec<Event>)]
        items: Vec<Told>,
    },
    Ack {
        client_id: String,
        id: Uuid,
        seq: i64,
        message: Message,
    },
    Error {
        #[schema(required)]
        client_id: Option<String>,
        problem: ProblemBody,
    },
    /// Cursor too old or foreign: load lists again, then go on from here.
    Resync {
        cursor: String,
    },
    Typing {
        conversation: Uuid,
        who: Who,
        #[schema(required)]
        agent: Option<Uuid>,
        #[schema(required)]
        name: Option<String>,
        on: bool,
        /// What the customer has typed so far.
        #[schema(required)]
        text: Option<String>,
    },
    /// Who looks at it now.
    Viewing {
        conversation: Uuid,
        agents: Vec<Viewer>,
    },
    Presence {
        agent: Agent,
    },
    Pong {
        now: Time,
    },
    /// Before close 1012.
    Bye {
        retry_ms: u64,
    },
}

/// Who types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    Customer,
    Agent,
}

/// A colleague who looks at the same conversation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Viewer {
    pub id: Uuid,
    pub name: String,
}
