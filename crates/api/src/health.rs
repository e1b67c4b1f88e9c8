//! `/healthz`: the process turns; `/readyz`: it can do its work; `/metrics`: figures as text.
use crate::{
    app::App,
    problem::{Code, Problem},
};
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};

/// The process turns.
#[utoipa::path(get, path = "/healthz", tag = "health", security(()), responses((status = 200, content_type = "text/plain", body = String)))]
pub async fn alive() -> &'static str {
    "ok"
}

/// The database answers.
#[utoipa::path(get, path = "/readyz", tag = "health", security(()), responses((status = 200, content_type = "text/plain", body = String)))]
pub async fn ready(State(app): State<App>) -> Result<&'static str, Problem> {
    if app.desk.is_ready().await {
        return Ok("ready");
    }
    let said = "the store does not answer";
    Err(Problem { retry_after: Some(5), ..Problem::new(Code::Unavailable, said) })
}

/// Figures in the Prometheus text format.
#[utoipa::path(get, path = "/metrics", tag = "health", security(()), responses((status = 200, content_type = "text/plain", body = String)))]
pub async fn metrics(State(app): State<App>) -> Response {
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], (app.config.metrics)()).into_response()
}
