//! Doors for visitors without a socket: the widget's settings, and the long poll that carries the socket's frames.
use crate::{
    app::App,
    config::{FILE_LIMIT, FRAME_LIMIT, TEXT_LIMIT, patience},
    extract::{Json, Params},
    guard::site::Site,
    problem::Problem,
    shape::{
        visitor::{BrandName, WidgetConfig},
        visitor_frame::{VisitorPoll, VisitorPolled, VisitorServerFrame as Frame},
    },
    visit::{From, Visit, check_origin, facts},
};
use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use model::Uuid;
use serde::Deserialize;
use std::time::Duration;
use tokio::time::timeout;
use utoipa::IntoParams;

/// Most frames of one poll.
const FRAMES: usize = 20;

/// `?account=`
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Of {
    /// The account of the page.
    pub account: Uuid,
}

/// What the loader needs before anything is opened. CORS for the account's allowed origins.
#[utoipa::path(get, path = "/api/visitor/config", operation_id = "get_widget_config", tag = "visitors", security(()), params(Of),
    responses((status = 200, body = WidgetConfig), (status = 403, description = "From a page that may not embed this account")))]
pub async fn config(
    State(app): State<App>,
    site: Site,
    headers: HeaderMap,
    Params(asked): Params<Of>,
) -> Result<Response, Problem> {
    let account = app.desk.hosted_account(asked.account.into()).await?;
    let facts = facts(&app, &account);
    let origin = headers.get(header::ORIGIN).cloned();
    let foreign =
        origin.as_ref().map(|origin| origin.to_str().unwrap_or("null")).filter(|origin| *origin != site.origin());
    check_origin(&facts, foreign)?;
    let (brand, online) = app.desk.brand_of(&account).await?;
    let config = WidgetConfig {
        account: account.id.0,
        brand: BrandName { name: brand.name },
        color: facts.color,
        position: facts.position,
        launcher: facts.launcher,
        greeting: crate::shape::operation::Text {
            zh: app.desk.greeting(&account, model::Locale::Zh).await?,
            en: app.desk.greeting(&account, model::Locale::En).await?,
        },
        online,
        file_limit: FILE_LIMIT,
        text_limit: TEXT_LIMIT,
        form: app.desk.message_form(&account).await?.into_iter().map(Into::into).collect(),
    };
    let mut response = Json(config).into_response();
    let out = response.headers_mut();
    out.insert(header::VARY, HeaderValue::from_static("origin"));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(origin) = origin {
        out.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        out.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    }
    Ok(response)
}

/// The socket's frames over HTTP. Answers as soon as there is something, or after `wait` seconds.
#[utoipa::path(post, path = "/api/visitor/poll", operation_id = "poll_visitor", tag = "visitors", security(()), request_body = VisitorPoll,
    responses((status = 200, body = VisitorPolled)))]
pub async fn poll(
    State(app): State<App>,
    site: Site,
    headers: HeaderMap,
    Json(asked): Json<VisitorPoll>,
) -> Result<Json<VisitorPolled>, Problem> {
    let frames = asked.frames.unwrap_or_default();
    if frames.len() > FRAMES {
        return Err(Problem::field("frames", "too_many", format!("at most {FRAMES} frames")));
    }
    if frames.iter().any(|frame| frame.to_string().len() > FRAME_LIMIT) {
        return Err(Problem::field("frames", "too_long", format!("at most {FRAME_LIMIT} bytes each, as on a socket")));
    }
    let wait = Duration::from_secs(asked.wait.unwrap_or(0).into());
    if wait > patience::WAIT {
        return Err(Problem::field("wait", "out_of_range", "0…25 seconds"));
    }
    let mut visit = Visit::new(app.clone(), From::of(&site, &headers));
    let mut said = visit.greet(asked.hello).await;
    drop_known_welcome(&mut said);
    if visit.is_present() {
        for frame in frames {
            said.extend(visit.answer(frame).await);
        }
        if said.is_empty() && !wait.is_zero() {
            let mut closing = app.config.closing.clone();
            let news = async {
                tokio::select! {
                    () = visit.wake() => {}
                    _ = closing.wait_for(|closing| *closing) => {}
                }
            };
            // Whether it rang or the time is over, what is there is said.
            timeout(wait, news).await.unwrap_or_default();
        }
        said.extend(visit.news().await);
        visit.arrived().await;
    }
    Ok(Json(VisitorPolled { frames: said }))
}

/// Who polls on from a cursor knows everything a welcome says, but perhaps not the state that came with what was missed.
fn drop_known_welcome(said: &mut Vec<Frame>) {
    let Some(Frame::Welcome { resumed: true, state, .. }) = said.first() else { return };
    let state = state.clone();
    said.remove(0);
    if !said.is_empty() {
        said.push(Frame::State(state));
    }
}
