//! One HTTP call to a webhook: its own connection, a limit on time and on the answer's size, no TLS (loopback only).
use axum::body::{Body, to_bytes};
use hyper::client::conn::http1;
use hyper::header::{CONTENT_TYPE, HOST};
use hyper_util::rt::TokioIo;
use std::time::Duration;
use tokio::net::TcpStream;
use url::Url;

/// Most bytes of an answer that are read.
const ANSWER: usize = 1 << 20;

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// Nobody listens there, or the line broke.
    Broken,
    /// It took too long.
    TimedOut,
}

/// POSTs `body`, or GETs without one; status and text of the answer.
pub(super) async fn call(
    url: &Url,
    body: Option<(&'static str, String)>,
    within: Duration,
) -> Result<(u16, String), Failure> {
    match tokio::time::timeout(within, exchange(url, body)).await {
        Ok(Some(answer)) => Ok(answer),
        Ok(None) => Err(Failure::Broken),
        Err(_) => Err(Failure::TimedOut),
    }
}

async fn exchange(url: &Url, body: Option<(&'static str, String)>) -> Option<(u16, String)> {
    let host = url.host_str()?;
    let port = url.port_or_known_default()?;
    let stream = TcpStream::connect((host.trim_matches(['[', ']']), port)).await.ok()?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.ok()?;
    let target = url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
    let request = hyper::Request::builder().uri(target).header(HOST, format!("{host}:{port}"));
    let request = match body {
        Some((kind, text)) => request.method("POST").header(CONTENT_TYPE, kind).body(Body::from(text)),
        None => request.method("GET").body(Body::empty()),
    };
    let request = request.ok()?;
    let ask = async move {
        let response = sender.send_request(request).await.ok()?;
        let status = response.status().as_u16();
        let bytes = to_bytes(Body::new(response.into_body()), ANSWER).await.ok()?;
        Some((status, String::from_utf8_lossy(&bytes).into_owned()))
    };
    // The connection works only while somebody polls it; it ends when the sender is gone.
    let (answer, _) = tokio::join!(ask, connection);
    answer
}
