//! The HTTP door: takes connections as long as there are places, lets none dawdle over its head, survives running out of
//! descriptors, and lets requests finish when we leave. Bodies and answers have their time-outs inside (`api`).
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

/// From a connection's beginning, or the end of the answer before, to the end of a request's head.
pub const HEAD: Duration = Duration::from_secs(30);
/// Connections at once, sockets among them; a process may hold 20,000 descriptors.
const CONNECTIONS: usize = 19_500;
/// After a failed accept: descriptors come back when others leave.
const BREATH: Duration = Duration::from_millis(50);

/// Serves until `leaving` turns true; then until every request under way is answered.
pub async fn serve(listener: TcpListener, router: Router, head: Duration, mut leaving: watch::Receiver<bool>) {
    let mut http = Builder::new(TokioExecutor::new()).http1_only();
    http.http1().timer(TokioTimer::new()).header_read_timeout(head);
    let (graceful, places) = (GracefulShutdown::new(), Arc::new(Semaphore::new(CONNECTIONS)));
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
        let connection = http.serve_connection_with_upgrades(TokioIo::new(stream), service);
        let connection = graceful.watch(connection.into_owned());
        tokio::spawn(async move {
            // How a connection ends is its other side's matter.
            if let Err(error) = connection.await {
                tracing::debug!(%error, "connection ended");
            }
            drop(place);
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

    async fn open(head: Duration) -> (SocketAddr, watch::Sender<bool>, tokio::task::JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (leave, leaving) = watch::channel(false);
        let router = Router::new().route("/", get(|| async { "here" }));
        (address, leave, tokio::spawn(serve(listener, router, head, leaving)))
    }

    async fn all(mut stream: TcpStream) -> String {
        let mut heard = vec![];
        stream.read_to_end(&mut heard).await.unwrap();
        String::from_utf8(heard).unwrap()
    }

    #[tokio::test]
    async fn whoever_dawdles_over_the_head_is_cut_off_and_others_are_served() {
        let (address, _leave, _door) = open(Duration::from_millis(200)).await;
        let mut slow = TcpStream::connect(address).await.unwrap();
        slow.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ").await.unwrap();
        let mut quick = TcpStream::connect(address).await.unwrap();
        quick.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await.unwrap();
        assert!(all(quick).await.ends_with("here"));
        assert!(!all(slow).await.contains("here"), "the line ended without an answer");
    }

    #[tokio::test]
    async fn an_idle_line_does_not_hold_up_the_leaving() {
        let (address, leave, door) = open(HEAD).await;
        let mut idle = TcpStream::connect(address).await.unwrap();
        idle.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
        let mut first = [0; 12];
        idle.read_exact(&mut first).await.unwrap();
        assert_eq!(&first, b"HTTP/1.1 200");
        leave.send_replace(true);
        tokio::time::timeout(Duration::from_secs(10), door).await.expect("it leaves").unwrap();
        assert!(TcpStream::connect(address).await.is_err(), "nobody is let in any more");
    }
}
