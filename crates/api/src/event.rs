//! The log for programs: the same stream the console's line carries, ids only, resumed by cursor.
use crate::{
    app::App,
    extract::{Json, Params, limit},
    problem::Problem,
    shape::{
        event::{LogEntry, ReadLog},
        page::LogEntries,
    },
    who::{By, Reads},
};
use axum::extract::State;
use desk::{
    Staff,
    push::{Feed, Heard},
};
use std::{sync::Arc, time::Duration};
use tokio::time::timeout;

/// Entries looked at in one go, and how often at most in one request.
const PORTION: usize = 128;
const PORTIONS: usize = 16;

/// Entries behind `after`; waits up to `wait` seconds when there is none. `next` is where to go on, always.
#[utoipa::path(get, path = "/api/v1/events", operation_id = "list_events", tag = "events", params(ReadLog),
    responses((status = 200, body = LogEntries), (status = 410, description = "The cursor is older than the log, which is kept 14 days")))]
pub async fn list(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Params(asked): Params<ReadLog>,
) -> Result<Json<LogEntries>, Problem> {
    let limit = limit(asked.limit)?;
    let wait = asked.wait.unwrap_or(0);
    if wait > 25 {
        return Err(Problem::field("wait", "out_of_range", format!("{wait} is outside 0…25")));
    }
    let feed = app.desk.feed(who.tenant).await?;
    let mut head = feed.watch();
    let mut place = match asked.after.as_deref() {
        Some(after) => known(&app, &who, after).await?,
        None => feed.head(),
    };
    let mut items = read(&app, &who, &feed, &mut place, limit as usize).await?;
    if items.is_empty() && wait > 0 {
        let mut closing = app.config.closing.clone();
        let news = async {
            while items.is_empty() && head.changed().await.is_ok() {
                items = read(&app, &who, &feed, &mut place, limit as usize).await?;
            }
            Ok::<_, Problem>(())
        };
        tokio::select! {
            done = timeout(Duration::from_secs(wait.into()), news) => done.unwrap_or(Ok(()))?,
            _ = closing.wait_for(|closing| *closing) => {}
        }
    }
    Ok(Json(LogEntries { items, next: Some(app.desk.agent_cursor(&who, place)) }))
}

/// The place a cursor means.
async fn known(app: &App, who: &Staff, cursor: &str) -> Result<i64, Problem> {
    let place = app.desk.open_agent_cursor(who, cursor)?;
    let (first, last) = app.desk.log_bounds(who.tenant).await?;
    if place + 1 < first {
        return Err(desk::Error::Gone.into());
    }
    if place > last {
        return Err(desk::Error::BadCursor.into());
    }
    Ok(place)
}

/// At most `limit` entries this reader may see, from `place` on, which moves past what they may not see too.
async fn read(app: &App, who: &Staff, feed: &Feed, place: &mut i64, limit: usize) -> Result<Vec<LogEntry>, Problem> {
    let mut items = Vec::new();
    for _ in 0..PORTIONS {
        let heard: Vec<Arc<Heard>> = match feed.after(*place, PORTION) {
            Ok(heard) => heard,
            Err(_behind) => {
                app.desk.hear(who.tenant, *place, PORTION as i64).await?.into_iter().map(Arc::new).collect()
            }
        };
        if heard.is_empty() {
            break;
        }
        for heard in heard {
            if items.len() == limit {
                return Ok(items);
            }
            *place = heard.event.seq;
            if heard.is_for(who.agent.id, &who.brands) {
                items.push(LogEntry::from(&heard.event));
            }
        }
    }
    Ok(items)
}
