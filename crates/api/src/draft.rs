//! Drafts: words not yet sent, the same on every device of an agent.
use crate::{
    app::App,
    extract::{Id, Json},
    problem::Problem,
    shape::conversation::{Draft, Drafts, SetDraft},
    who::{By, Works},
};
use axum::extract::State;
use model::ConversationId;

/// The caller's drafts: at most one reply and one note.
#[utoipa::path(get, path = "/api/v1/conversations/{id}/draft", operation_id = "get_drafts", tag = "work",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = Drafts)))]
pub async fn list(
    State(app): State<App>,
    By(who, _): By<Works>,
    Id(id): Id<ConversationId>,
) -> Result<Json<Drafts>, Problem> {
    let drafts = app.desk.drafts(&who, id).await?;
    Ok(Json(Drafts { items: drafts.iter().map(Draft::from).collect() }))
}

/// Keep a draft; an empty text forgets it.
#[utoipa::path(put, path = "/api/v1/conversations/{id}/draft", operation_id = "save_draft", tag = "work",
    params(("id" = uuid::Uuid, Path)), request_body = SetDraft, responses((status = 200, body = Drafts)))]
pub async fn save(
    State(app): State<App>,
    By(who, _): By<Works>,
    Id(id): Id<ConversationId>,
    Json(asked): Json<SetDraft>,
) -> Result<Json<Drafts>, Problem> {
    app.desk.save_draft(&who, id, asked.mode.0, &asked.text).await?;
    let drafts = app.desk.drafts(&who, id).await?;
    Ok(Json(Drafts { items: drafts.iter().map(Draft::from).collect() }))
}
