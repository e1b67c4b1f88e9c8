//! A house to knock at: all doors over a world's desk, asked without a network.
use api::{App, Config, Places, router};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{HeaderMap, Request, StatusCode, header},
};
use model::port::Chance as _;
use serde_json::Value;
use std::{net::SocketAddr, sync::Arc};
use testkit::{Hand, Seeded, World};
use tokio::sync::watch;
use tower::ServiceExt as _;

/// All doors of one world.
pub struct House {
    pub world: World,
    pub doors: Router,
    pub closing: watch::Sender<bool>,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

/// Somebody signed in by cookie.
#[derive(Clone)]
pub struct Signed {
    pub cookie: String,
    pub csrf: String,
}

/// Tells a story at the doors of a fresh house, with limits as under test; afterwards the data must be sound.
pub async fn knock(story: impl AsyncFn(&House)) {
    testkit::tell_on_sqlite(async |world| story(&House::of(world, true, None)).await).await;
}

/// The same on both databases.
pub async fn knock_on_both(story: impl AsyncFn(&House)) {
    testkit::tell(async |world| story(&House::of(world, true, None)).await).await;
}

/// The same with limits as they are outside of tests.
pub async fn knock_strictly(story: impl AsyncFn(&House)) {
    testkit::tell_on_sqlite(async |world| story(&House::of(world, false, None)).await).await;
}

/// The same with the fictional shop, whose page asks for an empty list of accounts.
pub async fn knock_at_the_shop(story: impl AsyncFn(&House)) {
    let facts: api::Demo = Arc::new(|| serde_json::json!({ "accounts": [] }));
    testkit::tell_on_sqlite(async |world| story(&House::of(world, true, Some(facts.clone()))).await).await;
}

impl House {
    /// All doors of this world as it is now.
    pub fn of(world: &World, generous: bool, demo: Option<api::Demo>) -> House {
        let (closing, closed) = watch::channel(false);
        let config = Config {
            public_url: None,
            test: generous,
            demo,
            places: Places { requests: 64, visitor_waits: 64, visitor_sockets: 64, waits: 64, sockets: 64 },
            metrics: Arc::new(|| "parlor_up 1\n".to_owned()),
            chance: Arc::new(Seeded::new(11)),
            closing: closed,
        };
        let doors = router(App::new(config, world.desk()));
        House { world: world.clone(), doors, closing }
    }

    /// Asks from this machine.
    pub async fn ask(&self, request: Request<Body>) -> Answer {
        self.ask_from("127.0.0.1:5000", request).await
    }

    /// Asks from somewhere.
    pub async fn ask_from(&self, peer: &str, mut request: Request<Body>) -> Answer {
        let peer: SocketAddr = peer.parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        request.headers_mut().entry(header::HOST).or_insert("localhost:8080".parse().unwrap());
        let response = self.doors.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 64 * 1024 * 1024).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    /// Signs somebody of the staff in.
    pub async fn sign_in(&self, who: &Hand) -> Signed {
        let body = serde_json::json!({ "email": who.staff.agent.email, "password": "open sesame" });
        let answer = self.ask(post("/api/v1/session", &body)).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        Signed { cookie, csrf: answer.json()["csrf"].as_str().unwrap().to_owned() }
    }

    /// Somebody of this role, signed in.
    pub async fn signed(&self, name: &str, role: model::Role) -> (Hand, Signed) {
        let hand = self.world.shop().hire(name, role).await;
        let signed = self.sign_in(&hand).await;
        (hand, signed)
    }

    /// The account behind the shop's page.
    pub fn page(&self) -> String {
        self.world.shop().page.id.to_string()
    }

    /// A fresh id that belongs to nothing.
    pub fn nobody(&self) -> String {
        Seeded::new(99).id().to_string()
    }
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("no {name}: {:?}", self.headers)).to_str().unwrap()
    }
    /// The code of a problem that is whole.
    pub fn code(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text());
        let problem = self.json();
        assert_eq!(problem["status"], self.status.as_u16());
        assert!(
            problem["instance"].as_str().unwrap().starts_with('/')
                && problem["title"].is_string()
                && problem["detail"].is_string()
        );
        problem["type"].as_str().unwrap().strip_prefix("/problems/").unwrap().to_owned()
    }
}

impl Signed {
    /// With the cookie and, as our own page does, the token.
    pub fn on(&self, mut request: Request<Body>) -> Request<Body> {
        request.headers_mut().insert(header::COOKIE, self.cookie.parse().unwrap());
        request.headers_mut().insert("x-parlor-csrf", self.csrf.parse().unwrap());
        request
    }
}

/// A request without a body.
pub fn call(method: &str, path: &str) -> Request<Body> {
    Request::builder().method(method).uri(path).body(Body::empty()).unwrap()
}
/// Reading.
pub fn get(path: &str) -> Request<Body> {
    call("GET", path)
}
/// Writing JSON.
pub fn send(method: &str, path: &str, body: &Value) -> Request<Body> {
    let request = Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, "application/json");
    request.body(Body::from(body.to_string())).unwrap()
}
/// Writing JSON by POST.
pub fn post(path: &str, body: &Value) -> Request<Body> {
    send("POST", path, body)
}
/// With one more header.
pub fn with(mut request: Request<Body>, name: &'static str, value: &str) -> Request<Body> {
    request.headers_mut().insert(name, value.parse().unwrap());
    request
}
