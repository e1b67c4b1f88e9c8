//! Every address of the house, in one visible list.
//!
//! To add one: a handler with its `#[utoipa::path]` in the file of its noun, and its line in `addresses.rs`.
use crate::{
    addresses,
    app::App,
    attachment, docs,
    document::{self, Base},
    event, file,
    guard::{door, load},
    health, hook, idempotent, join, page, panel, test_door, visitor, ws,
};
use axum::{
    Router,
    http::header,
    middleware::from_fn_with_state,
    response::IntoResponse,
    routing::{any, get, post},
};
use std::sync::LazyLock;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::OpenApi as _;
use utoipa_axum::{router::OpenApiRouter, routes};

static DOCUMENT: LazyLock<String> = LazyLock::new(|| document::render(described().into_openapi()));

/// The OpenAPI 3.1 document as JSON text.
#[must_use]
pub fn openapi() -> String {
    DOCUMENT.clone()
}

/// All doors. Serve it with `ConnectInfo<SocketAddr>`, so that limits know who asks.
pub fn router(app: App) -> Router {
    let asks = addresses::asks()
        .layer(from_fn_with_state(app.clone(), idempotent::pass))
        .layer(from_fn_with_state(app.clone(), load::request));
    let waits = waits().layer(from_fn_with_state(app.clone(), load::wait));
    let polls = polls().layer(from_fn_with_state(app.clone(), load::visitor_wait));
    let uploads = uploads()
        .layer(from_fn_with_state(app.clone(), idempotent::pass))
        .layer(from_fn_with_state(app.clone(), load::upload));
    let visitor_uploads = visitor_uploads()
        .layer(from_fn_with_state(app.clone(), idempotent::pass))
        .layer(from_fn_with_state(app.clone(), load::visitor_upload));
    let mut all = Router::new()
        .merge(asks)
        .merge(waits)
        .merge(polls)
        .merge(uploads)
        .merge(visitor_uploads)
        .merge(open())
        .route("/api/openapi.json", get(document))
        .route("/docs/integrate.md", get(docs::integrate))
        .route("/hooks/{kind}/{account}", any(hook::receive).layer(from_fn_with_state(app.clone(), load::request)))
        .route("/ws/agent", get(ws::agent::open))
        .route("/ws/visitor", get(ws::visitor::open))
        .route("/join/{code}", get(join::page))
        .route("/panel/{id}", get(panel::room).layer(from_fn_with_state(app.clone(), load::request)))
        .route("/join.css", get(join::style))
        .route("/chat/{account}", get(join::chat))
        .route("/widget.js", get(page::loader))
        .route("/widget", get(page::widget))
        .route("/widget/{*file}", get(page::widget))
        .route("/widget/", get(page::widget));
    if app.config.demo.is_some() {
        all = all
            .route("/demo", get(page::demo))
            .route("/demo/{*file}", get(page::demo))
            .route("/demo/config.json", get(page::demo_config));
    }
    if app.config.test {
        all = all.route("/ws/echo", get(ws::echo::open)).route("/test/agents", post(test_door::agents));
    }
    all.fallback(page::console)
        .layer(CatchPanicLayer::custom(door::panicked))
        .layer(from_fn_with_state(app.clone(), door::pass))
        .with_state(app)
}

/// Everything with an entry in the document.
fn described() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Base::openapi())
        .merge(addresses::asks())
        .merge(waits())
        .merge(polls())
        .merge(uploads())
        .merge(visitor_uploads())
        .merge(open())
}

/// Requests that may wait for something new.
fn waits() -> OpenApiRouter<App> {
    OpenApiRouter::default().routes(routes!(event::list))
}

/// The same, of visitors.
fn polls() -> OpenApiRouter<App> {
    OpenApiRouter::default().routes(routes!(visitor::poll))
}

/// Requests that carry a file.
fn uploads() -> OpenApiRouter<App> {
    OpenApiRouter::default().routes(routes!(attachment::upload))
}

/// The same, of visitors.
fn visitor_uploads() -> OpenApiRouter<App> {
    OpenApiRouter::default().routes(routes!(attachment::upload_by_visitor))
}

/// Answered however busy the house is.
fn open() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(file::get))
        .routes(routes!(health::alive))
        .routes(routes!(health::ready))
        .routes(routes!(health::metrics))
}

async fn document() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], DOCUMENT.as_str())
}
