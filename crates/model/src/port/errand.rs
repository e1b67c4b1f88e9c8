//! Errand: what a provider is asked beside sending: a token, a file, who somebody is, a code to scan. Steps are the
//! channel's, calls and patience are the engine's.
use super::{Profile, Request, Text};
use crate::*;

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Errand {
    /// A token for further calls. One refresher per account at a time.
    Token,
    /// The file behind a reference of the provider's.
    Media { reference: String },
    /// Who is behind this address: further addresses of the same person, and what they are called.
    Person { value: String },
    /// Something to scan or click that brings `scene` (at most 64 characters of A–Z, a–z, 0–9, - and _) back to us.
    Invite { scene: String, lasts: Span },
    /// The agent types to this address, or stopped.
    Typing { value: String, on: bool },
    /// Does it work? Asks for something harmless that needs every setting.
    Check,
}

/// What the channel makes of it so far.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// Call this, then ask again with `machine` and the answer.
    Call {
        request: Request,
        machine: String,
    },
    /// As in `Step`.
    NeedToken {
        machine: String,
        why: String,
    },
    Token(Token),
    Media(Fetched),
    Person {
        evidence: Vec<Address>,
        profile: Profile,
    },
    Invite {
        link: String,
    },
    /// It is done, or it works; what there is to tell, a line each.
    Done(Vec<(Text, String)>),
    /// Not now.
    Later {
        at: At,
        why: String,
    },
    Never {
        fault: Fault,
        why: String,
    },
    /// This channel runs no such errands.
    Cannot,
}

/// What further calls must carry.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    pub value: Secret,
    /// Good for this long.
    pub lasts: Span,
}

/// A file of the provider's.
#[derive(Clone, Debug, PartialEq)]
pub struct Fetched {
    pub name: String,
    pub bytes: Vec<u8>,
}
