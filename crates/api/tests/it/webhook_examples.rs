//! The examples of docs/integrate.md: one for every kind that can be subscribed to, each of the shape that is really sent.
use crate::house::{get, knock, post, send};
use crate::webhooks::hook;
use desk::ReplyDraft;
use model::{Role, Span, WEBHOOK_KINDS};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use testkit::Endpoint;

const EXAMPLES: &str = include_str!("../../../../docs/examples/webhooks.json");
const DOCUMENT: &str = include_str!("../../../../docs/integrate.md");

/// Names and kinds of values, however deep; what may be null is anything.
fn differs(shown: &Value, sent: &Value, at: &str) -> Option<String> {
    match (shown, sent) {
        (Value::Object(shown), Value::Object(sent)) => {
            let names = |it: &Map<String, Value>| it.keys().cloned().collect::<Vec<_>>();
            if names(shown) != names(sent) {
                return Some(format!("{at}: {:?} is shown, {:?} is sent", names(shown), names(sent)));
            }
            shown.iter().find_map(|(name, one)| differs(one, &sent[name], &format!("{at}.{name}")))
        }
        (Value::Null, _) | (_, Value::Null) | (Value::Array(_), Value::Array(_)) => None,
        _ if std::mem::discriminant(shown) == std::mem::discriminant(sent) => None,
        _ => Some(format!("{at}: {shown} is shown, {sent} is sent")),
    }
}

#[test]
fn every_kind_has_its_example() {
    let examples: Map<String, Value> = serde_json::from_str(EXAMPLES).unwrap();
    let mut kinds: Vec<&str> = WEBHOOK_KINDS.iter().map(|kind| kind.as_str()).collect();
    kinds.sort_unstable();
    assert_eq!(examples.keys().map(String::as_str).collect::<Vec<_>>(), kinds);
    for (kind, example) in &examples {
        assert_eq!(&example["type"], kind);
        assert!(DOCUMENT.contains(&format!("| `{kind}` |")), "docs/integrate.md does not list {kind}");
    }
    let block = DOCUMENT.split("```json\n").nth(1).and_then(|rest| rest.split("\n```").next()).unwrap();
    assert_eq!(serde_json::from_str::<Value>(block).unwrap(), examples["message.received"]);
}

#[tokio::test]
async fn examples_have_the_shape_that_is_sent() {
    knock(async |house| {
        let crm = Endpoint::opens().await;
        house.world.opens_the_web(&[&crm]);
        let (admin, browser) = house.signed("林岚", Role::Administrator).await;
        let kinds: Vec<&str> = WEBHOOK_KINDS.iter().map(|kind| kind.as_str()).collect();
        hook(house, &browser, &crm, &kinds).await;
        let zhao = house.world.agent("赵").await;
        admin.comes().await;
        zhao.comes().await;
        let one = house.world.visitor("李").begins("台灯不亮了，能换吗").await;
        admin.accepts(one).await.unwrap();
        house.world.clock().pass(Span::seconds(1));
        house.world.shop().courier("").await.rider("hua").writes("照片").await;
        let two = admin.list("all").await.into_iter().find(|id| *id != one).unwrap();
        admin.accepts(two).await.unwrap();
        admin.replies(one, "您好，可以换").await.unwrap();
        admin.replies(two, "收到照片了").await.unwrap();
        house.world.settle().await;
        let note = admin.draft("@赵 已查过订单").await;
        admin.says(one, &ReplyDraft { note: true, mentions: vec![zhao.id.0], ..note }).await.unwrap();
        let customer = async |c| admin.sees(c).await.unwrap().customer;
        let (a, b) = (customer(one).await, customer(two).await);
        let merge = house.ask(browser.on(post(&format!("/api/v1/customers/{a}/merges"), &json!({ "other": b })))).await;
        let undo = format!("/api/v1/merges/{}/undo", merge.json()["id"].as_str().unwrap());
        assert_eq!(house.ask(browser.on(post(&undo, &json!({})))).await.status, 200);
        let named = send("PATCH", &format!("/api/v1/customers/{a}"), &json!({ "name": "李建国" }));
        assert_eq!(house.ask(browser.on(named)).await.status, 200);
        let tags = send("PUT", &format!("/api/v1/conversations/{one}/tags"), &json!({ "tags": ["退换货"] }));
        assert_eq!(house.ask(browser.on(tags)).await.status, 200);
        admin.pends(one, Span::hours(1)).await.unwrap();
        admin.resumes(one).await.unwrap();
        admin.hands_to(one, &zhao).await.unwrap();
        house.world.settle().await;
        zhao.closes(one).await.unwrap();
        zhao.reopens(one).await.unwrap();
        house.world.settle().await;

        let examples: Map<String, Value> = serde_json::from_str(EXAMPLES).unwrap();
        let mut sent = BTreeMap::new();
        for call in crm.heard() {
            let body = call.json();
            sent.entry(body["type"].as_str().unwrap().to_owned()).or_insert(body);
        }
        for (kind, body) in &sent {
            assert_eq!(differs(&examples[kind], body, kind), None);
        }
        let untold: Vec<&str> = kinds.into_iter().filter(|kind| !sent.contains_key(*kind)).collect();
        assert!(untold.is_empty(), "the story causes none of {untold:?}");
        assert_eq!(house.ask(get("/docs/integrate.md")).await.text(), DOCUMENT);
    })
    .await;
}
