//! What a visitor's client keeps and how it takes frames: the same for the socket and the long poll.

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Value, json};
use tokio::sync::watch;

use super::Stage;
use crate::door::shape;
use crate::history::{Answer, Call, What};

/// So many unacknowledged messages, and a customer stops to type.
const PATIENCE: usize = 8;

/// A visitor's client.
pub struct Visitor {
    pub name: String,
    pub token: Option<String>,
    /// Who the host page says this is, signed.
    pub user: Option<Value>,
    cursor: Option<String>,
    view: Option<u64>,
    /// Said and not yet acknowledged, in order.
    outbox: VecDeque<Saying>,
    /// The operation of each message that is on its way on the present line.
    on_the_way: BTreeMap<String, u64>,
    acknowledged: Vec<Saying>,
    said: u64,
    /// The latest message seen, for read marks.
    pub latest: Option<(String, u64)>,
    /// A second window that only listens.
    pub silent: bool,
    /// Where the token is told to the second window.
    share: watch::Sender<Option<String>>,
}

/// A message of the customer's.
#[derive(Clone)]
struct Saying {
    client_id: String,
    text: String,
    /// Attachment id and SHA-256.
    files: Vec<(String, String)>,
}

/// What a frame asks of the client.
#[derive(Debug, PartialEq, Eq)]
pub enum Took {
    /// Nothing more.
    Nothing,
    /// The line stands: the outbox may go.
    Welcome,
    /// Say hello again without cursor.
    Resync,
    /// The server goes; come back after so many milliseconds.
    Bye(u64),
}

impl Visitor {
    /// A visitor who was never here.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            token: None,
            user: None,
            cursor: None,
            view: None,
            outbox: VecDeque::new(),
            on_the_way: BTreeMap::new(),
            acknowledged: Vec::new(),
            said: 0,
            latest: None,
            silent: false,
            share: watch::Sender::new(None),
        }
    }

    /// Hears the token as soon as there is one.
    pub fn token_told(&self) -> watch::Receiver<Option<String>> {
        self.share.subscribe()
    }

    /// The first frame on a line.
    pub fn hello(&self, account: &str) -> Value {
        let page = json!({"url": "http://shop.example/cup", "title": "杯子"});
        json!({"t": "hello", "account": account, "token": self.token, "cursor": self.cursor, "locale": "zh-CN", "page": page, "user": self.user})
    }

    /// A tag for the next message; texts and client ids carry it.
    pub fn tag(&mut self) -> String {
        self.said += 1;
        format!("{}-{}", self.name, self.said)
    }

    /// Puts a message into the outbox. `tag` is its client id.
    pub fn say(&mut self, tag: String, text: String, files: Vec<(String, String)>) {
        self.outbox.push_back(Saying { client_id: tag, text, files });
    }

    /// The frames of all messages that wait and are not on their way on this line. Asking for them is sending them.
    pub fn take_outbox(&mut self, stage: &Stage) -> Vec<Value> {
        if self.token.is_none() {
            return Vec::new();
        }
        let waiting: Vec<Saying> =
            self.outbox.iter().filter(|saying| !self.on_the_way.contains_key(&saying.client_id)).cloned().collect();
        waiting.iter().map(|saying| self.send(stage, saying)).collect()
    }

    /// The frame of a message that was already acknowledged: a client that lost its memory sends it again.
    pub fn repeat(&mut self, stage: &Stage, which: u64) -> Option<Value> {
        let at = usize::try_from(which).ok()? % self.acknowledged.len().max(1);
        let saying = self.acknowledged.get(at)?.clone();
        if self.on_the_way.contains_key(&saying.client_id) {
            return None;
        }
        Some(self.send(stage, &saying))
    }

    fn send(&mut self, stage: &Stage, saying: &Saying) -> Value {
        let call = Call::Say {
            client_id: saying.client_id.clone(),
            direction: "in".to_owned(),
            conversation: None,
            text: saying.text.clone(),
            files: saying.files.iter().map(|(_, sum)| sum.clone()).collect(),
        };
        let op = stage.recorder.invoke(&self.name, call);
        self.on_the_way.insert(saying.client_id.clone(), op);
        let files: Vec<&String> = saying.files.iter().map(|(id, _)| id).collect();
        json!({"t": "send", "client_id": saying.client_id, "text": saying.text, "attachments": files, "form": null})
    }

    /// Whether so much waits that nobody would go on typing.
    pub fn waits_for_answers(&self) -> bool {
        self.outbox.len() >= PATIENCE
    }

    /// Whether everything that was said is acknowledged.
    pub fn content(&self) -> bool {
        self.outbox.is_empty() && self.on_the_way.is_empty()
    }

    /// Begins anew, as after a reload of the page: the token stays, the cursor is gone.
    pub fn forget_cursor(&mut self) {
        self.cursor = None;
        self.view = None;
    }

    /// The line is gone: nobody knows what became of what was on its way.
    pub fn broken(&mut self, stage: &Stage, why: &str) {
        for (_, op) in std::mem::take(&mut self.on_the_way) {
            stage.recorder.info(&self.name, op, why);
        }
        if let Some(view) = self.view {
            stage.recorder.note(&self.name, What::Cut { view, why: why.to_owned() });
        }
    }

    /// A poll's answer is over: what it did not acknowledge is sent again with the next one.
    pub fn unanswered(&mut self, stage: &Stage) {
        for (_, op) in std::mem::take(&mut self.on_the_way) {
            stage.recorder.info(&self.name, op, "the poll's answer did not speak of it");
        }
    }

    /// Takes a frame from the server.
    pub fn take(&mut self, stage: &Stage, frame: &Value) -> Took {
        match frame.get("t").and_then(Value::as_str).unwrap_or_default() {
            "welcome" => {
                self.welcome(stage, frame);
                return Took::Welcome;
            }
            "events" => self.events(stage, frame),
            "ack" => self.acknowledge(stage, frame),
            "error" => self.refused(stage, frame),
            "resync" => {
                self.forget_cursor();
                stage.odd.note("visitor: resync");
                return Took::Resync;
            }
            "bye" => return Took::Bye(shape::number(frame, "retry_ms").unwrap_or(500)),
            "state" | "typing" | "history" | "pong" => {}
            other => stage.odd.note(&format!("visitor: unknown frame {other}")),
        }
        Took::Nothing
    }

    fn welcome(&mut self, stage: &Stage, frame: &Value) {
        let resumed = frame.get("resumed").and_then(Value::as_bool).unwrap_or(false);
        self.token = shape::text(frame, "token").or_else(|| self.token.take());
        self.share.send_replace(self.token.clone());
        self.cursor = shape::text(frame, "cursor").or_else(|| self.cursor.take());
        if let (true, Some(view)) = (resumed, self.view) {
            stage.recorder.note(&self.name, What::Stream { view, goes_on: true });
            return;
        }
        let view = stage.recorder.view();
        self.view = Some(view);
        stage.recorder.note(&self.name, What::Stream { view, goes_on: false });
        let seen = shape::list(frame, "messages").iter().filter_map(|message| shape::seen(message, None)).collect();
        let whole = frame.get("before").is_none_or(Value::is_null);
        stage.recorder.note(&self.name, What::Snapshot { view, whole, seen });
    }

    fn events(&mut self, stage: &Stage, frame: &Value) {
        let messages =
            shape::items(frame).iter().filter(|item| shape::text(item, "kind").as_deref() == Some("message"));
        let seen: Vec<_> = messages.filter_map(|item| shape::seen(item.get("message")?, None)).collect();
        if let Some(last) = seen.last() {
            self.latest = Some((last.conversation.clone(), last.seq));
        }
        if let (Some(view), false) = (self.view, seen.is_empty()) {
            stage.recorder.note(&self.name, What::Saw { view, seen });
        }
        self.cursor = shape::text(frame, "cursor").or_else(|| self.cursor.take());
    }

    fn acknowledge(&mut self, stage: &Stage, frame: &Value) {
        let client_id = shape::text(frame, "client_id").unwrap_or_default();
        let said = (shape::text(frame, "id"), shape::text(frame, "conversation"), shape::number(frame, "seq"));
        let (Some(op), (Some(id), Some(conversation), Some(seq))) = (self.on_the_way.remove(&client_id), said) else {
            stage.odd.note("visitor: an ack for nothing on its way, or an incomplete one");
            return;
        };
        stage.recorder.ok(&self.name, op, Answer::Said { id, conversation, seq });
        if let Some(at) = self.outbox.iter().position(|saying| saying.client_id == client_id) {
            self.acknowledged.extend(self.outbox.remove(at));
        }
    }

    fn refused(&mut self, stage: &Stage, frame: &Value) {
        let problem = frame.get("problem").unwrap_or(&Value::Null);
        let (code, detail) = shape::problem(problem);
        stage.odd.note(&format!("visitor: refused {code}: {detail}"));
        let client_id = shape::text(frame, "client_id").unwrap_or_default();
        let Some(op) = self.on_the_way.remove(&client_id) else { return };
        if busy(&code) {
            stage.recorder.info(&self.name, op, &format!("busy: {code}"));
        } else {
            stage.recorder.fail(&self.name, op, &code);
            self.outbox.retain(|saying| saying.client_id != client_id);
        }
    }
}

/// Refusals after which a client tries again.
pub fn busy(code: &str) -> bool {
    ["rate_limited", "unavailable", "internal", "storage_full"].contains(&code)
}
