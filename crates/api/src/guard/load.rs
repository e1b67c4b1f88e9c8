//! Admission: so many requests, waits and sockets at the same time; who comes on top is told to come back, at once and cheaply.
//! Visitors and staff have places of their own, so that a crowd of visitors never locks the staff out.
use super::{
    crowd::{Crowd, Place},
    site::Site,
};
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

/// How many places there are.
#[derive(Clone, Copy, Debug)]
pub struct Places {
    /// Requests worked on at the same time.
    pub requests: usize,
    /// Open long polls and uploads of visitors at the same time.
    pub visitor_waits: usize,
    /// Sockets of visitors at the same time.
    pub visitor_sockets: usize,
    /// Open event waits and uploads at the same time.
    pub waits: usize,
    /// Sockets of the staff at the same time.
    pub sockets: usize,
}

/// The places there are.
pub struct Load {
    requests: Arc<Semaphore>,
    visitor_waits: Crowd,
    visitor_sockets: Crowd,
    waits: Arc<Semaphore>,
    sockets: Arc<Semaphore>,
    hashing: Arc<Semaphore>,
    places: Places,
}

/// Passwords hashed at once: each takes 19 MiB and a processor for a while, on purpose.
const HASHING: usize = 4;
/// The longest wait, and what an ordinary request may take around it.
const WAIT: Duration = crate::config::patience::WAIT.saturating_add(crate::config::patience::REQUEST);

impl Load {
    /// With all places free.
    #[must_use]
    pub fn new(places: Places) -> Load {
        let of = |places: usize| Arc::new(Semaphore::new(places.min(Semaphore::MAX_PERMITS)));
        Load {
            requests: of(places.requests),
            visitor_waits: Crowd::new(of(places.visitor_waits)),
            visitor_sockets: Crowd::new(of(places.visitor_sockets)),
            waits: of(places.waits),
            sockets: of(places.sockets),
            hashing: of(HASHING),
            places,
        }
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
    /// Takes all places of sockets, once everybody has left theirs.
    pub async fn all_sockets(&self) {
        let all = [(&self.sockets, self.places.sockets), (self.visitor_sockets.places(), self.places.visitor_sockets)];
        for (sockets, places) in all {
            if let Ok(all) = sockets.acquire_many(u32::try_from(places).unwrap_or(u32::MAX)).await {
                all.forget();
            }
        }
    }
    /// A place for a socket of the staff, held as long as it lives.
    pub fn socket(&self) -> Result<OwnedSemaphorePermit, Problem> {
        place(&self.sockets)
    }
    /// A place for a visitor's socket, held as long as it lives.
    pub fn visitor_socket(&self, site: &Site) -> Result<Place, Problem> {
        self.visitor_sockets.place(site).ok_or_else(busy)
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
    bounded(place(&app.load.requests), crate::config::patience::REQUEST, request, next).await
}

/// A request that may wait for something new.
pub async fn wait(State(app): State<App>, request: Request, next: Next) -> Response {
    bounded(place(&app.load.waits), WAIT, request, next).await
}

/// The same, of a visitor.
pub async fn visitor_wait(State(app): State<App>, site: Site, request: Request, next: Next) -> Response {
    bounded(app.load.visitor_waits.place(&site).ok_or_else(busy), WAIT, request, next).await
}

/// A request that carries a file.
pub async fn upload(State(app): State<App>, request: Request, next: Next) -> Response {
    bounded(place(&app.load.waits), crate::config::patience::UPLOAD, request, next).await
}

/// The same, of a visitor.
pub async fn visitor_upload(State(app): State<App>, site: Site, request: Request, next: Next) -> Response {
    let place = app.load.visitor_waits.place(&site).ok_or_else(busy);
    bounded(place, crate::config::patience::UPLOAD, request, next).await
}

async fn bounded<P>(place: Result<P, Problem>, patience: Duration, request: Request, next: Next) -> Response {
    let _place = match place {
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

    fn from(address: &str) -> Site {
        Site::of(&axum::http::HeaderMap::new(), Some(address.parse().unwrap()), None)
    }

    const ONE: Places = Places { requests: 1, visitor_waits: 1, visitor_sockets: 1, waits: 1, sockets: 1 };

    #[test]
    fn who_comes_on_top_is_told_to_come_back_until_a_place_is_free() {
        let load = Load::new(ONE);
        let held = load.socket().unwrap();
        let refused = load.socket().unwrap_err();
        assert_eq!((refused.code, refused.retry_after), (Code::Unavailable, Some(1)));
        drop(held);
        assert!(load.socket().is_ok());
    }

    #[test]
    fn visitors_never_take_the_places_of_the_staff() {
        let load = Load::new(ONE);
        let site = from("203.0.113.7");
        let _crowd = (load.visitor_socket(&site).unwrap(), load.visitor_waits.place(&site).unwrap());
        assert!(load.visitor_socket(&site).is_err() && load.visitor_waits.place(&site).is_none());
        assert!(load.socket().is_ok() && place(&load.waits).is_ok());
    }

    #[tokio::test]
    async fn a_request_that_never_ends_is_ended() {
        let router = axum::Router::new().route("/", axum::routing::get(std::future::pending::<&str>)).layer(
            axum::middleware::from_fn(async |request: Request, next: Next| {
                bounded(Ok(()), Duration::from_millis(5), request, next).await
            }),
        );
        let request = Request::new(axum::body::Body::empty());
        let response = tower::ServiceExt::oneshot(router, request).await.unwrap();
        assert_eq!((response.status().as_u16(), response.headers()["retry-after"].to_str().unwrap()), (503, "5"));
    }
}
