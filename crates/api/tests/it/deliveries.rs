//! What did not go out, at the door: page by page, sent again once, settled; and how its account does.
use crate::house::{call, get, knock, send};
use model::{Role, Span};
use serde_json::json;
use testkit::Will;

#[tokio::test]
async fn what_is_stuck_is_listed_sent_again_and_settled() {
    knock(async |house| {
        let (wang, hand) = house.signed("王", Role::Agent).await;
        let (_, boss) = house.signed("班长", Role::Supervisor).await;
        wang.comes().await;
        house.world.sender("花").writes("在吗").await.unwrap();
        let c = wang.list("queue").await[0];
        wang.accepts(c).await.unwrap();
        house.world.provider().will([Will::Answer(410), Will::TakeSilently, Will::Answer(400)]);
        let mut said = vec![];
        for text in ["一", "二", "三"] {
            said.push(wang.replies(c, text).await.unwrap().id);
            house.world.later(Span::seconds(1)).await;
        }
        assert_eq!(house.ask(hand.on(get("/api/v1/deliveries?state=dead"))).await.code(), "forbidden");
        let list = async |query: &str| house.ask(boss.on(get(&format!("/api/v1/deliveries?{query}")))).await.json();
        let first = list("state=dead&limit=1").await;
        let (one, next) = (&first["items"][0], first["next"].as_str().unwrap());
        assert_eq!(
            (&one["text"], &one["fault"], &one["channel"]),
            (&json!("一"), &json!("recipient"), &json!("pigeon"))
        );
        assert_eq!(
            (&one["customer"]["name"], &one["seq"], &one["next_at"]),
            (&json!("花"), &json!(said_seq(one)), &json!(null))
        );
        let second = list(&format!("state=dead&limit=1&after={next}")).await;
        assert_eq!((&second["items"][0]["text"], &second["next"]), (&json!("三"), &json!(null)));
        assert_eq!(list("state=in_doubt").await["items"][0]["text"], "二");
        assert_eq!(house.ask(boss.on(get("/api/v1/deliveries?state=sent"))).await.status, 422);

        let again = format!("/api/v1/deliveries/{}/replay", one["id"].as_str().unwrap());
        let sent = house.ask(boss.on(call("POST", &again))).await;
        assert_eq!((sent.status.as_u16(), &sent.json()["state"]), (200, &json!("queued")));
        assert_eq!(house.ask(boss.on(call("POST", &again))).await.code(), "conflict");
        house.world.settle().await;
        assert_eq!(house.world.provider().has(), ["二", "一"]);

        let settle = format!("/api/v1/deliveries/{}/settle", said[1]);
        let settled = house.ask(hand.on(send("POST", &settle, &json!({ "outcome": "sent" })))).await;
        assert_eq!((settled.status.as_u16(), &settled.json()["state"]), (200, &json!("sent")), "{}", settled.text());
        let twice = house.ask(hand.on(send("POST", &settle, &json!({ "outcome": "failed" })))).await;
        assert_eq!(twice.code(), "conflict");
    })
    .await;
}

fn said_seq(it: &serde_json::Value) -> i64 {
    it["seq"].as_i64().filter(|seq| *seq > 1).expect("behind the customer's words")
}

#[tokio::test]
async fn an_account_tells_how_it_does_and_is_tested() {
    knock(async |house| {
        let (_, operator) = house.signed("运营", Role::Operator).await;
        let (_, hand) = house.signed("王", Role::Agent).await;
        let loft = house.world.shop().loft.id;
        let path = format!("/api/v1/channel-accounts/{loft}");
        assert_eq!(house.ask(hand.on(get(&path))).await.code(), "forbidden");
        let unused = house.ask(operator.on(get(&path))).await.json();
        assert_eq!((&unused["health"]["state"], &unused["health"]["last_in_at"]), (&json!("unused"), &json!(null)));
        house.world.sender("花").writes("在吗").await.unwrap();
        let used = house.ask(operator.on(get("/api/v1/channel-accounts"))).await.json();
        let used = used["items"].as_array().unwrap().iter().find(|it| it["id"] == loft.to_string()).unwrap();
        assert_eq!(used["health"]["last_in_at"], house.world.now().to_string());

        house.world.provider().will_for("check", [Will::Answer(403)]);
        let check = async || house.ask(operator.on(call("POST", &format!("{path}/check")))).await.json();
        assert_eq!(check().await, json!({ "ok": false, "lines": [], "fault": "account", "error": "status 403" }));
        let lines = json!([{ "title": { "zh-CN": "鸽子", "en": "Pigeons" }, "value": "7" }]);
        assert_eq!(check().await, json!({ "ok": true, "lines": lines, "fault": null, "error": null }));

        let code = house.ask(operator.on(call("POST", &format!("{path}/code")))).await.json();
        assert_eq!(code["link"], "https://loft.example/q/come");
        assert!(code["qr"].as_str().unwrap().contains("<svg"));
        let page = format!("/api/v1/channel-accounts/{}/code", house.page());
        let link = house.ask(operator.on(call("POST", &page))).await.json()["link"].as_str().unwrap().to_owned();
        assert!(link.ends_with(&format!("/chat/{}", house.page())), "a page of ours: {link}");

        let kinds = house.ask(operator.on(get("/api/v1/channel-kinds"))).await.json();
        let pigeon = kinds["items"].as_array().unwrap().iter().find(|it| it["kind"] == "pigeon").unwrap();
        assert_eq!(pigeon["media"], json!([{ "prefix": "image/", "most": 10_000 }]));
        assert_eq!((&pigeon["text_unit"], &pigeon["window"]), (&json!("characters"), &json!(true)));
    })
    .await;
}
