//! Side panels: signed addresses for the console, and the empty page of ours in which it opens one of them.
use crate::{
    app::App,
    extract::{Id, Json},
    guard::{headers::Page, site::Site},
    problem::Problem,
    shape::panel::Panels,
    who::{By, Reads},
};
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use model::{ConversationId, SettingId};

/// Nothing but room: the console puts the tenant's page in, under the policy that this page came with.
const ROOM: &str = "<!doctype html><html><head><meta charset=\"utf-8\"><title>Panel</title></head><body></body></html>";

/// The pages beside a conversation, freshly signed.
#[utoipa::path(get, path = "/api/v1/conversations/{id}/panels", operation_id = "list_panels", tag = "orders",
    params(("id" = Uuid, Path)), responses((status = 200, body = Panels)))]
pub async fn list(
    State(app): State<App>,
    By(who, _): By<Reads>,
    site: Site,
    Id(id): Id<ConversationId>,
) -> Result<Json<Panels>, Problem> {
    Ok(Json(app.desk.panels(&who, id, &site.origin()).await?.into()))
}

/// `/panel/{id}`: a frame may open in it that leads to this panel's origin, and none that leads elsewhere.
pub async fn room(
    State(app): State<App>,
    By(who, _): By<Reads>,
    site: Site,
    Id(id): Id<SettingId>,
) -> Result<Response, Problem> {
    let origin = app.desk.panel_origin(&who, id, &site.origin()).await?;
    let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    let mut response = (headers, ROOM).into_response();
    response.extensions_mut().insert(Page::Panel(origin));
    Ok(response)
}
