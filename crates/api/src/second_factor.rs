//! The second factor: one's own, and the second half of a sign-in.
use crate::{
    app::App,
    extract::Json,
    guard::site::Site,
    idempotent::KeepInstead,
    problem::Problem,
    qr,
    session::{browser, comes, welcome},
    shape::{
        second_factor::{
            AnswerChallenge, ConfirmSecondFactor, EndSecondFactor, RecoveryCodes, SecondFactorBegun, SecondFactorState,
        },
        session::Session,
    },
    who::{self, By, Reads},
};
use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};

/// Whether one's own is on.
#[utoipa::path(get, path = "/api/v1/session/totp", operation_id = "get_second_factor", tag = "session", responses((status = 200, body = SecondFactorState)))]
pub async fn state(State(app): State<App>, By(who, _): By<Reads>) -> Result<Json<SecondFactorState>, Problem> {
    let left = app.desk.second_factor(&who).await?;
    Ok(Json(SecondFactorState { on: left.is_some(), recovery_codes_left: left.unwrap_or(0) }))
}

/// Begin one: a secret for an authenticator app. It asks for nothing until it is confirmed. 409 when one is on.
#[utoipa::path(post, path = "/api/v1/session/totp", operation_id = "begin_second_factor", tag = "session", responses((status = 201, body = SecondFactorBegun)))]
pub async fn begin(State(app): State<App>, By(who, _): By<Reads>) -> Result<Response, Problem> {
    let begun = app.desk.begin_second_factor(&who).await?;
    let uri = begun.uri.expose().to_owned();
    let shown = SecondFactorBegun { secret: begun.secret.expose().to_owned(), qr: qr::svg(&uri), uri };
    // A repetition under the same Idempotency-Key answers without the secret: it is kept sealed only.
    Ok((StatusCode::CREATED, Extension(KeepInstead("{}".into())), Json(shown)).into_response())
}

/// Confirm it with the code that the app shows; answers the recovery codes, once.
#[utoipa::path(put, path = "/api/v1/session/totp", operation_id = "confirm_second_factor", tag = "session", request_body = ConfirmSecondFactor,
    responses((status = 200, body = RecoveryCodes)))]
pub async fn confirm(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Json(asked): Json<ConfirmSecondFactor>,
) -> Result<Json<RecoveryCodes>, Problem> {
    app.limits.second_factor.count(who.agent.id)?;
    let confirmed = app.desk.confirm_second_factor(&who, asked.code.expose()).await?;
    let codes = confirmed.recovery_codes.iter().map(|code| code.expose().to_owned());
    Ok(Json(RecoveryCodes { recovery_codes: codes.collect() }))
}

/// Give it up, with the password.
#[utoipa::path(delete, path = "/api/v1/session/totp", operation_id = "end_second_factor", tag = "session", request_body = EndSecondFactor,
    responses((status = 204, description = "Nothing is asked for any more")))]
pub async fn end(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Json(asked): Json<EndSecondFactor>,
) -> Result<StatusCode, Problem> {
    app.limits.second_factor.count(who.agent.id)?;
    let desk = app.desk.clone();
    app.load.aside(async move { desk.end_second_factor(&who, asked.password.expose()).await }).await??;
    Ok(StatusCode::NO_CONTENT)
}

/// The second half of a sign-in: the challenge with a code of the app, or a recovery code. The answer sets the session's cookie.
#[utoipa::path(post, path = "/api/v1/session/second-factor", operation_id = "answer_challenge", tag = "session", security(()), request_body = AnswerChallenge,
    responses((status = 201, body = Session), (status = 401, description = "The code is wrong, or the challenge is over"),
        (status = 403, description = "From a foreign origin, or over plain HTTP")))]
pub async fn answer(
    State(app): State<App>,
    site: Site,
    headers: HeaderMap,
    Json(asked): Json<AnswerChallenge>,
) -> Result<Response, Problem> {
    site.check_origin(&headers)?;
    who::check_safe(&site)?;
    comes(&app, &site)?;
    let challenge = asked.challenge.expose();
    let agent = app.desk.challenged(challenge).await?;
    app.limits.second_factor.count(agent.id)?;
    let signed = app.desk.answer_challenge(challenge, asked.code.expose(), &browser(&headers)).await?;
    welcome(&app, &site, &signed, StatusCode::CREATED).await
}
