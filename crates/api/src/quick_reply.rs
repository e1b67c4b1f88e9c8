//! Quick replies: the company's, its teams' and one's own.
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
use desk::{QuickReplyEdit, QuickReplyScope};
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
    let scope = match (asked.scope, asked.team) {
        (Scope::Company, _) => QuickReplyScope::Company,
        (Scope::Personal, _) => QuickReplyScope::Personal,
        (Scope::Team, Some(team)) => QuickReplyScope::Team(team.into()),
        (Scope::Team, None) => return Err(desk::Error::field("team", "required", "the id of a team").into()),
    };
    let expires_at = asked.expires_at.map(|it| it.0);
    let edit = QuickReplyEdit { scope, shortcut: asked.shortcut, title: asked.title, text: asked.text, expires_at };
    let reply = app.desk.save_quick_reply(&who, None, &edit).await?;
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
    let expires_at =
        match asked.expires_at.as_deref() {
            None => old.expires_at,
            Some("") => None,
            Some(until) => Some(until.parse().map_err(|_| {
                desk::Error::field("expires_at", "format", "RFC 3339, as 2026-11-30T16:00:00Z, or empty")
            })?),
        };
    let edit = QuickReplyEdit {
        scope: match (old.owner, old.team) {
            (Some(_), _) => QuickReplyScope::Personal,
            (None, Some(team)) => QuickReplyScope::Team(team),
            (None, None) => QuickReplyScope::Company,
        },
        shortcut: asked.shortcut.unwrap_or(old.shortcut),
        title: asked.title.unwrap_or(old.title),
        text: asked.text.unwrap_or(old.text),
        expires_at,
    };
    let reply = app.desk.save_quick_reply(&who, Some(id), &edit).await?;
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
