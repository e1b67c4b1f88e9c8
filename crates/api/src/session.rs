//! Signing in and out, who one is, one's own sessions, password, presence and preferences.
use crate::{
    app::App,
    extract::{Id, Json, Page, Params},
    guard::{crowd::network, site::Site},
    list::cut,
    problem::{Code, Problem},
    shape::{
        agent::{Agent, SetPreferences, SetPresence},
        directory::Brand,
        page::BrowserSessions,
        session::{BrowserSession, ChangePassword, Session, SignIn, TenantName},
    },
    who::{self, By, Reads, Works},
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use desk::{SignedIn, Staff, Via};
use model::SessionId;

/// Sign in. The answer sets the session's cookie.
#[utoipa::path(post, path = "/api/v1/session", operation_id = "sign_in", tag = "session", security(()), request_body = SignIn,
    responses((status = 201, body = Session), (status = 401, description = "E-mail or password is wrong, or a code is required"),
        (status = 403, description = "From a foreign origin, or over plain HTTP")))]
pub async fn sign_in(
    State(app): State<App>,
    site: Site,
    headers: HeaderMap,
    Json(asked): Json<SignIn>,
) -> Result<Response, Problem> {
    site.check_origin(&headers)?;
    who::check_safe(&site)?;
    comes(&app, &site)?;
    app.limits.sign_in_account.count(asked.email.trim().to_lowercase())?;
    if asked.email.chars().count() > 254 || asked.password.expose().len() > 1024 {
        return Err(Problem::new(Code::WrongPassword, "e-mail or password is wrong"));
    }
    let (desk, browser) = (app.desk.clone(), browser(&headers));
    let signing = async move { desk.sign_in(&asked.email, asked.password.expose(), &browser).await };
    let signed = app.load.aside(signing).await??;
    welcome(&app, &site, &signed, StatusCode::CREATED).await
}

/// Counts somebody who is nobody yet: altogether, and from their network.
pub fn comes(app: &App, site: &Site) -> Result<(), Problem> {
    app.limits.sign_in_all.count(())?;
    if !site.local {
        app.limits.sign_in_address.count(network(site.address))?;
    }
    Ok(())
}

/// What the browser says of itself.
pub fn browser(headers: &HeaderMap) -> String {
    headers.get(header::USER_AGENT).and_then(|text| text.to_str().ok()).unwrap_or_default().to_owned()
}

/// A fresh session, with its cookie.
pub async fn welcome(app: &App, site: &Site, signed: &SignedIn, status: StatusCode) -> Result<Response, Problem> {
    let session = session(app, &signed.staff).await?;
    let lives = session.expires_at.0 - app.desk.clock().now();
    let cookie = who::set_cookie(site, signed.cookie.expose(), lives);
    Ok((status, [(header::SET_COOKIE, cookie)], Json(session)).into_response())
}

/// Change one's own password. Every other session ends, this one goes on under the cookie that the answer sets.
#[utoipa::path(put, path = "/api/v1/session/password", operation_id = "change_password", tag = "session", request_body = ChangePassword,
    responses((status = 200, body = Session)))]
pub async fn password(
    State(app): State<App>,
    site: Site,
    headers: HeaderMap,
    By(who, _): By<Reads>,
    Json(asked): Json<ChangePassword>,
) -> Result<Response, Problem> {
    app.limits.second_factor.count(who.agent.id)?;
    let (desk, browser) = (app.desk.clone(), browser(&headers));
    let changing = async move { desk.change_password(&who, asked.current.expose(), &asked.new, &browser).await };
    let signed = app.load.aside(changing).await??;
    welcome(&app, &site, &signed, StatusCode::OK).await
}

/// The browsers one is signed in with, last used first.
#[utoipa::path(get, path = "/api/v1/sessions", operation_id = "list_sessions", tag = "session", params(Page), responses((status = 200, body = BrowserSessions)))]
pub async fn list(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Params(page): Params<Page>,
) -> Result<Json<BrowserSessions>, Problem> {
    let all = app.desk.sessions(&who).await?;
    shown(&app, &who, "sessions", all, &page)
}

/// A page of them, as this person sees them.
pub fn shown(
    app: &App,
    who: &Staff,
    list: &str,
    all: Vec<model::Session>,
    page: &Page,
) -> Result<Json<BrowserSessions>, Problem> {
    let own = match &who.via {
        Via::Cookie { session, .. } => Some(*session),
        Via::Key { .. } => None,
    };
    let (items, next) = cut(app, who, list, all, |session| session.id.0, page)?;
    Ok(Json(BrowserSessions { items: items.iter().map(|it| BrowserSession::of(it, own)).collect(), next }))
}

/// End all of one's sessions but the one that asks.
#[utoipa::path(delete, path = "/api/v1/sessions", operation_id = "end_other_sessions", tag = "session", responses((status = 204, description = "Ended")))]
pub async fn end_others(State(app): State<App>, By(who, _): By<Reads>) -> Result<StatusCode, Problem> {
    app.desk.end_other_sessions(&who).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// End one: one's own, or as an administrator a colleague's.
#[utoipa::path(delete, path = "/api/v1/sessions/{id}", operation_id = "end_session", tag = "session", params(("id" = uuid::Uuid, Path)),
    responses((status = 204, description = "Ended")))]
pub async fn end(State(app): State<App>, By(who, _): By<Reads>, Id(id): Id<SessionId>) -> Result<StatusCode, Problem> {
    app.desk.end_session(&who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who am I. Renews nothing.
#[utoipa::path(get, path = "/api/v1/session", operation_id = "get_session", tag = "session", responses((status = 200, body = Session)))]
pub async fn current(State(app): State<App>, By(who, _): By<Reads>) -> Result<Json<Session>, Problem> {
    session(&app, &who).await.map(Json)
}

/// Sign out.
#[utoipa::path(delete, path = "/api/v1/session", operation_id = "sign_out", tag = "session", responses((status = 204, description = "Signed out")))]
pub async fn sign_out(
    State(app): State<App>,
    site: Site,
    headers: HeaderMap,
    _: By<Reads>,
) -> Result<Response, Problem> {
    let cookie = who::cookie(&headers, &site).ok_or_else(no_session)?;
    app.desk.sign_out(cookie).await?;
    let forget = who::set_cookie(&site, "", model::Span(0));
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, forget)]).into_response())
}

/// Own presence.
#[utoipa::path(put, path = "/api/v1/presence", operation_id = "set_presence", tag = "session", request_body = SetPresence,
    responses((status = 200, body = Agent)))]
pub async fn presence(
    State(app): State<App>,
    By(who, _): By<Works>,
    Json(asked): Json<SetPresence>,
) -> Result<Json<Agent>, Problem> {
    let agent = app.desk.set_presence(&who, asked.presence.0, asked.reason).await?;
    Ok(Json(Agent::from(&agent)))
}

/// Own preferences.
#[utoipa::path(patch, path = "/api/v1/session/preferences", operation_id = "set_preferences", tag = "session",
    request_body = SetPreferences, responses((status = 200, body = Agent)))]
pub async fn preferences(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Json(asked): Json<SetPreferences>,
) -> Result<Json<Agent>, Problem> {
    match asked.locale {
        Some(locale) => Ok(Json(Agent::from(&app.desk.set_locale(&who, locale.0).await?))),
        None => Ok(Json(Agent::from(&who.agent))),
    }
}

fn no_session() -> Problem {
    Problem::new(Code::NotFound, "an API key has no session")
}

async fn session(app: &App, who: &Staff) -> Result<Session, Problem> {
    let Via::Cookie { csrf, expires_at, .. } = &who.via else { return Err(no_session()) };
    let tenant = app.desk.tenant(who).await?;
    let brands = app.desk.brands(who).await?;
    Ok(Session {
        agent: Agent::from(&who.agent),
        csrf: csrf.clone(),
        tenant: TenantName { id: tenant.tenant.0, name: tenant.name },
        brands: brands.iter().map(Brand::from).collect(),
        expires_at: (*expires_at).into(),
    })
}
