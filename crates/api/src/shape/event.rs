//! The log: hydrated for the console's line, ids only for programs.
use super::{conversation::Conversation, message::Message, time::Time, word::EventKind};
use model::Uuid;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// One entry of the log, as the reader may see it now.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Event {
    pub seq: i64,
    pub kind: EventKind,
    pub at: Time,
    #[schema(required)]
    pub conversation: Option<Conversation>,
    #[schema(required)]
    pub message: Option<Message>,
    #[schema(required)]
    pub message_seq: Option<i64>,
    #[schema(required)]
    pub agent: Option<Uuid>,
    #[schema(required)]
    pub customer: Option<Uuid>,
}

impl Event {
    /// As whoever may hear it sees it; `url` signs the addresses of files.
    #[must_use]
    pub fn of(it: &desk::push::Heard, url: &dyn Fn(&model::Attached) -> String) -> Event {
        let shown = |conversation| Conversation::of(conversation, it.customer_name.clone(), None);
        Event {
            seq: it.event.seq,
            kind: it.event.kind.into(),
            at: it.event.at.into(),
            conversation: it.conversation.as_ref().map(shown),
            message: it.message.as_ref().map(|message| Message::of(message, url)),
            message_seq: it.event.message_seq,
            agent: it.event.agent.map(Into::into),
            customer: it.event.customer.map(Into::into),
        }
    }
}

/// An entry on its way to an agent's line. It looks the same to everybody who may hear it, so it is written once for all.
#[derive(Clone, Debug)]
pub struct Told(Source);

#[derive(Clone, Debug)]
enum Source {
    Shared(Arc<desk::push::Heard>),
    Own(Box<RawValue>),
}

impl Told {
    /// Written now unless another line was quicker; `url` signs the addresses of files.
    ///
    /// # Errors
    /// As JSON writing; none is known for this shape.
    pub fn of(
        heard: &Arc<desk::push::Heard>,
        url: &dyn Fn(&model::Attached) -> String,
    ) -> Result<Told, serde_json::Error> {
        // Addresses of files age, and an entry may stay in the feed longer than they last.
        if heard.message.as_ref().is_some_and(|it| !it.parts.attachments.is_empty()) {
            return Ok(Told(Source::Own(to_raw_value(&Event::of(heard, url))?)));
        }
        if heard.written.get().is_none() {
            // Somebody quicker wrote the same.
            let _ = heard.written.set(to_raw_value(&Event::of(heard, url))?);
        }
        Ok(Told(Source::Shared(heard.clone())))
    }

    fn written(&self) -> Option<&RawValue> {
        match &self.0 {
            Source::Shared(heard) => heard.written.get().map(AsRef::as_ref),
            Source::Own(written) => Some(written),
        }
    }

    /// Bytes of it in a frame.
    #[must_use]
    pub fn size(&self) -> usize {
        self.written().map_or(0, |it| it.get().len())
    }
}

impl Serialize for Told {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.written().serialize(to)
    }
}

/// One entry of the log, ids only.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LogEntry {
    pub seq: i64,
    pub kind: EventKind,
    pub at: Time,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_seq: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<Uuid>,
}

impl From<&model::Event> for LogEntry {
    fn from(it: &model::Event) -> LogEntry {
        LogEntry {
            seq: it.seq,
            kind: it.kind.into(),
            at: it.at.into(),
            conversation: it.conversation.map(Into::into),
            message_seq: it.message_seq,
            agent: it.agent.map(Into::into),
            customer: it.customer.map(Into::into),
        }
    }
}

/// Parameters of the log for programs.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReadLog {
    /// `next` of the answer before; the present when left out.
    #[param(max_length = 512)]
    pub after: Option<String>,
    /// Entries wanted, 1…100; 50 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
    /// Seconds to wait when there is nothing new.
    #[param(minimum = 0, maximum = 25)]
    pub wait: Option<u32>,
}
