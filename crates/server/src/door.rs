//! The HTTP door: takes connections as long as there are places, lets none dawdle over its head or over taking an answer,
//! survives running out of descriptors, and lets requests finish when we leave. Bodies and handlers have their time-outs
//! inside (`api`).
use crate::connection::Connection;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tower::ServiceExt as _;

/// How many connections there are, and how long the other side of one may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// At once. One that became a socket keeps its place until the socket ends; `api` has smaller limits for those alone.
    pub connections: usize,
    /// From the connection's beginning, or the end of the answer before, to the end of a request's head.
    pub head: Duration,
    /// Without taking anything of an answer, as of a file.
    pub answer: Duration,
}

/// As it is outside of tests: a process may hold 20,000 descriptors, and what is left is for files and the database.
pub const LIMITS: Limits =
    Limits { connections: 19_500, head: Duration::from_secs(30), answer: Duration::from_secs(60) };
/// After a failed accept: descriptors come back when others leave.
const BREATH: Duration = Duration::from_millis(50);

/// Serves until `leaving` turns true; then until every request under way is answered.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, mut leaving: watch::Receiver<bool>) {
    let mut http = Builder::new(TokioExecutor::new()).http1_only();
    http.http1().timer(TokioTimer::new()).header_read_timeout(limits.head);
    let (graceful, places) = (GracefulShutdown::new(), Arc::new(Semaphore::new(limits.connections)));
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &places) => accepted,
            _ = leaving.wait_for(|leaving| *leaving) => break,
        };
        let Some((stream, peer, place)) = accepted else {
            tokio::time::sleep(BREATH).await;
            continue;
        };
        let router = router.clone();
        let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            router.clone().oneshot(request)
        });
        let connection =
            http.serve_connection_with_upgrades(TokioIo::new(Connection::new(stream, place, limits.answer)), service);
        let connection = graceful.watch(connection.into_owned());
        tokio::spawn(async move {
            // How a connection ends is its other side's matter.
            if let Err(error) = connection.await {
                tracing::debug!(%error, "connection ended");
            }
        });
    }
    drop(listener); // who comes now is refused, and goes to whoever takes our place
    graceful.shutdown().await;
}

async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(TcpStream, SocketAddr, tokio::sync::OwnedSemaphorePermit)> {
    let place = places.clone().acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, peer)) => {
            let _ = stream.set_nodelay(true); // a line that waits a little longer is still a line
            Some((stream, peer, place))
        }
        Err(error) => {
            tracing::warn!(%error, "cannot take a connection just now");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    const QUICK: Duration = Duration::from_millis(200);

    async fn open(limits: Limits) -> (SocketAddr, watch::Sender<bool>, tokio::task::JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (leave, leaving) = watch::channel(false);
        let large = || async { vec![0; 64 << 20] };
        let router = Router::new()
            .route("/", get(|| async { "here" }))
            .route("/large", get(large))
            .route("/socket", get(socket));
        (address, leave, tokio::spawn(serve(listener, router, limits, leaving)))
    }

    async fn all(mut stream: TcpStream) -> String {
        let mut heard = vec![];
        stream.read_to_end(&mut heard).await.unwrap();
        String::from_utf8(heard).unwrap()
    }

    #[tokio::test]
    async fn whoever_dawdles_over_the_head_is_cut_off_and_others_are_served() {
        let (address, _leave, _door) = open(Limits { head: QUICK, ..LIMITS }).await;
        let mut slow = TcpStream::connect(address).await.unwrap();
        slow.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ").await.unwrap();
        let mut quick = TcpStream::connect(address).await.unwrap();
        quick.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await.unwrap();
        assert!(all(quick).await.ends_with("here"));
        assert!(!all(slow).await.contains("here"), "the line ended without an answer");
    }

    #[tokio::test]
    async fn an_idle_line_does_not_hold_up_the_leaving() {
        let (address, leave, door) = open(LIMITS).await;
        let mut idle = TcpStream::connect(address).await.unwrap();
        idle.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
        let mut first = [0; 12];
        idle.read_exact(&mut first).await.unwrap();
        assert_eq!(&first, b"HTTP/1.1 200");
        leave.send_replace(true);
        tokio::time::timeout(Duration::from_secs(10), door).await.expect("it leaves").unwrap();
        assert!(TcpStream::connect(address).await.is_err(), "nobody is let in any more");
    }

    #[tokio::test]
    async fn whoever_takes_nothing_of_an_answer_is_cut_off() {
        let (address, leave, door) = open(Limits { answer: QUICK, ..LIMITS }).await;
        let mut mute = TcpStream::connect(address).await.unwrap();
        mute.write_all(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
        mute.read_exact(&mut [0; 12]).await.unwrap();
        // The door waits for every answer under way: it closes only because this one was given up.
        leave.send_replace(true);
        tokio::time::timeout(Duration::from_secs(10), door).await.expect("it leaves").unwrap();
        let mut rest = vec![];
        let _ = mute.read_to_end(&mut rest).await; // the line was cut in the middle: an end, or a reset
        assert!(rest.len() < 64 << 20, "{}", rest.len());
    }

    #[tokio::test]
    async fn a_line_that_became_a_socket_keeps_its_place() {
        let (address, _leave, _door) = open(Limits { connections: 1, ..LIMITS }).await;
        let mut socket = TcpStream::connect(address).await.unwrap();
        socket
            .write_all(b"GET /socket HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n")
            .await
            .unwrap();
        let mut first = [0; 12];
        socket.read_exact(&mut first).await.unwrap();
        assert_eq!(&first, b"HTTP/1.1 101");
        let mut next = TcpStream::connect(address).await.unwrap();
        next.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await.unwrap();
        let early = tokio::time::timeout(QUICK, next.read_exact(&mut first)).await;
        assert!(early.is_err(), "the only place is taken");
        drop(socket);
        assert!(all(next).await.ends_with("here"));
    }

    /// Talks on until the other side ends.
    async fn socket(request: axum::extract::Request) -> impl axum::response::IntoResponse {
        tokio::spawn(async move {
            let line = hyper::upgrade::on(request).await.unwrap();
            let _ = tokio::io::copy(&mut TokioIo::new(line), &mut tokio::io::sink()).await;
        });
        (axum::http::StatusCode::SWITCHING_PROTOCOLS, [("connection", "upgrade"), ("upgrade", "x")])
    }
}
