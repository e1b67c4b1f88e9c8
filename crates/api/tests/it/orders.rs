//! Orders: told, asked for, acted on once, and nobody else's.
use crate::house::{Answer, House, Signed, call, get, knock_on_both, post, send, with};
use crate::webhook_proof::is_signed;
use crate::webhooks::seconds;
use axum::{body::Body, http::Request};
use desk::Press;
use model::{ConversationId, Role, Span};
use serde_json::{Value, json};
use std::sync::Arc;
use testkit::{Endpoint, Hand, Hears};

/// What signs calls to the order system of these stories.
pub const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwTWZLUTk5cjg=";

/// A program's key with these scopes.
pub async fn program(house: &House, admin: &Signed, name: &str, scopes: &[&str]) -> String {
    let asked = json!({ "name": name, "role": "agent", "scopes": scopes });
    let made = house.ask(admin.on(post("/api/v1/api-keys", &asked))).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made.json()["key"].as_str().unwrap().to_owned()
}

pub fn by(key: &str, request: Request<Body>) -> Request<Body> {
    with(request, "authorization", &format!("Bearer {key}"))
}

/// An order as a shop tells it.
pub fn order(number: &str, state: &str) -> Value {
    json!({
        "number": number, "state": state, "tone": "good", "placed_at": "2026-11-03T08:00:00Z",
        "total": { "amount": 12_800, "currency": "CNY" },
        "items": [{ "title": "玻璃花瓶 雾蓝", "quantity": 2, "price": 6_400, "picture": "https://img.example/1.png" }],
        "url": "https://shop.example/orders/1", "shipment": { "carrier": "顺丰", "number": "SF1" },
        "actions": [
            { "key": "refund", "label": { "zh-CN": "退款", "en": "Refund" }, "dangerous": true, "amount": true },
            { "key": "resend", "label": { "zh-CN": "补发", "en": "Resend" }, "reason": true },
        ],
    })
}

pub fn told(number: &str, state: &str) -> Hears {
    says(200, &json!({ "orders": [order(number, state)] }))
}

pub fn says(status: u16, body: &Value) -> Hears {
    Hears::Answers(status, "content-type: application/json\r\n".into(), body.to_string())
}

/// Where orders are asked for.
pub async fn source(house: &House, admin: &Signed, shop: &Endpoint) -> Value {
    let fields = json!({ "url": shop.url("/orders"), "secret": SECRET, "timeout_seconds": 1 });
    let made =
        house.ask(admin.on(post("/api/v1/settings/order_source", &json!({ "name": "商城", "fields": fields })))).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made.json()
}

pub struct Story {
    pub shop: Arc<Endpoint>,
    pub admin: Signed,
    pub wang: Hand,
    pub browser: Signed,
    pub c: ConversationId,
}

/// A signed-in customer in the hands of an agent, and a shop that can be asked.
pub async fn story(house: &House) -> Story {
    let shop = Arc::new(Endpoint::opens().await);
    house.world.opens_the_web(&[&shop]);
    let (_, admin) = house.signed("管理", Role::Administrator).await;
    source(house, &admin, &shop).await;
    let (wang, browser) = house.signed("王", Role::Agent).await;
    wang.comes().await;
    let c = house.world.visitor("李").signs_in_as("42").begins("花瓶碎了").await;
    house.world.settle().await;
    wang.accepts(c).await.unwrap();
    Story { shop, admin, wang, browser, c }
}

impl Story {
    pub async fn sees(&self, house: &House, ask: &str) -> Value {
        let answer =
            house.ask(self.browser.on(get(&format!("/api/v1/conversations/{}/orders?ask={ask}", self.c)))).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }
    pub async fn presses(&self, house: &House, action: &str, body: &Value) -> Answer {
        let path = format!("/api/v1/conversations/{}/orders/SG1/actions/{action}", self.c);
        house.ask(self.browser.on(post(&path, body))).await
    }
    pub async fn checks(&self, house: &House, act: &Value) -> Answer {
        let path = format!("/api/v1/order-acts/{}/check", act["id"].as_str().unwrap());
        house.ask(self.browser.on(post(&path, &json!({})))).await
    }
    pub async fn pills(&self) -> Vec<String> {
        let thread = self.wang.thread(self.c).await.unwrap();
        let events = thread.into_iter().filter_map(|it| it.parts.event);
        events
            .filter_map(|it| match it {
                model::Happening::OrderActed { number, label, amount, by_name, .. } => {
                    Some(format!("{by_name} {} {amount:?} {number}", label.zh))
                }
                _ => None,
            })
            .collect()
    }
}

#[tokio::test]
async fn what_is_told_stands_beside_the_conversation_and_the_same_again_changes_nothing() {
    knock_on_both(async |house| {
        let (_, admin) = house.signed("管理", Role::Administrator).await;
        let (wang, browser) = house.signed("王", Role::Agent).await;
        wang.comes().await;
        let c = house.world.visitor("李").signs_in_as("42").begins("花瓶碎了").await;
        let customer = wang.sees(c).await.unwrap().customer;
        let key = program(house, &admin, "商城", &["orders:read", "orders:write"]).await;
        let path = format!("/api/v1/customers/{customer}/orders/SG1");
        let first = house.ask(by(&key, send("PUT", &path, &order("ignored", "已发货")))).await;
        assert_eq!((first.status.as_u16(), first.json()["number"].as_str()), (201, Some("SG1")));
        let external = "/api/v1/customers/external:42/orders/SG1";
        let again = house.ask(by(&key, send("PUT", external, &order("SG1", "已发货")))).await;
        assert_eq!((again.status.as_u16(), &again.json()["customer"]), (200, &json!(customer)));
        let listed = format!("/api/v1/customers/{customer}/orders");
        assert_eq!(house.ask(by(&key, get(&listed))).await.json()["items"].as_array().unwrap().len(), 1);

        let seen = house.ask(browser.on(get(&format!("/api/v1/conversations/{c}/orders")))).await.json();
        assert_eq!((&seen["items"][0]["state"], &seen["source"]), (&json!("已发货"), &Value::Null));
        assert_eq!(seen["items"][0]["actions"], json!([]), "nobody could carry them out");
        let elsewhere = json!({ "state": "x", "brand": house.nobody() });
        let refused = house.ask(by(&key, send("PUT", &path, &elsewhere))).await;
        assert_eq!(refused.json()["errors"][0]["field"], "brand");

        let gone = house.ask(by(&key, call("DELETE", external))).await;
        assert_eq!(gone.status, 204);
        assert_eq!(house.ask(by(&key, call("DELETE", external))).await.code(), "not_found");
        let unknown = "/api/v1/customers/external:43/orders/SG1";
        assert_eq!(house.ask(by(&key, send("PUT", unknown, &order("SG1", "x")))).await.code(), "not_found");
        let other = program(house, &admin, "别的", &["customers:write"]).await;
        assert_eq!(house.ask(by(&other, send("PUT", &path, &order("SG1", "x")))).await.code(), "forbidden");
        assert_eq!(house.ask(browser.on(send("PUT", &path, &order("SG1", "x")))).await.code(), "forbidden");
    })
    .await;
}

#[tokio::test]
async fn a_picture_comes_by_way_of_the_server_and_only_as_a_picture() {
    knock_on_both(async |house| {
        let (_, admin) = house.signed("管理", Role::Administrator).await;
        let (_, browser) = house.signed("王", Role::Agent).await;
        let c = house.world.visitor("李").signs_in_as("42").begins("花瓶碎了").await;
        let key = program(house, &admin, "商城", &["orders:read", "orders:write"]).await;
        let mut body = order("SG1", "已发货");
        body["items"] = json!([
            { "title": "花瓶", "picture": "https://img.example/1.png" }, { "title": "没有图" },
            { "title": "网页", "picture": "https://img.example/evil.png" }, { "title": "没了", "picture": "https://img.example/gone.png" },
        ]);
        house.ask(by(&key, send("PUT", "/api/v1/customers/external:42/orders/SG1", &body))).await;
        let png = b"\x89PNG\r\n\x1a\nrest".to_vec();
        house.world.provider().holds("https://img.example/1.png", png.clone());
        house.world.provider().holds("https://img.example/evil.png", b"<html><script>alert(1)</script>".to_vec());
        let picture = |n: &str| browser.on(get(&format!("/api/v1/conversations/{c}/orders/SG1/pictures/{n}")));
        let shown = house.ask(picture("0")).await;
        assert_eq!((shown.status.as_u16(), shown.header("content-type"), &shown.bytes), (200, "image/png", &png));
        assert!(shown.header("content-security-policy").starts_with("sandbox"));
        for n in ["1", "2", "3", "4", "-1", "x"] {
            assert_eq!(house.ask(picture(n)).await.code(), "not_found", "{n}");
        }
    })
    .await;
}

#[tokio::test]
async fn everything_that_is_wrong_is_named_and_naughty_strings_are_kept_harmless() {
    knock_on_both(async |house| {
        let (_, admin) = house.signed("管理", Role::Administrator).await;
        let (wang, _) = house.signed("王", Role::Agent).await;
        house.world.visitor("李").signs_in_as("42").begins("在吗").await;
        drop(wang);
        let key = program(house, &admin, "商城", &["orders:write", "orders:read"]).await;
        let path = "/api/v1/customers/external:42/orders/SG1";
        let items: Vec<Value> = (0..101).map(|n| json!({ "title": n.to_string() })).collect();
        let wrong = json!({
            "state": " ", "total": { "amount": -1, "currency": "yuan" }, "items": items, "url": "javascript:alert(1)",
            "shipment": { "carrier": "", "number": "字".repeat(101) },
            "actions": [{ "key": "Re fund", "label": { "zh-CN": "", "en": "x" } }, { "key": "Re fund", "label": { "zh-CN": "x", "en": "x" } }],
        });
        let said = house.ask(by(&key, send("PUT", path, &wrong))).await;
        assert_eq!(said.code(), "invalid");
        let json = said.json();
        let mut fields: Vec<&str> = json["errors"].as_array().unwrap().iter().map(|it| it["field"].as_str().unwrap()).collect();
        fields.dedup();
        assert_eq!(
            fields,
            ["state", "total.amount", "total.currency", "items", "url", "shipment.carrier", "shipment.number",
             "actions[0].key", "actions[0].label.zh-CN", "actions[1].key"]
        );
        for picture in ["http://img.example/1.png", "data:image/png;base64,AA", "https://u@img.example/"] {
            let body = json!({ "state": "x", "items": [{ "title": "x", "picture": picture }] });
            let said = house.ask(by(&key, send("PUT", path, &body))).await.json();
            assert_eq!(said["errors"][0]["field"], "items[0].picture", "{picture}");
        }
        for (given, kept) in [
            ("<script>alert(1)</script>", "<script>alert(1)</script>"),
            ("'; DROP TABLE customer_order; --", "'; DROP TABLE customer_order; --"),
            ("\u{202e}已\u{0}退\r\n款\u{200b}", "已\u{fffd}退 款"),
            ("👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦"),
        ] {
            let told = house.ask(by(&key, send("PUT", path, &json!({ "state": given })))).await;
            assert_eq!(told.json()["state"], kept, "{}", told.text());
        }
        for body in ["", "{", "[]", "{\"state\":1}", "{\"state\":\"x\",\"items\":{}}"] {
            let request = send("PUT", path, &json!({}));
            let (parts, _) = request.into_parts();
            let said = house.ask(by(&key, Request::from_parts(parts, Body::from(body)))).await;
            assert!(matches!(said.status.as_u16(), 400 | 422), "{body}: {}", said.text());
        }
    })
    .await;
}

#[tokio::test]
async fn the_shop_is_asked_signed_and_not_more_often_than_every_half_minute() {
    knock_on_both(async |house| {
        let it = story(house).await;
        it.shop.will([told("SG1", "已发货")]);
        let seen = it.sees(house, "due").await;
        assert_eq!((&seen["items"][0]["number"], &seen["source"]["trouble"]), (&json!("SG1"), &Value::Null));
        let heard = it.shop.heard();
        assert!(is_signed(&heard[0], SECRET, seconds(house)) && heard[0].path == "/orders");
        let body = heard[0].json();
        assert_eq!((&body["type"], &body["customer"]["external_ids"]), (&json!("orders.list"), &json!(["42"])));
        it.sees(house, "due").await;
        assert_eq!(it.shop.heard().len(), 1, "what is fresh is not asked for again");
        house.world.clock().pass(Span::seconds(31));
        it.shop.will([told("SG1", "已签收")]);
        assert_eq!(it.sees(house, "never").await["source"]["due"], true);
        assert_eq!(it.sees(house, "due").await["items"][0]["state"], "已签收");
        assert_eq!(it.shop.heard().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_shop_that_is_slow_down_or_talks_nonsense_takes_nothing_away() {
    knock_on_both(async |house| {
        let it = story(house).await;
        it.shop.will([told("SG1", "已发货")]);
        it.sees(house, "now").await;
        let nonsense = |body: &str| Hears::Answers(200, String::new(), body.into());
        for (hears, trouble) in [
            (Hears::Silent, "no_answer"),
            (Hears::Cuts, "no_answer"),
            (Hears::CutsItsAnswer, "no_answer"),
            (says(500, &json!({})), "fault"),
            (says(302, &json!({})), "fault"),
            (nonsense("<html>"), "nonsense"),
            (nonsense("{\"orders\":7}"), "nonsense"),
            (nonsense("[]"), "nonsense"),
        ] {
            it.shop.will([hears.clone()]);
            let seen = it.sees(house, "now").await;
            assert_eq!(seen["source"]["trouble"], trouble, "{hears:?}");
            assert_eq!(seen["items"][0]["state"], "已发货", "{hears:?}: what was known stays");
            assert!(seen["source"]["answered_at"].is_string());
        }
        let long: Vec<Value> = (0..60).map(|n| order(&format!("SG{n}"), "好")).collect();
        it.shop.will([says(200, &json!({ "orders": long }))]);
        assert_eq!(it.sees(house, "now").await["items"].as_array().unwrap().len(), 50);
        let bad = json!({ "orders": [order("SG1", "好"), { "number": "SG2" }, order("SG1", "重复")] });
        it.shop.will([says(200, &bad)]);
        let seen = it.sees(house, "now").await;
        assert_eq!((seen["items"].as_array().unwrap().len(), &seen["source"]["left_out"]), (1, &json!(2)));
        assert_eq!(seen["source"]["trouble"], Value::Null);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_asked_about_a_customer_whom_nothing_proves() {
    knock_on_both(async |house| {
        let it = story(house).await;
        let c = house.world.visitor("无名").begins("你好").await;
        let path = format!("/api/v1/conversations/{c}/orders?ask=now");
        let seen = house.ask(it.browser.on(get(&path))).await.json();
        assert_eq!((&seen["source"]["known"], &seen["items"]), (&json!(false), &json!([])));
        assert_eq!(it.shop.heard().len(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_press_is_done_once_and_stands_in_the_thread_and_in_the_audit() {
    knock_on_both(async |house| {
        let it = story(house).await;
        it.shop.will([told("SG1", "已发货")]);
        it.sees(house, "now").await;
        for (body, field) in [
            (json!({ "client_id": "p0" }), "amount"),
            (json!({ "client_id": "p0", "amount": 0 }), "amount"),
            (json!({ "client_id": "p0", "amount": 12_801 }), "amount"),
            (json!({ "client_id": "", "amount": 1 }), "client_id"),
        ] {
            let said = it.presses(house, "refund", &body).await;
            assert_eq!(said.json()["errors"][0]["field"], field, "{body}");
        }
        assert_eq!(
            it.presses(house, "resend", &json!({ "client_id": "p0" })).await.json()["errors"][0]["field"],
            "reason"
        );
        assert_eq!(it.presses(house, "explode", &json!({ "client_id": "p0" })).await.code(), "not_found");

        it.shop
            .will([says(200, &json!({ "state": "done", "message": "已原路退回", "order": order("SG1", "已退款") }))]);
        let press = json!({ "client_id": "p1", "amount": 2_000 });
        let done = it.presses(house, "refund", &press).await.json();
        assert_eq!((&done["state"], &done["message"]), (&json!("done"), &json!("已原路退回")));
        assert_eq!(it.presses(house, "refund", &press).await.json(), done, "the same press is the same act");
        assert_eq!(it.presses(house, "refund", &json!({ "client_id": "p1", "amount": 1 })).await.code(), "key_reused");
        let heard = it.shop.heard();
        let last = heard.last().unwrap();
        assert_eq!(heard.iter().filter(|call| call.json()["type"] == "orders.act").count(), 1);
        assert!(is_signed(last, SECRET, seconds(house)));
        let said = last.json();
        assert_eq!((&said["id"], &said["amount"], &said["currency"]), (&done["id"], &json!(2_000), &json!("CNY")));
        assert_eq!(it.pills().await, ["王 退款 Some(2000) SG1"]);
        let seen = it.sees(house, "never").await;
        assert_eq!((&seen["items"][0]["state"], &seen["items"][0]["acts"][0]["id"]), (&json!("已退款"), &done["id"]));
        let audit = house.ask(it.admin.on(get("/api/v1/audit"))).await.text();
        assert!(audit.contains("order.acted") && audit.contains("refund 20.00 CNY: done"), "{audit}");

        it.shop.will([says(422, &json!({ "message": "已超过退款期限\u{202e}" }))]);
        let refused = it.presses(house, "refund", &json!({ "client_id": "p2", "amount": 1 })).await.json();
        assert_eq!((&refused["state"], &refused["message"]), (&json!("refused"), &json!("已超过退款期限")));
        assert_eq!(it.pills().await.len(), 1, "what was refused did not happen");
    })
    .await;
}

#[tokio::test]
async fn an_unknown_end_is_asked_about_and_never_repeated() {
    knock_on_both(async |house| {
        let it = story(house).await;
        it.shop.will([told("SG1", "已发货"), Hears::Cuts]);
        it.sees(house, "now").await;
        let press = json!({ "client_id": "p1", "amount": 2_000 });
        let act = it.presses(house, "refund", &press).await.json();
        assert_eq!(act["state"], "unknown");
        let other = json!({ "client_id": "p2", "amount": 2_000 });
        assert_eq!(it.presses(house, "refund", &other).await.code(), "conflict", "not a second one beside it");
        it.shop.will([Hears::Cuts]);
        assert_eq!(it.checks(house, &act).await.json()["state"], "unknown");
        it.shop.will([says(200, &json!({ "state": "in_progress" }))]);
        assert_eq!(it.checks(house, &act).await.json()["state"], "in_progress");
        it.shop.will([says(200, &json!({ "state": "done" }))]);
        assert_eq!(it.checks(house, &act).await.json()["state"], "done");
        assert_eq!(it.checks(house, &act).await.json()["state"], "done", "what has its end is not asked about");
        let kinds = it.shop.kinds();
        assert_eq!(kinds, ["orders.list", "orders.act", "orders.check", "orders.check", "orders.check"]);
        let ids: Vec<String> = it.shop.heard()[1..].iter().map(|call| call.header("webhook-id").to_owned()).collect();
        assert!(ids.iter().all(|id| *id == ids[0]), "one id for all of it");
        assert_eq!(it.pills().await.len(), 1);

        it.shop.will([Hears::Cuts, says(404, &json!({})), says(404, &json!({}))]);
        let lost = it.presses(house, "refund", &json!({ "client_id": "p3", "amount": 1 })).await.json();
        assert_eq!(
            it.checks(house, &lost).await.json()["state"],
            "unknown",
            "the first call may still be at work there"
        );
        let second = json!({ "client_id": "p4", "amount": 1 });
        assert_eq!(it.presses(house, "refund", &second).await.code(), "conflict");
        house.world.clock().pass(Span::seconds(61));
        let never = it.checks(house, &lost).await.json();
        assert_eq!(never["state"], "failed", "they have never heard of it");
        assert_eq!(it.pills().await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn only_whoever_may_reply_acts_and_nobody_elses_orders_are_seen() {
    knock_on_both(async |house| {
        let it = story(house).await;
        it.shop.will([told("SG1", "已发货")]);
        it.sees(house, "now").await;
        let (_, other) = house.signed("同事", Role::Agent).await;
        let path = format!("/api/v1/conversations/{}/orders/SG1/actions/refund", it.c);
        let press = json!({ "client_id": "x", "amount": 1 });
        assert_eq!(house.ask(other.on(post(&path, &press))).await.code(), "not_owner");
        let elsewhere = house.world.another_shop("别家").await;
        let stranger = house.sign_in(&elsewhere.hire("陌生人", Role::Administrator).await).await;
        let boss = house.world.shop().another_brand("副牌").await.hire("副", Role::Agent).await;
        boss.may_not_see(house.world.shop().brand).await;
        let beside = house.sign_in(&boss).await;
        let customer = it.wang.sees(it.c).await.unwrap().customer;
        for who in [&stranger, &beside] {
            for read in [
                format!("/api/v1/conversations/{}/orders", it.c),
                format!("/api/v1/conversations/{}/panels", it.c),
                format!("/api/v1/conversations/{}/orders/SG1/pictures/0", it.c),
                format!("/api/v1/customers/{customer}/orders"),
            ] {
                assert_eq!(house.ask(who.on(get(&read))).await.code(), "not_found", "{read}");
            }
            assert_eq!(house.ask(who.on(post(&path, &press))).await.code(), "not_found");
        }
        it.shop.will([Hears::Cuts]);
        let act = it.presses(house, "refund", &press).await.json();
        let check = format!("/api/v1/order-acts/{}/check", act["id"].as_str().unwrap());
        for who in [&stranger, &beside] {
            assert_eq!(house.ask(who.on(post(&check, &json!({})))).await.code(), "not_found");
        }
        it.wang.closes_because(it.c, "好了").await.unwrap();
        let late = it.presses(house, "refund", &json!({ "client_id": "late", "amount": 1 })).await;
        assert_eq!(late.code(), "not_open");
    })
    .await;
}

#[tokio::test]
async fn a_call_that_was_cut_off_by_a_restart_is_of_unknown_end() {
    knock_on_both(async |house| {
        let it = story(house).await;
        it.shop.will([told("SG1", "已发货"), Hears::Silent]);
        it.sees(house, "now").await;
        let (desk, who) = (house.world.desk(), it.wang.staff().await);
        let press = Press { client_id: "p1".into(), amount: Some(1), reason: None };
        {
            let mut asked = std::pin::pin!(desk.act_on_order(&who, it.c, "SG1", "refund", &press));
            tokio::select! {
                _ = &mut asked => panic!("the shop is silent"),
                () = it.shop.hears(2) => {}
            }
        } // the program is gone, and what was going on in it
        let running = it.sees(house, "never").await["items"][0]["acts"][0].clone();
        assert_eq!(running["state"], "running");
        assert_eq!(it.checks(house, &running).await.code(), "conflict");
        house.world.clock().pass(Span::seconds(61));
        assert_eq!(it.sees(house, "never").await["items"][0]["acts"][0]["state"], "unknown");
        it.shop.will([says(200, &json!({ "state": "done" }))]);
        assert_eq!(it.checks(house, &running).await.json()["state"], "done");
        assert_eq!(it.pills().await.len(), 1);
    })
    .await;
}
