//! Keys of programs: what each opens, what is refused by name, when it ends.
use crate::house::{House, Signed, call, get, knock, post, send, with};
use crate::rights::operations;
use axum::{body::Body, http::Request};
use model::{Role, Span};
use serde_json::{Value, json};

async fn key(house: &House, admin: &Signed, asked: &Value) -> Value {
    let made = house.ask(admin.on(post("/api/v1/api-keys", asked))).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made.json()
}

fn by(key: &Value, request: Request<Body>) -> Request<Body> {
    with(request, "authorization", &format!("Bearer {}", key["key"].as_str().unwrap()))
}

/// The scopes that the document asks of a key there; `None`: people only.
fn asked_of_keys(operation: &Value) -> Option<Vec<String>> {
    let ways = operation["security"].as_array().unwrap();
    let key = ways.iter().find_map(|way| way.get("key"))?;
    Some(key.as_array().unwrap().iter().map(|scope| scope.as_str().unwrap().to_owned()).collect())
}

#[tokio::test]
async fn every_address_names_its_scope_or_is_for_people_only() {
    let mut people = vec![];
    for (method, path, operation) in operations() {
        if !path.starts_with("/api/v1/") || operation["security"] == json!([{}]) {
            continue;
        }
        match asked_of_keys(&operation) {
            None => people.push(format!("{method} {path}")),
            Some(scopes) => {
                assert!(scopes.len() == 1 && scopes[0].parse::<model::Scope>().is_ok_and(|it| it != model::Scope::All));
                let writes = !scopes[0].ends_with(":read");
                assert!(method != "GET" || !writes, "{method} {path} needs {scopes:?}");
                let harmless = path.ends_with("/merge-preview");
                assert!(method == "GET" || writes || harmless, "{method} {path} needs only {scopes:?}");
            }
        }
    }
    people.sort_unstable();
    assert_eq!(
        people,
        [
            "DELETE /api/v1/agent-invites/{id}",
            "DELETE /api/v1/agents/{id}/totp",
            "DELETE /api/v1/api-keys/{id}",
            "DELETE /api/v1/session",
            "DELETE /api/v1/session/totp",
            "DELETE /api/v1/sessions",
            "DELETE /api/v1/sessions/{id}",
            "GET /api/v1/api-keys",
            "GET /api/v1/conversations/{id}/panels",
            "GET /api/v1/session",
            "GET /api/v1/session/totp",
            "GET /api/v1/sessions",
            "PATCH /api/v1/session/preferences",
            "POST /api/v1/agent-invites",
            "POST /api/v1/agents/{id}/password-reset",
            "POST /api/v1/api-keys",
            "POST /api/v1/conversations/{id}/orders/{number}/actions/{key}",
            "POST /api/v1/order-acts/{id}/check",
            "POST /api/v1/session/totp",
            "PUT /api/v1/session/password",
            "PUT /api/v1/session/totp",
        ],
        "an address that no key opens: if a program may ask there, give it a line in api/src/scope.rs"
    );
}

/// A webhook is told whole messages: who may not read those by the same key is refused, whatever else they may.
const CARRY_MESSAGES: [&str; 5] = [
    "POST /api/v1/webhooks",
    "PATCH /api/v1/webhooks/{id}",
    "POST /api/v1/webhooks/{id}/test",
    "GET /api/v1/webhooks/{id}/deliveries",
    "POST /api/v1/webhook-deliveries/{id}/replay",
];

#[tokio::test]
async fn a_key_opens_what_it_is_for_and_is_told_what_it_lacks() {
    knock(async |house| {
        let (_, admin) = house.signed("管理", Role::Administrator).await;
        let all = [
            "conversations:read",
            "conversations:write",
            "customers:read",
            "customers:write",
            "customers:reveal",
            "orders:read",
            "orders:write",
            "events:read",
            "settings:read",
            "settings:write",
            "channels:read",
            "channels:write",
            "people:read",
            "people:write",
            "audit:read",
            "webhooks:read",
            "webhooks:write",
        ];
        for mine in all {
            let made = json!({ "name": mine, "role": "administrator", "scopes": [mine] });
            let key = key(house, &admin, &made).await;
            for (method, path, operation) in operations() {
                let is_open = operation["security"] == json!([{}]);
                if !path.starts_with("/api/v1/") || is_open {
                    continue;
                }
                let at = path.replace("{id}", &house.nobody()).replace("{kind}", "tag");
                let reads = method == "GET" || method == "DELETE";
                let request = if reads { call(&method, &at) } else { send(&method, &at, &json!({})) };
                let answer = house.ask(by(&key, request)).await;
                if CARRY_MESSAGES.contains(&format!("{method} {path}").as_str()) {
                    let refused = matches!(answer.status.as_u16(), 403 | 422);
                    assert!(refused, "{mine}: {method} {path}: {}", answer.text());
                    continue;
                }
                let may = asked_of_keys(&operation).is_some_and(|scopes| scopes == [mine]);
                assert_eq!(answer.status == 403, !may, "{mine}: {method} {path}: {}", answer.text());
                if let Some([scope]) = asked_of_keys(&operation).as_deref()
                    && !may
                {
                    assert_eq!(answer.code(), "forbidden");
                    assert!(
                        answer.json()["detail"].as_str().unwrap().contains(&format!("`{scope}`")),
                        "{}",
                        answer.text()
                    );
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_key_sees_its_brands_ends_in_time_and_says_when_it_was_used() {
    knock(async |house| {
        let shop = house.world.shop();
        shop.another_brand("分店").await;
        let (_, admin) = house.signed("管理", Role::Administrator).await;
        let end = (house.world.now() + Span::hours(2)).to_string();
        let asked = json!({ "name": "CRM", "role": "agent", "scopes": ["conversations:read"],
            "brands": [shop.brand], "expires_at": end });
        let made = key(house, &admin, &asked).await;
        assert_eq!(made["used_at"], Value::Null);
        let brands = house.ask(by(&made, get("/api/v1/brands"))).await.json();
        assert_eq!(brands["items"].as_array().unwrap().len(), 1, "{brands}");

        let listed = async || house.ask(admin.on(get("/api/v1/api-keys"))).await.json()["items"][0].clone();
        let first = listed().await;
        assert_eq!((&first["expires_at"], &first["scopes"]), (&json!(end), &json!(["conversations:read"])));
        house.world.later(Span::seconds(50)).await;
        house.ask(by(&made, get("/api/v1/counts"))).await;
        assert_eq!(listed().await["used_at"], first["used_at"], "at most one write in a minute");
        house.world.later(Span::seconds(20)).await;
        house.ask(by(&made, get("/api/v1/counts"))).await;
        assert_ne!(listed().await["used_at"], first["used_at"]);

        house.world.later(Span::hours(2)).await;
        assert_eq!(house.ask(by(&made, get("/api/v1/counts"))).await.code(), "unauthenticated");
        assert_eq!(listed().await["id"], made["id"], "its name stays until it is revoked");
    })
    .await;
}

#[tokio::test]
async fn all_wrong_fields_of_a_new_key_are_told_at_once() {
    knock(async |house| {
        let (_, admin) = house.signed("管理", Role::Administrator).await;
        let past = (house.world.now() - Span::hours(1)).to_string();
        let asked =
            json!({ "name": " ", "role": "agent", "scopes": [], "brands": [house.nobody()], "expires_at": past });
        let answer = house.ask(admin.on(post("/api/v1/api-keys", &asked))).await;
        let fields: Vec<_> = answer.json()["errors"].as_array().unwrap().iter().map(|it| it["field"].clone()).collect();
        assert_eq!(
            (answer.code().as_str(), fields),
            ("invalid", vec![json!("name"), json!("brands"), json!("scopes"), json!("expires_at")])
        );
        for odd in
            [json!({ "name": "x", "role": "agent", "scopes": ["root"] }), json!({ "name": "x", "role": "auditor" })]
        {
            assert_eq!(house.ask(admin.on(post("/api/v1/api-keys", &odd))).await.code(), "invalid");
        }
        for name in ["订单 CRM", "👨‍👩‍👧‍👦 \u{202e}x", "'; DROP TABLE api_key; --"] {
            let made = key(house, &admin, &json!({ "name": name, "role": "agent" })).await;
            assert_eq!((&made["name"], &made["scopes"]), (&json!(name), &json!(["all"])));
        }
        let again =
            house.ask(admin.on(post("/api/v1/api-keys", &json!({ "name": "订单 crm", "role": "agent" })))).await;
        assert_eq!(again.json()["errors"][0]["code"], "taken");
    })
    .await;
}

#[tokio::test]
async fn a_program_whose_key_has_ended_holds_nothing() {
    knock(async |house| {
        let (_, admin) = house.signed("管理", Role::Administrator).await;
        let end = (house.world.now() + Span::hours(1)).to_string();
        let asked = json!({ "name": "机器人", "role": "agent", "expires_at": end });
        let made = key(house, &admin, &asked).await;
        let ready = send("PUT", "/api/v1/presence", &json!({ "presence": "ready" }));
        assert_eq!(house.ask(by(&made, ready)).await.json()["presence"], "ready");
        let c = house.world.visitor("李").begins("灯不亮了").await;
        house.world.settle().await;
        let accept = post(&format!("/api/v1/conversations/{c}/accept"), &json!({}));
        assert_eq!(house.ask(by(&made, accept)).await.json()["place"], "agent");
        house.world.later(Span::minutes(75)).await;
        let now = house.ask(admin.on(get(&format!("/api/v1/conversations/{c}")))).await.json();
        assert_eq!((&now["place"], &now["owner"]), (&json!("queue"), &Value::Null), "{now}");
    })
    .await;
}

#[tokio::test]
async fn a_key_for_webhooks_alone_is_told_no_messages() {
    knock(async |house| {
        let (_, admin) = house.signed("管理", Role::Administrator).await;
        let webhook = json!({ "name": "CRM", "url": "https://crm.example/in", "kinds": ["message.received"] });
        for (scopes, status) in [
            (json!(["webhooks:read", "webhooks:write"]), 403),
            (json!(["webhooks:read", "webhooks:write", "conversations:read"]), 201),
        ] {
            let made = json!({ "name": scopes.to_string(), "role": "administrator", "scopes": scopes });
            let key = key(house, &admin, &made).await;
            let answer = house.ask(by(&key, send("POST", "/api/v1/webhooks", &webhook))).await;
            assert_eq!(answer.status.as_u16(), status, "{}", answer.text());
        }
    })
    .await;
}

#[tokio::test]
async fn no_program_makes_itself_a_person() {
    knock(async |house| {
        let (_, admin) = house.signed("管理", Role::Administrator).await;
        let made = json!({ "name": "HR", "role": "administrator", "scopes": ["people:read", "people:write"] });
        let key = key(house, &admin, &made).await;
        let invite = json!({ "email": "mole@shop.example", "name": "鼹", "role": "administrator" });
        let answer = house.ask(by(&key, send("POST", "/api/v1/agent-invites", &invite))).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (403, "forbidden"), "{}", answer.text());
        let (wang, _) = house.signed("王", Role::Agent).await;
        let path = format!("/api/v1/agents/{}", wang.id);
        let raise = send("PATCH", &path, &json!({ "role": "administrator" }));
        assert_eq!(house.ask(by(&key, raise)).await.status.as_u16(), 403);
        let lower = send("PATCH", &path, &json!({ "role": "supervisor" }));
        assert_eq!(house.ask(by(&key, lower)).await.status.as_u16(), 200);
    })
    .await;
}
