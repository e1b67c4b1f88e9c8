//! Sending: the machine that leads one message to a provider, step by step.
use super::Request;
use crate::*;

/// What the sending machine may look at.
#[derive(Clone, Debug)]
pub struct Sending {
    pub message: MessageId,
    /// When this sending began; anew when a person has it sent again. With `message` it names the sending to a provider that
    /// suppresses repetitions.
    pub since: At,
    /// The customer's address on this leg.
    pub to: String,
    pub text: String,
    pub attachments: Vec<Attached>,
    pub card: Option<Card>,
    /// As the approved template, outside of the reply window.
    pub template: bool,
    /// Where the machine stood, in its own words; empty at first.
    pub machine: String,
}

/// What the sending machine wants next.
#[derive(Clone, Debug)]
pub enum Step {
    /// Keep `machine`, durably, and only then call this; `repeatable`: harmless if done twice.
    Call {
        request: Request,
        machine: String,
        repeatable: bool,
    },
    /// There is no token, or the provider no longer takes it: get one, then ask again with this `machine`.
    NeedToken {
        machine: String,
        why: String,
    },
    /// Done; the provider's ids in order, none where it gives none.
    Sent(Vec<String>),
    /// Ask again with this `machine`, not before `at`: `now` where the provider named no time; the engine's patience
    /// adds its own pause.
    RetryAt {
        at: At,
        why: String,
        machine: String,
    },
    /// Refused for good.
    Never {
        fault: Fault,
        why: String,
    },
    InDoubt(String),
}

impl Step {
    /// Refused for good, for this reason.
    pub fn never(fault: Fault, why: impl Into<String>) -> Step {
        Step::Never { fault, why: why.into() }
    }
}
