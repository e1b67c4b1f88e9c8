//! `/ws/agent`: an agent's line, or a program's. Resumes from a cursor, then follows the tenant's log live.
use super::{
    console::Console,
    line::{Heard, Line, code, limited},
    talk::{Talk as _, run, say},
    visitor::no_upgrade,
};
use crate::{
    app::App,
    config::patience,
    guard::site::Site,
    problem::Problem,
    scope,
    who::{By, Proof, Reads},
};
use axum::{
    extract::{State, WebSocketUpgrade, ws::rejection::WebSocketUpgradeRejection},
    http::HeaderMap,
    response::Response,
};
use futures_util::FutureExt as _;
use model::Scope;
use std::panic::AssertUnwindSafe;
use tokio::time::timeout;

/// Upgrades somebody of the staff. Cookies only from our own origin.
pub async fn open(
    State(app): State<App>,
    site: Site,
    By(who, _): By<Reads>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Problem> {
    let upgrade = upgrade.map_err(|rejection| no_upgrade(&rejection))?;
    scope::must(&who, Scope::ConversationsRead)?; // it carries more than ids
    let place = app.load.socket()?;
    let proof = Proof::of(&headers, &site)?;
    let feed = app.desk.feed(who.tenant).await?;
    let mut console = Console::new(app.clone(), who, proof, feed);
    Ok(limited(upgrade).on_upgrade(move |socket| {
        Box::pin(async move {
            let _place = place;
            let mut line = Line::new(socket);
            // However it ends, even by a fault of ours: the agent is seen to leave.
            let talk = AssertUnwindSafe(talk(&app, &mut line, &mut console)).catch_unwind().await;
            if talk.is_err() {
                tracing::error!("a line's talk panicked");
            }
            console.leave().await;
        })
    }))
}

async fn talk(app: &App, line: &mut Line, console: &mut Console) {
    match timeout(patience::HELLO, line.hear()).await {
        Ok(Heard::Text(text)) => {
            let said = console.hear(&text).await;
            if say(line, said).await.is_err() {
                return;
            }
        }
        Ok(Heard::Alive) => {}
        Ok(Heard::Gone) => return,
        Ok(Heard::Wrong(code, reason)) => return line.close(code, reason).await,
        Err(_) => return line.close(code::POLICY, "no hello within 10 s").await,
    }
    run(line, console, app.limits.agent_frames, app.config.closing.clone()).await;
}
