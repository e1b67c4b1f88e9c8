//! The organisation: agents, brands, queues, tags.
use crate::{
    app::App,
    extract::{Json, Kept, Page, Params},
    list::cut,
    problem::Problem,
    shape::{
        agent::Agent,
        directory::{Brand, NewTag, Queue, Tag},
        page::{Agents, Brands, Queues, Tags},
    },
    who::{By, Reads, Works},
};
use axum::{extract::State, http::StatusCode};

/// Colleagues.
#[utoipa::path(get, path = "/api/v1/agents", operation_id = "list_agents", tag = "directory", params(Page), responses((status = 200, body = Agents)))]
pub async fn agents(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Params(page): Params<Page>,
) -> Result<Json<Agents>, Problem> {
    let all = app.desk.agents(&who).await?;
    let (items, next) = cut(&app, &who, "agents", all, |agent| agent.id.0, &page)?;
    Ok(Json(Agents { items: items.iter().map(Agent::from).collect(), next }))
}

/// Brands the caller may see.
#[utoipa::path(get, path = "/api/v1/brands", operation_id = "list_brands", tag = "directory", params(Page), responses((status = 200, body = Brands)))]
pub async fn brands(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Params(page): Params<Page>,
) -> Result<Json<Brands>, Problem> {
    let all = app.desk.brands(&who).await?;
    let (items, next) = cut(&app, &who, "brands", all, |brand| brand.id.0, &page)?;
    Ok(Json(Brands { items: items.iter().map(Brand::from).collect(), next }))
}

/// Queues of those brands, and how many wait.
#[utoipa::path(get, path = "/api/v1/queues", operation_id = "list_queues", tag = "directory", params(Kept), responses((status = 200, body = Queues)))]
pub async fn queues(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Params(asked): Params<Kept>,
) -> Result<Json<Queues>, Problem> {
    let page = asked.page();
    let all = match asked.deleted {
        Some(true) => app.desk.deleted_queues(&who).await?.into_iter().map(|queue| (queue, 0)).collect(),
        _ => app.desk.queues(&who).await?,
    };
    let (items, next) = cut(&app, &who, "queues", all, |(queue, _)| queue.id.0, &page)?;
    let shown = |(queue, waiting): &(model::Queue, i64)| Queue::with(queue, *waiting);
    Ok(Json(Queues { items: items.iter().map(shown).collect(), next }))
}

/// Tags.
#[utoipa::path(get, path = "/api/v1/tags", operation_id = "list_tags", tag = "directory", params(Page), responses((status = 200, body = Tags)))]
pub async fn tags(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Params(page): Params<Page>,
) -> Result<Json<Tags>, Problem> {
    let all = app.desk.tags(&who).await?;
    let (items, next) = cut(&app, &who, "tags", all, |tag| tag.id.0, &page)?;
    Ok(Json(Tags { items: items.iter().map(Tag::from).collect(), next }))
}

/// A new tag; 409 when there is one of that name.
#[utoipa::path(post, path = "/api/v1/tags", operation_id = "make_tag", tag = "directory", request_body = NewTag, responses((status = 201, body = Tag)))]
pub async fn make_tag(
    State(app): State<App>,
    By(who, _): By<Works>,
    Json(asked): Json<NewTag>,
) -> Result<(StatusCode, Json<Tag>), Problem> {
    let tag = app.desk.make_tag(&who, &asked.name).await?;
    Ok((StatusCode::CREATED, Json(Tag::from(&tag))))
}
