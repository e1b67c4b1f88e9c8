//! Conversations as lists show them.
use crate::{
    app::App,
    extract::{Id, Json, Params, limit},
    problem::Problem,
    shape::{
        conversation::{Conversation, Counts, ListConversations},
        page::Conversations,
    },
    who::{By, Reads},
};
use axum::extract::State;
use model::ConversationId;

/// A list of conversations, in the order people work in.
#[utoipa::path(get, path = "/api/v1/conversations", operation_id = "list_conversations", tag = "conversations",
    params(ListConversations), responses((status = 200, body = Conversations)))]
pub async fn list(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Params(asked): Params<ListConversations>,
) -> Result<Json<Conversations>, Problem> {
    let (view, limit) = (asked.view.word(), limit(asked.limit)?);
    if let Some(saved) = asked.saved {
        let page = app.desk.inbox_of(&who, saved.into(), asked.after.as_deref(), limit.into()).await?;
        return Ok(Json(Conversations { items: page.0.iter().map(Conversation::from).collect(), next: page.1 }));
    }
    let (rows, next) =
        app.desk.inbox(&who, view, asked.brand.map(Into::into), asked.after.as_deref(), limit.into()).await?;
    Ok(Json(Conversations { items: rows.iter().map(Conversation::from).collect(), next }))
}

/// How much there is to do.
#[utoipa::path(get, path = "/api/v1/counts", operation_id = "count_conversations", tag = "conversations", responses((status = 200, body = Counts)))]
pub async fn counts(State(app): State<App>, By(who, _): By<Reads>) -> Result<Json<Counts>, Problem> {
    let it = app.desk.counts(&who).await?;
    Ok(Json(Counts {
        mine: it.mine,
        queue: it.queue,
        all: it.all,
        pending: it.pending,
        unanswered: it.unanswered,
        mentions: it.mentions,
        longest_wait_since: it.longest_wait_since.map(Into::into),
    }))
}

/// One conversation.
#[utoipa::path(get, path = "/api/v1/conversations/{id}", operation_id = "get_conversation", tag = "conversations",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = Conversation)))]
pub async fn one(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Id(id): Id<ConversationId>,
) -> Result<Json<Conversation>, Problem> {
    Ok(Json(Conversation::from(&app.desk.listed(&who, id).await?)))
}
