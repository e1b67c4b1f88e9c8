//! `/ws/visitor`: a visitor's line. An idle one costs two small buffers, a `Visit`, and a place in its customer's list.
use super::{
    line::{Heard, Line, code, limited},
    talk::{Said, Talk, run, say},
};
use crate::{
    app::App,
    config::patience,
    guard::site::Site,
    problem::{Code, Problem},
    shape::visitor_frame::VisitorServerFrame as Frame,
    visit::{From, Visit, refusal},
};
use axum::{
    extract::{State, WebSocketUpgrade, ws::rejection::WebSocketUpgradeRejection},
    http::HeaderMap,
    response::Response,
};
use model::port::Soon;
use tokio::time::timeout;

/// Upgrades. Whose page it is turns out at hello, and with it whether the page may be here.
pub async fn open(
    State(app): State<App>,
    site: Site,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Problem> {
    let upgrade = upgrade.map_err(|rejection| no_upgrade(&rejection))?;
    let place = app.load.visitor_socket(&site)?;
    let visit = Visit::new(app.clone(), From::of(&site, &headers));
    let closing = app.config.closing.clone();
    let budget = app.limits.visitor_frames;
    Ok(limited(upgrade).on_upgrade(move |socket| {
        Box::pin(async move {
            let _place = place;
            let mut line = Line::new(socket);
            let mut talk = Page(visit);
            if greet(&mut line, &mut talk).await {
                run(&mut line, &mut talk, budget, closing).await;
            }
        })
    }))
}

/// What an ordinary request to a socket's address hears.
pub fn no_upgrade(rejection: &WebSocketUpgradeRejection) -> Problem {
    Problem::new(Code::BadRequest, format!("open a WebSocket here: {rejection}"))
}

/// Waits for hello; false: the line is over.
async fn greet(line: &mut Line, talk: &mut Page) -> bool {
    let heard = match timeout(patience::HELLO, line.hear()).await {
        Ok(heard) => heard,
        Err(_) => {
            line.close(code::POLICY, "no hello within 10 s").await;
            return false;
        }
    };
    match heard {
        Heard::Text(text) => {
            let said = talk.hear(&text).await;
            // A hello that was refused may be said again, with what was wrong put right.
            if say(line, said).await.is_err() {
                return false;
            }
            if let Some(work) = talk.after() {
                work.await;
            }
            true
        }
        Heard::Wrong(code, reason) => {
            line.close(code, reason).await;
            false
        }
        Heard::Alive => true,
        Heard::Gone => false,
    }
}

/// A visitor on a socket.
struct Page(Visit);

impl Page {
    /// Nothing is skipped: a page that lost its place comes back with its cursor.
    fn said(&self, frames: Vec<Frame>) -> Said<Frame> {
        Said { frames, close: self.0.is_lost().then_some((code::LATER, "resume from your cursor")) }
    }
}

impl Talk for Page {
    type Frame = Frame;

    fn hear<'a>(&'a mut self, text: &'a str) -> Soon<'a, Said<Frame>> {
        Box::pin(async move {
            let frames = self.0.hear(text).await;
            self.said(frames)
        })
    }
    async fn wake(&mut self) {
        self.0.wake().await
    }
    fn news(&mut self) -> Soon<'_, Said<Frame>> {
        Box::pin(async move {
            let frames = self.0.news().await;
            self.said(frames)
        })
    }
    fn after(&mut self) -> Option<Soon<'_, ()>> {
        if self.0.owes() { Some(Box::pin(self.0.arrived())) } else { None }
    }
    fn refusal(problem: Problem) -> Frame {
        refusal(None, problem)
    }
    fn bye(retry_ms: u64) -> Frame {
        Frame::Bye { retry_ms }
    }
}
