//! A JSON body of at most 1 MiB. What is no JSON is `bad_request`; JSON of the wrong shape is `invalid` with the field's path.
use crate::{
    config::JSON_LIMIT,
    problem::{Code, Problem},
};
use axum::{
    body::to_bytes,
    extract::{FromRequest, Request, rejection::JsonRejection},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use serde::{Serialize, de::DeserializeOwned};
use std::{borrow::Cow, error::Error as _};

/// A JSON body, read or written.
#[derive(Clone, Copy, Debug)]
pub struct Json<T>(pub T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Json<T>, Problem> {
        if !is_json(request.headers()) {
            return Err(Problem::new(Code::UnsupportedMediaType, "send the body as application/json"));
        }
        if length(request.headers()).is_some_and(|length| length > JSON_LIMIT as u64) {
            return Err(Problem::too_large(JSON_LIMIT));
        }
        let bytes = to_bytes(request.into_body(), JSON_LIMIT).await.map_err(|error| unread(&error))?;
        parse(&bytes).map(Json)
    }
}

/// A JSON body that may be left out: an empty one is the default.
#[derive(Clone, Copy, Debug)]
pub struct Maybe<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Default> FromRequest<S> for Maybe<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Maybe<T>, Problem> {
        let has_body =
            request.headers().contains_key(header::TRANSFER_ENCODING) || length(request.headers()).unwrap_or(0) > 0;
        if !has_body {
            return Ok(Maybe(T::default()));
        }
        Json::<Option<T>>::from_request(request, state).await.map(|Json(value)| Maybe(value.unwrap_or_default()))
    }
}

/// Reads JSON bytes. A NUL, which no text of a database can hold, is read as U+FFFD.
///
/// # Errors
/// `bad_request` for what is no JSON, `invalid` for the wrong shape.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    // The parser passes over what nobody asked for without looking at its letters.
    if std::str::from_utf8(bytes).is_err() {
        return Err(Problem::new(Code::BadRequest, "the body is not UTF-8"));
    }
    axum::Json::from_bytes(&without_nul(bytes)).map(|axum::Json(value)| value).map_err(|rejection| refused(&rejection))
}

/// The escape `\u0000`, where it is one, becomes `\ufffd`; both have six bytes.
fn without_nul(json: &[u8]) -> Cow<'_, [u8]> {
    const NUL: &[u8] = b"\\u0000";
    let mut clean = Cow::Borrowed(json);
    let mut from = 0;
    while let Some(found) = json.get(from..).and_then(|rest| rest.windows(NUL.len()).position(|six| six == NUL)) {
        let at = from + found;
        let slashes = json.get(..at).unwrap_or_default().iter().rev().take_while(|byte| **byte == b'\\').count();
        if slashes % 2 == 0
            && let Some(place) = clean.to_mut().get_mut(at..at + NUL.len())
        {
            place.copy_from_slice(b"\\ufffd");
        }
        from = at + 1;
    }
    clean
}

/// Why a body could not be read to its end.
pub fn unread(error: &axum::Error) -> Problem {
    let mut cause = error.source();
    while let Some(inner) = cause {
        if inner.to_string().contains("length limit exceeded") {
            return Problem::too_large(JSON_LIMIT);
        }
        cause = inner.source();
    }
    Problem::new(Code::BadRequest, "the body ended early")
}

/// The declared length.
pub fn length(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

fn refused(rejection: &JsonRejection) -> Problem {
    match rejection {
        JsonRejection::JsonDataError(error) => {
            let said = error.body_text();
            let said = said.split_once("target type: ").map_or(said.as_str(), |(_, rest)| rest);
            let (field, said) = field_of(said);
            let code = if said.starts_with("missing field") { "required" } else { "invalid" };
            Problem::field(field, code, said)
        }
        other => Problem::new(Code::BadRequest, other.body_text()),
    }
}

/// `to.agent: missing field `x` at line 1 column 2` → (`to.agent.x`, …)
fn field_of(said: &str) -> (String, String) {
    let said = said.split(" at line ").next().unwrap_or(said);
    let is_path = |text: &&str| !text.is_empty() && !text.contains(' ');
    let (path, what) = match said.split_once(": ").filter(|(path, _)| is_path(path)) {
        Some((path, what)) => (path, what),
        None => ("", said),
    };
    let missing = what.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    let path = match (path, missing) {
        (path, None) => path.to_owned(),
        ("", Some(missing)) => missing.to_owned(),
        (path, Some(missing)) => format!("{path}.{missing}"),
    };
    (path, what.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize, Debug)]
    #[expect(dead_code, reason = "only its shape matters")]
    struct Wanted {
        text: String,
        to: To,
    }
    #[derive(serde::Deserialize, Debug)]
    #[expect(dead_code, reason = "only its shape matters")]
    struct To {
        agent: u32,
    }

    fn problem(json: &str) -> Problem {
        parse::<Wanted>(json.as_bytes()).unwrap_err()
    }

    #[test]
    fn a_wrong_shape_names_the_field() {
        let missing = problem(r#"{"text":"x","to":{}}"#);
        assert_eq!((missing.errors[0].field.as_str(), missing.errors[0].code.as_str()), ("to.agent", "required"));
        assert_eq!(problem(r#"{"to":{"agent":1}}"#).errors[0].field, "text");
        let wrong = problem(r#"{"text":"x","to":{"agent":"seven"}}"#);
        assert_eq!((wrong.errors[0].field.as_str(), wrong.errors[0].code.as_str()), ("to.agent", "invalid"));
    }

    #[test]
    fn what_is_no_json_is_a_bad_request() {
        for text in ["", "{", "{\"text\":\"\\ud800\",\"to\":{\"agent\":1}}", "nul", "{\"text\":1e400,"] {
            assert_eq!(problem(text).code, Code::BadRequest, "{text}");
        }
        let deep = format!("{{\"deep\":{}", "[".repeat(100_000));
        assert_eq!(problem(&deep).code, Code::BadRequest);
    }

    #[test]
    fn a_nul_becomes_a_replacement_mark_and_a_written_backslash_stays() {
        let read = |json: &str| parse::<String>(json.as_bytes()).unwrap();
        assert_eq!(read(r#""a\u0000b\u0000""#), "a\u{fffd}b\u{fffd}");
        assert_eq!(read(r#""a\\u0000b""#), "a\\u0000b");
        assert_eq!(read(r#""a\\\u0000""#), "a\\\u{fffd}");
    }
}
