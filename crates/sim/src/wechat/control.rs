//! JSON under `/sim/`: people and their phones for the demo's page, faults and the clock for tests from outside.
use super::act::{self, Act, Said};
use super::callback;
use super::fault::Fault;
use super::platform::Inner;
use super::world::{From, Shown};
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Multipart, Path, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

type Platform = State<Arc<Inner>>;
/// A sentence with 400.
type Answer = Result<Json<Value>, (StatusCode, Json<Value>)>;

/// The longest that a phone waits for something new.
const WAIT: Duration = Duration::from_secs(20);
const BODY: usize = 12 << 20;
/// Most things one answer carries.
const PAGE: usize = 200;

pub(super) fn router(inner: Arc<Inner>) -> Router {
    Router::new()
        .route("/sim/accounts", get(accounts))
        .route("/sim/accounts/{account}/verify", post(verify))
        .route("/sim/people", get(people).post(person))
        .route("/sim/people/{person}/messages", get(messages))
        .route("/sim/people/{person}/send", post(send))
        .route("/sim/people/{person}/login", post(login))
        .route("/sim/people/{person}/{deed}", post(deed))
        .route("/sim/codes", get(codes))
        .route("/sim/media/{id}", get(media))
        .route("/sim/calls", get(calls))
        .route("/sim/faults", get(faults).post(fault).delete(heal))
        .route("/sim/advance", post(advance))
        .layer(DefaultBodyLimit::max(BODY))
        .layer(from_fn(across))
        .with_state(inner)
}

fn wrong(why: impl Into<String>) -> (StatusCode, Json<Value>) {
    (StatusCode::BAD_REQUEST, Json(json!({ "error": why.into() })))
}

/// The phone's page comes from another port of this machine; pages from elsewhere may not look.
async fn across(request: Request, next: Next) -> Response {
    let origin = request.headers().get(header::ORIGIN).filter(|origin| is_loopback(origin)).cloned();
    let is_question = request.method() == Method::OPTIONS;
    let mut response = if is_question { StatusCode::NO_CONTENT.into_response() } else { next.run(request).await };
    let headers = response.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static("origin"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    if let Some(origin) = origin {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST, DELETE"));
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("content-type"));
    }
    response
}

fn is_loopback(origin: &HeaderValue) -> bool {
    let url = origin.to_str().ok().and_then(|text| url::Url::parse(text).ok());
    url.is_some_and(|url| matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]")))
}

async fn accounts(State(inner): Platform) -> Json<Value> {
    let all: Vec<Value> = inner.with(|world| {
        let one = |shop: &super::world::Shop| {
            let it = &shop.account;
            json!({ "id": it.app_id, "kind": it.kind, "name": it.name, "menu": it.menu })
        };
        world.shops.values().map(one).collect()
    });
    Json(json!({ "accounts": all }))
}

async fn verify(State(inner): Platform, Path(account): Path<String>) -> Answer {
    inner.verify(&account).await.map_err(wrong)?;
    Ok(Json(json!({})))
}

async fn people(State(inner): Platform) -> Json<Value> {
    let all: Vec<Value> = inner.with(|world| {
        let known = |id: &str| -> Vec<Value> {
            let one = |(app_id, shop): (&String, &super::world::Shop)| {
                let it = shop.followers.get(id)?;
                Some(json!({ "account": app_id, "openid": it.openid, "following": it.following }))
            };
            world.shops.iter().filter_map(one).collect()
        };
        let one = |it: &super::world::Person| json!({ "id": it.id, "name": it.name, "unionid": it.unionid, "accounts": known(&it.id) });
        world.people.values().map(one).collect()
    });
    Json(json!({ "people": all }))
}

#[derive(Deserialize)]
struct NewPerson {
    id: String,
    name: String,
}

async fn person(State(inner): Platform, Json(new): Json<NewPerson>) -> Json<Value> {
    Json(json!(inner.person(&new.id, &new.name)))
}

/// What a deed carries; each takes what it needs.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    account: String,
    url: String,
    key: String,
    item: String,
    text: String,
    session_from: String,
    kind: String,
    latitude: f64,
    longitude: f64,
    title: String,
    description: String,
    path: String,
    /// Wait for the end of the callback and tell of it.
    wait: bool,
}

async fn deed(
    State(inner): Platform,
    Path((person, deed)): Path<(String, String)>,
    Json(asked): Json<Asked>,
) -> Answer {
    let act = match deed.as_str() {
        "follow" => Act::Follow,
        "unfollow" => Act::Unfollow,
        "scan" => Act::Scan { url: asked.url },
        "press" => Act::Press { key: asked.key },
        "choose" => Act::Choose { item: asked.item, text: asked.text },
        "enter" => Act::Enter { session_from: asked.session_from },
        _ => return Err(wrong("there is no such deed")),
    };
    perform(&inner, &person, &asked.account, act, asked.wait).await
}

async fn perform(inner: &Arc<Inner>, person: &str, account: &str, act: Act, wait: bool) -> Answer {
    let callback = act::prepare(inner, person, account, act).map_err(wrong)?;
    let account = callback.app_id.clone();
    if wait {
        let delivery = callback::deliver(inner, callback).await;
        return Ok(Json(json!({ "account": account, "delivery": delivery })));
    }
    let platform = inner.clone();
    inner.spawn(async move {
        callback::deliver(&platform, callback).await;
    });
    Ok(Json(json!({ "account": account })))
}

async fn send(State(inner): Platform, Path(person): Path<String>, headers: HeaderMap, request: Request) -> Answer {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let (asked, file) =
        if kind.starts_with("multipart/form-data") { form(request).await? } else { (plain(request).await?, None) };
    let file = || file.clone().ok_or_else(|| wrong("there is no file"));
    let said = match asked.kind.as_str() {
        "text" => Said::Text(asked.text),
        "image" => Said::Image(file()?),
        "voice" => Said::Voice(file()?),
        "video" => Said::Video(file()?),
        "location" => Said::Location(asked.latitude, asked.longitude, asked.text),
        "link" => Said::Link(asked.title, asked.description, asked.url),
        "page" => Said::Page(asked.account.clone(), asked.title, asked.path),
        _ => return Err(wrong("kind: text, image, voice, video, location, link or page")),
    };
    perform(&inner, &person, &asked.account, Act::Say(said), asked.wait).await
}

async fn plain(request: Request) -> Result<Asked, (StatusCode, Json<Value>)> {
    let body = axum::body::to_bytes(request.into_body(), BODY).await.map_err(|why| wrong(why.to_string()))?;
    serde_json::from_slice(&body).map_err(|why| wrong(why.to_string()))
}

async fn form(request: Request) -> Result<(Asked, Option<Bytes>), (StatusCode, Json<Value>)> {
    use axum::extract::FromRequest as _;
    let mut form = Multipart::from_request(request, &()).await.map_err(|why| wrong(why.to_string()))?;
    let (mut asked, mut file) = (Asked::default(), None);
    while let Some(field) = form.next_field().await.map_err(|why| wrong(why.to_string()))? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(|why| wrong(why.to_string()))?;
        let text = || String::from_utf8_lossy(&bytes).into_owned();
        match name.as_str() {
            "file" => file = Some(bytes),
            "account" => asked.account = text(),
            "kind" => asked.kind = text(),
            "wait" => asked.wait = text() == "true",
            _ => {}
        }
    }
    Ok((asked, file))
}

#[derive(Deserialize)]
struct Look {
    account: String,
    #[serde(default)]
    after: u64,
    /// Seconds.
    #[serde(default)]
    wait: u64,
    /// What the phone believes of the typing hint; a change is news.
    #[serde(default)]
    typing: bool,
}

/// What a phone shows after a number; waits for news if asked to.
async fn messages(State(inner): Platform, Path(person): Path<String>, Query(look): Query<Look>) -> Answer {
    let (mut changed, mut closing) = (inner.changed.subscribe(), inner.closing.subscribe());
    let wait = tokio::time::sleep(WAIT.min(Duration::from_secs(look.wait)));
    tokio::pin!(wait);
    loop {
        let now = inner.now();
        let (items, state, typing_until) = inner.with(|world| {
            let new = |it: &&Shown| it.seq > look.after && it.person == person && it.account == look.account;
            let items: Vec<Shown> = world.shown.iter().filter(new).take(PAGE).cloned().collect();
            let follower = world.follower(&look.account, &person);
            let follower = follower.ok_or_else(|| wrong("there is no such person or account"))?;
            let typing = follower.typing_until > now;
            let state = json!({ "following": follower.following, "typing": typing, "window": follower.window });
            Ok::<_, (StatusCode, Json<Value>)>((items, state, follower.typing_until))
        })?;
        let is_news = !items.is_empty() || state["typing"] != look.typing;
        if is_news || wait.is_elapsed() || look.wait == 0 || *closing.borrow() {
            let last = items.last().map_or(look.after, |it| it.seq);
            let mut answer = state;
            answer["items"] = json!(items);
            answer["last"] = last.into();
            return Ok(Json(answer));
        }
        // The hint goes out by itself; nobody tells.
        let hint_ends = Duration::from_secs(typing_until.saturating_sub(now).max(1));
        tokio::select! {
            _ = changed.changed() => {}
            () = &mut wait => {}
            _ = closing.wait_for(|it| *it) => {}
            () = tokio::time::sleep(hint_ends), if look.typing => {}
        }
    }
}

#[derive(Deserialize)]
struct Whose {
    account: String,
}

/// A mini-program's one-time code for this person, as its own page would get it.
async fn login(State(inner): Platform, Path(person): Path<String>, Json(whose): Json<Whose>) -> Answer {
    let code = super::crypto::word(32);
    inner.with(|world| {
        world.follower(&whose.account, &person).ok_or_else(|| wrong("there is no such person or account"))?;
        world.logins.insert(code.clone(), (whose.account, person));
        Ok(Json(json!({ "code": code })))
    })
}

/// The newest codes first.
async fn codes(State(inner): Platform) -> Json<Value> {
    let all: Vec<Value> = inner.with(|world| world.codes.iter().rev().take(20).map(|it| json!(it)).collect());
    Json(json!({ "codes": all }))
}

async fn media(State(inner): Platform, Path(id): Path<String>) -> Response {
    let found = inner.with(|world| world.shops.values().find_map(|shop| shop.media.get(&id).cloned()));
    match found {
        Some(media) => ([(header::CONTENT_TYPE, media.content_type)], media.bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Counts of what was done beside the newest calls, so that a test can say that nothing went twice.
async fn calls(State(inner): Platform, Query(whose): Query<Whose>) -> Json<Value> {
    inner.with(|world| {
        let mine: Vec<_> = world.calls.iter().filter(|it| it.account == whose.account).collect();
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        mine.iter().for_each(|it| *counts.entry(it.path.as_str()).or_default() += 1);
        let received = world.shown.iter().filter(|it| it.account == whose.account && it.from == From::Account).count();
        let newest: Vec<_> = mine.iter().rev().take(PAGE).collect();
        Json(json!({ "counts": counts, "received": received, "newest": newest }))
    })
}

#[derive(Deserialize)]
struct NewFault {
    account: String,
    #[serde(flatten)]
    fault: Value,
}

async fn fault(State(inner): Platform, Json(new): Json<NewFault>) -> Answer {
    if new.fault["kind"] == "token_revoked" {
        inner.with(|world| world.shops.get_mut(&new.account).map(|shop| shop.tokens.revoke()));
        return Ok(Json(json!({})));
    }
    let fault: Fault = serde_json::from_value(new.fault).map_err(|why| wrong(why.to_string()))?;
    match inner.fault(&new.account, fault) {
        true => Ok(Json(json!({}))),
        false => Err(wrong("there is no such account")),
    }
}

async fn faults(State(inner): Platform, Query(whose): Query<Whose>) -> Json<Value> {
    inner.with(|world| {
        let all = world.shops.get(&whose.account).map(|shop| json!(shop.faults.list()));
        Json(json!({ "faults": all }))
    })
}

async fn heal(State(inner): Platform, Query(whose): Query<Whose>) -> Json<Value> {
    inner.with(|world| world.shops.get_mut(&whose.account).map(|shop| shop.faults.clear()));
    Json(json!({}))
}

#[derive(Deserialize)]
struct Ahead {
    seconds: u64,
}

async fn advance(State(inner): Platform, Json(ahead): Json<Ahead>) -> Json<Value> {
    inner.advance(Duration::from_secs(ahead.seconds));
    Json(json!({ "now": inner.now() }))
}
