//! Brands and queues, as they are kept.
use crate::{
    app::App,
    extract::{Id, Json},
    problem::Problem,
    shape::directory::{Brand, ChangeBrand, ChangeQueue, NewBrand, NewQueue, Queue},
    who::{Administers, By, Operates},
};
use axum::{extract::State, http::StatusCode};
use desk::BrandChange;
use model::{BrandId, QueueId};

/// A new brand with its queue and web chat; 409 when there is one of that name.
#[utoipa::path(post, path = "/api/v1/brands", operation_id = "make_brand", tag = "organisation",
    request_body = NewBrand, responses((status = 201, body = Brand)))]
pub async fn make_brand(
    State(app): State<App>,
    By(who, _): By<Administers>,
    Json(asked): Json<NewBrand>,
) -> Result<(StatusCode, Json<Brand>), Problem> {
    let new = desk::NewBrand {
        name: asked.name,
        zone: asked.zone.unwrap_or_else(|| "Asia/Shanghai".into()),
        queue: asked.queue.unwrap_or_else(|| "在线客服".into()),
        everybody: asked.everybody.unwrap_or(true),
    };
    Ok((StatusCode::CREATED, Json(Brand::from(&app.desk.open_brand(&who, &new).await?))))
}

/// Another name or zone.
#[utoipa::path(patch, path = "/api/v1/brands/{id}", operation_id = "change_brand", tag = "organisation",
    params(("id" = uuid::Uuid, Path)), request_body = ChangeBrand, responses((status = 200, body = Brand)))]
pub async fn change_brand(
    State(app): State<App>,
    By(who, _): By<Operates>,
    Id(id): Id<BrandId>,
    Json(asked): Json<ChangeBrand>,
) -> Result<Json<Brand>, Problem> {
    let change = BrandChange { name: asked.name, zone: asked.zone, version: asked.version };
    Ok(Json(Brand::from(&app.desk.change_brand(&who, id, &change).await?)))
}

/// A further queue in a brand.
#[utoipa::path(post, path = "/api/v1/queues", operation_id = "make_queue", tag = "organisation",
    request_body = NewQueue, responses((status = 201, body = Queue)))]
pub async fn make_queue(
    State(app): State<App>,
    By(who, _): By<Operates>,
    Json(asked): Json<NewQueue>,
) -> Result<(StatusCode, Json<Queue>), Problem> {
    let made = app.desk.open_queue(&who, asked.brand.into(), &asked.edit.edit()?).await?;
    Ok((StatusCode::CREATED, Json(Queue::with(&made, 0))))
}

/// Another name, or whom it asks for. Who waits there is offered by that from now on.
#[utoipa::path(patch, path = "/api/v1/queues/{id}", operation_id = "change_queue", tag = "organisation",
    params(("id" = uuid::Uuid, Path)), request_body = ChangeQueue, responses((status = 200, body = Queue)))]
pub async fn change_queue(
    State(app): State<App>,
    By(who, _): By<Operates>,
    Id(id): Id<QueueId>,
    Json(asked): Json<ChangeQueue>,
) -> Result<Json<Queue>, Problem> {
    let changed = app.desk.change_queue(&who, id, &asked.edit()?).await?;
    let queues = app.desk.queues(&who).await?;
    let waiting = queues.iter().find(|(it, _)| it.id == id).map_or(0, |(_, waiting)| *waiting);
    Ok(Json(Queue::with(&changed, waiting)))
}

/// Out of the list: 422 while an account leads there, somebody waits there, or it is the brand's last.
#[utoipa::path(delete, path = "/api/v1/queues/{id}", operation_id = "delete_queue", tag = "organisation",
    params(("id" = uuid::Uuid, Path)), responses((status = 204)))]
pub async fn delete_queue(
    State(app): State<App>,
    By(who, _): By<Operates>,
    Id(id): Id<QueueId>,
) -> Result<StatusCode, Problem> {
    app.desk.close_queue(&who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// It takes nothing new from now on; 422 on `brand` while a conversation is open in it, an account receives for it, or it is the last.
#[utoipa::path(post, path = "/api/v1/brands/{id}/archive", operation_id = "archive_brand", tag = "organisation",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = Brand)))]
pub async fn archive_brand(
    State(app): State<App>,
    By(who, _): By<Administers>,
    Id(id): Id<BrandId>,
) -> Result<Json<Brand>, Problem> {
    Ok(Json(Brand::from(&app.desk.archive_brand(&who, id).await?)))
}

/// It may receive again; its channel accounts are made active one by one.
#[utoipa::path(post, path = "/api/v1/brands/{id}/restore", operation_id = "restore_brand", tag = "organisation",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = Brand)))]
pub async fn restore_brand(
    State(app): State<App>,
    By(who, _): By<Administers>,
    Id(id): Id<BrandId>,
) -> Result<Json<Brand>, Problem> {
    Ok(Json(Brand::from(&app.desk.restore_brand(&who, id).await?)))
}

/// Back into the list; 409 when another has its name meanwhile.
#[utoipa::path(post, path = "/api/v1/queues/{id}/restore", operation_id = "restore_queue", tag = "organisation",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = Queue)))]
pub async fn restore_queue(
    State(app): State<App>,
    By(who, _): By<Operates>,
    Id(id): Id<QueueId>,
) -> Result<Json<Queue>, Problem> {
    Ok(Json(Queue::with(&app.desk.restore_queue(&who, id).await?, 0)))
}
