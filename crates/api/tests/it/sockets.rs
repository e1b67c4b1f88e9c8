//! Lines held open, over a real network on loopback: hello, resume, refusals, restart.
use crate::house::{House, Signed, knock};
use futures_util::{SinkExt as _, StreamExt as _};
use model::Role;
use serde_json::{Value, json};
use std::{net::SocketAddr, time::Duration};
use tokio::{net::TcpListener, task::JoinHandle, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Error, Message, client::IntoClientRequest as _, http::Request},
};

/// Longer than anything here takes on a busy machine.
const SOON: Duration = Duration::from_secs(20);

pub struct Open<'h> {
    pub house: &'h House,
    pub address: SocketAddr,
    serving: JoinHandle<()>,
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

pub async fn open(house: &House) -> Open<'_> {
    open_at(house, TcpListener::bind("127.0.0.1:0").await.unwrap()).await
}

pub async fn open_at(house: &House, listener: TcpListener) -> Open<'_> {
    let address = listener.local_addr().unwrap();
    let service = house.doors.clone().into_make_service_with_connect_info::<SocketAddr>();
    #[expect(clippy::disallowed_methods, reason = "the server of this test; it ends with the test")]
    let serving = tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
    Open { house, address, serving }
}

pub struct Socket(pub WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>);

impl Open<'_> {
    pub fn request(&self, path: &str) -> Request<()> {
        format!("ws://{}{path}", self.address).into_client_request().unwrap()
    }

    pub async fn agent(&self, signed: &Signed, cursor: &Value) -> Socket {
        let mut request = self.request("/ws/agent");
        request.headers_mut().insert("cookie", signed.cookie.parse().unwrap());
        request.headers_mut().insert("origin", format!("http://{}", self.address).parse().unwrap());
        let mut socket = Socket(connect_async(request).await.unwrap().0);
        socket.say(&json!({ "t": "hello", "cursor": cursor })).await;
        socket
    }
    pub async fn visitor(&self, token: &Value) -> Socket {
        let mut socket = Socket(connect_async(self.request("/ws/visitor")).await.unwrap().0);
        socket.say(&json!({ "t": "hello", "account": self.house.page(), "token": token })).await;
        socket
    }
}

impl Socket {
    pub async fn say(&mut self, frame: &Value) {
        self.0.send(Message::text(frame.to_string())).await.unwrap();
    }
    /// The next frame; a close is told as its code.
    pub async fn hear(&mut self) -> Value {
        timeout(SOON, self.waits()).await.expect("a frame in time")
    }
    /// The same, however long it takes.
    pub async fn waits(&mut self) -> Value {
        loop {
            match self.0.next().await {
                Some(Ok(Message::Text(text))) => return serde_json::from_str(&text).unwrap(),
                Some(Ok(Message::Close(frame))) => {
                    return json!({ "t": "close", "code": frame.map(|frame| u16::from(frame.code)) });
                }
                Some(Ok(_)) => {}
                other => return json!({ "t": "gone", "why": format!("{other:?}") }),
            }
        }
    }
    /// The next frame of this kind.
    pub async fn until(&mut self, kind: &str) -> Value {
        loop {
            let frame = self.hear().await;
            if frame["t"] == kind {
                return frame;
            }
            assert!(frame["t"] != "close" && frame["t"] != "gone", "waiting for {kind}: {frame}");
        }
    }
}

#[tokio::test]
async fn a_line_resumes_where_it_broke_without_gap_or_repetition() {
    knock(async |house| {
        let open = open(house).await;
        let (wang, signed) = open.house.signed("王", Role::Agent).await;
        wang.comes().await;
        let mut console = open.agent(&signed, &Value::Null).await;
        let cursor = console.until("welcome").await["cursor"].clone();
        let visitor = open.house.world.visitor("李");
        visitor.begins("第一句").await;
        open.house.world.settle().await;
        let mut seqs: Vec<i64> = vec![];
        while seqs.len() < 3 {
            let events = console.until("events").await;
            seqs.extend(events["items"].as_array().unwrap().iter().map(|item| item["seq"].as_i64().unwrap()));
        }
        drop(console);
        visitor.writes("第二句").await.unwrap();
        open.house.world.settle().await;

        let mut again = open.agent(&signed, &cursor).await;
        assert_eq!(again.until("welcome").await["cursor"], cursor);
        let mut heard: Vec<(i64, String)> = vec![];
        while !heard.iter().any(|(_, text)| text == "第二句") {
            for item in again.until("events").await["items"].as_array().unwrap() {
                heard.push((
                    item["seq"].as_i64().unwrap(),
                    item["message"]["text"].as_str().unwrap_or_default().to_owned(),
                ));
            }
        }
        assert!(heard.windows(2).all(|pair| pair[0].0 < pair[1].0), "{heard:?}");
        assert!(seqs.iter().all(|seq| heard.iter().any(|(other, _)| other == seq)), "{seqs:?} {heard:?}");

        let mut foreign = open.agent(&signed, &json!("forged")).await;
        foreign.until("welcome").await;
        foreign.until("resync").await;
    })
    .await;
}

#[tokio::test]
async fn an_answer_reaches_the_page_and_its_receipts_come_back() {
    knock(async |house| {
        let open = open(house).await;
        let (wang, signed) = open.house.signed("王", Role::Agent).await;
        wang.comes().await;
        let mut console = open.agent(&signed, &Value::Null).await;
        console.until("welcome").await;
        let mut page = open.visitor(&Value::Null).await;
        page.until("welcome").await;
        page.say(&json!({ "t": "send", "client_id": "c1", "text": "在吗" })).await;
        let conversation = page.until("ack").await["conversation"].clone();
        open.house.world.settle().await;
        wang.accepts(conversation.as_str().unwrap().parse().unwrap()).await.unwrap();
        open.house.world.settle().await;
        assert_eq!(page.until("state").await["t"], "state");
        console.say(&json!({ "t": "typing", "conversation": conversation, "on": true })).await;
        assert_eq!(page.until("typing").await["name"], "王");
        console
            .say(&json!({ "t": "send", "client_id": "a1", "conversation": conversation, "kind": "reply", "text": "在的" }))
            .await;
        let ack = console.until("ack").await;
        open.house.world.settle().await;
        loop {
            let events = page.until("events").await;
            if events["items"].as_array().unwrap().iter().any(|item| item["message"]["text"] == "在的") {
                break;
            }
        }
        page.say(&json!({ "t": "read", "conversation": conversation, "seq": ack["seq"] })).await;
        // The mark is written by the page's own line; a pong after it says that it was.
        page.say(&json!({ "t": "ping" })).await;
        page.until("pong").await;
        open.house.world.settle().await;
        loop {
            let events = console.until("events").await;
            if events["items"].as_array().unwrap().iter().any(|item| item["message"]["receipt"] == "read") {
                break;
            }
        }
        page.say(&json!({ "t": "typing", "on": true, "text": "那我想" })).await;
        let typing = console.until("typing").await;
        assert_eq!((&typing["who"], &typing["text"]), (&json!("customer"), &json!("那我想")));
    })
    .await;
}

#[tokio::test]
async fn a_page_hears_when_the_first_agent_comes_and_the_last_one_goes() {
    knock(async |house| {
        let open = open(house).await;
        let (wang, zhao) = (house.world.agent("王").await, house.world.agent("赵").await);
        let mut silent = open.visitor(&Value::Null).await;
        assert_eq!(silent.until("welcome").await["state"]["online"], false);
        let mut page = open.visitor(&Value::Null).await;
        page.until("welcome").await;
        page.say(&json!({ "t": "send", "client_id": "c1", "text": "在吗" })).await;
        page.until("ack").await;
        wang.comes().await;
        assert_eq!(silent.hear().await["online"], true, "told before the first word too");
        while page.until("state").await["online"] == false {}
        zhao.comes().await;
        wang.leaves().await;
        silent.say(&json!({ "t": "ping" })).await;
        assert_eq!(silent.hear().await["t"], "pong", "somebody is still there: nothing to tell");
        zhao.leaves().await;
        assert_eq!(silent.hear().await["online"], false);
        while page.until("state").await["online"] == true {}
    })
    .await;
}

impl Open<'_> {
    /// What a page says first when its host vouches for a user.
    fn vouched(&self, payload: &Value, signature: Option<&str>) -> Value {
        let payload = payload.to_string();
        let signature = signature.map_or_else(|| testkit::sign_user(&payload), str::to_owned);
        json!({ "t": "hello", "account": self.house.page(), "token": null,
            "user": { "payload": payload, "signature": signature } })
    }
}

#[tokio::test]
async fn a_first_word_counts_though_the_signature_has_run_out_since_hello() {
    knock(async |house| {
        let open = open(house).await;
        let exp = (house.world.now() + model::Span::minutes(15)).0 / 1_000_000;
        let mut page = Socket(connect_async(open.request("/ws/visitor")).await.unwrap().0);
        page.say(&open.vouched(&json!({ "external_id": "42", "exp": exp }), None)).await;
        page.until("welcome").await;
        house.world.clock().pass(model::Span::minutes(20));
        page.say(&json!({ "t": "send", "client_id": "c1", "text": "在吗" })).await;
        let ack = page.hear().await;
        assert_eq!((&ack["t"], &ack["client_id"]), (&json!("ack"), &json!("c1")), "{ack}");
        page.say(&json!({ "t": "send", "client_id": "c2", "text": "有人吗" })).await;
        assert_eq!(page.until("ack").await["conversation"], ack["conversation"]);
    })
    .await;
}

#[tokio::test]
async fn a_refused_hello_leaves_the_page_listening_and_a_failed_one_sends_it_back() {
    knock(async |house| {
        let open = open(house).await;
        let wang = house.world.agent("王").await;
        wang.comes().await;
        let mut page = open.visitor(&Value::Null).await;
        page.until("welcome").await;
        page.say(&json!({ "t": "send", "client_id": "c1", "text": "在吗" })).await;
        let c = page.until("ack").await["conversation"].as_str().unwrap().parse().unwrap();
        page.say(&open.vouched(&json!({ "external_id": "42" }), Some("forged"))).await;
        assert_eq!(page.until("error").await["problem"]["type"], "/problems/unauthenticated");
        house.world.settle().await;
        wang.accepts(c).await.unwrap();
        wang.replies(c, "在的").await.unwrap();
        house.world.settle().await;
        while !page.until("events").await.to_string().contains("在的") {}

        house.world.loses_rights().await;
        page.say(&json!({ "t": "hello", "account": house.page(), "token": null })).await;
        assert_eq!(page.until("error").await["problem"]["type"], "/problems/internal");
        assert_eq!(page.hear().await["code"], 1013);
        house.world.finds_rights().await;
    })
    .await;
}

#[tokio::test]
async fn what_does_not_belong_on_a_line_ends_it_with_a_reason() {
    knock(async |house| {
        let open = open(house).await;
        let (_, signed) = open.house.signed("王", Role::Agent).await;
        let mut large = open.visitor(&Value::Null).await;
        large.until("welcome").await;
        large.0.send(Message::text("x".repeat(64 * 1024 + 1))).await.unwrap();
        assert_eq!(large.hear().await["code"], 1009);
        let mut binary = open.visitor(&Value::Null).await;
        binary.until("welcome").await;
        binary.0.send(Message::binary(vec![1, 2, 3])).await.unwrap();
        assert_eq!(binary.hear().await["code"], 1003);
        let mut early = Socket(connect_async(open.request("/ws/visitor")).await.unwrap().0);
        early.say(&json!({ "t": "ping" })).await;
        assert_eq!(early.hear().await["problem"]["type"], "/problems/unauthenticated");

        let mut foreign = open.request("/ws/agent");
        foreign.headers_mut().insert("cookie", signed.cookie.parse().unwrap());
        foreign.headers_mut().insert("origin", "https://evil.example".parse().unwrap());
        let Err(Error::Http(refused)) = connect_async(foreign).await else { panic!("a foreign page was let in") };
        assert_eq!(refused.status(), 403);
    })
    .await;
}

#[tokio::test]
async fn who_signed_out_says_nothing_more() {
    knock(async |house| {
        let open = open(house).await;
        let (wang, signed) = house.signed("王", Role::Agent).await;
        wang.comes().await;
        let c = house.world.visitor("李").begins("在吗").await;
        house.world.settle().await;
        wang.accepts(c).await.unwrap();
        let mut console = open.agent(&signed, &Value::Null).await;
        console.until("welcome").await;
        house.ask(signed.on(crate::house::call("DELETE", "/api/v1/session"))).await;
        console
            .say(&json!({ "t": "send", "client_id": "a1", "conversation": c.to_string(), "kind": "reply", "text": "在" }))
            .await;
        let refused = console.until("error").await;
        assert_eq!(
            (&refused["client_id"], &refused["problem"]["type"]),
            (&json!("a1"), &json!("/problems/unauthenticated"))
        );
        assert_eq!(console.hear().await["code"], 1008);
        assert!(wang.thread(c).await.unwrap().iter().all(|message| message.text != "在"), "nothing was said");
    })
    .await;
}

#[tokio::test]
async fn a_session_that_ended_ends_its_line_and_a_restart_says_when_to_come_back() {
    knock(async |house| {
        let open = open(house).await;
        let (wang, signed) = open.house.signed("王", Role::Agent).await;
        let mut console = open.agent(&signed, &Value::Null).await;
        console.until("welcome").await;
        assert!(open.house.world.desk().push.is_connected(wang.id));
        let mut page = open.visitor(&Value::Null).await;
        page.until("welcome").await;

        open.house.ask(signed.on(crate::house::call("DELETE", "/api/v1/session"))).await;
        console.say(&json!({ "t": "ping" })).await;
        assert_eq!(console.until("error").await["problem"]["type"], "/problems/unauthenticated");
        assert_eq!(console.hear().await["code"], 1008);

        open.house.closing.send_replace(true);
        let retry = page.until("bye").await["retry_ms"].as_u64().unwrap();
        assert!((500..=10_000).contains(&retry), "{retry}");
        assert_eq!(page.hear().await["code"], 1012);
    })
    .await;
}
