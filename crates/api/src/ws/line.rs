//! One open WebSocket: text frames in and out, small buffers, every wait with an end.
//!
//! Nothing is buffered for a reader who does not read: what is new stays in the log, and the line is cut once a single write has
//! waited too long. A socket that says nothing costs a buffer of 512 bytes, what its last answer took, and this struct.
use crate::config::{FRAME_LIMIT, patience};
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use serde::Serialize;
use std::time::Duration;
use tokio::time::timeout;

/// Close codes (RFC 6455, 7.4.1).
pub mod code {
    /// Idle, or the page went away.
    pub const AWAY: u16 = 1001;
    /// Broke the protocol.
    pub const PROTOCOL: u16 = 1002;
    /// Not a text frame.
    pub const UNSUPPORTED: u16 = 1003;
    /// Text that is no UTF-8.
    pub const NOT_TEXT: u16 = 1007;
    /// Not allowed, or far too many frames.
    pub const POLICY: u16 = 1008;
    /// A frame over the limit.
    pub const TOO_BIG: u16 = 1009;
    /// We restart: come back after the moment named by `bye`.
    pub const RESTART: u16 = 1012;
    /// Too slow, or no place: come back.
    pub const LATER: u16 = 1013;
}

/// Bytes read at once.
const READ_BUFFER: usize = 512;
/// Bytes gathered before a write; nothing: every frame is flushed anyway.
const WRITE_BUFFER: usize = 0;
/// Most bytes waiting for a slow reader.
const WRITE_LIMIT: usize = 256 * 1024;

/// An upgrade with our limits.
pub fn limited(upgrade: WebSocketUpgrade) -> WebSocketUpgrade {
    upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(WRITE_BUFFER)
        .max_write_buffer_size(WRITE_LIMIT)
        .max_message_size(FRAME_LIMIT)
        .max_frame_size(FRAME_LIMIT)
}

/// The line is over; there is nobody to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut;

/// What was heard.
#[derive(Debug)]
pub enum Heard {
    /// A text frame.
    Text(Utf8Bytes),
    /// A ping or pong of the protocol: somebody is there.
    Alive,
    /// They left.
    Gone,
    /// To be closed with this code, for this reason.
    Wrong(u16, &'static str),
}

/// One open WebSocket.
pub struct Line(WebSocket);

impl Line {
    /// Takes the socket over.
    #[must_use]
    pub fn new(socket: WebSocket) -> Line {
        Line(socket)
    }

    /// The next thing heard. Cancel safe.
    pub async fn hear(&mut self) -> Heard {
        match self.0.recv().await {
            Some(Ok(Message::Text(text))) => Heard::Text(text),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => Heard::Alive,
            Some(Ok(Message::Binary(_))) => Heard::Wrong(code::UNSUPPORTED, "text frames only"),
            Some(Ok(Message::Close(_))) | None => Heard::Gone,
            Some(Err(error)) => wrong(&error),
        }
    }

    /// Sends one frame and waits until it is on its way.
    ///
    /// # Errors
    /// `Cut` when the reader is gone or too slow; a slow one was told 1013 as far as it could be told anything.
    pub async fn say(&mut self, frame: &impl Serialize) -> Result<(), Cut> {
        let Ok(text) = serde_json::to_string(frame) else { return Err(Cut) };
        match timeout(patience::SLOW, self.0.send(Message::Text(text.into()))).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(Cut),
            Err(_) => {
                self.close(code::LATER, "too slow: resume from your cursor").await;
                Err(Cut)
            }
        }
    }

    /// Closes with a code and waits a moment for the answer.
    pub async fn close(&mut self, code: u16, reason: &'static str) {
        let frame = CloseFrame { code, reason: Utf8Bytes::from_static(reason) };
        let farewell = async {
            if self.0.send(Message::Close(Some(frame))).await.is_ok() {
                while let Some(Ok(_)) = self.0.recv().await {}
            }
        };
        // Whether they answer or not, the line ends here.
        timeout(patience::CLOSE, farewell).await.unwrap_or_default();
    }
}

/// What a failed read means for the other side.
pub(super) fn wrong(error: &axum::Error) -> Heard {
    // axum hides the library's error type; its words are the only way to tell these apart.
    let said = error.to_string();
    let is = |start: &str| said.starts_with(start);
    if is("Space limit exceeded") {
        Heard::Wrong(code::TOO_BIG, "frame over 64 KiB")
    } else if is("UTF-8 encoding error") {
        Heard::Wrong(code::NOT_TEXT, "not UTF-8")
    } else if is("WebSocket protocol error") && !said.contains("without closing handshake") {
        Heard::Wrong(code::PROTOCOL, "protocol error")
    } else {
        Heard::Gone
    }
}

/// When to come back after a restart: spread, so that not everybody comes at once. `chance` is any even number source.
#[must_use]
pub fn retry_after(chance: u64) -> Duration {
    Duration::from_millis(500 + chance % 9_500)
}
