//! One deed on many conversations.
use crate::{
    app::App,
    extract::Json,
    problem::Problem,
    shape::bulk::{Bulk, BulkAnswer, BulkAnswers},
    who::{By, Works},
};
use axum::extract::State;
use model::ConversationId;

/// The same for each of at most 100, each by itself; what was refused says why, and the others are done.
#[utoipa::path(post, path = "/api/v1/conversations/bulk", operation_id = "change_conversations", tag = "work",
    request_body = Bulk, responses((status = 200, body = BulkAnswers)))]
pub async fn bulk(
    State(app): State<App>,
    By(who, _): By<Works>,
    Json(asked): Json<Bulk>,
) -> Result<Json<BulkAnswers>, Problem> {
    let ids: Vec<ConversationId> = asked.ids.into_iter().map(Into::into).collect();
    let done = app.desk.bulk(&who, &ids, &asked.action.into()).await?;
    let items = done.into_iter().map(|(id, done)| BulkAnswer {
        id: id.0,
        ok: done.is_ok(),
        problem: done.err().map(|why| Problem::from(why).body(None)),
    });
    Ok(Json(BulkAnswers { items: items.collect() }))
}
