//! The outermost layer: gives every request an id, turns panics and bare error statuses into problems, fills in `instance`, and
//! puts the security headers on.
use super::{
    headers::{self, Page},
    site::Site,
};
use crate::{
    app::App,
    problem::{Code, Problem},
};
use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use std::any::Any;
use tracing::Instrument as _;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Wraps everything else.
pub async fn pass(State(app): State<App>, site: Site, request: Request, next: Next) -> Response {
    let id = request_id(&request).unwrap_or_else(|| app.new_id().to_string());
    // The query may carry tokens; it is neither logged nor repeated.
    let path = request.uri().path().to_owned();
    let span = tracing::debug_span!("request", method = %request.method(), path, id);
    let mut response = next.run(request).instrument(span).await;

    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        if problem.code.status() >= 500 {
            tracing::warn!(path, id, code = problem.code.word(), detail = problem.detail, "request failed");
        }
        response = problem.render(Some(path));
    } else if is_bare(&response) {
        let allow = response.headers_mut().remove(header::ALLOW);
        let code = Code::of_status(response.status());
        response = Problem::new(code, code.title()).render(Some(path));
        if let Some(allow) = allow {
            response.headers_mut().insert(header::ALLOW, allow);
        }
    }
    let page = response.extensions_mut().remove::<Page>().unwrap_or_default();
    if page == Page::Data {
        // Answers to somebody are nobody else's, and old ones are wrong.
        response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
    headers::put(response.headers_mut(), &page, &site);
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// What a panic in a handler becomes.
pub fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let said = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    tracing::error!(panic = said.unwrap_or("no message"), "a handler panicked");
    use axum::response::IntoResponse as _;
    Problem::new(Code::Internal, "something broke on our side; the log has the details under this request's id")
        .into_response()
}

/// An id handed in by a proxy, when it is short and harmless.
fn request_id(request: &Request) -> Option<String> {
    let text = request.headers().get(REQUEST_ID)?.to_str().ok()?;
    let harmless = |mark: char| mark.is_ascii_alphanumeric() || "-_.".contains(mark);
    ((8..=64).contains(&text.len()) && text.chars().all(harmless)).then(|| text.to_owned())
}

/// An error nobody of ours wrote: libraries answer with plain text or nothing.
fn is_bare(response: &Response) -> bool {
    let failed = response.status().is_client_error() || response.status().is_server_error();
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let ours = response.extensions().get::<Answered>().is_some();
    failed && !ours && (kind.is_empty() || kind.starts_with("text/plain"))
}

/// Marks an answer whose status and body belong to somebody else, as a provider's webhook.
#[derive(Clone, Copy, Debug)]
pub struct Answered;

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_becomes_a_problem_that_tells_nothing_of_it() {
        async fn breaks() -> &'static str {
            std::panic::panic_any("secret detail")
        }
        let router: axum::Router = axum::Router::new()
            .route("/", axum::routing::get(breaks))
            .layer(tower_http::catch_panic::CatchPanicLayer::custom(panicked));
        let request = Request::new(axum::body::Body::empty());
        let response = tower::ServiceExt::oneshot(router, request).await.unwrap();
        let problem = response.extensions().get::<Problem>().unwrap();
        assert_eq!((response.status().as_u16(), problem.code), (500, Code::Internal));
        assert!(!problem.detail.contains("secret"), "{}", problem.detail);
    }
}
