//! Visitors by long poll: the same frames as on the socket.
use crate::house::{Answer, House, get, knock, post, with};
use model::Role;
use serde_json::{Value, json};

async fn poll(house: &House, hello: Value, frames: Value) -> Vec<Value> {
    let answer = house.ask(post("/api/visitor/poll", &json!({ "hello": hello, "frames": frames, "wait": 0 }))).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["frames"].as_array().unwrap().clone()
}
fn hello(house: &House, token: &Value, cursor: &Value) -> Value {
    json!({ "t": "hello", "account": house.page(), "token": token, "cursor": cursor, "locale": "zh-CN",
        "page": { "url": "https://shop.example/p/1", "title": "手工花瓶" }, "user": null })
}
fn say(client_id: &str, text: &str) -> Value {
    json!({ "t": "send", "client_id": client_id, "text": text, "attachments": [], "form": null })
}
fn kinds(frames: &[Value]) -> Vec<&str> {
    frames.iter().map(|frame| frame["t"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_talk_by_long_poll_from_hello_to_the_answer() {
    knock(async |house| {
        let (wang, signed) = house.signed("王", Role::Agent).await;
        wang.comes().await;
        let first = poll(house, hello(house, &Value::Null, &Value::Null), json!([])).await;
        assert_eq!(kinds(&first), ["welcome"]);
        assert_eq!((&first[0]["state"]["place"], &first[0]["resumed"]), (&json!("none"), &json!(false)));
        let (token, cursor) = (&first[0]["token"], &first[0]["cursor"]);

        let said = poll(house, hello(house, token, cursor), json!([say("c1", "你好\u{0}")])).await;
        let ack = said.iter().find(|frame| frame["t"] == "ack").unwrap();
        assert_eq!((&ack["client_id"], ack["id"].is_string()), (&json!("c1"), true));
        let again = poll(house, hello(house, token, cursor), json!([say("c1", "你好\u{0}")])).await;
        assert_eq!(again.iter().find(|frame| frame["t"] == "ack").unwrap(), ack);

        house.world.settle().await;
        let conversation = ack["conversation"].as_str().unwrap();
        let path = |end: &str| format!("/api/v1/conversations/{conversation}/{end}");
        let taken = house.ask(signed.on(post(&path("accept"), &json!({})))).await;
        assert_eq!((taken.status.as_u16(), &taken.json()["place"]), (200, &json!("agent")));
        let reply = json!({ "client_id": "a1", "kind": "reply", "text": "您好，请讲" });
        assert_eq!(house.ask(signed.on(post(&path("messages"), &reply))).await.status, 201);
        let note = json!({ "client_id": "a2", "kind": "note", "text": "老客户" });
        assert_eq!(house.ask(signed.on(post(&path("messages"), &note))).await.status, 201);
        house.world.settle().await;

        let news = poll(house, hello(house, token, cursor), json!([])).await;
        let items =
            news.iter().filter(|frame| frame["t"] == "events").flat_map(|frame| frame["items"].as_array().unwrap());
        let texts: Vec<&str> =
            items.filter_map(|item| item["message"]["text"].as_str()).filter(|text| !text.is_empty()).collect();
        assert_eq!(texts, ["你好\u{fffd}", "您好，请讲"]);
        assert_eq!(news.last().unwrap()["place"], "agent");
        assert!(!kinds(&news).contains(&"welcome"));

        let anew = poll(house, hello(house, token, &Value::Null), json!([])).await;
        assert!(anew[0]["messages"].as_array().unwrap().iter().all(|message| message["text"] != "老客户"));
        assert_eq!(anew[0]["state"]["agent"]["name"], "王");
    })
    .await;
}

#[tokio::test]
async fn what_is_forged_is_refused_and_stores_nothing() {
    knock(async |house| {
        let of = |token: Value, cursor: Value| hello(house, &token, &cursor);
        let code = |frames: &[Value]| frames[0]["problem"]["type"].as_str().unwrap_or_default().to_owned();
        let forged = poll(house, of(json!("forged"), Value::Null), json!([say("c1", "x")])).await;
        assert_eq!((kinds(&forged), code(&forged)), (vec!["error"], "/problems/unauthenticated".to_owned()));
        let foreign = poll(house, of(Value::Null, json!("forged")), json!([say("c1", "x")])).await;
        assert_eq!(kinds(&foreign), ["resync"]);
        let mut nowhere = of(Value::Null, Value::Null);
        nowhere["account"] = json!(house.nobody());
        assert_eq!(code(&poll(house, nowhere, json!([say("c1", "x")])).await), "/problems/not_found");
        let mut claimed = of(Value::Null, Value::Null);
        claimed["user"] = json!({ "payload": "{\"external_id\":\"42\"}", "signature": "00" });
        assert_eq!(code(&poll(house, claimed, json!([say("c1", "x")])).await), "/problems/unauthenticated");

        let frames = json!([{ "t": "send", "client_id": "ok", "text": 5 }, { "t": "send" }, { "t": "nothing" }, 7, { "t": "history", "before": "forged" }]);
        let refused = poll(house, of(Value::Null, Value::Null), frames).await;
        assert_eq!(kinds(&refused), ["welcome", "error", "error", "error", "error", "resync"]);
        assert_eq!(refused[1]["client_id"], "ok");
        let (_, signed) = house.signed("王", Role::Agent).await;
        assert_eq!(house.ask(signed.on(get("/api/v1/counts"))).await.json()["all"], 0);
    })
    .await;
}

#[tokio::test]
async fn a_polled_frame_is_no_larger_than_one_on_a_socket() {
    knock(async |house| {
        let mut frame = say("c1", "看");
        frame["padding"] = json!("x".repeat(64 << 10));
        let hello = hello(house, &Value::Null, &Value::Null);
        let answer =
            house.ask(post("/api/visitor/poll", &json!({ "hello": hello, "frames": [frame], "wait": 0 }))).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (422, "invalid"));
        assert_eq!(house.world.files_on_disk(), 0);
    })
    .await;
}

#[tokio::test]
async fn uploads_need_the_token_of_this_account() {
    knock(async |house| {
        let welcome = poll(house, hello(house, &Value::Null, &Value::Null), json!([])).await;
        let token = welcome[0]["token"].as_str().unwrap();
        let path = format!("/api/visitor/attachments?account={}&name=a.txt", house.page());
        let send = |token: &str| with(post(&path, &json!("bytes")), "authorization", token);
        assert_eq!(house.ask(post(&path, &json!("bytes"))).await.code(), "unauthenticated");
        assert_eq!(house.ask(send("Visitor forged")).await.code(), "unauthenticated");
        let kept = house.ask(send(&format!("Visitor {token}"))).await;
        assert_eq!(kept.status, 201, "{}", kept.text());
        let elsewhere = house.world.another_shop("别家").await;
        let other = path.replace(&house.page(), &elsewhere.page.id.to_string());
        let foreign = with(post(&other, &json!("bytes")), "authorization", &format!("Visitor {token}"));
        assert_eq!(house.ask(foreign).await.code(), "unauthenticated");
    })
    .await;
}

#[tokio::test]
async fn the_widgets_settings_go_to_the_page_that_asks() {
    knock(async |house| {
        let path = format!("/api/visitor/config?account={}", house.page());
        let answer: Answer = house.ask(with(get(&path), "origin", "https://shop.example")).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("access-control-allow-origin")),
            (200, "https://shop.example")
        );
        assert_eq!(answer.json()["text_limit"], 10_000);
        assert_eq!(house.ask(get("/api/visitor/config?account=x")).await.code(), "invalid");
    })
    .await;
}
