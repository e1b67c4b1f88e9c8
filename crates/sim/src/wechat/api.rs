//! What an account's program may call: the list of addresses, who is let in, and the faults on the way.
//!
//! To add a call: a function `fn(&Inner, &mut World, app_id, …) -> Result<Response>` in the file of its noun, and its route here.
use super::fault::FaultKind;
use super::platform::Inner;
use super::refusal::{Refusal, Result, code};
use super::token::Denied;
use super::world::{Call, World};
use super::{send, template, user};
use axum::extract::{DefaultBodyLimit, Multipart, Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use bytes::Bytes;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

pub(super) type Asked = Query<BTreeMap<String, String>>;
type Platform = State<Arc<Inner>>;

/// Larger than the largest medium, with its form around it.
const BODY: usize = 12 << 20;

pub(super) fn router(inner: Arc<Inner>) -> Router {
    Router::new()
        .route("/cgi-bin/token", get(token))
        .route("/cgi-bin/stable_token", post(stable_token))
        .route("/cgi-bin/message/custom/send", post(custom_send))
        .route("/cgi-bin/message/custom/typing", post(typing))
        .route("/cgi-bin/message/template/send", post(template_send))
        .route("/cgi-bin/media/upload", post(upload))
        .route("/cgi-bin/media/get", get(download))
        .route("/cgi-bin/user/info", get(info))
        .route("/cgi-bin/qrcode/create", post(qrcode))
        .route("/cgi-bin/clear_quota", post(clear_quota))
        .route("/cgi-bin/get_api_domain_ip", get(domain_ip))
        .route("/sns/jscode2session", get(code_to_session))
        .route("/mmbiz/{id}", get(picture))
        .layer(DefaultBodyLimit::max(BODY))
        .with_state(inner)
}

/// Lets a call in by its token, has faults happen to it, and writes it into the log.
async fn call(
    inner: &Arc<Inner>,
    path: &str,
    asked: &Asked,
    work: impl FnOnce(&Inner, &mut World, &str) -> Result<Response>,
) -> Response {
    let token = asked.get("access_token").map(String::as_str).unwrap_or_default();
    let now = inner.now();
    let who = inner.with(|world| world.by_token(token, now));
    conclude(inner, path, who, work).await
}

async fn conclude(
    inner: &Arc<Inner>,
    path: &str,
    who: Result<String>,
    work: impl FnOnce(&Inner, &mut World, &str) -> Result<Response>,
) -> Response {
    let account = who.as_ref().cloned().unwrap_or_default();
    let now = inner.now();
    let take =
        |kind| inner.with(|world| world.shops.get_mut(&account).and_then(|shop| shop.faults.take(kind, path, now)));
    if let Some(fault) = take(FaultKind::ApiLate) {
        tokio::time::sleep(Duration::from_millis(fault.millis)).await;
    }
    let early = match take(FaultKind::ApiBroken) {
        Some(_) => Some(Refusal::Broken),
        None => take(FaultKind::ApiError).map(|fault| code(fault.errcode)),
    };
    let is_silent = early.is_none() && take(FaultKind::ApiSilent).is_some();
    let result = match early {
        Some(refusal) => Err(refusal),
        None => who.and_then(|id| inner.with(|world| work(inner, world, &id))),
    };
    let errcode = match &result {
        _ if is_silent => -3,
        Ok(_) => 0,
        Err(Refusal::Broken) => -2,
        Err(refusal) => refusal.number(),
    };
    let call = Call { at: inner.millis(), path: path.to_owned(), account, errcode };
    inner.with(|world| world.log(call));
    if is_silent {
        return std::future::pending().await;
    }
    result.unwrap_or_else(IntoResponse::into_response)
}

/// A success with these fields.
pub(super) fn done(value: Value) -> Response {
    Json(value).into_response()
}

/// The body as JSON.
pub(super) fn parsed(body: &[u8]) -> Result<Value> {
    if body.is_empty() {
        return Err(code(44002));
    }
    serde_json::from_slice(body).map_err(|_| code(47001))
}

/// Who this AppID and secret are.
fn owner(world: &World, app_id: &str, secret: &str) -> Result<String> {
    match world.shops.get(app_id) {
        None => Err(code(40013)),
        Some(shop) if shop.account.app_secret != secret => Err(code(40125)),
        Some(_) => Ok(app_id.to_owned()),
    }
}

async fn token(State(inner): Platform, asked: Asked) -> Response {
    let field = |name: &str| asked.get(name).map(String::as_str).unwrap_or_default();
    let who = match field("grant_type") {
        "client_credential" => inner.with(|world| owner(world, field("appid"), field("secret"))),
        _ => Err(code(40002)),
    };
    conclude(&inner, "/cgi-bin/token", who, |inner, world, id| {
        let shop = world.shop(id)?;
        let (token, left) = shop.tokens.issue(new_token(), shop.account.token_life, inner.now());
        Ok(done(json!({ "access_token": token, "expires_in": left })))
    })
    .await
}

async fn stable_token(State(inner): Platform, body: Bytes) -> Response {
    let body = parsed(&body);
    let who = body.as_ref().map_err(Clone::clone).and_then(|body| match body["grant_type"].as_str() {
        Some("client_credential") => inner.with(|world| {
            owner(world, body["appid"].as_str().unwrap_or_default(), body["secret"].as_str().unwrap_or_default())
        }),
        _ => Err(code(40002)),
    });
    let force = body.is_ok_and(|body| body["force_refresh"].as_bool() == Some(true));
    conclude(&inner, "/cgi-bin/stable_token", who, |inner, world, id| {
        let shop = world.shop(id)?;
        let given = shop.tokens.stable(new_token(), shop.account.token_life, force, inner.now());
        let (token, left) = given.map_err(|denied| code(if denied == Denied::Spent { 45009 } else { 45011 }))?;
        Ok(done(json!({ "access_token": token, "expires_in": left })))
    })
    .await
}

/// As long as theirs are.
fn new_token() -> String {
    super::crypto::word(138)
}

async fn custom_send(State(inner): Platform, asked: Asked, body: Bytes) -> Response {
    call(&inner, "/cgi-bin/message/custom/send", &asked, |inner, world, id| send::message(inner, world, id, &body))
        .await
}

async fn typing(State(inner): Platform, asked: Asked, body: Bytes) -> Response {
    let answer = call(&inner, "/cgi-bin/message/custom/typing", &asked, |inner, world, id| {
        send::typing(inner, world, id, &body)
    });
    let answer = answer.await;
    inner.tell();
    answer
}

async fn template_send(State(inner): Platform, asked: Asked, body: Bytes) -> Response {
    let mut after = None;
    let answer = call(&inner, "/cgi-bin/message/template/send", &asked, |inner, world, id| {
        let (answer, callback) = template::message(inner, world, id, &body)?;
        after = callback;
        // The program may hear how it went before it has read this answer.
        Ok(answer)
    });
    let answer = answer.await;
    if let Some(callback) = after {
        let platform = inner.clone();
        inner.spawn(async move {
            super::callback::deliver(&platform, callback).await;
        });
    }
    answer
}

async fn upload(State(inner): Platform, asked: Asked, mut form: Multipart) -> Response {
    let mut file = None;
    while let Ok(Some(field)) = form.next_field().await {
        if field.name() == Some("media") && field.file_name().is_some() {
            file = field.bytes().await.ok();
        }
    }
    let kind = asked.get("type").cloned().unwrap_or_default();
    call(&inner, "/cgi-bin/media/upload", &asked, |inner, world, id| {
        send::upload(inner, world, id, &kind, file.ok_or_else(|| code(41005))?)
    })
    .await
}

async fn download(State(inner): Platform, asked: Asked) -> Response {
    let media_id = asked.get("media_id").cloned().unwrap_or_default();
    call(&inner, "/cgi-bin/media/get", &asked, |inner, world, id| send::download(inner, world, id, &media_id)).await
}

async fn info(State(inner): Platform, asked: Asked) -> Response {
    let openid = asked.get("openid").cloned().unwrap_or_default();
    call(&inner, "/cgi-bin/user/info", &asked, |_, world, id| user::info(world, id, &openid)).await
}

async fn qrcode(State(inner): Platform, asked: Asked, body: Bytes) -> Response {
    call(&inner, "/cgi-bin/qrcode/create", &asked, |inner, world, id| user::code(inner, world, id, &body)).await
}

async fn clear_quota(State(inner): Platform, asked: Asked) -> Response {
    call(&inner, "/cgi-bin/clear_quota", &asked, |_, world, id| {
        world.shop(id)?.sent = [(0, 0); 2];
        Ok(done(json!({ "errcode": 0, "errmsg": "ok" })))
    })
    .await
}

async fn domain_ip(State(inner): Platform, asked: Asked) -> Response {
    call(&inner, "/cgi-bin/get_api_domain_ip", &asked, |_, _, _| Ok(done(json!({ "ip_list": ["127.0.0.1"] })))).await
}

async fn code_to_session(State(inner): Platform, asked: Asked) -> Response {
    let field = |name: &str| asked.get(name).map(String::as_str).unwrap_or_default();
    let who = inner.with(|world| owner(world, field("appid"), field("secret")));
    let js_code = field("js_code").to_owned();
    conclude(&inner, "/sns/jscode2session", who, |_, world, id| user::session(world, id, &js_code)).await
}

/// `PicUrl` of a picture somebody sent, or a film's `video_url`; needs no token.
async fn picture(State(inner): Platform, Path(id): Path<String>) -> Response {
    let found = inner.with(|world| world.shops.values().find_map(|shop| shop.media.get(&id).cloned()));
    match found {
        Some(media) => ([(header::CONTENT_TYPE, media.content_type)], media.bytes).into_response(),
        None => axum::http::StatusCode::NOT_FOUND.into_response(),
    }
}
