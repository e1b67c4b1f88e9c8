//! People of the staff, for administrators.
use crate::{
    agent_invite::made,
    app::App,
    extract::{Id, Json, Page, Params},
    guard::site::Site,
    list::cut,
    problem::Problem,
    session::shown,
    shape::{
        agent::{ChangeAgent, Person},
        agent_invite::AgentInvite,
        page::{BrowserSessions, People},
    },
    who::{Administers, By},
};
use axum::{extract::State, http::StatusCode, response::Response};
use model::AgentId;

/// Everybody with brands, state and second factor, by name.
#[utoipa::path(get, path = "/api/v1/people", operation_id = "list_people", tag = "staff", params(Page), responses((status = 200, body = People)))]
pub async fn people(
    State(app): State<App>,
    By(who, _): By<Administers>,
    Params(page): Params<Page>,
) -> Result<Json<People>, Problem> {
    let all = app.desk.people(&who).await?;
    let (items, next) = cut(&app, &who, "people", all, |person| person.agent.id.0, &page)?;
    Ok(Json(People { items: items.iter().map(Person::from).collect(), next }))
}

/// One of them.
#[utoipa::path(get, path = "/api/v1/agents/{id}", operation_id = "get_person", tag = "staff", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Person)))]
pub async fn one(
    State(app): State<App>,
    By(who, _): By<Administers>,
    Id(id): Id<AgentId>,
) -> Result<Json<Person>, Problem> {
    Ok(Json(Person::from(&app.desk.colleague(&who, id).await?)))
}

/// Change somebody: name, role, brands, capacity, language, state.
#[utoipa::path(patch, path = "/api/v1/agents/{id}", operation_id = "change_agent", tag = "staff", params(("id" = uuid::Uuid, Path)),
    request_body = ChangeAgent, responses((status = 200, body = Person)))]
pub async fn change(
    State(app): State<App>,
    By(who, _): By<Administers>,
    Id(id): Id<AgentId>,
    Json(asked): Json<ChangeAgent>,
) -> Result<Json<Person>, Problem> {
    Ok(Json(Person::from(&app.desk.change_agent(&who, id, &asked.into()).await?)))
}

/// A link by which they choose a new password.
#[utoipa::path(post, path = "/api/v1/agents/{id}/password-reset", operation_id = "reset_password", tag = "staff",
    params(("id" = uuid::Uuid, Path)), responses((status = 201, body = AgentInvite)))]
pub async fn reset(
    State(app): State<App>,
    By(who, _): By<Administers>,
    site: Site,
    Id(id): Id<AgentId>,
) -> Result<Response, Problem> {
    let (invite, code) = app.desk.reset_password(&who, id).await?;
    Ok(made(&site, &invite, &code))
}

/// The browsers they are signed in with.
#[utoipa::path(get, path = "/api/v1/agents/{id}/sessions", operation_id = "list_sessions_of", tag = "staff",
    params(("id" = uuid::Uuid, Path), Page), responses((status = 200, body = BrowserSessions)))]
pub async fn sessions(
    State(app): State<App>,
    By(who, _): By<Administers>,
    Id(id): Id<AgentId>,
    Params(page): Params<Page>,
) -> Result<Json<BrowserSessions>, Problem> {
    let all = app.desk.sessions_of(&who, id).await?;
    shown(&app, &who, &format!("sessions:{id}"), all, &page)
}

/// Sign them out everywhere.
#[utoipa::path(delete, path = "/api/v1/agents/{id}/sessions", operation_id = "end_sessions_of", tag = "staff",
    params(("id" = uuid::Uuid, Path)), responses((status = 204, description = "Ended")))]
pub async fn end_sessions(
    State(app): State<App>,
    By(who, _): By<Administers>,
    Id(id): Id<AgentId>,
) -> Result<StatusCode, Problem> {
    app.desk.end_sessions_of(&who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take their second factor away, as when phone and recovery codes are lost.
#[utoipa::path(delete, path = "/api/v1/agents/{id}/totp", operation_id = "remove_second_factor", tag = "staff",
    params(("id" = uuid::Uuid, Path)), responses((status = 204, description = "Nothing is asked for any more")))]
pub async fn remove_second_factor(
    State(app): State<App>,
    By(who, _): By<Administers>,
    Id(id): Id<AgentId>,
) -> Result<StatusCode, Problem> {
    app.desk.remove_second_factor(&who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
