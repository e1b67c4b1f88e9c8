//! A listening door that can be shut: nobody listens then, and open connections break.
use axum::Router;
use axum::body::Body;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tower::ServiceExt as _;

/// Between two tries to listen again.
const BREATH: Duration = Duration::from_millis(20);

/// Serves for ever; while `open` is false, the address refuses connections.
pub(super) async fn serve(listener: TcpListener, router: Router, mut open: watch::Receiver<bool>) {
    let Ok(address) = listener.local_addr() else { return };
    let mut listener = Some(listener);
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            stream = accept(listener.as_ref()) => {
                connections.spawn(connection(stream, router.clone()));
            }
            changed = open.changed() => {
                if changed.is_err() {
                    return;
                }
                if *open.borrow_and_update() {
                    listener = Some(again(address).await);
                } else {
                    listener = None;
                    connections.abort_all();
                }
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn accept(listener: Option<&TcpListener>) -> TcpStream {
    let Some(listener) = listener else { return std::future::pending().await };
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return stream,
            Err(_) => tokio::time::sleep(BREATH).await,
        }
    }
}

async fn again(address: SocketAddr) -> TcpListener {
    loop {
        match TcpListener::bind(address).await {
            Ok(listener) => return listener,
            Err(_) => tokio::time::sleep(BREATH).await,
        }
    }
}

async fn connection(stream: TcpStream, router: Router) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
        router.clone().oneshot(request.map(Body::new))
    });
    if let Err(error) = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await {
        tracing::debug!(%error, "a connection to the platform ended");
    }
}
