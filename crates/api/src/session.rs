//! Signing in and out, who one is, one's own presence and preferences.
use crate::{
    app::App,
    extract::Json,
    guard::site::Site,
    problem::{Code, Problem},
    shape::{
        agent::{Agent, SetPreferences, SetPresence},
        directory::Brand,
        session::{Session, SignIn, TenantName},
    },
    who::{self, By, Reads, Works},
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use desk::{Staff, Via};

/// Sign in. The answer sets the session's cookie.
#[utoipa::path(post, path = "/api/v1/session", operation_id = "sign_in", tag = "session", security(()), request_body = SignIn,
    responses((status = 201, body = Session), (status = 401, description = "E-mail or password is wrong"),
        (status = 403, description = "From a foreign origin, or over plain HTTP")))]
pub async fn sign_in(
    State(app): State<App>,
    site: Site,
    headers: HeaderMap,
    Json(asked): Json<SignIn>,
) -> Result<Response, Problem> {
    site.check_origin(&headers)?;
    who::check_safe(&site)?;
    app.limits.sign_in_all.count(())?;
    app.limits.sign_in_account.count(asked.email.trim().to_lowercase())?;
    if !site.local {
        app.limits.sign_in_address.count(site.address)?;
    }
    if asked.email.chars().count() > 254 || asked.password.expose().len() > 1024 {
        return Err(Problem::new(Code::WrongPassword, "e-mail or password is wrong"));
    }
    let browser = headers.get(header::USER_AGENT).and_then(|text| text.to_str().ok()).unwrap_or_default();
    let (desk, browser) = (app.desk.clone(), browser.to_owned());
    let signing = async move { desk.sign_in(&asked.email, asked.password.expose(), &browser).await };
    let signed = app.load.aside(signing).await??;
    let session = session(&app, &signed.staff).await?;
    let lives = session.expires_at.0 - app.desk.clock().now();
    let cookie = who::set_cookie(&site, signed.cookie.expose(), lives);
    Ok((StatusCode::CREATED, [(header::SET_COOKIE, cookie)], Json(session)).into_response())
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
    let Via::Cookie { csrf, expires_at } = &who.via else { return Err(no_session()) };
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
