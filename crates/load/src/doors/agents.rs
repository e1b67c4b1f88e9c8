//! Agents who accept whatever is offered to them; the first one also keeps the board.

use std::sync::Arc;
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use tokio::time::{MissedTickBehavior, interval};

use super::board::Board;
use crate::door::{Address, Heard, Rest, Socket, shape};
use crate::race::wait_for;

/// How often a socket says that somebody is there.
const PING: Duration = Duration::from_secs(15);

/// An agent at their desk, ready.
pub struct Agent {
    id: String,
    rest: Rest,
    socket: Socket,
    board: Option<Arc<Board>>,
}

impl Agent {
    /// Comes to the desk.
    pub async fn arrive(address: &Address, id: &str, rest: &Rest, board: Option<Arc<Board>>) -> Result<Self, String> {
        let mut socket = Socket::open(address, "/ws/agent", rest.headers()).await?;
        socket.send(&json!({"t": "hello", "cursor": null})).await?;
        wait_for(&mut socket, "welcome").await?;
        let ready = json!({"presence": "ready"});
        rest.call(Method::PUT, "/api/v1/presence", Some(&ready), None).await.done("presence")?;
        Ok(Self { id: id.to_owned(), rest: rest.clone(), socket, board })
    }

    /// Works until the line ends; says why it did.
    pub async fn work(mut self) -> String {
        let mut beat = interval(PING);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = beat.tick() => if let Err(why) = self.socket.send(&json!({"t": "ping"})).await {
                    return why;
                },
                heard = self.socket.next() => match heard {
                    Heard::Frame(frame) => self.take(&frame),
                    Heard::End(why) => return why,
                },
            }
        }
    }

    fn take(&self, frame: &Value) {
        for event in shape::items(frame) {
            if let Some(board) = &self.board {
                board.learn(event);
            }
            let Some(conversation) = event.get("conversation").filter(|_| is_offer(event)) else { continue };
            let to_me = conversation.get("offer").and_then(|offer| shape::text(offer, "agent"));
            if let (Some(id), true) = (shape::text(conversation, "id"), to_me.as_ref() == Some(&self.id)) {
                let rest = self.rest.clone();
                // Whether it is still ours to take shows on the board.
                tokio::spawn(async move {
                    rest.post(&format!("/api/v1/conversations/{id}/accept"), &json!({})).await;
                });
            }
        }
    }
}

fn is_offer(event: &Value) -> bool {
    shape::text(event, "kind").as_deref() == Some("conversation.offered")
}
