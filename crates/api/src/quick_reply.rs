//! Quick replies: the company's and one's own.
use crate::{
    app::App,
    extract::{Id, Json, Page, Params},
    list::cut,
    problem::Problem,
    shape::{
        directory::{ChangeQuickReply, NewQuickReply, QuickReply, Scope},
        page::QuickReplies,
    },
    who::{By, Reads, Works},
};
use axum::{extract::State, http::StatusCode};
use model::QuickReplyId;

/// The company's and one's own.
#[utoipa::path(get, path = "/api/v1/quick-replies", operation_id = "list_quick_replies", tag = "directory", params(Page),
    responses((status = 200, body = QuickReplies)))]
pub async fn list(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Params(page): Params<Page>,
) -> Result<Json<QuickReplies>, Problem> {
    let all = app.desk.quick_replies(&who).await?;
    let (items, next) = cut(&app, &who, "quick-replies", all, |reply| reply.id.0, &page)?;
    Ok(Json(QuickReplies { items: items.iter().map(QuickReply::from).collect(), next }))
}

/// A new one; company ones need an operator.
#[utoipa::path(post, path = "/api/v1/quick-replies", operation_id = "make_quick_reply", tag = "directory",
    request_body = NewQuickReply, responses((status = 201, body = QuickReply)))]
pub async fn make(
    State(app): State<App>,
    By(who, _): By<Works>,
    Json(asked): Json<NewQuickReply>,
) -> Result<(StatusCode, Json<QuickReply>), Problem> {
    let company = asked.scope == Scope::Company;
    let reply = app.desk.save_quick_reply(&who, None, company, &asked.shortcut, &asked.title, &asked.text).await?;
    Ok((StatusCode::CREATED, Json(QuickReply::from(&reply))))
}

/// Change it; what is absent stays.
#[utoipa::path(patch, path = "/api/v1/quick-replies/{id}", operation_id = "change_quick_reply", tag = "directory",
    params(("id" = uuid::Uuid, Path)), request_body = ChangeQuickReply, responses((status = 200, body = QuickReply)))]
pub async fn change(
    State(app): State<App>,
    By(who, _): By<Works>,
    Id(id): Id<QuickReplyId>,
    Json(asked): Json<ChangeQuickReply>,
) -> Result<Json<QuickReply>, Problem> {
    let old = app.desk.own_quick_reply(&who, id).await?;
    let shortcut = asked.shortcut.unwrap_or(old.shortcut);
    let (title, text) = (asked.title.unwrap_or(old.title), asked.text.unwrap_or(old.text));
    let reply = app.desk.save_quick_reply(&who, Some(id), old.owner.is_none(), &shortcut, &title, &text).await?;
    Ok(Json(QuickReply::from(&reply)))
}

/// Delete it.
#[utoipa::path(delete, path = "/api/v1/quick-replies/{id}", operation_id = "delete_quick_reply", tag = "directory",
    params(("id" = uuid::Uuid, Path)), responses((status = 204, description = "Deleted")))]
pub async fn delete(
    State(app): State<App>,
    By(who, _): By<Works>,
    Id(id): Id<QuickReplyId>,
) -> Result<StatusCode, Problem> {
    app.desk.delete_quick_reply(&who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
