//! Admission: so many requests, waits and sockets at the same time; who comes on top is told to come back, at once and cheaply.
use crate::{
    app::App,
    problem::{Code, Problem},
};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::{sync::Arc, time::Duration};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The places there are.
pub struct Load {
    requests: Arc<Semaphore>,
    waits: Arc<Semaphore>,
    sockets: Arc<Semaphore>,
    hashing: Arc<Semaphore>,
}

/// Passwords hashed at once: each takes 19 MiB and a processor for a while, on purpose.
const HASHING: usize = 4;

impl Load {
    /// Places for requests, long waits and sockets.
    #[must_use]
    pub fn new(requests: usize, waits: usize, sockets: usize) -> Load {
        let of = |places: usize| Arc::new(Semaphore::new(places.min(Semaphore::MAX_PERMITS)));
        Load { requests: of(requests), waits: of(waits), sockets: of(sockets), hashing: of(HASHING) }
    }
    /// Work that hashes a password, away from the threads that serve everybody. Waits for its turn.
    pub async fn aside<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> Result<T, Problem> {
        let place = Arc::clone(&self.hashing).acquire_owned().await.map_err(|_| busy())?;
        let threads = tokio::runtime::Handle::current();
        let working = tokio::task::spawn_blocking(move || {
            let _place = place;
            threads.block_on(work)
        });
        working.await.map_err(|_| Problem::new(Code::Internal, "signing in broke off; the log says why"))
    }
    /// All `places` of sockets, once everybody has left theirs.
    pub async fn all_sockets(&self, places: usize) {
        let places = u32::try_from(places).unwrap_or(u32::MAX);
        if let Ok(all) = self.sockets.acquire_many(places).await {
            all.forget();
        }
    }
    /// A place for a socket, held as long as it lives.
    pub fn socket(&self) -> Result<OwnedSemaphorePermit, Problem> {
        place(&self.sockets)
    }
}

fn place(of: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Problem> {
    Arc::clone(of).try_acquire_owned().map_err(|_| busy())
}

fn busy() -> Problem {
    let said = "all places are taken; try again in a moment";
    Problem { retry_after: Some(1), ..Problem::new(Code::Unavailable, said) }
}

/// An ordinary request: has a place and a time-out.
pub async fn request(State(app): State<App>, request: Request, next: Next) -> Response {
    bounded(&app.load.requests, crate::config::patience::REQUEST, request, next).await
}

/// A request that may wait for something new.
pub async fn wait(State(app): State<App>, request: Request, next: Next) -> Response {
    bounded(&app.load.waits, crate::config::patience::WAIT + crate::config::patience::REQUEST, request, next).await
}

/// A request that carries a file.
pub async fn upload(State(app): State<App>, request: Request, next: Next) -> Response {
    bounded(&app.load.waits, crate::config::patience::UPLOAD, request, next).await
}

async fn bounded(places: &Arc<Semaphore>, patience: Duration, request: Request, next: Next) -> Response {
    let _place = match place(places) {
        Ok(place) => place,
        Err(problem) => return problem.into_response(),
    };
    tokio::time::timeout(patience, next.run(request)).await.unwrap_or_else(|_| {
        let said = format!("not finished after {} s; what was asked may still happen", patience.as_secs());
        Problem { retry_after: Some(5), ..Problem::new(Code::Unavailable, said) }.into_response()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_comes_on_top_is_told_to_come_back_until_a_place_is_free() {
        let load = Load::new(1, 1, 1);
        let held = load.socket().unwrap();
        let refused = load.socket().unwrap_err();
        assert_eq!((refused.code, refused.retry_after), (Code::Unavailable, Some(1)));
        drop(held);
        assert!(load.socket().is_ok());
    }

    #[tokio::test]
    async fn a_request_that_never_ends_is_ended() {
        let router = axum::Router::new().route("/", axum::routing::get(std::future::pending::<&str>)).layer(
            axum::middleware::from_fn(async |request: Request, next: Next| {
                bounded(&Arc::new(Semaphore::new(1)), Duration::from_millis(5), request, next).await
            }),
        );
        let request = Request::new(axum::body::Body::empty());
        let response = tower::ServiceExt::oneshot(router, request).await.unwrap();
        assert_eq!((response.status().as_u16(), response.headers()["retry-after"].to_str().unwrap()), (503, "5"));
    }
}
