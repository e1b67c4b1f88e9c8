//! `/healthz`: the process turns; `/readyz`: it can do its work; `/metrics`: figures as text.
use crate::{app::App, problem::Problem};
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};

/// The process turns.
#[utoipa::path(get, path = "/healthz", tag = "health", security(()), responses((status = 200, content_type = "text/plain", body = String)))]
pub async fn alive() -> &'static str { "ok" }

/// The database answers and takes writes.
#[utoipa::path(get, path = "/readyz", tag = "health", security(()), responses((status = 200, content_type = "text/plain", body = String)))]
pub async fn ready(State(app): State<App>) -> Result<&'static str, Problem> {
    app.desk.ready().await?;
    Ok("ready")
}

/// Figures in the Prometheus text format.
#[utoipa::path(get, path = "/metrics", tag = "health", security(()), responses((status = 200, content_type = "text/plain", body = String)))]
pub async fn metrics(State(app): State<App>) -> Response {
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], (app.config.metrics)()).into_response()
}
