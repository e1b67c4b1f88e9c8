//! The way out over real HTTP on loopback: what is sent and heard, where it may go, how many may go at once, what is counted.
use crate::server::{Answer, Server, Silent, Waits, fine};
use channels::engine::{Guard, Http, Limits, Names};
use model::port::*;
use model::{AccountId, At, Span, Uuid};
use std::net::IpAddr;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::{collections::BTreeMap, io, time::Duration};
use tokio::sync::Semaphore;

/// A clock moved by hand.
#[derive(Default)]
pub struct HandClock(AtomicI64);
impl HandClock {
    pub fn forward(&self, span: Span) {
        self.0.fetch_add(span.0, Ordering::SeqCst);
    }
}
impl Clock for HandClock {
    fn now(&self) -> At {
        At(self.0.load(Ordering::SeqCst))
    }
}

/// Names as the test says, and how often they were asked for. An unknown name never answers.
#[derive(Default)]
pub struct Book {
    pub names: BTreeMap<&'static str, Vec<&'static str>>,
    pub asked: AtomicUsize,
}
impl Names for Book {
    fn find(&self, host: String) -> Soon<'static, io::Result<Vec<IpAddr>>> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let found =
            self.names.get(host.as_str()).map(|list| list.iter().map(|ip| ip.parse().unwrap()).collect::<Vec<_>>());
        Box::pin(async move {
            match found {
                Some(list) if list.is_empty() => Err(io::Error::other("no such name")),
                Some(list) => Ok(list),
                None => std::future::pending().await,
            }
        })
    }
}

pub struct Engine {
    pub http: Http,
    pub clock: Arc<HandClock>,
    pub book: Arc<Book>,
}

pub fn engine<S: AsRef<str>>(allowed: &[S], names: &[(&'static str, &[&'static str])], limits: Limits) -> Engine {
    let book = Book { names: names.iter().map(|(name, ips)| (*name, ips.to_vec())).collect(), ..Book::default() };
    let (book, clock) = (Arc::new(book), Arc::new(HandClock::default()));
    let http = Http::new(Guard::new(allowed).unwrap(), book.clone(), clock.clone(), limits).unwrap();
    Engine { http, clock, book }
}

/// An engine that may call this server by its address.
pub fn engine_for(server: &Server, limits: Limits) -> Engine {
    engine(&[server.address.to_string()], &[], limits)
}

pub fn account(n: u128) -> AccountId {
    AccountId(Uuid::from_u128(n))
}

impl Engine {
    pub async fn get(&self, url: &str) -> Result<Response, TransportError> {
        self.get_as(1, url).await
    }
    pub async fn get_as(&self, n: u128, url: &str) -> Result<Response, TransportError> {
        let request = Request::new("GET", url, Vec::new());
        self.http.call(account(n), request).await
    }
}

#[tokio::test]
async fn a_request_goes_out_as_given_and_the_answer_comes_back_whole() {
    let server = Server::start(Answer(201, "X-Said: Yes\r\n".into(), b"\xff\x00done".to_vec())).await;
    let engine = engine_for(&server, Limits::default());
    let headers = vec![("content-type".into(), "application/json".into()), ("x-one".into(), "1".into())];
    let request = Request { headers, ..Request::new("POST", server.url("/a?b=c"), "{\"你\":1}".into()) };
    let answer = engine.http.call(account(1), request).await.unwrap();
    assert_eq!((answer.status, answer.body.as_slice()), (201, b"\xff\x00done".as_slice()));
    assert!(answer.headers.contains(&("x-said".into(), "Yes".into())), "{:?}", answer.headers);
    let heard = &server.heard()[0];
    assert!(heard.starts_with("POST /a?b=c HTTP/1.1\r\n") && heard.ends_with("\r\n\r\n{\"你\":1}"), "{heard}");
    assert!(heard.contains("x-one: 1\r\n") && heard.contains("user-agent: parlor/"), "{heard}");
    assert!(!heard.to_lowercase().contains("referer"), "{heard}");
}

#[tokio::test]
async fn only_what_the_operator_allowed_is_reached_on_this_machine() {
    let server = Server::start(fine()).await;
    let port = server.address.port();
    let url = |host: &str| format!("http://{host}:{port}/");
    let names: &[(&str, &[&str])] = &[
        ("depot.example", &["127.0.0.1"]),
        ("mixed.example", &["93.184.215.14", "127.0.0.1"]),
        ("metadata.example", &["169.254.169.254"]),
        ("six.example", &["::ffff:10.0.0.1"]),
    ];
    let open = engine(&[format!("depot.example:{port}")], names, Limits::default());
    assert_eq!(open.get(&url("depot.example")).await.unwrap().status, 200, "by the name that was allowed");
    assert_eq!(open.book.asked.load(Ordering::SeqCst), 1, "one look-up: what was checked is what was connected to");
    let refused = [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "mixed.example",
        "metadata.example",
        "six.example",
    ];
    for host in refused {
        let answer = open.get(&url(host)).await;
        assert!(matches!(answer, Err(TransportError::Refused(_))), "{host}: {answer:?}");
    }
    let shut = engine::<&str>(&[], names, Limits::default());
    assert!(matches!(shut.get(&url("depot.example")).await, Err(TransportError::Refused(_))));
    assert_eq!(shut.book.asked.load(Ordering::SeqCst), 1);
    let elsewhere = engine(&[format!("depot.example:{}", port.wrapping_add(1))], names, Limits::default());
    assert!(matches!(elsewhere.get(&url("depot.example")).await, Err(TransportError::Refused(_))), "another port");
    assert_eq!(server.heard().len(), 1, "nobody else came through");
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_is_not_followed() {
    let inner = Server::start(fine()).await;
    let server = Server::start(Answer(302, format!("location: {}\r\n", inner.url("/secret")), Vec::new())).await;
    let engine = engine(&[server.address.to_string(), inner.address.to_string()], &[], Limits::default());
    assert_eq!(engine.get(&server.url("/")).await.unwrap().status, 302);
    assert_eq!(inner.heard(), Vec::<String>::new());
}

#[tokio::test]
async fn an_account_has_so_many_calls_at_once_and_holds_up_nobody_else() {
    let permits = Arc::new(Semaphore::new(0));
    let server = Server::start(Waits(permits.clone())).await;
    let engine = engine_for(&server, Limits { at_once: 2, waiting: 1, ..Limits::default() });
    let url = server.url("/");
    let story = async {
        server.hears(2).await;
        permits.add_permits(1);
        server.hears(3).await;
        let other = engine.get_as(2, &url);
        let open = async {
            server.hears(4).await;
            permits.add_permits(3);
        };
        tokio::join!(other, open).0.unwrap().status
    };
    let (first, second, third, fourth, other) =
        tokio::join!(engine.get(&url), engine.get(&url), engine.get(&url), engine.get(&url), story);
    assert!([first, second, third].iter().all(Result::is_ok));
    assert!(matches!(fourth, Err(TransportError::Crowded(_))), "nobody waits behind a full line: {fourth:?}");
    assert_eq!(other, 200);
}

#[tokio::test]
async fn waiting_for_a_place_has_an_end() {
    let server = Server::start(Silent).await;
    let (patience, whole) = (Duration::from_millis(50), Duration::from_secs(1));
    let engine = engine_for(&server, Limits { at_once: 1, patience, whole, ..Limits::default() });
    let url = server.url("/");
    let (first, second) = tokio::join!(engine.get(&url), engine.get(&url));
    assert!(matches!(first, Err(TransportError::NoAnswer(_))), "{first:?}");
    assert!(matches!(second, Err(TransportError::Crowded(_))), "{second:?}");
    assert_eq!(server.heard().len(), 1);
}

#[tokio::test]
async fn after_failures_in_a_row_an_account_rests_then_one_call_tries() {
    let server = Server::start(Answer(503, String::new(), Vec::new())).await;
    let engine = engine(&[server.address.to_string()], &[("inner.example", &["10.0.0.1"])], Limits::default());
    let url = server.url("/");
    for _ in 0..5 {
        assert_eq!(engine.get(&url).await.unwrap().status, 503);
    }
    assert!(matches!(engine.get(&url).await, Err(TransportError::NotSent(_))), "it rests");
    assert_eq!(engine.get_as(2, &url).await.unwrap().status, 503, "another account does not");
    assert_eq!(server.heard().len(), 6);

    engine.clock.forward(Span::seconds(30));
    server.now(Silent);
    tokio::select! {
        () = server.hears(7) => {}
        answer = engine.get(&url) => panic!("{answer:?}"),
    }
    assert_eq!(server.heard().len(), 7, "one tried, and its caller gave up");
    server.now(fine());
    assert_eq!(engine.get(&url).await.unwrap().status, 200, "the next one tries in its place");
    assert_eq!(engine.get(&url).await.unwrap().status, 200);

    for _ in 0..9 {
        let refused = engine.get("http://inner.example/").await;
        assert!(matches!(refused, Err(TransportError::Refused(_))), "{refused:?}");
    }
    assert_eq!(engine.get(&url).await.unwrap().status, 200, "a wrong address is no failure of the provider");
}

/// Counters by their name and labels.
#[derive(Default)]
struct Counted(Mutex<BTreeMap<String, Arc<std::sync::atomic::AtomicU64>>>);
impl metrics::Recorder for Counted {
    fn describe_counter(&self, _: metrics::KeyName, _: Option<metrics::Unit>, _: metrics::SharedString) {}
    fn describe_gauge(&self, _: metrics::KeyName, _: Option<metrics::Unit>, _: metrics::SharedString) {}
    fn describe_histogram(&self, _: metrics::KeyName, _: Option<metrics::Unit>, _: metrics::SharedString) {}
    fn register_counter(&self, key: &metrics::Key, _: &metrics::Metadata<'_>) -> metrics::Counter {
        let labels: Vec<_> = key.labels().map(|label| label.value()).collect();
        let key = format!("{} {}", key.name(), labels.join(" "));
        metrics::Counter::from_arc(self.0.lock().unwrap().entry(key).or_default().clone())
    }
    fn register_gauge(&self, _: &metrics::Key, _: &metrics::Metadata<'_>) -> metrics::Gauge {
        metrics::Gauge::noop()
    }
    fn register_histogram(&self, _: &metrics::Key, _: &metrics::Metadata<'_>) -> metrics::Histogram {
        metrics::Histogram::noop()
    }
}

#[test]
fn calls_are_counted_by_kind_and_by_how_they_ended() {
    let counted = Counted::default();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let story = async {
        let server = Server::start(fine()).await;
        let engine = engine_for(&server, Limits::default());
        engine.http.introduce(account(1), "parcel");
        engine.get(&server.url("/")).await.unwrap();
        engine.get("http://10.0.0.1/").await.unwrap_err();
        server.now(Answer(500, String::new(), Vec::new()));
        for _ in 0..6 {
            let _ = engine.get(&server.url("/")).await;
        }
        engine.get_as(2, &server.url("/")).await.unwrap();
    };
    metrics::with_local_recorder(&counted, || runtime.block_on(story));
    let counted = counted.0.into_inner().unwrap();
    let counted: Vec<_> = counted.iter().map(|(key, n)| format!("{key} {}", n.load(Ordering::SeqCst))).collect();
    assert_eq!(
        counted,
        [
            "parlor_provider_calls_total parcel answered 1",
            "parlor_provider_calls_total parcel fault 5",
            "parlor_provider_calls_total parcel not_sent 1",
            "parlor_provider_calls_total parcel refused 1",
            "parlor_provider_calls_total unknown fault 1",
            "parlor_provider_rests_total parcel 1",
        ]
    );
}
