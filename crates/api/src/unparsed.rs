//! What came in and was not understood: seen, taken away as bytes, read again, dismissed.
use crate::{
    app::App,
    extract::{Id, Json, Page, Params},
    list::{open, turn},
    message::as_file,
    problem::Problem,
    shape::{page::UnparsedItems, unparsed::Unparsed},
    who::{By, Leads},
};
use axum::{extract::State, http::StatusCode, response::Response};
use model::{At, InboundId};

/// What no channel understood, latest first.
#[utoipa::path(get, path = "/api/v1/unparsed", operation_id = "list_unparsed", tag = "operation", params(Page), responses((status = 200, body = UnparsedItems)))]
pub async fn list(
    State(app): State<App>,
    By(who, _): By<Leads>,
    Params(page): Params<Page>,
) -> Result<Json<UnparsedItems>, Problem> {
    let limit = page.limit()?;
    let after: Option<(i64, InboundId)> = open(&app, &who, "unparsed", page.after.as_deref())?;
    let rows = app.desk.unparsed(&who, after.map(|(at, id)| (At(at), id)), i64::from(limit) + 1).await?;
    let (rows, next) = turn(&app, &who, "unparsed", rows, limit, |it| (it.received_at.0, it.id));
    Ok(Json(UnparsedItems { items: rows.iter().map(Unparsed::from).collect(), next }))
}

/// The bytes as they came in: a file to save, whatever they pretend to be.
#[utoipa::path(get, path = "/api/v1/unparsed/{id}/raw", operation_id = "get_raw_unparsed", tag = "operation",
    params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "The bytes", content_type = "application/octet-stream", body = Vec<u8>)))]
pub async fn raw(State(app): State<App>, By(who, _): By<Leads>, Id(id): Id<InboundId>) -> Result<Response, Problem> {
    Ok(as_file(app.desk.unparsed_raw(&who, id).await?, "attachment; filename=\"unparsed.raw\""))
}

/// Read it again, soon, with the channel as it is now. What is understood leaves the list.
#[utoipa::path(post, path = "/api/v1/unparsed/{id}/retry", operation_id = "retry_unparsed", tag = "operation",
    params(("id" = uuid::Uuid, Path)), responses((status = 202, description = "It will be read again")))]
pub async fn retry(
    State(app): State<App>,
    By(who, _): By<Leads>,
    Id(id): Id<InboundId>,
) -> Result<StatusCode, Problem> {
    app.desk.parse_again(&who, id).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Nobody needs to understand it: it leaves the list.
#[utoipa::path(delete, path = "/api/v1/unparsed/{id}", operation_id = "dismiss_unparsed", tag = "operation",
    params(("id" = uuid::Uuid, Path)), responses((status = 204, description = "Dismissed")))]
pub async fn dismiss(
    State(app): State<App>,
    By(who, _): By<Leads>,
    Id(id): Id<InboundId>,
) -> Result<StatusCode, Problem> {
    app.desk.dismiss_unparsed(&who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
