//! Deny by default: every address of the document, asked by nobody and by those who may not.
use crate::house::{House, Signed, call, knock, send};
use axum::{body::Body, http::Request};
use desk::ReplyDraft;
use model::Role;
use serde_json::{Value, json};

pub fn operations() -> Vec<(String, String, Value)> {
    let document: Value = serde_json::from_str(&api::openapi()).unwrap();
    let mut all = vec![];
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            all.push((method.to_uppercase(), path.clone(), operation.clone()));
        }
    }
    all
}

fn request(house: &House, method: &str, path: &str) -> Request<Body> {
    let path = path.replace("{id}", &house.nobody());
    if method == "GET" || method == "DELETE" { call(method, &path) } else { send(method, &path, &json!({})) }
}

#[tokio::test]
async fn nobody_gets_nothing_below_api_v1() {
    knock(async |house| {
        let mut tried = 0;
        for (method, path, operation) in operations() {
            let is_open = operation["security"] == json!([{}]);
            if path.starts_with("/api/v1/") && !is_open {
                let answer = house.ask(request(house, &method, &path)).await;
                assert_eq!(
                    (answer.status.as_u16(), answer.code().as_str()),
                    (401, "unauthenticated"),
                    "{method} {path}"
                );
                tried += 1;
            }
        }
        assert!(tried > 35, "{tried}");
    })
    .await;
}

async fn refused(house: &House, signed: &Signed) -> Vec<String> {
    let mut all = vec![];
    for (method, path, _) in operations().into_iter().filter(|(_, path, _)| path.starts_with("/api/v1/")) {
        if path != "/api/v1/session" && house.ask(signed.on(request(house, &method, &path))).await.status == 403 {
            all.push(format!("{method} {path}"));
        }
    }
    all
}

// What each is for, by whom it is refused to somebody.
const KEYS: &[&str] = &["GET /api/v1/api-keys", "POST /api/v1/api-keys", "DELETE /api/v1/api-keys/{id}"];
const ACCOUNTS: &[&str] = &[
    "GET /api/v1/channel-accounts",
    "POST /api/v1/channel-accounts",
    "PATCH /api/v1/channel-accounts/{id}",
    "GET /api/v1/channel-accounts/{id}",
    "POST /api/v1/channel-accounts/{id}/check",
    "POST /api/v1/channel-accounts/{id}/code",
    "GET /api/v1/channel-kinds",
];
const REVIEWS: &[&str] = &["GET /api/v1/deliveries", "GET /api/v1/merges", "GET /api/v1/suggestions"];
const JOBS: &[&str] = &["GET /api/v1/dead-jobs", "POST /api/v1/dead-jobs/{id}/retry"];
const UNPARSED: &[&str] = &[
    "GET /api/v1/unparsed",
    "DELETE /api/v1/unparsed/{id}",
    "GET /api/v1/unparsed/{id}/raw",
    "POST /api/v1/unparsed/{id}/retry",
];
const RAW: &[&str] = &["GET /api/v1/messages/{id}/raw"];
const AUDIT: &[&str] = &["GET /api/v1/audit", "GET /api/v1/audit/verify"];
const PEOPLE: &[&str] = &[
    "GET /api/v1/people",
    "GET /api/v1/agents/{id}",
    "PATCH /api/v1/agents/{id}",
    "POST /api/v1/agents/{id}/password-reset",
    "GET /api/v1/agents/{id}/sessions",
    "DELETE /api/v1/agents/{id}/sessions",
    "DELETE /api/v1/agents/{id}/totp",
    "GET /api/v1/agent-invites",
    "POST /api/v1/agent-invites",
    "DELETE /api/v1/agent-invites/{id}",
];
const BRANDS: &[&str] = &[
    "POST /api/v1/brands",
    "POST /api/v1/brands/{id}/archive",
    "POST /api/v1/brands/{id}/restore",
    "GET /api/v1/retention/preview",
];
const ORGANISATION: &[&str] = &[
    "PATCH /api/v1/brands/{id}",
    "POST /api/v1/queues",
    "PATCH /api/v1/queues/{id}",
    "DELETE /api/v1/queues/{id}",
    "POST /api/v1/queues/{id}/restore",
];
/// Telling one is refused to the same people, behind its form: see `orders`.
const ORDERS: &[&str] = &["DELETE /api/v1/customers/{id}/orders/{number}"];
const WEBHOOKS: &[&str] = &[
    "GET /api/v1/webhooks",
    "POST /api/v1/webhooks",
    "GET /api/v1/webhooks/{id}",
    "PATCH /api/v1/webhooks/{id}",
    "DELETE /api/v1/webhooks/{id}",
    "POST /api/v1/webhooks/{id}/test",
    "POST /api/v1/webhooks/{id}/secret",
    "GET /api/v1/webhooks/{id}/deliveries",
    "POST /api/v1/webhook-deliveries/{id}/replay",
];

#[tokio::test]
async fn each_role_is_refused_what_is_not_its_own() {
    knock(async |house| {
        let staff = AUDIT.len() + PEOPLE.len() + BRANDS.len() + WEBHOOKS.len() + ORDERS.len();
        let (_, agent) = house.signed("坐席", Role::Agent).await;
        let mut expected: Vec<&str> =
            KEYS.iter().chain(ACCOUNTS).chain(REVIEWS).chain(JOBS).chain(UNPARSED).chain(RAW).copied().collect();
        expected.extend(AUDIT.iter().chain(PEOPLE).chain(BRANDS).chain(WEBHOOKS).chain(ORGANISATION).chain(ORDERS));
        expected.sort_unstable();
        let mut found = refused(house, &agent).await;
        found.sort_unstable();
        assert_eq!(found, expected);

        let (_, supervisor) = house.signed("班长", Role::Supervisor).await;
        assert_eq!(
            refused(house, &supervisor).await.len(),
            KEYS.len() + ACCOUNTS.len() + JOBS.len() + staff + ORGANISATION.len()
        );
        let (_, operator) = house.signed("运营", Role::Operator).await;
        assert_eq!(refused(house, &operator).await.len(), KEYS.len() + JOBS.len() + staff);
        let (_, administrator) = house.signed("管理", Role::Administrator).await;
        assert_eq!(refused(house, &administrator).await, Vec::<String>::new());

        let (_, auditor) = house.signed("审计", Role::Auditor).await;
        let writes = ["POST", "PUT", "PATCH", "DELETE"];
        let refused = refused(house, &auditor).await;
        for (method, path, _) in operations().into_iter().filter(|(_, path, _)| path.starts_with("/api/v1/")) {
            // Their own language, password, sessions and second factor, and how far they have read what, is theirs to set.
            let own = path.starts_with("/api/v1/session")
                || path.ends_with("/read")
                || path.starts_with("/api/v1/mentions/")
                || path.ends_with("/accept")
                || path == "/api/v1/setup/{code}";
            if writes.contains(&method.as_str()) && !own {
                assert!(refused.contains(&format!("{method} {path}")), "an auditor may {method} {path}");
            }
        }
    })
    .await;
}

async fn first_identity(hand: &testkit::Hand, customer: model::CustomerId) -> model::IdentityId {
    hand.world.desk().person(&hand.staff, customer).await.unwrap().identities[0].0.id
}

async fn session_of(hand: &testkit::Hand) -> model::SessionId {
    hand.world.desk().sessions(&hand.staff).await.unwrap()[0].id
}

#[tokio::test]
async fn one_tenant_sees_nothing_of_another() {
    knock(async |house| {
        let (wang, _) = house.signed("王", Role::Agent).await;
        wang.comes().await;
        let conversation = house.world.visitor("李").begins("你好").await;
        let customer = wang.sees(conversation).await.unwrap().customer;
        let (identity, page) = (first_identity(&wang, customer).await, house.world.shop().page.id);
        let boss = house.world.leader("班长").await;
        let note = ReplyDraft { note: true, mentions: vec![wang.id.0], ..boss.draft("@王").await };
        let note = boss.says(conversation, &note).await.unwrap().id;
        let elsewhere = house.world.another_shop("别家").await;
        let stranger = house.sign_in(&elsewhere.hire("陌生人", Role::Administrator).await).await;
        for path in [
            format!("/api/v1/conversations/{conversation}"),
            format!("/api/v1/conversations/{conversation}/messages"),
            format!("/api/v1/conversations/{conversation}/draft"),
            format!("/api/v1/conversations/{conversation}/legs"),
            format!("/api/v1/conversations/{conversation}/mentionable"),
            format!("/api/v1/conversations/{conversation}/invites"),
            format!("/api/v1/customers/{customer}"),
            format!("/api/v1/customers/{customer}/links"),
            format!("/api/v1/customers/{customer}/timeline"),
            format!("/api/v1/customers/{customer}/attachments"),
            format!("/api/v1/conversations/{conversation}/attachments"),
            format!("/api/v1/suggestions?customer={customer}"),
            format!("/api/v1/channel-accounts/{page}"),
            format!("/api/v1/agents/{}", wang.id),
            format!("/api/v1/agents/{}/sessions", wang.id),
        ] {
            assert_eq!(house.ask(stranger.on(call("GET", &path))).await.code(), "not_found", "{path}");
        }
        let other = json!({ "other": customer });
        for (method, path, body) in [
            ("POST", format!("/api/v1/conversations/{conversation}/accept"), json!({})),
            ("POST", format!("/api/v1/conversations/{conversation}/invites"), json!({ "account": page })),
            ("POST", format!("/api/v1/mentions/{note}/read"), json!({})),
            ("POST", format!("/api/v1/customers/{customer}/merge-preview"), other.clone()),
            ("POST", format!("/api/v1/customers/{customer}/merges"), other),
            ("PATCH", format!("/api/v1/customers/{customer}"), json!({ "remark": "x" })),
            ("PATCH", format!("/api/v1/identities/{identity}"), json!({ "class": "shared" })),
            ("POST", format!("/api/v1/channel-accounts/{page}/check"), json!({})),
            ("PATCH", format!("/api/v1/agents/{}", wang.id), json!({ "name": "x" })),
            ("POST", format!("/api/v1/agents/{}/password-reset", wang.id), json!({})),
            ("DELETE", format!("/api/v1/agents/{}/sessions", wang.id), json!({})),
            ("DELETE", format!("/api/v1/agents/{}/totp", wang.id), json!({})),
            ("DELETE", format!("/api/v1/sessions/{}", session_of(&wang).await), json!({})),
        ] {
            let asked = house.ask(stranger.on(send(method, &path, &body))).await;
            assert_eq!(asked.code(), "not_found", "{method} {path}");
        }
    })
    .await;
}
