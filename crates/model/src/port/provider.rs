//! Provider: the one way by which a step of a channel's sending machine reaches the outside. Time-outs, limits, the guard
//! against forged addresses and metrics live behind it, once for all channels.
use super::Soon;
use crate::{AccountId, At, AttachmentId, Span};

/// An HTTP request to a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub method: &'static str,
    pub url: String,
    pub headers: Vec<(String, String)>,
    pub body: Body,
    /// Longest answer that is read, bytes.
    pub most: usize,
    /// A longer answer, or one that breaks off, is cut rather than a failure: its status says enough.
    pub start_is_enough: bool,
    /// Shorter than what any call may take; `None`: as long as that.
    pub within: Option<Span>,
}

/// What a request carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    Bytes(Vec<u8>),
    /// A form (`multipart/form-data`) with one file of ours; whoever makes the call puts the bytes in: `Form`.
    File {
        field: &'static str,
        attachment: AttachmentId,
    },
    Form {
        field: &'static str,
        name: String,
        media_type: String,
        bytes: Vec<u8>,
    },
}

impl Request {
    /// Without headers; the answer is at most 1 MiB.
    pub fn new(method: &'static str, url: impl Into<String>, body: Vec<u8>) -> Request {
        Request {
            method,
            url: url.into(),
            headers: Vec::new(),
            body: Body::Bytes(body),
            most: ANSWER,
            start_is_enough: false,
            within: None,
        }
    }
}

/// Longest answer to an ordinary call, bytes.
pub const ANSWER: usize = 1 << 20;

/// What the provider answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    /// No longer than was asked for.
    pub body: Vec<u8>,
}

/// Why there is no answer; whether anything can have taken effect.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// Nothing reached the provider: safe to try again.
    #[error("not sent: {0}")]
    NotSent(String),
    /// The same, because of our own: too many calls wait for this one's place already. It says nothing about the provider.
    #[error("not sent: {0}")]
    Crowded(String),
    /// It was written, or part of it was; whether it took effect is unknown.
    #[error("no answer: {0}")]
    NoAnswer(String),
    /// The address is not one that may be called.
    #[error("refused: {0}")]
    Refused(String),
}

/// The outside, one call at a time.
pub trait Provider: Send + Sync {
    /// Says of which kind an account is, for metrics and limits; before each call.
    fn introduce(&self, account: AccountId, kind: &'static str);
    /// Until when nothing is called for this account, after failures in a row.
    fn rests(&self, _account: AccountId) -> Option<At> {
        None
    }
    /// Why this address is never called, as far as that can be said without resolving its name.
    fn refuses(&self, _address: &str) -> Option<String> {
        None
    }
    /// Earlier failures say nothing any more; how many calls it has at once stays as it is.
    fn forget(&self, _account: AccountId) {}
    fn call<'a>(&'a self, account: AccountId, request: Request) -> Soon<'a, Result<Response, TransportError>>;
}
