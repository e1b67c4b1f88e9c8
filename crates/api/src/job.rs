//! Durable work that was given up: administrators see it and try it again.
use crate::{
    app::App,
    extract::{Id, Json, Page, Params},
    list::{open, turn},
    problem::Problem,
    shape::{job::DeadJob, page::DeadJobs},
    who::{Administers, By},
};
use axum::{extract::State, http::StatusCode};
use model::{At, JobId};

/// Jobs that were given up, latest first.
#[utoipa::path(get, path = "/api/v1/dead-jobs", operation_id = "list_dead_jobs", tag = "operation", params(Page), responses((status = 200, body = DeadJobs)))]
pub async fn list(
    State(app): State<App>,
    By(who, _): By<Administers>,
    Params(page): Params<Page>,
) -> Result<Json<DeadJobs>, Problem> {
    let limit = page.limit()?;
    let after: Option<(i64, JobId)> = open(&app, &who, "dead-jobs", page.after.as_deref())?;
    let rows = app.desk.dead_jobs(&who, after.map(|(at, id)| (At(at), id)), i64::from(limit) + 1).await?;
    let (rows, next) = turn(&app, &who, "dead-jobs", rows, limit, |it| (it.dead_at.unwrap_or(it.due_at).0, it.id));
    Ok(Json(DeadJobs { items: rows.iter().map(DeadJob::from).collect(), next }))
}

/// Try it again, as if it were new.
#[utoipa::path(post, path = "/api/v1/dead-jobs/{id}/retry", operation_id = "retry_dead_job", tag = "operation",
    params(("id" = uuid::Uuid, Path)), responses((status = 202, description = "It will be done")))]
pub async fn retry(
    State(app): State<App>,
    By(who, _): By<Administers>,
    Id(id): Id<JobId>,
) -> Result<StatusCode, Problem> {
    app.desk.retry_job(&who, id).await?;
    Ok(StatusCode::ACCEPTED)
}
