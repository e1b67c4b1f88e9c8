//! A WebSocket door, opened on a TCP connection of our own so that it can also be torn off in the middle.

use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::{HeaderName, HeaderValue};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

use super::{Address, shape};

/// How long a handshake may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// An open socket.
pub struct Socket {
    stream: WebSocketStream<TcpStream>,
}

/// What came out of a socket.
#[derive(Debug)]
pub enum Heard {
    /// A JSON frame.
    Frame(Value),
    /// The end, in words: a close code or a broken line.
    End(String),
}

impl Socket {
    /// Opens a socket at a path with these headers.
    pub async fn open(address: &Address, path: &str, headers: &[(&'static str, String)]) -> Result<Self, String> {
        timeout(PATIENCE, Self::handshake(address, path, headers))
            .await
            .unwrap_or_else(|_| Err("handshake: no answer".to_owned()))
    }

    async fn handshake(address: &Address, path: &str, headers: &[(&'static str, String)]) -> Result<Self, String> {
        let tcp = TcpStream::connect(&address.host).await.map_err(|error| format!("connect: {error}"))?;
        tcp.set_nodelay(true).map_err(|error| error.to_string())?;
        let mut request =
            format!("ws://{}{path}", address.host).into_client_request().map_err(|error| error.to_string())?;
        for (name, value) in headers {
            let value = HeaderValue::from_str(value).map_err(|error| error.to_string())?;
            request.headers_mut().insert(HeaderName::from_static(name), value);
        }
        let mut config = WebSocketConfig::default();
        config.read_buffer_size = 4096;
        config.write_buffer_size = 4096;
        let opened = tokio_tungstenite::client_async_with_config(request, tcp, Some(config)).await;
        let (stream, _) = opened.map_err(|error| format!("handshake: {}", shape::chain(&error)))?;
        Ok(Self { stream })
    }

    /// Sends a frame; an error means that the line is broken and nobody knows whether the frame arrived.
    pub async fn send(&mut self, frame: &Value) -> Result<(), String> {
        self.send_text(frame.to_string()).await
    }

    /// Waits for the next JSON frame. Safe to drop while waiting.
    pub async fn next(&mut self) -> Heard {
        loop {
            match self.stream.next().await {
                Some(Ok(Message::Text(text))) => match serde_json::from_str(&text) {
                    Ok(frame) => return Heard::Frame(frame),
                    Err(error) => return Heard::End(format!("a frame that is not JSON: {error}")),
                },
                Some(Ok(Message::Close(frame))) => {
                    return Heard::End(frame.map_or("closed".to_owned(), |frame| {
                        format!("closed {} {}", u16::from(frame.code), frame.reason)
                    }));
                }
                Some(Ok(_)) => {}
                Some(Err(error)) => return Heard::End(shape::chain(&error)),
                None => return Heard::End("ended".to_owned()),
            }
        }
    }

    /// Waits for the next text as it came; for a bench that must not pay for parsing.
    pub async fn next_text(&mut self) -> Result<String, String> {
        loop {
            match self.stream.next().await {
                Some(Ok(Message::Text(text))) => return Ok(text.as_str().to_owned()),
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(shape::chain(&error)),
                None => return Err("ended".to_owned()),
            }
        }
    }

    /// Sends a text as it is.
    pub async fn send_text(&mut self, text: String) -> Result<(), String> {
        self.stream.send(Message::text(text)).await.map_err(|error| shape::chain(&error))
    }

    /// Closes as a browser does that goes to another page.
    pub async fn close(mut self) {
        let _closing = timeout(Duration::from_secs(1), self.stream.close(None)).await;
    }

    /// Tears the line off: a reset, no goodbye, whatever was on its way is lost.
    pub fn tear(self) {
        let _best_effort = self.stream.get_ref().set_zero_linger();
    }
}
