//! `/ws/echo`, under `PARLOR_TEST=1` only: gives back text and binary up to 16 MiB, so that protocol suites can judge the same stack
//! that carries our lines.
use super::line::{Heard, wrong};
use axum::{
    extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade},
    response::Response,
};

const LIMIT: usize = 16 * 1024 * 1024;

/// Upgrades and echoes until the other side closes.
pub async fn open(upgrade: WebSocketUpgrade) -> Response {
    upgrade.max_message_size(LIMIT).max_frame_size(LIMIT).on_upgrade(echo)
}

async fn echo(mut socket: WebSocket) {
    while let Some(heard) = socket.recv().await {
        let answer = match heard {
            Ok(Message::Text(_) | Message::Binary(_)) => heard,
            // Pings are answered, closes returned by the library.
            Ok(_) => continue,
            Err(error) => {
                if let Heard::Wrong(code, reason) = wrong(&error) {
                    let close = CloseFrame { code, reason: reason.into() };
                    // The other side broke the protocol; it may be gone already.
                    socket.send(Message::Close(Some(close))).await.unwrap_or_default();
                }
                return;
            }
        };
        let Ok(message) = answer else { return };
        if socket.send(message).await.is_err() {
            return;
        }
    }
}
