//! Mentions: whom a note may name, and what names the caller.
use crate::{
    app::App,
    extract::{Id, Json, Page, Params, limit},
    list::{cut, open, turn},
    problem::Problem,
    shape::{
        mention::{ListMentions, Mention, Mentionable, MentionsRead, MentionsUnread, ReadMentions, UnreadMentions},
        page::{Mentionables, Mentions},
    },
    who::{By, Reads, Works},
};
use axum::extract::State;
use model::{At, ConversationId, MessageId, Uuid};

/// A place as cursors carry it.
type Sealed = (i64, i64, Uuid);

/// Whom a note in this conversation may name: colleagues who may see it, by name, then teams with any of them.
#[utoipa::path(get, path = "/api/v1/conversations/{id}/mentionable", operation_id = "list_mentionable", tag = "conversations",
    params(("id" = Uuid, Path), Page), responses((status = 200, body = Mentionables)))]
pub async fn mentionable(
    State(app): State<App>,
    By(who, _): By<Works>,
    Id(id): Id<ConversationId>,
    Params(page): Params<Page>,
) -> Result<Json<Mentionables>, Problem> {
    let all = app.desk.mentionable(&who, id).await?;
    let (items, next) = cut(&app, &who, "mentionable", all, |it| it.named.id, &page)?;
    Ok(Json(Mentionables { items: items.iter().map(Mentionable::from).collect(), next }))
}

/// Notes that name the caller, in conversations that they may see: unread first, then latest first.
#[utoipa::path(get, path = "/api/v1/mentions", operation_id = "list_mentions", tag = "conversations", params(ListMentions),
    responses((status = 200, body = Mentions)))]
pub async fn list(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Params(asked): Params<ListMentions>,
) -> Result<Json<Mentions>, Problem> {
    let limit = limit(asked.limit)?;
    let after: Option<Sealed> = open(&app, &who, "mentions", asked.after.as_deref())?;
    let after = after.map(|(unread, at, note)| (unread, At(at), MessageId(note)));
    let all = app.desk.mentioned(&who, asked.unread.unwrap_or_default(), after, i64::from(limit) + 1).await?;
    let (all, next) =
        turn(&app, &who, "mentions", all, limit, |(it, _)| (it.mention.unread, it.mention.at.0, it.mention.message.0));
    Ok(Json(Mentions { items: all.into_iter().map(Mention::from).collect(), next }))
}

/// It was opened; `{id}` is the note's.
#[utoipa::path(post, path = "/api/v1/mentions/{id}/read", operation_id = "read_mention", tag = "conversations",
    params(("id" = Uuid, Path)), responses((status = 200, body = Mention)))]
pub async fn read(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Id(id): Id<MessageId>,
) -> Result<Json<Mention>, Problem> {
    Ok(Json(app.desk.read_mention(&who, id).await?.into()))
}

/// All that came no later than `until` are read.
#[utoipa::path(post, path = "/api/v1/mentions/read", operation_id = "read_all_mentions", tag = "conversations",
    request_body = ReadMentions, responses((status = 200, body = MentionsRead)))]
pub async fn read_all(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Json(asked): Json<ReadMentions>,
) -> Result<Json<MentionsRead>, Problem> {
    let done = app.desk.read_all_mentions(&who, asked.until.map(|until| until.0)).await?;
    Ok(Json(MentionsRead { mark: done.mark.into(), count: done.count }))
}

/// Undo of “all read”: what that mark read, and nobody opened since, is unread again.
#[utoipa::path(post, path = "/api/v1/mentions/unread", operation_id = "unread_mentions", tag = "conversations",
    request_body = UnreadMentions, responses((status = 200, body = MentionsUnread)))]
pub async fn unread(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Json(asked): Json<UnreadMentions>,
) -> Result<Json<MentionsUnread>, Problem> {
    Ok(Json(MentionsUnread { count: app.desk.unread_mentions(&who, asked.mark.0).await? }))
}
