//! `Idempotency-Key`: the first answer to a write is kept with the hash of what was asked, so that a repetition gets it again instead
//! of happening again. Refusals of ours (5xx) are not kept: they may be tried again under the same key.
use crate::{
    app::App,
    config::{JSON_LIMIT, patience},
    extract::unread,
    problem::{Code, Problem},
    who::{By, Reads},
};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{FromRequestParts as _, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use desk::{Begun, Staff};
use model::Span;
use sha2::{Digest as _, Sha256};

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// Tells that the answer is a kept one.
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");
/// Largest answer that is kept, bytes.
const ANSWER_LIMIT: usize = 256 * 1024;

/// A request that has not ended by now never will: the slowest upload is given up after so long.
const LONGEST: Span = Span::seconds(patience::UPLOAD.as_secs() as i64);

/// What is kept instead of the body, when the body holds something that is shown once.
#[derive(Clone, Debug)]
pub struct KeepInstead(pub String);

/// Only writes by staff: signing in has no principal yet, visitors have client ids.
pub async fn pass(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_ours = request.method() == Method::POST && request.uri().path().starts_with("/api/v1/");
    if !is_ours || is_open(request.uri().path()) || !request.headers().contains_key(KEY) {
        return next.run(request).await;
    }
    once(&app, request, next).await.unwrap_or_else(IntoResponse::into_response)
}

/// Where nobody is signed in yet.
fn is_open(path: &str) -> bool {
    let accepts = path.starts_with("/api/v1/agent-invites/") && path.ends_with("/accept");
    accepts || ["/api/v1/session", "/api/v1/session/second-factor"].contains(&path)
}

async fn once(app: &App, request: Request, next: Next) -> Result<Response, Problem> {
    let key = key(request.headers())?;
    let (mut parts, body) = request.into_parts();
    let By(who, _) = By::<Reads>::from_request_parts(&mut parts, app).await?;
    // A file is not gathered in memory for its hash: its name and length stand for it.
    let is_file = parts.uri.path() == "/api/v1/attachments";
    let (body, bytes) = if is_file {
        (body, Bytes::new())
    } else {
        let bytes = to_bytes(body, JSON_LIMIT).await.map_err(|error| unread(&error))?;
        (Body::from(bytes.clone()), bytes)
    };
    match app.desk.begin_idempotent(&who, &key, &asked(&parts, &bytes), LONGEST).await? {
        Begun::Before { status, response } => Ok(replayed(status, response)),
        Begun::Fresh => {
            let path = parts.uri.path().to_owned();
            let answer = next.run(Request::from_parts(parts, body)).await;
            keep(app, &who, &key, answer, path).await
        }
    }
}

/// What the key stands for: method, address and body.
fn asked(parts: &Parts, body: &[u8]) -> String {
    let length = parts.headers.get(header::CONTENT_LENGTH).map(HeaderValue::as_bytes).unwrap_or_default();
    let target = parts.uri.path_and_query().map(|target| target.as_str().as_bytes()).unwrap_or_default();
    let method = parts.method.as_str().as_bytes();
    let hash = [method, b" ", target, b"\n", length, b"\n", body]
        .iter()
        .fold(Sha256::new(), |hash, part| hash.chain_update(part));
    hash.finalize().iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

async fn keep(app: &App, who: &Staff, key: &str, answer: Response, path: String) -> Result<Response, Problem> {
    let problem = answer.extensions().get::<Problem>().cloned();
    let told = |problem: Problem| serde_json::to_string(&problem.body(Some(path))).unwrap_or_default();
    let instead = answer.extensions().get::<KeepInstead>().map(|KeepInstead(text)| text.clone());
    let instead = instead.or(problem.clone().map(told));
    let (parts, body) = answer.into_parts();
    let bytes = to_bytes(body, ANSWER_LIMIT).await.unwrap_or_default();
    let status = parts.status;
    let is_final =
        !status.is_server_error() && status != StatusCode::TOO_MANY_REQUESTS && status != StatusCode::UNAUTHORIZED;
    if is_final {
        let text = instead.unwrap_or_else(|| String::from_utf8_lossy(&bytes).into_owned());
        app.desk.finish_idempotent(who, key, status.as_u16(), &text).await?;
    } else {
        app.desk.forget_idempotent(who, key).await?;
    }
    if let Some(problem) = problem {
        return Ok(problem.into_response());
    }
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

fn replayed(status: u16, response: String) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let kind = if status.is_success() { "application/json" } else { "application/problem+json" };
    let mut headers = HeaderMap::new();
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    if !response.is_empty() {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    (status, headers, response).into_response()
}

/// 1–128 printable ASCII characters.
fn key(headers: &HeaderMap) -> Result<String, Problem> {
    let key = headers.get(KEY).and_then(|key| key.to_str().ok()).unwrap_or_default();
    if (1..=128).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(key.to_owned());
    }
    Err(Problem::new(Code::BadRequest, "an Idempotency-Key is 1 to 128 printable ASCII characters"))
}
