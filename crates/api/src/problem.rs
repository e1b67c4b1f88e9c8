//! Problems (RFC 9457): every refusal, from the body that is no JSON to the panic, leaves by this one shape. All codes stand in one
//! table here; docs/api.md lists the same.
//!
//! To add a code: one line in the table and one in docs/api.md.
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

macro_rules! codes { ($($code:ident = $word:literal $status:literal $title:literal),* $(,)?) => {
    /// What went wrong, in a word that clients translate.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Code { $($code),* }

    impl Code {
        /// All codes, in the order of the table.
        pub const ALL: &'static [Code] = &[$(Code::$code),*];
        /// (word, HTTP status, title)
        const fn line(self) -> (&'static str, u16, &'static str) { match self { $(Code::$code => ($word, $status, $title)),* } }
    }
} }

codes! {
    BadRequest = "bad_request" 400 "The request cannot be read",
    BadCursor = "bad_cursor" 400 "The cursor is not one of ours",
    Unauthenticated = "unauthenticated" 401 "Not signed in",
    WrongPassword = "wrong_password" 401 "E-mail or password is wrong",
    SecondFactorRequired = "second_factor_required" 401 "A code of the second factor is required",
    SecondFactorWrong = "wrong_code" 401 "The code is wrong",
    Forbidden = "forbidden" 403 "Not allowed",
    BadOrigin = "bad_origin" 403 "Wrong origin",
    BadCsrf = "bad_csrf" 403 "CSRF token missing or wrong",
    NotFound = "not_found" 404 "Not found",
    MethodNotAllowed = "method_not_allowed" 405 "Method not allowed",
    NotAcceptable = "not_acceptable" 406 "Not acceptable",
    Conflict = "conflict" 409 "Changed meanwhile",
    NewerMessage = "newer_message" 409 "A newer message has arrived",
    Taken = "taken" 409 "Already taken",
    AtCapacity = "at_capacity" 409 "At capacity",
    NotOwner = "not_owner" 409 "Somebody else owns this conversation",
    NotOpen = "not_open" 409 "The conversation is not open",
    NotThere = "not_there" 409 "This agent cannot take work now",
    WindowClosed = "window_closed" 409 "The channel takes no reply now",
    MergedSince = "merged_since" 409 "A later merge must be undone first",
    NoLeg = "no_leg" 409 "No open channel leads to the customer",
    NeedsDisposition = "needs_disposition" 409 "Say what it was about before closing",
    Sensitive = "sensitive" 409 "The words are to be looked at twice",
    SensitiveBlocked = "sensitive_blocked" 409 "The words may not be sent",
    Unanswered = "unanswered" 409 "Messages are still without an answer",
    LastAdministrator = "last_administrator" 409 "The last administrator stays one",
    KeyReused = "key_reused" 409 "Idempotency key used with another body",
    Gone = "gone" 410 "The cursor is older than the log",
    TooLarge = "too_large" 413 "Too large",
    UnsupportedMediaType = "unsupported_media_type" 415 "Unsupported media type",
    Invalid = "invalid" 422 "A field is invalid",
    RateLimited = "rate_limited" 429 "Too many requests",
    Internal = "internal" 500 "Internal error",
    Unavailable = "unavailable" 503 "Unavailable for the moment",
    StorageFull = "storage_full" 507 "Storage is full",
}

impl Code {
    /// The word, last part of `type`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        self.line().0
    }
    /// HTTP status, 400–599.
    #[must_use]
    pub const fn status(self) -> u16 {
        self.line().1
    }
    /// A few English words for developers.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.line().2
    }
    /// The code with this word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.word() == word)
    }
    /// The code for an answer that only has a status, as those of libraries below us.
    #[must_use]
    pub fn of_status(status: StatusCode) -> Code {
        let same = |code: &&Code| code.status() == status.as_u16();
        let by_class = if status.is_server_error() { Code::Internal } else { Code::BadRequest };
        Code::ALL.iter().find(same).copied().unwrap_or(by_class)
    }
}

/// One refusal on its way out. Becomes a response; the outermost layer adds `instance`.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Which.
    pub code: Code,
    /// What happened and what to do, in English, for developers.
    pub detail: String,
    /// Fields at fault; only with `invalid`.
    pub errors: Vec<FieldError>,
    /// What to answer with a code; only with `second_factor_required`.
    pub challenge: Option<String>,
    /// Seconds after which trying again makes sense.
    pub retry_after: Option<u64>,
}

/// A field and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct FieldError {
    /// Path of the field in the request, as `to.agent`; empty for the whole body.
    pub field: String,
    /// `required`, `invalid`, `too_long`, `too_many`, `out_of_range`, `taken` …
    pub code: String,
    /// What is expected.
    pub detail: String,
}

/// `application/problem+json` as it goes over the wire.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Problem, example = json!({"type": "/problems/not_open", "title": "The conversation is not open", "status": 409,
    "detail": "conversation is closed; reopen it first", "instance": "/api/v1/conversations/0197/accept"}))]
pub struct ProblemBody {
    /// `/problems/` and the code.
    #[serde(rename = "type")]
    #[schema(pattern = "^/problems/[a-z_]+$")]
    pub kind: String,
    /// The code in a few words.
    pub title: &'static str,
    /// HTTP status.
    #[schema(minimum = 400, maximum = 599)]
    pub status: u16,
    /// What happened and what to do.
    pub detail: String,
    /// The address that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// For `POST /api/v1/session/second-factor`; only with `second_factor_required`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub challenge: Option<String>,
    /// Fields at fault.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
}

impl Problem {
    /// A problem with nothing but its code and words for developers.
    pub fn new(code: Code, detail: impl Into<String>) -> Problem {
        Problem { code, detail: detail.into(), errors: Vec::new(), challenge: None, retry_after: None }
    }
    /// `invalid`, for one field.
    pub fn field(field: impl Into<String>, code: &str, detail: impl Into<String>) -> Problem {
        let (field, detail) = (field.into(), detail.into());
        let error = FieldError { field: field.clone(), code: code.to_owned(), detail: detail.clone() };
        let said = if field.is_empty() { detail } else { format!("{field}: {detail}") };
        Problem { errors: vec![error], ..Problem::new(Code::Invalid, said) }
    }
    /// `too_large`, naming the limit.
    #[must_use]
    pub fn too_large(limit: usize) -> Problem {
        Problem::new(Code::TooLarge, format!("the limit is {limit} bytes"))
    }
    /// `rate_limited`, to be tried again after so many seconds (at least one).
    #[must_use]
    pub fn rate_limited(seconds: u64) -> Problem {
        let seconds = seconds.max(1);
        let said = format!("slow down and try again in {seconds} s");
        Problem { retry_after: Some(seconds), ..Problem::new(Code::RateLimited, said) }
    }
    /// `not_found` for a thing of this noun.
    #[must_use]
    pub fn no_such(noun: &str) -> Problem {
        Problem::new(Code::NotFound, format!("no such {noun}"))
    }

    /// As it goes over the wire.
    #[must_use]
    pub fn body(self, instance: Option<String>) -> ProblemBody {
        ProblemBody {
            kind: format!("/problems/{}", self.code.word()),
            title: self.code.title(),
            status: self.code.status(),
            detail: self.detail,
            instance,
            challenge: self.challenge,
            errors: self.errors,
        }
    }

    /// The whole response, with `instance`.
    #[must_use]
    pub fn render(self, instance: Option<String>) -> Response {
        let status = StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry_after = self.retry_after;
        let bytes = serde_json::to_vec(&self.body(instance)).unwrap_or_default();
        let mut response = (status, bytes).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl From<desk::Error> for Problem {
    fn from(error: desk::Error) -> Problem {
        let code = Code::of_word(error.code()).unwrap_or(Code::Internal);
        let mut problem = match &error {
            desk::Error::TooLarge { limit } => Problem::new(code, format!("the limit is {limit} bytes")),
            _ if code == Code::Internal => {
                tracing::error!(%error, "the desk failed");
                Problem::new(code, "something broke on our side; the log has the details under this request's id")
            }
            _ => Problem::new(code, error.to_string()),
        };
        match error {
            desk::Error::Invalid(fields) => {
                let told =
                    |it: desk::FieldError| FieldError { field: it.field, code: it.code.to_owned(), detail: it.detail };
                problem.errors = fields.into_iter().map(told).collect();
                if let [one] = problem.errors.as_slice() {
                    problem.detail = format!("{}: {}", one.field, one.detail);
                }
            }
            desk::Error::SecondFactorRequired { challenge } => problem.challenge = Some(challenge.expose().to_owned()),
            desk::Error::Busy | desk::Error::Interrupted => problem.retry_after = Some(1),
            _ => {}
        }
        problem
    }
}

impl IntoResponse for Problem {
    /// Rides in the response's extensions; `guard::door` renders it with the address that was asked for.
    fn into_response(self) -> Response {
        let mut response = self.clone().render(None);
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_by_its_word_and_every_word_is_in_the_docs() {
        let docs = include_str!("../../../docs/api.md");
        for code in Code::ALL {
            assert_eq!(Code::of_word(code.word()), Some(*code));
            assert!(docs.contains(&format!("`{}`", code.word())), "docs/api.md does not list {}", code.word());
        }
    }

    #[test]
    fn an_answer_without_words_gets_the_code_of_its_status() {
        assert_eq!(Code::of_status(StatusCode::METHOD_NOT_ALLOWED), Code::MethodNotAllowed);
        assert_eq!(Code::of_status(StatusCode::IM_A_TEAPOT), Code::BadRequest);
        assert_eq!(Code::of_status(StatusCode::BAD_GATEWAY), Code::Internal);
    }
}
