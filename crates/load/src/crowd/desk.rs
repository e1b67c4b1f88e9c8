//! What an agent's client knows: the conversations as the stream told them, and how it takes frames.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Stage;
use super::visitor::busy;
use crate::door::shape;
use crate::history::{Answer, Call, Standing, What};

/// The kinds of events that name a message which is not new; all others that carry one bring it into the thread.
pub const NOT_NEW: [&str; 4] = ["message.updated", "read.marked", "draft.saved", "delivery.changed"];

/// An agent's client.
pub struct Desk {
    pub name: String,
    pub id: String,
    cursor: Option<String>,
    pub view: Option<u64>,
    /// Everything that was heard of, open or closed.
    pub conversations: BTreeMap<String, Standing>,
    /// Messages on their way over the socket: the operation and the frame to send again.
    on_the_way: BTreeMap<String, (u64, Value)>,
    /// Messages whose line broke, to be sent again.
    pub again: Vec<Value>,
    /// SHA-256 of uploaded files, by id.
    files: BTreeMap<String, String>,
    said: u64,
}

/// What a frame asks of the agent's client.
#[derive(Debug, PartialEq, Eq)]
pub enum Asks {
    Nothing,
    /// The stream stands.
    Welcome,
    /// Load the lists again: the cursor was not known.
    Lists,
    /// Come back after so many milliseconds.
    Bye(u64),
}

impl Desk {
    /// A client of this agent, before its first hello.
    pub fn new(name: &str, id: &str) -> Self {
        Self {
            name: name.to_owned(),
            id: id.to_owned(),
            cursor: None,
            view: None,
            conversations: BTreeMap::new(),
            on_the_way: BTreeMap::new(),
            again: Vec::new(),
            files: BTreeMap::new(),
            said: 0,
        }
    }

    /// The first frame on a line.
    pub fn hello(&self) -> Value {
        json!({"t": "hello", "cursor": self.cursor})
    }

    /// A tag for the next message.
    pub fn tag(&mut self) -> String {
        self.said += 1;
        format!("{}-{}", self.name, self.said)
    }

    /// Whether nothing waits for an answer.
    pub fn content(&self) -> bool {
        self.on_the_way.is_empty() && self.again.is_empty()
    }

    /// Writes down that this message frame is sent over the socket now.
    pub fn sending(&mut self, stage: &Stage, frame: &Value) {
        let op = stage.recorder.invoke(&self.name, self.saying(frame));
        self.on_the_way.insert(shape::text(frame, "client_id").unwrap_or_default(), (op, frame.clone()));
    }

    /// The line is gone.
    pub fn broken(&mut self, stage: &Stage, why: &str) {
        for (_, (op, frame)) in std::mem::take(&mut self.on_the_way) {
            stage.recorder.info(&self.name, op, why);
            self.again.push(frame);
        }
        if let Some(view) = self.view {
            stage.recorder.note(&self.name, What::Cut { view, why: why.to_owned() });
        }
    }

    /// Takes a conversation as some answer or event told it.
    pub fn learn(&mut self, stage: &Stage, conversation: &Value) -> Option<Standing> {
        let standing = shape::standing(conversation)?;
        stage.recorder.note(&self.name, What::State(standing.clone()));
        let known = self.conversations.get(&standing.conversation).map_or(0, |known| known.version);
        if standing.version >= known {
            self.conversations.insert(standing.conversation.clone(), standing.clone());
        }
        Some(standing)
    }

    /// Takes a frame from the server.
    pub fn take(&mut self, stage: &Stage, frame: &Value) -> Asks {
        match frame.get("t").and_then(Value::as_str).unwrap_or_default() {
            "welcome" => {
                let goes_on = self.cursor.is_some() && self.view.is_some();
                let view = if goes_on { self.view.unwrap_or_default() } else { stage.recorder.view() };
                self.view = Some(view);
                self.cursor = shape::text(frame, "cursor").or_else(|| self.cursor.take());
                stage.recorder.note(&self.name, What::Stream { view, goes_on });
                return Asks::Welcome;
            }
            "events" => self.events(stage, frame),
            "ack" => {
                let id = shape::text(frame, "id");
                let message = frame.get("message").unwrap_or(&Value::Null);
                let seq = shape::number(frame, "seq").or_else(|| shape::number(message, "seq"));
                let sent = self.on_the_way.remove(&shape::text(frame, "client_id").unwrap_or_default());
                let (Some((op, sent)), Some(id), Some(seq)) = (sent, id, seq) else {
                    stage.odd.note("agent: an ack for nothing on its way, or an incomplete one");
                    return Asks::Nothing;
                };
                let conversation = shape::text(message, "conversation")
                    .or_else(|| shape::text(&sent, "conversation"))
                    .unwrap_or_default();
                stage.recorder.ok(&self.name, op, Answer::Said { id, conversation, seq });
            }
            "error" => self.refused(stage, frame),
            "resync" => {
                if let Some(view) = self.view {
                    stage.recorder.note(&self.name, What::Resync { view });
                }
                self.cursor = shape::text(frame, "cursor");
                let view = stage.recorder.view();
                self.view = Some(view);
                stage.recorder.note(&self.name, What::Stream { view, goes_on: false });
                return Asks::Lists;
            }
            "bye" => return Asks::Bye(shape::number(frame, "retry_ms").unwrap_or(500)),
            "typing" | "viewing" | "presence" | "pong" => {}
            other => stage.odd.note(&format!("agent: unknown frame {other}")),
        }
        Asks::Nothing
    }

    fn events(&mut self, stage: &Stage, frame: &Value) {
        let mut seen = Vec::new();
        for item in shape::items(frame) {
            if let Some(conversation) = item.get("conversation") {
                self.learn(stage, conversation);
            }
            let kind = shape::text(item, "kind").unwrap_or_default();
            if !NOT_NEW.contains(&kind.as_str()) {
                let message = item.get("message").filter(|message| message.is_object());
                seen.extend(message.and_then(|message| shape::seen(message, shape::number(item, "seq"))));
            }
        }
        if let (Some(view), false) = (self.view, seen.is_empty()) {
            stage.recorder.note(&self.name, What::Saw { view, seen });
        }
        self.cursor = shape::text(frame, "cursor").or_else(|| self.cursor.take());
    }

    fn refused(&mut self, stage: &Stage, frame: &Value) {
        let (code, detail) = shape::problem(frame.get("problem").unwrap_or(&Value::Null));
        let client_id = shape::text(frame, "client_id").unwrap_or_default();
        match self.on_the_way.remove(&client_id) {
            Some((op, frame)) if busy(&code) => {
                stage.recorder.info(&self.name, op, &format!("busy: {code}"));
                self.again.push(frame);
            }
            Some((op, _)) => stage.recorder.fail(&self.name, op, &code),
            None => stage.odd.note(&format!("agent: error {code}: {detail}")),
        }
    }

    /// Remembers an uploaded file's sum; gives the id back for the frame.
    pub fn attach(&mut self, id: String, sum: String) -> String {
        self.files.insert(id.clone(), sum);
        id
    }

    /// The operation that sending this frame is.
    pub fn saying(&self, frame: &Value) -> Call {
        let text = |key: &str| shape::text(frame, key).unwrap_or_default();
        let direction = if text("kind") == "note" { "note" } else { "out" };
        let files = shape::list(frame, "attachments").iter().filter_map(Value::as_str);
        Call::Say {
            client_id: text("client_id"),
            direction: direction.to_owned(),
            conversation: shape::text(frame, "conversation"),
            text: text("text"),
            files: files.filter_map(|id| self.files.get(id).cloned()).collect(),
        }
    }
}
