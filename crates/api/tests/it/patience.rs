//! Patience with lines that say nothing or read nothing, in time that jumps to the next deadline once nobody has work.
use crate::{
    house::{call, knock, post},
    sockets::{Open, Socket, open, open_at},
};
use axum::body::{Body, Bytes};
use futures_util::stream;
use model::ConversationId;
use serde_json::{Value, json};
use std::{convert::Infallible, time::Duration};
use tokio::{net::TcpSocket, time};
use tokio_tungstenite::{MaybeTlsStream, client_async, connect_async};

/// A close waits 2 s for its answer, which may come in no time at all.
const SLACK: f64 = 3.0;

/// From now on until the line ends: with which code, after how many seconds.
#[expect(clippy::disallowed_methods, reason = "the hand-moved clock of this test")]
async fn ends(socket: &mut Socket) -> (Value, f64) {
    let began = time::Instant::now();
    time::pause();
    let last = socket.waits().await;
    let after = began.elapsed().as_secs_f64();
    time::resume();
    (last["code"].clone(), after)
}

#[tokio::test]
async fn whoever_says_no_hello_is_sent_away_after_ten_seconds() {
    knock(async |house| {
        let open = open(house).await;
        let mut mute = Socket(connect_async(open.request("/ws/visitor")).await.unwrap().0);
        let (code, after) = ends(&mut mute).await;
        assert_eq!(code, 1008);
        assert!((9.5..9.5 + SLACK).contains(&after), "{after}");
    })
    .await;
}

#[tokio::test]
async fn a_line_on_which_nothing_is_heard_for_a_minute_is_closed() {
    knock(async |house| {
        let open = open(house).await;
        let mut idle = open.visitor(&Value::Null).await;
        idle.until("welcome").await;
        let (code, after) = ends(&mut idle).await;
        assert_eq!(code, 1001);
        assert!((59.5..59.5 + SLACK).contains(&after), "{after}");
    })
    .await;
}

#[tokio::test]
async fn a_line_ends_within_a_minute_of_its_session_though_nothing_is_heard() {
    knock(async |house| {
        let open = open(house).await;
        let (_, signed) = house.signed("王", model::Role::Agent).await;
        let mut console = open.agent(&signed, &Value::Null).await;
        console.until("welcome").await;
        house.ask(signed.on(call("DELETE", "/api/v1/session"))).await;
        time::pause();
        let mut last = console.waits().await;
        while last["t"] == "events" || last["t"] == "presence" {
            last = console.waits().await;
        }
        assert_eq!(last["problem"]["type"], "/problems/unauthenticated", "{last}");
        assert_eq!(console.waits().await["code"], 1008);
        time::resume();
    })
    .await;
}

/// A page whose network takes a few KiB and then no more.
async fn narrow(open: &Open<'_>) -> Socket {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4 << 10).unwrap();
    let stream = MaybeTlsStream::Plain(socket.connect(open.address).await.unwrap());
    let mut page = Socket(client_async(open.request("/ws/visitor"), stream).await.unwrap().0);
    page.say(&json!({ "t": "hello", "account": open.house.page(), "token": null })).await;
    page.until("welcome").await;
    page
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "the hand-moved clock of this test")]
async fn a_reader_who_does_not_read_is_cut_after_twenty_seconds() {
    knock(async |house| {
        let listener = TcpSocket::new_v4().unwrap();
        listener.set_send_buffer_size(4 << 10).unwrap();
        listener.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let open = open_at(house, listener.listen(16).unwrap()).await;
        let wang = house.world.agent("王").await;
        wang.comes().await;
        let mut page = narrow(&open).await;
        page.say(&json!({ "t": "send", "client_id": "c1", "text": "在吗" })).await;
        let c: ConversationId = page.until("ack").await["conversation"].as_str().unwrap().parse().unwrap();
        house.world.settle().await;
        wang.accepts(c).await.unwrap();
        let customer = wang.sees(c).await.unwrap().customer;
        for _ in 0..40 {
            wang.replies(c, &"长".repeat(9_000)).await.unwrap();
        }
        house.world.settle().await;
        let listens = || house.world.desk().push.is_listening(customer);
        time::pause();
        time::sleep(Duration::from_secs(19)).await;
        assert!(listens(), "it may still catch up");
        time::sleep(Duration::from_secs(4)).await;
        assert!(!listens(), "nothing is kept for it any more");
        time::resume();
        let mut heard = 0;
        loop {
            let frame = page.hear().await;
            match frame["t"].as_str().unwrap() {
                "events" => heard += frame["items"].as_array().unwrap().len(),
                "close" | "gone" => break,
                _ => {}
            }
        }
        assert!(heard < 40, "it was cut in the middle: {heard}");
    })
    .await;
}

#[tokio::test]
async fn a_body_that_never_ends_is_given_up_after_thirty_seconds() {
    knock(async |house| {
        let mut request = post("/api/v1/session", &json!({}));
        *request.body_mut() = Body::from_stream(stream::pending::<Result<Bytes, Infallible>>());
        time::pause();
        let answer = house.ask(request).await;
        time::resume();
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (503, "unavailable"));
    })
    .await;
}
