//! Frames of `/ws/visitor`, both ways, and the long poll that carries the same frames.
use super::{
    customer::SeenPage,
    message::Form,
    time::Time,
    visitor::{State, VisitorEvent, VisitorMessage},
};
use crate::problem::ProblemBody;
use model::Uuid;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// First frame of a visitor.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct VisitorHello {
    /// The account of the page.
    pub account: Uuid,
    /// From the first `welcome`; null for a new visitor.
    pub token: Option<String>,
    /// From the last `welcome` or `events`.
    pub cursor: Option<String>,
    /// `zh-CN` or `en`; others are read as the nearer of the two.
    pub locale: Option<String>,
    pub page: Option<SeenPage>,
    pub user: Option<SignedUser>,
}

/// Who the host page says this is.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct SignedUser {
    /// JSON text, signed byte for byte.
    pub payload: String,
    /// Lower-case hex HMAC-SHA256.
    pub signature: String,
}

/// What a visitor says. What is said is read again by the channel, from the frame as it came; here it only has to have its shape.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(tag = "t", rename_all = "snake_case")]
#[expect(
    dead_code,
    reason = "the channel reads what is said from the frame itself; the shape is checked and documented here"
)]
pub enum VisitorClientFrame {
    Hello(VisitorHello),
    Send {
        #[schema(min_length = 1, max_length = 64, pattern = "^[\\x21-\\x7e]+$")]
        client_id: String,
        #[schema(max_length = 10000)]
        text: Option<String>,
        #[schema(max_items = 10)]
        attachments: Option<Vec<Uuid>>,
        form: Option<Form>,
    },
    /// 转人工: a person, please.
    Handoff {
        #[schema(min_length = 1, max_length = 64, pattern = "^[\\x21-\\x7e]+$")]
        client_id: String,
    },
    Read {
        conversation: Uuid,
        #[schema(minimum = 0)]
        seq: i64,
    },
    Typing {
        on: bool,
        #[schema(max_length = 10000)]
        text: Option<String>,
    },
    History {
        #[schema(max_length = 512)]
        before: String,
    },
    /// Every 25 s, every 10 s while queued.
    Ping {},
}

/// What the server says to a visitor.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum VisitorServerFrame {
    Welcome {
        token: String,
        cursor: String,
        now: Time,
        resumed: bool,
        state: State,
        /// The latest in order; empty when resumed.
        messages: Vec<VisitorMessage>,
        #[schema(required)]
        before: Option<String>,
    },
    Events {
        cursor: String,
        items: Vec<VisitorEvent>,
    },
    State(State),
    /// Durable. `id` and `seq` are null for a handoff, which is no message.
    Ack {
        client_id: String,
        #[schema(required)]
        id: Option<Uuid>,
        #[schema(required)]
        conversation: Option<Uuid>,
        #[schema(required)]
        seq: Option<i64>,
        at: Time,
    },
    Typing {
        #[schema(required)]
        name: Option<String>,
        on: bool,
    },
    History {
        messages: Vec<VisitorMessage>,
        #[schema(required)]
        before: Option<String>,
    },
    Error {
        #[schema(required)]
        client_id: Option<String>,
        problem: ProblemBody,
    },
    Pong {
        state: State,
    },
    /// Say hello again without cursor.
    Resync {},
    /// Before close 1012.
    Bye {
        retry_ms: u64,
    },
}

/// A long poll: hello, what the visitor has to say, and how long to wait for something new.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct VisitorPoll {
    pub hello: VisitorHello,
    /// Each a `VisitorClientFrame`; a wrong one is answered by an `error` frame.
    #[schema(max_items = 20)]
    #[schema(value_type = Option<Vec<Object>>)]
    pub frames: Option<Vec<serde_json::Value>>,
    /// Seconds.
    #[schema(minimum = 0, maximum = 25)]
    pub wait: Option<u32>,
}

/// What a long poll answers.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VisitorPolled {
    pub frames: Vec<VisitorServerFrame>,
}
