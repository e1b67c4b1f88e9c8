//! One customer across doors: merging, undoing, and what suggests it.
use crate::{
    app::App,
    extract::{Id, Json, Page, Params, limit},
    list::{open, turn},
    problem::Problem,
    shape::{
        merge::{ListSuggestions, Merge, MergePreview, Other, Suggestion},
        page::{Merges, Suggestions},
    },
    who::{By, Leads, Reads, Works},
};
use axum::{extract::State, http::StatusCode};
use desk::{Staff, read::SuggestionSeen};
use model::{At, CustomerId, MergeId, SuggestionId};

/// What merging `other` into this customer would do now; changes nothing.
#[utoipa::path(post, path = "/api/v1/customers/{id}/merge-preview", operation_id = "preview_merge", tag = "customers",
    params(("id" = uuid::Uuid, Path)), request_body = Other, responses((status = 200, body = MergePreview)))]
pub async fn preview(
    State(app): State<App>,
    By(who, _): By<Works>,
    Id(id): Id<CustomerId>,
    Json(asked): Json<Other>,
) -> Result<Json<MergePreview>, Problem> {
    Ok(Json(app.desk.merge_preview(&who, id, asked.other.into()).await?.into()))
}

/// `other` is the same person as this customer, who stands for both afterwards. It can be undone.
#[utoipa::path(post, path = "/api/v1/customers/{id}/merges", operation_id = "merge_customers", tag = "customers",
    params(("id" = uuid::Uuid, Path)), request_body = Other, responses((status = 201, body = Merge)))]
pub async fn make(
    State(app): State<App>,
    By(who, _): By<Works>,
    Id(id): Id<CustomerId>,
    Json(asked): Json<Other>,
) -> Result<(StatusCode, Json<Merge>), Problem> {
    let merge = app.desk.merge(&who, id, asked.other.into()).await?;
    Ok((StatusCode::CREATED, Json(seen(&app, &who, merge).await?)))
}

/// Two customers again: each address goes back to whom it was taken from, with what was said on it.
#[utoipa::path(post, path = "/api/v1/merges/{id}/undo", operation_id = "undo_merge", tag = "customers",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = Merge)))]
pub async fn undo(State(app): State<App>, By(who, _): By<Works>, Id(id): Id<MergeId>) -> Result<Json<Merge>, Problem> {
    let merge = app.desk.undo_merge(&who, id).await?;
    Ok(Json(seen(&app, &who, merge).await?))
}

/// Merges, latest first, undone ones too.
#[utoipa::path(get, path = "/api/v1/merges", operation_id = "list_merges", tag = "customers", params(Page), responses((status = 200, body = Merges)))]
pub async fn list(
    State(app): State<App>,
    By(who, _): By<Leads>,
    Params(page): Params<Page>,
) -> Result<Json<Merges>, Problem> {
    let limit = page.limit()?;
    let after: Option<(i64, MergeId)> = open(&app, &who, "merges", page.after.as_deref())?;
    let rows = app.desk.merges(&who, after.map(|(at, id)| (At(at), id)), i64::from(limit) + 1).await?;
    let (rows, next) = turn(&app, &who, "merges", rows, limit, |it| (it.at.0, it.id));
    let rows = app.desk.merges_seen(&who, rows).await?;
    Ok(Json(Merges { items: rows.iter().map(Merge::from).collect(), next }))
}

/// Customers who may be one person; of one customer, or all.
#[utoipa::path(get, path = "/api/v1/suggestions", operation_id = "list_suggestions", tag = "customers", params(ListSuggestions), responses((status = 200, body = Suggestions)))]
pub async fn suggestions(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Params(page): Params<ListSuggestions>,
) -> Result<Json<Suggestions>, Problem> {
    let limit = limit(page.limit)?;
    let after: Option<(i64, SuggestionId)> = open(&app, &who, "suggestions", page.after.as_deref())?;
    let after = after.map(|(at, id)| (At(at), id));
    let rows = app.desk.suggestions(&who, page.customer.map(Into::into), after, i64::from(limit) + 1).await?;
    let (rows, next) = turn(&app, &who, "suggestions", rows, limit, |it| (it.at.0, it.id));
    let rows: Vec<SuggestionSeen> = app.desk.suggestions_seen(&who, rows).await?;
    Ok(Json(Suggestions { items: rows.iter().map(Suggestion::from).collect(), next }))
}

/// They are one person: merges them.
#[utoipa::path(post, path = "/api/v1/suggestions/{id}/accept", operation_id = "accept_suggestion", tag = "customers",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = Merge)))]
pub async fn accept(
    State(app): State<App>,
    By(who, _): By<Works>,
    Id(id): Id<SuggestionId>,
) -> Result<Json<Merge>, Problem> {
    let merge = app.desk.accept_suggestion(&who, id).await?;
    Ok(Json(seen(&app, &who, merge).await?))
}

/// They are two: never suggested again for this reason.
#[utoipa::path(post, path = "/api/v1/suggestions/{id}/dismiss", operation_id = "dismiss_suggestion", tag = "customers",
    params(("id" = uuid::Uuid, Path)), responses((status = 204, description = "Dismissed")))]
pub async fn dismiss(
    State(app): State<App>,
    By(who, _): By<Works>,
    Id(id): Id<SuggestionId>,
) -> Result<StatusCode, Problem> {
    app.desk.dismiss_suggestion(&who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn seen(app: &App, who: &Staff, merge: model::Merge) -> Result<Merge, Problem> {
    let seen = app.desk.merges_seen(who, vec![merge]).await?;
    seen.first().map(Merge::from).ok_or_else(|| Problem::from(desk::Error::NotFound("merge")))
}
