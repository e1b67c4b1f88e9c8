//! The shop's door: `POST /orders` for whoever signs, nothing else.
use super::book::Book;
use super::{goods, proof};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

/// What the next call meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The answer comes so much later.
    Late(Duration),
    /// 500, and nothing is done.
    Broken,
    /// What was asked is done, and the answer makes no sense.
    Nonsense,
    /// What was asked is done, and the answer never comes.
    Silent,
    /// Every order is told twice.
    Twice,
}

struct Inner {
    secret: String,
    book: Mutex<Book>,
    faults: Mutex<VecDeque<Fault>>,
}

/// The running shop; it closes when it is dropped.
pub struct Shop {
    pub address: SocketAddr,
    inner: Arc<Inner>,
    _tasks: JoinSet<()>,
}

impl Shop {
    /// Opens at this address (port 0: any); `secret` is `whsec_…`, as both sides keep it.
    pub async fn start(address: SocketAddr, secret: &str) -> std::io::Result<Shop> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let book = Mutex::new(Book::new(goods::all()));
        let inner = Arc::new(Inner { secret: secret.to_owned(), book, faults: Mutex::default() });
        let router = Router::new().route("/orders", post(orders)).with_state(inner.clone());
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            if let Err(why) = axum::serve(listener, router).await {
                tracing::warn!(%why, "the simulated shop closed");
            }
        });
        Ok(Shop { address, inner, _tasks: tasks })
    }

    /// Where it is asked.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/orders", self.address)
    }

    /// The next calls meet these, one each.
    pub fn fails(&self, faults: impl IntoIterator<Item = Fault>) {
        held(&self.inner.faults).extend(faults);
    }

    /// How many things it has done.
    #[must_use]
    pub fn acts(&self) -> usize {
        held(&self.inner.book).acts()
    }
}

async fn orders(State(shop): State<Arc<Inner>>, headers: HeaderMap, body: Bytes) -> Response {
    let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |it| it.as_secs())).unwrap_or(0);
    let Some(id) = proof::believed(&shop.secret, &headers, &body, now) else {
        return (StatusCode::UNAUTHORIZED, "not signed with our secret, or too old").into_response();
    };
    let Ok(asked) = serde_json::from_slice::<Value>(&body) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let fault = held(&shop.faults).pop_front();
    if let Some(Fault::Late(by)) = fault {
        tokio::time::sleep(by).await;
    }
    if fault == Some(Fault::Broken) {
        return (StatusCode::INTERNAL_SERVER_ERROR, "no database").into_response();
    }
    let (status, mut said) = {
        let mut book = held(&shop.book);
        match asked["type"].as_str().unwrap_or_default() {
            "orders.list" => (200, book.list(&asked, now)),
            "orders.act" => book.act(&id, &asked, now),
            "orders.check" => book.check(&id),
            _ => (400, json!({ "message": "不支持" })),
        }
    };
    match fault {
        Some(Fault::Silent) => std::future::pending::<()>().await,
        Some(Fault::Nonsense) => return "<!doctype html><h1>拾光</h1>".into_response(),
        Some(Fault::Twice) => {
            if let Some(all) = said["orders"].as_array_mut() {
                all.extend(all.clone());
            }
        }
        _ => {}
    }
    (StatusCode::from_u16(status).unwrap_or(StatusCode::OK), axum::Json(said)).into_response()
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
