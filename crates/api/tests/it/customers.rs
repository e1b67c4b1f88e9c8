//! Customers at the front door: records with attributes, what is wrong named by its field, two who edit at once, pages by cursor.
use crate::house::{House, Signed, get, knock, post, send};
use model::Role;
use serde_json::{Value, json};

async fn known(house: &House) -> (Signed, String) {
    let (wang, signed) = house.signed("王", Role::Agent).await;
    let c = house.world.visitor("李").begins("你好").await;
    let customer = wang.sees(c).await.unwrap().customer;
    (signed, format!("/api/v1/customers/{customer}"))
}

async fn defines(house: &House, key: &str, kind: &str) {
    let (_, boss) = house.signed(&format!("顾{key}"), Role::Operator).await;
    let body = json!({ "name": key, "fields": { "key": key, "type": kind } });
    assert_eq!(house.ask(boss.on(post("/api/v1/settings/attribute", &body))).await.status, 201);
}

#[tokio::test]
async fn attributes_keep_their_types_and_every_wrong_field_is_named() {
    knock(async |house| {
        let (wang, path) = known(house).await;
        for (key, kind) in [("points", "number"), ("vip", "flag"), ("born", "day"), ("note", "text")] {
            defines(house, key, kind).await;
        }
        let change = json!({ "attributes": { "points": 12, "vip": true, "born": "1990-02-28", "note": "a\u{0}b" } });
        let answer = house.ask(wang.on(send("PATCH", &path, &change))).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let kept = json!({ "points": 12, "vip": true, "born": "1990-02-28", "note": "a\u{fffd}b" });
        assert_eq!(answer.json()["attributes"], kept);
        for odd in [json!(1.5), json!({ "a": 1 }), json!([1]), json!([]), json!("x"), json!(1e300)] {
            let change = json!({ "phone": "<script>", "email": "x", "attributes": { "points": odd, "none": 1 } });
            let refused = house.ask(wang.on(send("PATCH", &path, &change))).await;
            assert_eq!(refused.code(), "invalid", "{odd}");
            let fields: Vec<_> =
                refused.json()["errors"].as_array().unwrap().iter().map(|it| it["field"].clone()).collect();
            assert_eq!(fields, ["phone", "email", "attributes.none", "attributes.points"], "{odd}");
        }
        let seen = house.ask(wang.on(get(&path))).await.json();
        let change = json!({ "attributes": { "vip": null }, "version": seen["version"] });
        assert_eq!(house.ask(wang.on(send("PATCH", &path, &change))).await.json()["attributes"]["vip"], Value::Null);
        assert_eq!(house.ask(wang.on(send("PATCH", &path, &change))).await.code(), "conflict");
    })
    .await;
}

#[tokio::test]
async fn lists_are_read_by_cursors_that_are_good_for_one_reader_and_one_list() {
    knock(async |house| {
        let (wang, path) = known(house).await;
        house.world.clock().pass(model::Span::seconds(1));
        house.world.visitor("张").begins("你好").await;
        let first = house.ask(wang.on(get("/api/v1/customers?limit=1"))).await.json();
        let next = first["next"].as_str().unwrap();
        let second = house.ask(wang.on(get(&format!("/api/v1/customers?limit=1&after={next}")))).await.json();
        assert_ne!(first["items"][0]["id"], second["items"][0]["id"]);
        assert_eq!(second["next"], Value::Null);
        for stolen in [format!("{path}/timeline?after={next}"), format!("{path}/attachments?after={next}")] {
            assert_eq!(house.ask(wang.on(get(&stolen))).await.code(), "bad_cursor", "{stolen}");
        }
        let (_, zhao) = house.signed("赵", Role::Auditor).await;
        let theirs = format!("/api/v1/customers?after={next}");
        assert_eq!(house.ask(zhao.on(get(&theirs))).await.code(), "bad_cursor");
        let told = house.ask(zhao.on(get(&format!("{path}/timeline?kinds=conversation")))).await.json();
        assert_eq!(told["items"][0]["kind"], "conversation");
        assert!(told["items"][0]["conversation"]["number"].is_i64());
        assert_eq!(house.ask(zhao.on(get(&format!("{path}/timeline?kinds=nothing")))).await.code(), "invalid");
        assert_eq!(house.ask(zhao.on(get(&format!("{path}/attachments?kind=nothing")))).await.code(), "invalid");
        let change = json!({ "remark": "x" });
        assert_eq!(house.ask(zhao.on(send("PATCH", &path, &change))).await.code(), "forbidden");
    })
    .await;
}
