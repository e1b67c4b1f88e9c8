//! Finding conversations by what was said in them.
use crate::{
    app::App,
    extract::{Json, Params},
    list::{open, seal},
    problem::Problem,
    shape::search::{FoundConversation, FoundConversations, SearchConversations, SearchPlace},
    who::{By, Reads},
};
use axum::extract::State;
use desk::SearchAsked;

/// Entries of a page when nobody says, and at most.
const LIMIT: u32 = 20;
const MOST: u32 = 50;

/// Conversations in which every word of `q` was said, or that are called so; latest opened first.
#[utoipa::path(get, path = "/api/v1/search", operation_id = "search_conversations", tag = "conversations",
    params(SearchConversations), responses((status = 200, body = FoundConversations)))]
pub async fn search(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Params(asked): Params<SearchConversations>,
) -> Result<Json<FoundConversations>, Problem> {
    let limit = match asked.limit.unwrap_or(LIMIT) {
        limit @ 1..=MOST => limit,
        other => return Err(Problem::field("limit", "out_of_range", format!("{other} is outside 1…{MOST}"))),
    };
    let below: Option<i64> = open(&app, &who, "search", asked.after.as_deref())?;
    let asked = SearchAsked {
        q: asked.q,
        brand: asked.brand.map(Into::into),
        channel: asked.channel,
        agent: asked.agent.map(Into::into),
        tag: asked.tag,
        place: asked.place.and_then(SearchPlace::word),
        open: asked.place == Some(SearchPlace::Open),
        from: asked.from.map(|it| it.0),
        until: asked.until.map(|it| it.0),
        below,
        limit: limit.into(),
    };
    let (found, next) = app.desk.search(&who, &asked).await?;
    let next = next.map(|below| seal(&app, &who, "search", &below));
    Ok(Json(FoundConversations { items: found.iter().map(FoundConversation::from).collect(), next }))
}
