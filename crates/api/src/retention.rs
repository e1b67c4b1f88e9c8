//! Retention: what would be deleted by its age, before anybody saves it.
use crate::{
    app::App,
    extract::{Json, Params},
    problem::Problem,
    shape::setting::{Outlived, RetentionTerms},
    who::{Administers, By},
};
use axum::extract::State;

/// What these terms would delete if they held today; changes nothing. They are kept as the setting `retention`.
#[utoipa::path(get, path = "/api/v1/retention/preview", operation_id = "preview_retention", tag = "settings",
    params(RetentionTerms), responses((status = 200, body = Outlived)))]
pub async fn preview(
    State(app): State<App>,
    By(who, _): By<Administers>,
    Params(asked): Params<RetentionTerms>,
) -> Result<Json<Outlived>, Problem> {
    Ok(Json(app.desk.retention_preview(&who, &asked.into()).await?.into()))
}
