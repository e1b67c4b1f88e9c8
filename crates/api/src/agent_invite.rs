//! Invitations of people: made by administrators, accepted by whoever has the link.
use crate::{
    app::App,
    extract::{Id, Json, Page, Params},
    guard::site::Site,
    idempotent::KeepInstead,
    list::cut,
    problem::Problem,
    session::{browser, comes, welcome},
    shape::{
        agent::hundredths,
        agent_invite::{AcceptAgentInvite, AgentInvite, AgentInvited, NewAgentInvite},
        page::AgentInvites,
        session::Session,
    },
    who::{self, Administers, By},
};
use axum::{
    Extension,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use desk::Joining;
use model::{AgentInviteId, Locale, Secret};

/// Links that are good now, latest first; never the links themselves.
#[utoipa::path(get, path = "/api/v1/agent-invites", operation_id = "list_agent_invites", tag = "staff", params(Page),
    responses((status = 200, body = AgentInvites)))]
pub async fn list(
    State(app): State<App>,
    By(who, _): By<Administers>,
    Params(page): Params<Page>,
) -> Result<Json<AgentInvites>, Problem> {
    let all = app.desk.agent_invites(&who).await?;
    let (items, next) = cut(&app, &who, "agent-invites", all, |invite| invite.id.0, &page)?;
    Ok(Json(AgentInvites { items: items.iter().map(|it| AgentInvite::of(it, None)).collect(), next }))
}

/// Invite somebody; the link is shown once, here.
#[utoipa::path(post, path = "/api/v1/agent-invites", operation_id = "invite_agent", tag = "staff", request_body = NewAgentInvite,
    responses((status = 201, body = AgentInvite)))]
pub async fn make(
    State(app): State<App>,
    By(who, _): By<Administers>,
    site: Site,
    Json(asked): Json<NewAgentInvite>,
) -> Result<Response, Problem> {
    let all = || who.brands.clone();
    let new = desk::NewAgentInvite {
        email: asked.email,
        name: asked.name,
        role: asked.role.0,
        brands: asked.brands.map_or_else(all, |brands| brands.into_iter().map(Into::into).collect()),
        locale: asked.locale.map_or(Locale::Zh, |locale| locale.0),
        capacity: hundredths(asked.capacity.unwrap_or(8.0)),
    };
    let (invite, code) = app.desk.invite_agent(&who, &new).await?;
    Ok(made(&site, &invite, &code))
}

/// With its link, which is kept nowhere: a repetition under the same Idempotency-Key answers without it.
pub fn made(site: &Site, invite: &model::AgentInvite, code: &Secret) -> Response {
    let kept = serde_json::to_string(&AgentInvite::of(invite, None)).unwrap_or_default();
    let link = format!("{}/invite/{}", site.origin(), code.expose());
    (StatusCode::CREATED, Extension(KeepInstead(kept)), Json(AgentInvite::of(invite, Some(link)))).into_response()
}

/// Revoke it: the link opens nothing from now on.
#[utoipa::path(delete, path = "/api/v1/agent-invites/{id}", operation_id = "revoke_agent_invite", tag = "staff",
    params(("id" = uuid::Uuid, Path)), responses((status = 204, description = "Revoked")))]
pub async fn revoke(
    State(app): State<App>,
    By(who, _): By<Administers>,
    Id(id): Id<AgentInviteId>,
) -> Result<StatusCode, Problem> {
    app.desk.revoke_agent_invite(&who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a link is for. `id` is the code in it.
#[utoipa::path(get, path = "/api/v1/agent-invites/{id}", operation_id = "get_agent_invite", tag = "staff", security(()),
    params(("id" = String, Path, description = "The code of the link")), responses((status = 200, body = AgentInvited)))]
pub async fn look(State(app): State<App>, site: Site, Path(code): Path<String>) -> Result<Json<AgentInvited>, Problem> {
    comes(&app, &site)?;
    let (invite, tenant) = app.desk.agent_invited(&code).await?;
    Ok(Json(AgentInvited::of(&invite, tenant.name)))
}

/// Join the staff, or choose the new password; the answer sets the session's cookie. `id` is the code of the link.
#[utoipa::path(post, path = "/api/v1/agent-invites/{id}/accept", operation_id = "accept_agent_invite", tag = "staff", security(()),
    params(("id" = String, Path, description = "The code of the link")), request_body = AcceptAgentInvite,
    responses((status = 201, body = Session), (status = 401, description = "The password is set; a code is required to sign in"),
        (status = 403, description = "From a foreign origin, or over plain HTTP")))]
pub async fn accept(
    State(app): State<App>,
    site: Site,
    headers: HeaderMap,
    Path(code): Path<String>,
    Json(asked): Json<AcceptAgentInvite>,
) -> Result<Response, Problem> {
    site.check_origin(&headers)?;
    who::check_safe(&site)?;
    comes(&app, &site)?;
    app.desk.agent_invited(&code).await?;
    let joining = Joining {
        name: asked.name,
        password: asked.password,
        locale: asked.locale.map(|locale| locale.0),
        user_agent: browser(&headers),
    };
    let desk = app.desk.clone();
    let signed = app.load.aside(async move { desk.accept_agent_invite(&code, &joining).await }).await??;
    welcome(&app, &site, &signed, StatusCode::CREATED).await
}
