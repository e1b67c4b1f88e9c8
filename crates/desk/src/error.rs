//! What can go wrong at the desk, in words that say what to do next. Doors turn the code into their own answers.
use flow::Refusal;
use model::FieldError;
use model::Secret;

/// What the desk answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why it did not; [`Error::code`] is stable, the text is for developers.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("sign in first: the session or key is missing, wrong or expired")]
    Unauthenticated,
    #[error("e-mail or password is wrong")]
    WrongPassword,
    /// The password was right; with the challenge and a code they are in.
    #[error("the password is right: now send the challenge with a code of the second factor")]
    SecondFactorRequired { challenge: Secret },
    #[error("this code is wrong, was used, or is too old")]
    WrongCode,
    #[error("the last active administrator stays one: make somebody else an administrator first")]
    LastAdministrator,
    #[error("your role does not allow this: {0}")]
    Forbidden(&'static str),
    #[error("there is no such {0}, or you may not see it")]
    NotFound(&'static str),
    #[error("{}", said(.0))]
    Refused(Refusal),
    #[error("some fields are not as they must be")]
    Invalid(Vec<FieldError>),
    #[error("larger than the limit of {limit} bytes")]
    TooLarge { limit: u64 },
    #[error("this cursor was not made here, or not for you: start again without one")]
    BadCursor,
    #[error("this cursor is older than the log, which is kept 14 days: load everything again and go on from there")]
    Gone,
    /// A later merge with one of the two must be undone first.
    #[error("a later merge with one of the two must be undone first")]
    MergedSince,
    #[error("the same Idempotency-Key was used with another body: use a new key")]
    KeyReused,
    #[error("the first request with this Idempotency-Key is still under way: ask again")]
    StillUnderWay,
    #[error("it was changed by somebody else meanwhile: load it again")]
    Conflict,
    #[error("the name is taken: choose another")]
    Taken,
    #[error("the disk is full: nothing was stored; free some space and send it again")]
    Full,
    #[error("too busy just now: nothing was stored; try again shortly")]
    Busy,
    /// Another writer or the link came between; from the start it may go well.
    #[error("interrupted: nothing was stored; try again")]
    Interrupted,
    #[error(transparent)]
    Store(store::Error),
    #[error("file: {0}")]
    File(String),
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Error {
        if error.is_full() {
            Error::Full
        } else if error.is_busy() {
            Error::Busy // it was waited for long enough already
        } else if error.is_retryable() {
            Error::Interrupted
        } else {
            Error::Store(error)
        }
    }
}
impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        Error::Refused(refusal)
    }
}

impl Error {
    /// A single wrong field.
    pub fn field(field: &str, code: &'static str, detail: impl Into<String>) -> Error {
        Error::Invalid(vec![FieldError { field: field.into(), code, detail: detail.into() }])
    }

    /// The last part of the problem's type, as listed in docs/api.md.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Unauthenticated => "unauthenticated",
            Error::WrongPassword => "wrong_password",
            Error::SecondFactorRequired { .. } => "second_factor_required",
            Error::WrongCode => "wrong_code",
            Error::LastAdministrator => "last_administrator",
            Error::Forbidden(_) => "forbidden",
            Error::NotFound(_) => "not_found",
            Error::Refused(refusal) => match refusal {
                Refusal::Taken { .. } => "taken",
                Refusal::AtCapacity { .. } => "at_capacity",
                Refusal::NotOwner => "not_owner",
                Refusal::NotOpen | Refusal::NotWaiting => "not_open",
                Refusal::Unanswered => "unanswered",
                Refusal::NeedsDisposition => "needs_disposition",
                Refusal::Sensitive { warned: true, .. } => "sensitive",
                Refusal::Sensitive { .. } => "sensitive_blocked",
                Refusal::NewerMessage { .. } => "newer_message",
                Refusal::NotThere { .. } => "not_there",
                Refusal::BadMoment { .. } => "invalid",
                Refusal::WindowClosed { .. } => "window_closed",
                Refusal::NoLeg => "no_leg",
                Refusal::NoSuchMessage => "not_found",
            },
            Error::Invalid(_) => "invalid",
            Error::TooLarge { .. } => "too_large",
            Error::BadCursor => "bad_cursor",
            Error::Gone => "gone",
            Error::MergedSince => "merged_since",
            Error::KeyReused => "key_reused",
            Error::StillUnderWay | Error::Conflict => "conflict",
            Error::Taken => "taken",
            Error::Full => "storage_full",
            Error::Busy | Error::Interrupted => "unavailable",
            Error::Store(_) | Error::File(_) => "internal",
        }
    }
}

fn said(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Taken { name: Some(name), .. } => format!("{name} was quicker: it is theirs now"),
        Refusal::Taken { .. } => "somebody else was quicker: it is theirs now".into(),
        Refusal::AtCapacity { .. } => "there is no room for it: close or hand over something first".into(),
        Refusal::NotOwner => "only its owner may do this: accept it first, or ask a supervisor".into(),
        Refusal::NotOpen => "the conversation is closed: reopen it, or wait for the customer to write".into(),
        Refusal::NotWaiting => "it is not waiting any more".into(),
        Refusal::Unanswered => "the customer waits for an answer: reply, or say why none is needed".into(),
        Refusal::NeedsDisposition => "say what it was about: choose a disposition".into(),
        Refusal::Sensitive { words, warned: true } => {
            format!(
                "it has words to look at twice: {}; send it with `looked: true` if it is meant so",
                words.join(", ")
            )
        }
        Refusal::Sensitive { words, .. } => format!("it has words that may not be sent: {}", words.join(", ")),
        Refusal::NewerMessage { seq } => {
            format!("something newer was said (message {seq}): read it, then send once more")
        }
        Refusal::NotThere { .. } => "this agent cannot take work now: choose somebody who is ready".into(),
        Refusal::BadMoment { most } => format!("the moment must lie ahead, at most {} days", most.0 / 86_400_000_000),
        Refusal::WindowClosed { .. } => {
            "this channel takes no reply now: use another one, a template, or wait until the customer writes".into()
        }
        Refusal::NoLeg => "no open channel leads to this customer: reopen the conversation first".into(),
        Refusal::NoSuchMessage => "there is no such message".into(),
    }
}

/// What went wrong with a file, in the desk's words.
impl From<store::objects::Error> for Error {
    fn from(error: store::objects::Error) -> Error {
        match error {
            store::objects::Error::TooLarge { limit } => Error::TooLarge { limit },
            store::objects::Error::Broken(why) => Error::field("body", "broken", why),
            error if error.is_full() => Error::Full,
            error => Error::File(error.to_string()),
        }
    }
}
