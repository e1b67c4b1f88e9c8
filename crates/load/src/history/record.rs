//! One line of a history.

use serde::{Deserialize, Serialize};

use super::standing::{Finding, Kept, Standing};

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Its place in the history, from 0; witnesses name records by it.
    pub n: u64,
    /// Microseconds since the run began, monotonic.
    pub us: u64,
    /// The client it happened to (`c12`, `a3`, `p0`), or `run` for the run itself.
    pub who: String,
    #[serde(flatten)]
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum What {
    /// The run begins, with this seed and these options in words.
    Start { seed: u64, options: String },
    /// A client of the run; `id` is an agent's id, or for a customer's second window the name of the customer.
    Client { role: Role, id: Option<String> },
    /// The client follows an official account under this openid. `person`: the visitor who is the same customer, by
    /// evidence that our door gets; None when nothing proves it.
    Follows { openid: String, person: Option<String> },
    /// The provider is being asked who this openid is.
    Inquiry { openid: String },
    /// The provider told who this openid is.
    Evidence { openid: String },
    /// The provider took this message for this openid.
    Accepted { to: String, text: String },
    /// The client asks for something. `op` is unique in the history; repeating a message is a new operation with the same client id.
    Invoke { op: u64, call: Call },
    /// The server acknowledged the operation.
    Ok { op: u64, answer: Answer },
    /// The server refused it for good: it did not happen.
    Fail { op: u64, code: String },
    /// No answer came, or one that leaves it open: it may have happened.
    Info { op: u64, why: String },
    /// A stream is open. `goes_on` false begins a new view of the conversations; true continues `view` from its cursor.
    Stream { view: u64, goes_on: bool },
    /// The latest messages that a visitor got in place of a cursor; `whole` when nothing older exists.
    Snapshot { view: u64, whole: bool, seen: Vec<Seen> },
    /// The stream delivered these new messages, in this order.
    Saw { view: u64, seen: Vec<Seen> },
    /// The server did not know the cursor that it had given.
    Resync { view: u64 },
    /// The stream broke, by our doing or the server's.
    Cut { view: u64, why: String },
    /// A conversation was seen to stand like this. The same standing is written once, however many clients saw it.
    State(Standing),
    /// A fault that the run caused, such as `kill`.
    Fault { kind: String },
    /// From here on nobody asks for anything; the rest is read back.
    Quiet,
    /// How a conversation stands at the end, who its customer is and which lists show it (`all`, `queue`, `pending`, `closed`, `mine a3`).
    Conversation {
        standing: Standing,
        number: u64,
        customer: String,
        brand: String,
        lists: Vec<String>,
        /// The conversation in which it goes on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        merged_into: Option<String>,
    },
    /// What a reader of this conversation's thread sees at the end, in that order: (conversation, sequence) of each message
    /// that is read here, those of absorbed conversations among them.
    Thread { conversation: String, items: Vec<(String, u64)> },
    /// A message as it is kept at the end.
    Message(Kept),
    /// What `parlor doctor --json` found; an invariant without violations is not listed.
    Doctor { ok: bool, findings: Vec<Finding> },
}

/// Which doors a client uses, and so what it may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// `/ws/visitor` or its long poll: own conversations, no notes.
    Customer,
    /// A provider's webhook: speaks, and sees only what the provider took.
    Follower,
    /// `/ws/agent` and REST: everything.
    Agent,
    /// `/api/v1/events`: everything, ids only.
    Program,
}

/// What a client may ask for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "call", rename_all = "snake_case")]
pub enum Call {
    /// A message: direction `in` (customer), `out` (reply) or `note`. Client ids are unique in the run. `files` are SHA-256 sums.
    Say { client_id: String, direction: String, conversation: Option<String>, text: String, files: Vec<String> },
    /// An attachment.
    Upload { name: String, size: u64, sha256: String },
    /// Something done to a conversation; `to` is the agent or queue of a transfer.
    Do { act: Act, conversation: String, to: Option<String> },
    /// Own presence.
    Presence { presence: String },
}

/// What an agent does to a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    Accept,
    Decline,
    Transfer,
    Close,
    Reopen,
    Pending,
    Resume,
}

/// What the server answered to an operation that it did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Answer {
    /// To a message: the row's id and its place.
    Said { id: String, conversation: String, seq: u64 },
    /// To a webhook: the provider may forget it.
    Heard,
    /// To an upload: the attachment's id.
    Uploaded { id: String },
    /// To an act: how the conversation stood after it.
    Stands(Standing),
    /// Nothing worth keeping.
    Done,
}

/// A message as a client saw it in a stream. A program sees no id and no text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    /// The position in the tenant's log; visitors do not see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log: Option<u64>,
    pub conversation: String,
    pub seq: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Fingerprint of the text (see `digest::body`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}
