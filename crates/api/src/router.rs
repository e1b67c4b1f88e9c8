//! Every address of the house, in one visible list.
//!
//! To add one: a handler with its `#[utoipa::path]` in the file of its noun, and its line here.
use crate::{
    agent, agent_invite, api_key,
    app::App,
    attachment, audit, channel_account, conversation, customer, delivery, directory,
    document::{self, Base},
    draft, event, file,
    guard::{door, load},
    health, hook, idempotent, identity, job, join, leg, merge, message, page, quick_reply, second_factor, session,
    setting, test_door, unparsed, visitor, work, ws,
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
    let asks = asks()
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
        .route("/hooks/{kind}/{account}", any(hook::receive).layer(from_fn_with_state(app.clone(), load::request)))
        .route("/ws/agent", get(ws::agent::open))
        .route("/ws/visitor", get(ws::visitor::open))
        .route("/join/{code}", get(join::page))
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
        .merge(asks())
        .merge(waits())
        .merge(polls())
        .merge(uploads())
        .merge(visitor_uploads())
        .merge(open())
}

/// Requests that are answered at once.
fn asks() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(session::sign_in, session::current, session::sign_out))
        .routes(routes!(session::preferences))
        .routes(routes!(session::password))
        .routes(routes!(session::list, session::end_others))
        .routes(routes!(session::end))
        .routes(routes!(second_factor::state, second_factor::begin, second_factor::confirm, second_factor::end))
        .routes(routes!(second_factor::answer))
        .routes(routes!(agent::people))
        .routes(routes!(agent::one, agent::change))
        .routes(routes!(agent::reset))
        .routes(routes!(agent::sessions, agent::end_sessions))
        .routes(routes!(agent::remove_second_factor))
        .routes(routes!(agent_invite::list, agent_invite::make))
        .routes(routes!(agent_invite::look, agent_invite::revoke))
        .routes(routes!(agent_invite::accept))
        .routes(routes!(session::presence))
        .routes(routes!(directory::agents))
        .routes(routes!(directory::brands))
        .routes(routes!(directory::queues))
        .routes(routes!(directory::tags, directory::make_tag))
        .routes(routes!(quick_reply::list, quick_reply::make))
        .routes(routes!(quick_reply::change, quick_reply::delete))
        .routes(routes!(conversation::list))
        .routes(routes!(conversation::counts))
        .routes(routes!(conversation::one))
        .routes(routes!(message::list, message::send))
        .routes(routes!(message::raw))
        .routes(routes!(message::fetch))
        .routes(routes!(work::accept))
        .routes(routes!(work::decline))
        .routes(routes!(work::transfer))
        .routes(routes!(work::close))
        .routes(routes!(work::reopen))
        .routes(routes!(work::pending))
        .routes(routes!(work::resume))
        .routes(routes!(work::settle))
        .routes(routes!(work::tags))
        .routes(routes!(work::read))
        .routes(routes!(draft::list, draft::save))
        .routes(routes!(customer::search))
        .routes(routes!(customer::one, customer::change))
        .routes(routes!(identity::links))
        .routes(routes!(identity::change))
        .routes(routes!(merge::preview))
        .routes(routes!(merge::make))
        .routes(routes!(merge::list))
        .routes(routes!(merge::undo))
        .routes(routes!(merge::suggestions))
        .routes(routes!(merge::accept))
        .routes(routes!(merge::dismiss))
        .routes(routes!(leg::list))
        .routes(routes!(leg::invites, leg::make))
        .routes(routes!(leg::take_back))
        .routes(routes!(customer::conversations))
        .routes(routes!(customer::reveal))
        .routes(routes!(channel_account::list, channel_account::make))
        .routes(routes!(channel_account::one, channel_account::change))
        .routes(routes!(channel_account::check))
        .routes(routes!(channel_account::code))
        .routes(routes!(channel_account::kinds))
        .routes(routes!(setting::kinds))
        .routes(routes!(setting::list, setting::make))
        .routes(routes!(setting::change, setting::delete))
        .routes(routes!(setting::versions))
        .routes(routes!(setting::restore))
        .routes(routes!(api_key::list, api_key::make))
        .routes(routes!(api_key::revoke))
        .routes(routes!(audit::list))
        .routes(routes!(audit::verify))
        .routes(routes!(delivery::list))
        .routes(routes!(delivery::replay))
        .routes(routes!(delivery::settle))
        .routes(routes!(unparsed::list))
        .routes(routes!(unparsed::dismiss))
        .routes(routes!(unparsed::raw))
        .routes(routes!(unparsed::retry))
        .routes(routes!(job::list))
        .routes(routes!(job::retry))
        .routes(routes!(visitor::config))
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
