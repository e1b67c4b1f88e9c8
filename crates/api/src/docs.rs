//! The guide for integrators, as the console links to it: plain text, from the binary, so that it fits this version.
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

const GUIDE: &str = include_str!("../../../docs/integrate.md");

/// `/docs/integrate.md`
pub async fn integrate() -> Response {
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], GUIDE).into_response()
}
