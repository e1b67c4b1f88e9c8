//! The raw bytes behind what came in: small ones in their row; larger ones as an object, on the disk before a row names it.
use crate::{Desk, Error, Result};
use bytes::Bytes;
use futures_util::TryStreamExt as _;
use model::Inbound;
use std::convert::Infallible;
use store::objects::Kept;

/// Up to this many bytes lie in the row itself.
pub(crate) const IN_ROW: usize = 64 << 10;

/// Bytes ready to be referred to. Keep it until the row that does is committed.
pub(crate) struct KeptBytes {
    /// Empty when there is an object.
    pub row: Vec<u8>,
    object: Option<Kept>,
}

impl KeptBytes {
    /// The object's SHA-256.
    pub fn object(&self) -> Option<String> {
        self.object.as_ref().map(|it| it.sha256.clone())
    }
}

impl Desk {
    /// Durable as far as it is not in `row`.
    pub(crate) async fn keep_bytes(&self, bytes: &[u8]) -> Result<KeptBytes> {
        if bytes.len() <= IN_ROW {
            return Ok(KeptBytes { row: bytes.to_vec(), object: None });
        }
        let once = futures_util::stream::iter([Ok::<_, Infallible>(Bytes::copy_from_slice(bytes))]);
        let object = self.objects.put(once, bytes.len() as u64).await?;
        Ok(KeptBytes { row: vec![], object: Some(object) })
    }

    /// Nobody is going to name these bytes any more: an object that no row names goes again.
    pub(crate) async fn release_bytes(&self, kept: KeptBytes) {
        let Some(object) = kept.object() else { return };
        drop(kept); // only now may anybody forget it
        self.release_object(&object).await;
    }

    /// Forgets an object unless a row names it. Should that fail, the bytes stay: what was received is answered all the same.
    pub(crate) async fn release_object(&self, sha256: &str) {
        if let Err(why) = self.forget_object(sha256).await {
            tracing::warn!(%why, sha256, "bytes that no row may name stay");
        }
    }

    /// What came in, byte for byte.
    pub(crate) async fn bytes_of(&self, it: Inbound) -> Result<Vec<u8>> {
        let Some(object) = it.raw_object else { return Ok(it.raw) };
        let body = self.objects.get(&object, None).await?.ok_or(Error::NotFound("raw bytes of this message"))?;
        Ok(body.stream.try_collect::<Vec<Bytes>>().await?.concat())
    }
}

/// A frame of our own page as it is kept: without the signature, which would let whoever reads it speak for that user.
pub(crate) fn without_signature(body: &[u8]) -> Vec<u8> {
    let Ok(mut frame) = serde_json::from_slice::<serde_json::Value>(body) else { return body.to_vec() };
    let user = frame.pointer_mut("/hello/user").and_then(serde_json::Value::as_object_mut);
    match user.and_then(|user| user.remove("signature")) {
        Some(_) => frame.to_string().into_bytes(),
        None => body.to_vec(),
    }
}
