//! The web pages: console at `/`, widget, demo shop; from the binary, in the smallest coding the browser takes.
use crate::{app::App, guard::headers::Page, problem::Problem, visit::facts};
use axum::{
    body::Body,
    extract::{Query, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use std::borrow::Cow;
use web_assets::Coding;

/// Addresses of programs: never answered with a page.
const NOT_PAGES: [&str; 11] =
    ["/api", "/docs", "/ws", "/hooks", "/files", "/test", "/widget", "/demo", "/join", "/chat", "/panel"];
const PLACEHOLDER: &str = include_str!("placeholder.html");

/// Everything no route has taken: a file of the console, the console itself for addresses a person may type, or `not_found`.
pub async fn console(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return Problem::no_such("address").into_response();
    }
    let path = uri.path();
    let is_ours = !NOT_PAGES
        .iter()
        .any(|start| path.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
    if !is_ours {
        return Problem::no_such("address").into_response();
    }
    let file = path.trim_start_matches('/');
    let asset = if is_hidden(file) { None } else { serve(&format!("console/{file}"), &headers, Page::Console) };
    if let Some(asset) = asset {
        return asset;
    }
    let accepts = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    let is_navigation = accepts.contains("text/html") || file.is_empty();
    if is_navigation && !is_file(file) {
        return serve("console/index.html", &headers, Page::Console).unwrap_or_else(placeholder);
    }
    Problem::no_such("page").into_response()
}

/// `/widget.js`: the loader, for any site's page.
pub async fn loader(headers: HeaderMap) -> Response {
    let mut response =
        serve("widget.js", &headers, Page::Data).unwrap_or_else(|| Problem::no_such("page").into_response());
    let headers = response.headers_mut();
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}

/// `/widget/`: the application inside the frame; only the account's origins may frame it.
pub async fn widget(
    State(app): State<App>,
    Query(asked): Query<WidgetQuery>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let file = uri.path().trim_start_matches('/');
    if file != "widget/" && file != "widget" {
        return serve(file, &headers, Page::Data).ok_or_else(|| Problem::no_such("page"));
    }
    let account = asked.account.as_deref().and_then(|id| id.parse().ok()).ok_or_else(|| Problem::no_such("account"))?;
    let account = app.desk.hosted_account(account).await?;
    let origins = facts(&app, &account).origins;
    Ok(serve("widget/index.html", &headers, Page::Widget(origins)).unwrap_or_else(placeholder))
}

/// `?account=` of the widget's page.
#[derive(Debug, serde::Deserialize)]
pub struct WidgetQuery {
    account: Option<String>,
}

/// `/demo`: the fictional shop's page.
pub async fn demo(uri: Uri, headers: HeaderMap) -> Response {
    let file = uri.path().trim_start_matches('/').trim_end_matches('/');
    let file = if file == "demo" { "demo/index.html" } else { file };
    serve(file, &headers, Page::Console).unwrap_or_else(|| Problem::no_such("page").into_response())
}

/// `/demo/config.json`: the shop's accounts, and a customer who is signed in there.
pub async fn demo_config(State(app): State<App>) -> Result<Response, Problem> {
    let facts = app.config.demo.as_ref().ok_or_else(|| Problem::no_such("page"))?;
    Ok(axum::Json(facts()).into_response())
}

/// Precompressed twins are chosen by us, not asked for by name.
fn is_hidden(file: &str) -> bool {
    file.is_empty() || file.ends_with(".br") || file.ends_with(".gz")
}

fn is_file(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.contains('.'))
}

fn serve(path: &str, headers: &HeaderMap, page: Page) -> Option<Response> {
    let accepts = headers.get(header::ACCEPT_ENCODING).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    let asset = web_assets::find(path, |coding| takes(accepts, coding))?;
    let known = headers.get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok()).unwrap_or_default();
    let is_known = known == "*" || known.split(',').any(|tag| tag.trim().trim_start_matches("W/") == asset.etag);
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let body = match asset.bytes {
            Cow::Borrowed(bytes) => Body::from(bytes),
            Cow::Owned(bytes) => Body::from(bytes),
        };
        let mut response = Response::new(body);
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(web_assets::media_type(path)));
        if asset.coding != Coding::Identity {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(asset.coding.word()));
        }
        response
    };
    let out = response.headers_mut();
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(lifetime(path)));
    if let Ok(etag) = HeaderValue::from_str(&asset.etag) {
        out.insert(header::ETAG, etag);
    }
    response.extensions_mut().insert(page);
    Some(response)
}

/// Names with a hash never change their bytes; the loader may be an hour old; everything else is asked for again.
fn lifetime(path: &str) -> &'static str {
    if path.contains("assets/") {
        "public, max-age=31536000, immutable"
    } else if path == "widget.js" {
        "public, max-age=3600"
    } else {
        "no-cache"
    }
}

/// Whether `Accept-Encoding` takes this coding.
fn takes(accepts: &str, coding: Coding) -> bool {
    accepts.split(',').any(|one| {
        let mut parts = one.split(';').map(str::trim);
        let refused = |part: &str| part.strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()) == Some(0.0);
        parts.next().is_some_and(|word| word.eq_ignore_ascii_case(coding.word())) && !parts.any(refused)
    })
}

fn placeholder() -> Response {
    let mut response =
        ([(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], PLACEHOLDER)
            .into_response();
    response.extensions_mut().insert(Page::Console);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coding_is_taken_when_named_and_not_refused() {
        assert!(takes("gzip, deflate, br, zstd", Coding::Br));
        assert!(takes("BR;q=0.5", Coding::Br));
        assert!(!takes("br;q=0, gzip", Coding::Br));
        assert!(!takes("", Coding::Gzip));
        assert!(!takes("brotli", Coding::Br));
    }

    #[test]
    fn only_hashed_names_live_for_ever() {
        assert!(lifetime("assets/index-Dk3.js").contains("immutable"));
        assert!(lifetime("widget/assets/app-1.js").contains("immutable"));
        assert_eq!(lifetime("index.html"), "no-cache");
    }
}
