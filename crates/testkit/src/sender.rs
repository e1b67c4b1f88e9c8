//! A sender: somebody who writes by the made-up webhook channel; its provider calls our address for them.
use crate::{PIGEON, Shop};
use desk::{HookAnswer, Result};
use model::port::Raw;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// Somebody far away.
#[derive(Clone)]
pub struct Sender {
    pub shop: Shop,
    pub name: String,
    pub(crate) letters: Arc<AtomicU32>,
}

impl Sender {
    /// One letter in one call.
    pub async fn writes(&self, text: &str) -> Result<HookAnswer> {
        let id = format!("{}-{}", self.name, self.letters.fetch_add(1, Ordering::SeqCst));
        self.posts(&json!({ "events": [self.letter(&id, text)] })).await
    }
    /// A letter as the provider tells of it.
    pub fn letter(&self, id: &str, text: &str) -> Value {
        json!({ "type": "letter", "id": id, "from": self.name, "name": self.name, "text": text })
    }
    /// The provider calls with this body and the right mark.
    pub async fn posts(&self, body: &Value) -> Result<HookAnswer> {
        self.posts_raw(body.to_string().as_bytes(), "ring").await
    }
    /// Somebody calls with these bytes and this mark.
    pub async fn posts_raw(&self, body: &[u8], mark: &str) -> Result<HookAnswer> {
        let headers = vec![("x-mark".to_owned(), mark.to_owned())];
        self.calls(Raw { method: "POST".into(), headers, body: body.to_vec(), ..Raw::default() }).await
    }
    /// Somebody calls so.
    pub async fn calls(&self, raw: Raw) -> Result<HookAnswer> {
        self.shop.world.desk().hook(PIGEON, &self.shop.loft.hook, raw).await
    }
}
