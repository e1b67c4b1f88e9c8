//! What providers call: one route for all kinds. The raw bytes, head and query go to the desk; its answer goes back as the channel says.
use crate::{
    app::App,
    config::{HOOK_LIMIT, patience},
    extract::length,
    guard::door::Answered,
    problem::{Code, Problem},
};
use axum::{
    body::{Bytes, to_bytes},
    extract::{Path, Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use desk::HookAnswer;
use model::port::{Answer, Raw};
use tokio::time::timeout;

/// A provider's call.
pub async fn receive(
    State(app): State<App>,
    Path((kind, account)): Path<(String, String)>,
    request: Request,
) -> Result<Response, Problem> {
    if length(request.headers()).is_some_and(|length| length > HOOK_LIMIT as u64) {
        return Err(Problem::too_large(HOOK_LIMIT));
    }
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, HOOK_LIMIT).await.map_err(|_| Problem::too_large(HOOK_LIMIT))?;
    let headers = parts.headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value.as_bytes())));
    let raw = Raw {
        method: parts.method.as_str().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: headers.collect(),
        body: Bytes::into(body),
        proved: None,
    };
    match app.desk.hook(&kind, &account, raw).await? {
        HookAnswer::Refused => Err(Problem::new(Code::Unauthenticated, "the signature does not hold")),
        HookAnswer::Durable(answer) => answered(answer),
        HookAnswer::Greets(greeting) => {
            // Whoever is known by then is not asked who they are.
            let looked_up = timeout(patience::LOOK_UP, app.desk.looked_up(&greeting)).await;
            looked_up.unwrap_or(Ok(()))?;
            answered(app.desk.greet(*greeting).await?)
        }
    }
}

/// As the channel says, whatever the caller accepts.
fn answered(answer: Answer) -> Result<Response, Problem> {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let kind = [(header::CONTENT_TYPE, HeaderValue::from_static(answer.content_type))];
    let mut response = (status, kind, answer.body).into_response();
    response.extensions_mut().insert(Answered);
    Ok(response)
}

/// Header values are bytes; what is no UTF-8 is read as Latin-1, as HTTP once said.
fn text(bytes: &[u8]) -> String {
    std::str::from_utf8(bytes).map_or_else(|_| bytes.iter().map(|byte| char::from(*byte)).collect(), str::to_owned)
}
