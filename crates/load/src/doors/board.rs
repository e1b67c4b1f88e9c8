//! What agents are told, kept while it is told: which message stands where, how each conversation stands, and since when.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use serde_json::Value;
use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};

use crate::door::shape;

/// The board. Everybody who waits for something looks at it again when something was told.
pub struct Board {
    told: watch::Sender<u64>,
    known: Mutex<Known>,
}

/// What is known.
#[derive(Default)]
pub struct Known {
    /// Conversation by the text of a message in it.
    places: BTreeMap<String, String>,
    conversations: BTreeMap<String, Conversation>,
}

/// How a conversation stands.
#[derive(Clone, Debug)]
pub struct Conversation {
    pub id: String,
    pub version: u64,
    pub owner: Option<String>,
    pub customer: String,
    pub merged_into: Option<String>,
    /// When an agent was first told that it is merged.
    pub merged_at: Option<Instant>,
}

impl Board {
    /// An empty one.
    pub fn new() -> Self {
        Self { told: watch::Sender::new(0), known: Mutex::new(Known::default()) }
    }

    /// Takes what one event of an agent's stream tells.
    pub fn learn(&self, event: &Value) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(message) = event.get("message").filter(|message| message.is_object())
            && let (Some(text), Some(id)) = (shape::text(message, "text"), shape::text(message, "conversation"))
        {
            known.places.insert(text, id);
        }
        if let Some(of) = event.get("conversation").and_then(standing) {
            let before = known.conversations.get(&of.id);
            if before.is_none_or(|before| before.version <= of.version) {
                let first = before.and_then(|before| before.merged_at);
                let merged_at = first.or(of.merged_into.as_ref().map(|_| Instant::now()));
                known.conversations.insert(of.id.clone(), Conversation { merged_at, ..of });
            }
        }
        drop(known);
        self.told.send_modify(|told| *told += 1);
    }

    /// Waits until something is so, and answers it; None when it is not so by then.
    pub async fn until<T>(&self, by: Instant, so: impl Fn(&Known) -> Option<T>) -> Option<T> {
        let mut told = self.told.subscribe();
        loop {
            told.borrow_and_update();
            let found = so(&self.known.lock().unwrap_or_else(PoisonError::into_inner));
            if found.is_some() {
                return found;
            }
            timeout_at(by, told.changed()).await.ok()?.ok()?;
        }
    }
}

impl Known {
    /// The conversation in which a message with this text was said.
    pub fn of(&self, text: &str) -> Option<&Conversation> {
        self.conversations.get(self.places.get(text)?)
    }

    /// Where it goes on: itself, or what it was merged into.
    pub fn survivor<'k>(&'k self, of: &'k Conversation) -> Option<&'k Conversation> {
        of.merged_into.as_ref().map_or(Some(of), |into| self.conversations.get(into))
    }
}

fn standing(value: &Value) -> Option<Conversation> {
    Some(Conversation {
        id: shape::text(value, "id")?,
        version: shape::number(value, "version")?,
        owner: shape::text(value, "owner"),
        customer: value.get("customer").and_then(|customer| shape::text(customer, "id")).unwrap_or_default(),
        merged_into: shape::text(value, "merged_into"),
        merged_at: None,
    })
}
