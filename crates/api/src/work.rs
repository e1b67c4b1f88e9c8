//! What an agent does with a conversation. Each answers the conversation as it is afterwards.
use crate::{
    app::App,
    extract::{Id, Json, Maybe},
    problem::Problem,
    shape::conversation::{Close, Conversation, MarkRead, SetPending, SetTags, Settle, Transfer},
    who::{By, Reads, Works},
};
use axum::extract::State;
use desk::Staff;
use model::ConversationId;

type Answer = Result<Json<Conversation>, Problem>;

async fn shown(app: &App, who: &Staff, id: ConversationId) -> Answer {
    Ok(Json(Conversation::from(&app.desk.listed(who, id).await?)))
}

/// Take the offer, or pull it from the queue.
#[utoipa::path(post, path = "/api/v1/conversations/{id}/accept", operation_id = "accept_conversation", tag = "work",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = Conversation)))]
pub async fn accept(State(app): State<App>, By(who, _): By<Works>, Id(id): Id<ConversationId>) -> Answer {
    app.desk.accept(&who, id).await?;
    shown(&app, &who, id).await
}

/// Give the offer back.
#[utoipa::path(post, path = "/api/v1/conversations/{id}/decline", operation_id = "decline_conversation", tag = "work",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = Conversation)))]
pub async fn decline(State(app): State<App>, By(who, _): By<Works>, Id(id): Id<ConversationId>) -> Answer {
    app.desk.decline(&who, id).await?;
    shown(&app, &who, id).await
}

/// Hand over to an agent or a queue; also how a supervisor assigns.
#[utoipa::path(post, path = "/api/v1/conversations/{id}/transfer", operation_id = "transfer_conversation", tag = "work",
    params(("id" = uuid::Uuid, Path)), request_body = Transfer, responses((status = 200, body = Conversation)))]
pub async fn transfer(
    State(app): State<App>,
    By(who, _): By<Works>,
    Id(id): Id<ConversationId>,
    Json(asked): Json<Transfer>,
) -> Answer {
    app.desk.transfer(&who, id, asked.to.agent.map(Into::into), asked.to.queue.map(Into::into), asked.note).await?;
    shown(&app, &who, id).await
}

/// End it. Messages still without an answer need a reason.
#[utoipa::path(post, path = "/api/v1/conversations/{id}/close", operation_id = "close_conversation", tag = "work",
    params(("id" = uuid::Uuid, Path)), request_body = Option<Close>, responses((status = 200, body = Conversation)))]
pub async fn close(
    State(app): State<App>,
    By(who, _): By<Works>,
    Id(id): Id<ConversationId>,
    Maybe(asked): Maybe<Close>,
) -> Answer {
    app.desk.close(&who, id, asked.no_reply_needed, asked.disposition.map(Into::into)).await?;
    shown(&app, &who, id).await
}

/// Undo of close; also takes it back into own hands within 24 h.
#[utoipa::path(post, path = "/api/v1/conversations/{id}/reopen", operation_id = "reopen_conversation", tag = "work",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = Conversation)))]
pub async fn reopen(State(app): State<App>, By(who, _): By<Works>, Id(id): Id<ConversationId>) -> Answer {
    app.desk.reopen(&who, id).await?;
    shown(&app, &who, id).await
}

/// Wait for the customer or a date.
#[utoipa::path(post, path = "/api/v1/conversations/{id}/pending", operation_id = "set_conversation_pending", tag = "work",
    params(("id" = uuid::Uuid, Path)), request_body = SetPending, responses((status = 200, body = Conversation)))]
pub async fn pending(
    State(app): State<App>,
    By(who, _): By<Works>,
    Id(id): Id<ConversationId>,
    Json(asked): Json<SetPending>,
) -> Answer {
    app.desk.pend(&who, id, asked.until.0, asked.reason).await?;
    shown(&app, &who, id).await
}

/// End the waiting.
#[utoipa::path(post, path = "/api/v1/conversations/{id}/resume", operation_id = "resume_conversation", tag = "work",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = Conversation)))]
pub async fn resume(State(app): State<App>, By(who, _): By<Works>, Id(id): Id<ConversationId>) -> Answer {
    app.desk.resume(&who, id).await?;
    shown(&app, &who, id).await
}

/// This inbound message needs no reply.
#[utoipa::path(post, path = "/api/v1/conversations/{id}/settle", operation_id = "settle_message", tag = "work",
    params(("id" = uuid::Uuid, Path)), request_body = Settle, responses((status = 200, body = Conversation)))]
pub async fn settle(
    State(app): State<App>,
    By(who, _): By<Works>,
    Id(id): Id<ConversationId>,
    Json(asked): Json<Settle>,
) -> Answer {
    app.desk.settle(&who, id, asked.seq, &asked.reason).await?;
    shown(&app, &who, id).await
}

/// All its tags, by name, at most 20.
#[utoipa::path(put, path = "/api/v1/conversations/{id}/tags", operation_id = "set_conversation_tags", tag = "work",
    params(("id" = uuid::Uuid, Path)), request_body = SetTags, responses((status = 200, body = Conversation)))]
pub async fn tags(
    State(app): State<App>,
    By(who, _): By<Works>,
    Id(id): Id<ConversationId>,
    Json(asked): Json<SetTags>,
) -> Answer {
    app.desk.tag(&who, id, asked.tags).await?;
    shown(&app, &who, id).await
}

/// Read up to here; climbs only.
#[utoipa::path(put, path = "/api/v1/conversations/{id}/read", operation_id = "mark_conversation_read", tag = "work",
    params(("id" = uuid::Uuid, Path)), request_body = MarkRead, responses((status = 200, body = Conversation)))]
pub async fn read(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Id(id): Id<ConversationId>,
    Json(asked): Json<MarkRead>,
) -> Answer {
    if asked.seq < 0 {
        return Err(Problem::field("seq", "out_of_range", "seqs begin with 1; 0 is nothing read"));
    }
    app.desk.mark_read(&who, id, asked.seq).await?;
    shown(&app, &who, id).await
}
