//! Threads: reading them page by page, and saying something.
use crate::{
    app::App,
    extract::{Id, Json, Params, limit},
    problem::Problem,
    shape::message::{Message, Messages, NewMessage, ThreadPage},
    who::{By, Leads, Reads, Works},
};
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use desk::{
    ReplyDraft, Staff,
    read::{Line, Window},
};
use model::{ConversationId, DraftMode, MessageId};

/// A page of the thread, ascending; the newest page without `before` and `after`.
#[utoipa::path(get, path = "/api/v1/conversations/{id}/messages", operation_id = "list_messages", tag = "conversations",
    params(("id" = uuid::Uuid, Path), ThreadPage), responses((status = 200, body = Messages)))]
pub async fn list(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Id(id): Id<ConversationId>,
    Params(page): Params<ThreadPage>,
) -> Result<Json<Messages>, Problem> {
    if page.before.is_some_and(|before| before < 1) || page.after.is_some_and(|after| after < 0) {
        let field = if page.before.is_some() { "before" } else { "after" };
        return Err(Problem::field(field, "out_of_range", "seqs begin with 1"));
    }
    let window = match (page.before, page.after) {
        (Some(before), _) => Window::Before(before),
        (None, Some(after)) => Window::After(after),
        (None, None) => Window::Latest,
    };
    let limit = limit(page.limit)?;
    let lines = app.desk.thread(&who, id, window, limit.into()).await?;
    // Sequences have no gaps, so the ends tell whether there is more; only forwards the end of the thread is not known.
    let own: Vec<i64> =
        lines.iter().map(|line| &line.message).filter(|it| it.conversation == id).map(|it| it.seq).collect();
    let is_full = own.len() == limit as usize && page.after.is_some();
    let moved = |line: &Line| Message { moved_to: line.moved_to.map(Into::into), ..shown(&app, &line.message) };
    Ok(Json(Messages {
        next: own.last().copied().filter(|_| is_full),
        previous: own.first().copied().filter(|seq| *seq > 1),
        items: lines.iter().map(moved).collect(),
    }))
}

/// Reply to the customer, or leave a note among colleagues. A repeated `client_id` answers the first message.
#[utoipa::path(post, path = "/api/v1/conversations/{id}/messages", operation_id = "send_message", tag = "conversations",
    params(("id" = uuid::Uuid, Path)), request_body = NewMessage, responses((status = 201, body = Message)))]
pub async fn send(
    State(app): State<App>,
    By(who, _): By<Works>,
    Id(id): Id<ConversationId>,
    Json(asked): Json<NewMessage>,
) -> Result<(StatusCode, Json<Message>), Problem> {
    let message = say(&app, &who, id, asked).await?;
    Ok((StatusCode::CREATED, Json(message)))
}

/// The same for REST and for the agent's line.
pub async fn say(app: &App, who: &Staff, id: ConversationId, asked: NewMessage) -> Result<Message, Problem> {
    let draft = ReplyDraft {
        client_id: asked.client_id,
        note: asked.kind.0 == DraftMode::Note,
        text: asked.text.unwrap_or_default(),
        attachments: asked.attachments.unwrap_or_default().into_iter().map(Into::into).collect(),
        mentions: asked.mentions.unwrap_or_default(),
        card: asked.card.map(Into::into),
        leg: asked.leg.map(Into::into),
        template: asked.template.unwrap_or_default(),
        looked: asked.looked.unwrap_or_default(),
        seen: asked.seen_seq,
    };
    let message = app.desk.say(who, id, &draft).await?;
    Ok(shown(app, &message))
}

/// The inbound bytes as they were received, for who leads; each reading leaves a line in the audit. What our own page sent is
/// kept without the signature of its user.
#[utoipa::path(get, path = "/api/v1/messages/{id}/raw", operation_id = "get_raw_message", tag = "conversations",
    params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "The bytes", content_type = "application/octet-stream", body = Vec<u8>)))]
pub async fn raw(State(app): State<App>, By(who, _): By<Leads>, Id(id): Id<MessageId>) -> Result<Response, Problem> {
    Ok(as_file(app.desk.raw(&who, id).await?, "attachment; filename=\"message.raw\""))
}

/// Asks the provider once more for the message's files that did not come; they are awaited again. None of them failed:
/// `conflict`.
#[utoipa::path(post, path = "/api/v1/messages/{id}/fetch", operation_id = "fetch_message_files", tag = "conversations",
    params(("id" = uuid::Uuid, Path)), responses((status = 202, description = "They are asked for", body = Message)))]
pub async fn fetch(
    State(app): State<App>,
    By(who, _): By<Works>,
    Id(id): Id<MessageId>,
) -> Result<(StatusCode, Json<Message>), Problem> {
    let message = app.desk.fetch_again(&who, id).await?;
    Ok((StatusCode::ACCEPTED, Json(shown(&app, &message))))
}

/// Bytes of strangers: saved, never shown.
pub fn as_file(bytes: Vec<u8>, disposition: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    (headers, bytes).into_response()
}

/// A message with signed addresses for its files.
pub fn shown(app: &App, message: &model::Message) -> Message {
    Message::of(message, &|one| app.desk.file_path(message.tenant, one))
}
