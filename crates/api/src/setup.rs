//! The first run of an empty house: its link opens a page that asks for everything it begins with.
use crate::{
    app::App,
    extract::Json,
    guard::site::Site,
    problem::Problem,
    session::{browser, comes, welcome},
    shape::{session::Session, setup::SetUp},
    who,
};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};

/// Whether the link is good: until somebody has set the house up.
#[utoipa::path(get, path = "/api/v1/setup/{code}", operation_id = "get_setup", tag = "setup", security(()),
    params(("code" = String, Path, description = "The code of the link")), responses((status = 204, description = "Good")))]
pub async fn look(State(app): State<App>, site: Site, Path(code): Path<String>) -> Result<StatusCode, Problem> {
    comes(&app, &site)?;
    app.desk.awaits_setup(&code).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Set the house up: company, brand with its web chat, and the administrator, whose session's cookie the answer sets.
#[utoipa::path(post, path = "/api/v1/setup/{code}", operation_id = "set_up", tag = "setup", security(()),
    params(("code" = String, Path, description = "The code of the link")), request_body = SetUp,
    responses((status = 201, body = Session), (status = 403, description = "From a foreign origin, or over plain HTTP")))]
pub async fn make(
    State(app): State<App>,
    site: Site,
    headers: HeaderMap,
    Path(code): Path<String>,
    Json(asked): Json<SetUp>,
) -> Result<Response, Problem> {
    site.check_origin(&headers)?;
    who::check_safe(&site)?;
    comes(&app, &site)?;
    app.desk.awaits_setup(&code).await?;
    let said = asked.said(browser(&headers));
    let desk = app.desk.clone();
    let signed = app.load.aside(async move { desk.first_run(&code, &said).await }).await??;
    welcome(&app, &site, &signed, StatusCode::CREATED).await
}
