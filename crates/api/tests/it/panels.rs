//! Side panels: signed addresses, frames that lead nowhere else; and secrets in settings, which nobody reads back.
use crate::house::{House, Signed, get, knock, knock_on_both, post, send};
use crate::orders::{SECRET, source};
use hmac::{Hmac, KeyInit as _, Mac as _};
use model::{Role, Span};
use serde_json::{Value, json};
use sha2::Sha256;
use testkit::Endpoint;

/// Verifies as a tenant's page does, from the words of the guide.
fn is_signed(url: &str, secret: &str, now: i64) -> bool {
    use base64::Engine as _;
    let query = url.split_once('?').unwrap().1;
    let (signed, signature) = query.split_once("&signature=").unwrap();
    let key = base64::engine::general_purpose::STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    mac.update(signed.as_bytes());
    let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    let at = signed.split('&').find_map(|pair| pair.strip_prefix("timestamp=")).unwrap().parse::<i64>().unwrap();
    hex == signature && (now - at).abs() <= 300
}

async fn panel(house: &House, admin: &Signed, name: &str, more: Value) -> crate::house::Answer {
    let mut fields = json!({ "url": "https://crm.example/panel?shop=1", "secret": SECRET, "title_en": "Member" });
    for (key, value) in more.as_object().unwrap() {
        fields[key] = value.clone();
    }
    house.ask(admin.on(post("/api/v1/settings/side_panel", &json!({ "name": name, "fields": fields })))).await
}

#[tokio::test]
async fn an_address_says_who_is_looked_at_signed_for_five_minutes() {
    knock_on_both(async |house| {
        let (_, admin) = house.signed("管理", Role::Administrator).await;
        let (wang, browser) = house.signed("王", Role::Agent).await;
        let c = house.world.visitor("李").signs_in_as("4 2&x=ü").begins("你好").await;
        let path = format!("/api/v1/conversations/{c}/panels");
        let none = house.ask(browser.on(get(&path))).await.json();
        assert_eq!(none, json!({ "items": [], "orders": false }));
        assert_eq!(panel(house, &admin, "会员", json!({})).await.status, 201);
        let other = house.world.shop().another_brand("副牌").await.brand;
        assert_eq!(panel(house, &admin, "副牌的", json!({ "brands": [other.to_string()] })).await.status, 201);
        let seen = house.ask(browser.on(get(&path))).await.json();
        assert_eq!(seen["items"].as_array().unwrap().len(), 1, "of this brand");
        let one = &seen["items"][0];
        let now = house.world.now().0 / 1_000_000;
        let url = one["url"].as_str().unwrap();
        assert!(is_signed(url, SECRET, now) && !is_signed(url, SECRET, now + 301), "{url}");
        assert!(url.starts_with("https://crm.example/panel?shop=1&conversation="), "{url}");
        assert!(!is_signed(&url.replace("agent=", "agent=0"), SECRET, now));
        assert_eq!(
            (&one["title"], &one["origin"]),
            (&json!({ "zh-CN": "会员", "en": "Member" }), &json!("https://crm.example"))
        );
        let context = &one["context"];
        assert_eq!((&context["external_id"], &context["agent"]), (&json!("4 2&x=ü"), &json!(wang.id)));
        house.world.clock().pass(Span::minutes(4));
        let fresh = house.ask(browser.on(get(&path))).await.json();
        assert_ne!(fresh["items"][0]["url"], one["url"]);
    })
    .await;
}

#[tokio::test]
async fn the_room_lets_in_this_panel_and_nobody_else() {
    knock(async |house| {
        let (_, admin) = house.signed("管理", Role::Administrator).await;
        let (_, browser) = house.signed("王", Role::Agent).await;
        let made = panel(house, &admin, "会员", json!({})).await.json();
        let path = format!("/panel/{}", made["id"].as_str().unwrap());
        let room = house.ask(browser.on(get(&path))).await;
        let policy = room.header("content-security-policy");
        assert_eq!(
            policy,
            "default-src 'none'; frame-src https://crm.example; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
        );
        assert_eq!(room.header("x-frame-options"), "SAMEORIGIN");
        assert_eq!(house.ask(get(&path)).await.code(), "unauthenticated");
        let elsewhere = house.world.another_shop("别家").await;
        let stranger = house.sign_in(&elsewhere.hire("陌生人", Role::Administrator).await).await;
        assert_eq!(house.ask(stranger.on(get(&path))).await.code(), "not_found");
        assert_eq!(house.ask(browser.on(get(&format!("/panel/{}", house.nobody())))).await.code(), "not_found");
        let console = house.ask(with_html(get("/"))).await;
        assert!(!console.header("content-security-policy").contains("crm.example"), "nobody learns whose panels there are");
    })
    .await;
}

fn with_html(request: axum::http::Request<axum::body::Body>) -> axum::http::Request<axum::body::Body> {
    crate::house::with(request, "accept", "text/html")
}

#[tokio::test]
async fn what_may_not_be_framed_is_refused_and_five_are_enough() {
    knock(async |house| {
        let (_, admin) = house.signed("管理", Role::Administrator).await;
        for url in [
            "http://crm.example/panel",
            "http://localhost:8080/inbox",
            "https://u:p@crm.example/",
            "https://crm.example/#x",
            "https://crm.example/?signature=1",
            "javascript:alert(1)",
            "https://'self'/",
        ] {
            let said = panel(house, &admin, "会员", json!({ "url": url })).await;
            assert_eq!(
                (said.status.as_u16(), said.json()["errors"][0]["field"].as_str()),
                (422, Some("fields.url")),
                "{url}"
            );
        }
        assert_eq!(panel(house, &admin, "本机", json!({ "url": "http://127.0.0.1:9/p" })).await.status, 201);
        for n in 1..5 {
            assert_eq!(panel(house, &admin, &format!("第{n}个"), json!({})).await.status, 201);
        }
        assert_eq!(panel(house, &admin, "太多", json!({})).await.json()["errors"][0]["code"], "too_many");
    })
    .await;
}

#[tokio::test]
async fn a_secret_is_written_and_never_read_back() {
    knock_on_both(async |house| {
        let shop = Endpoint::opens().await;
        house.world.opens_the_web(&[&shop]);
        let (_, admin) = house.signed("管理", Role::Administrator).await;
        let made = source(house, &admin, &shop).await;
        let at = format!("/api/v1/settings/order_source/{}", made["id"].as_str().unwrap());
        assert_eq!(made["fields"]["secret"], true);
        let fields = |secret: Value| json!({ "fields": { "url": shop.url("/other"), "secret": secret } });
        let kept = house.ask(admin.on(send("PATCH", &at, &fields(json!(true))))).await;
        assert_eq!((kept.status.as_u16(), &kept.json()["fields"]["secret"]), (200, &json!(true)));
        for wrong in [json!("hunter2"), json!("whsec_AAAA"), json!(""), json!(false), json!(7), json!([])] {
            let said = house.ask(admin.on(send("PATCH", &at, &fields(wrong.clone())))).await;
            assert_eq!(said.json()["errors"][0]["field"], "fields.secret", "{wrong}");
        }
        let renewed = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDsmXbzjNDx5k=";
        let renamed = json!({ "name": "商城二" });
        assert_eq!(house.ask(admin.on(send("PATCH", &at, &renamed))).await.status, 200, "nothing said: it stays");
        assert_eq!(house.ask(admin.on(send("PATCH", &at, &fields(json!(renewed))))).await.status, 200);
        let versions = house.ask(admin.on(get(&format!("{at}/versions")))).await;
        assert!(versions.json()["items"].as_array().unwrap().iter().all(|it| it["fields"]["secret"] == true));
        let back = house.ask(admin.on(post(&format!("{at}/restore"), &json!({ "version": 1 })))).await;
        assert_eq!(back.json()["fields"]["secret"], true);
        let list = house.ask(admin.on(get("/api/v1/settings/order_source"))).await;
        let audit = house.ask(admin.on(get("/api/v1/audit"))).await;
        for said in [&list, &versions, &back, &audit] {
            let text = said.text();
            assert!(!text.contains("whsec_") && !text.contains("MfKQ9r8G") && !text.contains("C2FVsBQI"), "{text}");
        }
        // The one that was restored is the one that signs.
        let (wang, browser) = house.signed("王", Role::Agent).await;
        drop(wang);
        let c = house.world.visitor("李").signs_in_as("42").begins("在吗").await;
        house.ask(browser.on(get(&format!("/api/v1/conversations/{c}/orders")))).await;
        let now = house.world.now().0 / 1_000_000;
        assert!(crate::webhook_proof::is_signed(&shop.heard()[0], SECRET, now));

        let (_, operator) = house.signed("运营", Role::Operator).await;
        let path = "/api/v1/settings/order_source";
        assert_eq!(house.ask(operator.on(get(path))).await.json()["items"], json!([]), "administrators keep it");
        let tried = json!({ "name": "x", "fields": { "url": shop.url("/"), "secret": SECRET } });
        assert_eq!(house.ask(operator.on(post(path, &tried))).await.code(), "forbidden");
        let inside = json!({ "name": "x", "fields": { "url": "http://169.254.169.254/", "secret": SECRET } });
        assert_eq!(house.ask(admin.on(post(path, &inside))).await.json()["errors"][0]["field"], "fields.url");
    })
    .await;
}
