//! Webhooks at the front door: what happens is told to an address that verifies it, in the shapes of REST.
use crate::house::{House, Signed, call, get, knock, knock_on_both, post, send};
use crate::webhook_proof::is_signed;
use model::{Role, Span};
use serde_json::{Value, json};
use testkit::Endpoint;

pub const EVERYTHING: [&str; 5] =
    ["message.received", "message.sent", "conversation.opened", "conversation.assigned", "conversation.closed"];

/// A webhook that leads there, as it was made, with its secret.
pub async fn hook(house: &House, admin: &Signed, to: &Endpoint, kinds: &[&str]) -> Value {
    let asked =
        json!({ "name": format!("CRM {}", to.address.port()), "url": to.url("/hooks?token=t"), "kinds": kinds });
    let made = house.ask(admin.on(post("/api/v1/webhooks", &asked))).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made.json()
}

pub async fn look(house: &House, admin: &Signed, hook: &Value) -> Value {
    house.ask(admin.on(get(&path(hook, "")))).await.json()
}

pub async fn told(house: &House, admin: &Signed, hook: &Value) -> Vec<Value> {
    house.ask(admin.on(get(&path(hook, "/deliveries")))).await.json()["items"].as_array().unwrap().clone()
}

pub fn path(hook: &Value, rest: &str) -> String {
    format!("/api/v1/webhooks/{}{rest}", hook["id"].as_str().unwrap())
}

pub fn seconds(house: &House) -> i64 {
    house.world.now().0 / 1_000_000
}

#[tokio::test]
async fn what_happens_is_told_signed_and_in_the_shapes_of_rest() {
    knock_on_both(async |house| {
        let crm = Endpoint::opens().await;
        house.world.opens_the_web(&[&crm]);
        let (_, admin) = house.signed("管理", Role::Administrator).await;
        house.world.visitor("早").begins("之前说的不算").await;
        house.world.settle().await;
        let made = hook(house, &admin, &crm, &EVERYTHING).await;
        let (wang, browser) = house.signed("王", Role::Agent).await;
        wang.comes().await;
        let c = house.world.visitor("李").begins("灯不亮了 👨‍👩‍👧‍👦 <b>&\"'").await;
        house.world.settle().await;
        wang.accepts(c).await.unwrap();
        wang.replies(c, "您好").await.unwrap();
        wang.closes_because(c, "好了").await.unwrap();
        house.world.settle().await;

        let calls = crm.heard();
        let secret = made["secret"].as_str().unwrap();
        assert!(calls.iter().all(|call| is_signed(call, secret, seconds(house)) && call.path == "/hooks?token=t"));
        let mut ids: Vec<_> = calls.iter().map(|call| call.header("webhook-id").to_owned()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), calls.len(), "each has an id of its own");
        let mut kinds = crm.kinds();
        kinds.sort_unstable();
        let mut expected = EVERYTHING;
        expected.sort_unstable();
        assert_eq!(kinds, expected, "what was said before it was made is not told");

        let of = |kind: &str| calls.iter().map(|call| call.json()).find(|it| it["type"] == kind).unwrap();
        let received = of("message.received");
        let messages = format!("/api/v1/conversations/{c}/messages");
        let thread = house.ask(browser.on(get(&messages))).await.json();
        let same = |it: &Value| it["seq"] == received["data"]["message"]["seq"];
        let mut shown = thread["items"].as_array().unwrap().iter().find(|it| same(it)).unwrap().clone();
        shown["settled"] = Value::Null; // it was answered since
        assert_eq!(received["data"]["message"], shown);
        let mut now = house.ask(browser.on(get(&format!("/api/v1/conversations/{c}")))).await.json();
        let told = of("conversation.closed")["data"]["conversation"].clone();
        (now["unread"], now["read_seq"]) = (Value::Null, Value::Null);
        assert_eq!(told, now);
        assert!(received["timestamp"].as_str().unwrap().ends_with('Z') && received["data"]["cut"] == false);

        let deliveries = self::told(house, &admin, &made).await;
        assert_eq!(deliveries.len(), EVERYTHING.len());
        let one = deliveries.iter().find(|it| it["kind"] == "message.received").unwrap();
        assert_eq!((&one["state"], &one["attempts"][0]["status"]), (&json!("delivered"), &json!(204)));
        assert_eq!(one["body"], calls.iter().find(|call| call.json() == received).unwrap().body);
        let list = house.ask(admin.on(get("/api/v1/webhooks"))).await;
        assert!(!list.text().contains("whsec_") && list.json()["items"][0]["health"]["last_ok_at"].is_string());
    })
    .await;
}

#[tokio::test]
async fn a_long_text_is_left_out_and_a_phone_stays_masked() {
    knock_on_both(async |house| {
        let crm = Endpoint::opens().await;
        house.world.opens_the_web(&[&crm]);
        let (_, admin) = house.signed("管理", Role::Administrator).await;
        hook(house, &admin, &crm, &["message.received", "customer.updated"]).await;
        let c = house.world.visitor("李").begins(&"灯".repeat(9_000)).await;
        house.world.settle().await;
        let told = crm.heard()[0].clone();
        assert!(told.body.len() < 20_000, "{}", told.body.len());
        let data = &told.json()["data"];
        assert_eq!(
            (&data["cut"], &data["message"], &data["conversation"]["id"]),
            (&json!(true), &Value::Null, &json!(c.to_string()))
        );
        assert!(data["message_seq"].is_number());

        let customer = data["conversation"]["customer"]["id"].as_str().unwrap();
        let phone = send("PATCH", &format!("/api/v1/customers/{customer}"), &json!({ "phone": "13800138000" }));
        assert_eq!(house.ask(admin.on(phone)).await.status, 200);
        house.world.settle().await;
        assert_eq!(crm.kinds().last().unwrap(), "customer.updated");
        assert!(crm.heard().iter().all(|call| !call.body.contains("13800138000")));
    })
    .await;
}

#[tokio::test]
async fn each_hears_its_kinds_and_its_brands_only() {
    knock_on_both(async |house| {
        let (crm, other) = (Endpoint::opens().await, Endpoint::opens().await);
        house.world.opens_the_web(&[&crm, &other]);
        let branch = house.world.shop().another_brand("分店").await;
        let (_, admin) = house.signed("管理", Role::Administrator).await;
        hook(house, &admin, &crm, &["message.received"]).await;
        let asked = json!({ "name": "分店", "url": other.url("/"), "kinds": ["conversation.opened"], "brands": [branch.brand] });
        assert_eq!(house.ask(admin.on(post("/api/v1/webhooks", &asked))).await.status, 201);
        house.world.visitor("李").begins("在吗").await;
        house.world.settle().await;
        assert_eq!((crm.kinds(), other.kinds()), (vec!["message.received".to_owned()], vec![]));
        branch.visitor("孙").begins("在吗").await;
        house.world.settle().await;
        assert_eq!(other.kinds(), ["conversation.opened"]);
    })
    .await;
}

#[tokio::test]
async fn a_new_secret_signs_beside_the_old_one_for_a_day() {
    knock_on_both(async |house| {
        let crm = Endpoint::opens().await;
        house.world.opens_the_web(&[&crm]);
        let (_, admin) = house.signed("管理", Role::Administrator).await;
        let made = hook(house, &admin, &crm, &["message.received"]).await;
        let renewed = house.ask(admin.on(post(&path(&made, "/secret"), &json!({})))).await;
        assert_eq!(renewed.status, 201);
        let (old, new) = (made["secret"].as_str().unwrap(), renewed.json()["secret"].as_str().unwrap().to_owned());
        assert_ne!(old, new);
        house.world.visitor("李").begins("一").await;
        house.world.settle().await;
        let call = crm.heard()[0].clone();
        assert!(is_signed(&call, old, seconds(house)) && is_signed(&call, &new, seconds(house)));
        assert!(look(house, &admin, &made).await["old_secret_until"].is_string());
        house.world.later(Span::hours(25)).await;
        house.world.visitor("孙").begins("二").await;
        house.world.settle().await;
        let call = crm.heard().last().unwrap().clone();
        assert!(!is_signed(&call, old, seconds(house)) && is_signed(&call, &new, seconds(house)));
    })
    .await;
}

#[tokio::test]
async fn somebody_tries_it_out_and_sees_the_answer() {
    knock(async |house| {
        let crm = Endpoint::opens().await;
        house.world.opens_the_web(&[&crm]);
        let (_, admin) = house.signed("管理", Role::Administrator).await;
        let made = hook(house, &admin, &crm, &["message.received"]).await;
        crm.will_say([500]);
        let test = || admin.on(post(&path(&made, "/test"), &json!({})));
        let failed = house.ask(test()).await.json();
        assert_eq!((&failed["state"], &failed["kind"]), (&json!("failed"), &json!("webhook.test")));
        let attempt = &failed["attempts"][0];
        assert_eq!((&attempt["status"], &attempt["answer"]), (&json!(500), &json!("said")));
        assert_eq!(look(house, &admin, &made).await["health"]["failing_since"], Value::Null);
        let well = house.ask(test()).await.json();
        assert_eq!((&well["state"], &well["next_at"]), (&json!("delivered"), &Value::Null));
        assert!(is_signed(&crm.heard()[1], made["secret"].as_str().unwrap(), seconds(house)));
        house.world.later(Span::hours(1)).await;
        assert_eq!(crm.heard().len(), 2, "a test is not tried again");
    })
    .await;
}

#[tokio::test]
async fn all_wrong_fields_are_told_at_once_and_odd_names_are_kept() {
    knock(async |house| {
        let crm = Endpoint::opens().await;
        house.world.opens_the_web(&[&crm]);
        let (_, admin) = house.signed("管理", Role::Administrator).await;
        let asked = json!({ "name": "", "url": "ftp://x", "kinds": ["draft.saved"], "brands": [house.nobody()] });
        let answer = house.ask(admin.on(post("/api/v1/webhooks", &asked))).await;
        let fields: Vec<_> = answer.json()["errors"].as_array().unwrap().iter().map(|it| it["field"].clone()).collect();
        assert_eq!(
            (answer.code().as_str(), fields),
            ("invalid", vec![json!("name"), json!("url"), json!("kinds"), json!("brands")])
        );
        let long = format!("https://crm.example/{}", "x".repeat(2_000));
        let private = [
            "http://10.0.0.1/",
            "http://169.254.169.254/latest",
            "http://[::1]/",
            "http://0x7f.1/",
            "http://u:p@crm.example/",
            "https://crm.example/ x",
            "javascript:alert(1)",
            "//crm.example",
            &long,
        ];
        for url in private {
            let asked = json!({ "name": "x", "url": url, "kinds": ["message.received"] });
            let answer = house.ask(admin.on(post("/api/v1/webhooks", &asked))).await;
            assert_eq!(answer.json()["errors"][0]["field"], "url", "{url}: {}", answer.text());
        }
        for name in ["订单 CRM", "👨‍👩‍👧‍👦 \u{202e}x", "'; DROP TABLE webhook; --", "<script>"] {
            let asked = json!({ "name": name, "url": crm.url("/"), "kinds": ["message.received"] });
            let made = house.ask(admin.on(post("/api/v1/webhooks", &asked))).await;
            assert_eq!((made.status.as_u16(), &made.json()["name"]), (201, &json!(name)));
        }
        let again = json!({ "name": "订单 crm", "url": crm.url("/"), "kinds": ["message.received"] });
        let taken = house.ask(admin.on(post("/api/v1/webhooks", &again))).await.json();
        assert_eq!((&taken["errors"][0]["field"], &taken["errors"][0]["code"]), (&json!("name"), &json!("taken")));
    })
    .await;
}

#[tokio::test]
async fn nobody_keeps_what_hears_of_brands_or_tenants_they_do_not_see() {
    knock_on_both(async |house| {
        let crm = Endpoint::opens().await;
        house.world.opens_the_web(&[&crm]);
        let (_, admin) = house.signed("管理", Role::Administrator).await;
        let made = hook(house, &admin, &crm, &["message.received"]).await;
        house.world.visitor("李").begins("一").await;
        house.world.settle().await;
        let delivery = told(house, &admin, &made).await[0]["id"].as_str().unwrap().to_owned();
        let (chief, narrow) = house.signed("副管理", Role::Administrator).await;
        chief.may_not_see(house.world.shop().brand).await;
        let elsewhere = house.world.another_shop("别家").await;
        let stranger = house.sign_in(&elsewhere.hire("陌生人", Role::Administrator).await).await;
        for other in [&narrow, &stranger] {
            assert_eq!(house.ask(other.on(get("/api/v1/webhooks"))).await.json()["items"], json!([]));
            for request in [
                get(&path(&made, "")),
                get(&path(&made, "/deliveries")),
                send("PATCH", &path(&made, ""), &json!({ "name": "x" })),
                call("DELETE", &path(&made, "")),
                post(&path(&made, "/test"), &json!({})),
                post(&path(&made, "/secret"), &json!({})),
                post(&format!("/api/v1/webhook-deliveries/{delivery}/replay"), &json!({})),
            ] {
                let said = format!("{} {}", request.method(), request.uri());
                assert_eq!(house.ask(other.on(request)).await.code(), "not_found", "{said}");
            }
        }
        assert_eq!(house.ask(admin.on(call("DELETE", &path(&made, "")))).await.status, 204);
        house.world.visitor("孙").begins("二").await;
        house.world.settle().await;
        assert_eq!(crm.heard().len(), 1);
        let audit = house.ask(admin.on(get("/api/v1/audit?limit=100"))).await.text();
        assert!(audit.contains("webhook.created") && audit.contains("webhook.deleted") && !audit.contains("token=t"));
    })
    .await;
}
