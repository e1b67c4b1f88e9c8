//! Web pages: who gets the console, who the widget, and what they may do in a browser.
use crate::house::{call, get, knock, knock_at_the_shop, knock_strictly, send, with};
use model::Role;
use serde_json::json;

#[tokio::test]
async fn a_person_who_types_an_address_gets_the_console_and_a_program_does_not() {
    knock(async |house| {
        let typed = |path: &str| with(get(path), "accept", "text/html,*/*;q=0.8");
        for path in ["/", "/inbox", "/inbox/mine/0197"] {
            let page = house.ask(typed(path)).await;
            assert_eq!(
                (page.status.as_u16(), page.header("content-type")),
                (200, "text/html; charset=utf-8"),
                "{path}"
            );
            let policy = page.header("content-security-policy");
            assert!(policy.contains("script-src 'self';") && policy.ends_with("frame-ancestors 'none'"), "{policy}");
            assert_ne!(page.header("cache-control"), "public", "{path}");
        }
        for path in [
            "/api/nothing",
            "/ws/nothing",
            "/hooks",
            "/files/x",
            "/demo",
            "/test/x",
            "/assets/nothing-1.js",
            "/favicon.ico",
        ] {
            assert_eq!(house.ask(typed(path)).await.code(), "not_found", "{path}");
        }
        assert_eq!(house.ask(with(get("/inbox"), "accept", "application/json")).await.code(), "not_found");
        assert_eq!(house.ask(call("POST", "/inbox")).await.code(), "not_found");
    })
    .await;
}

#[tokio::test]
async fn the_widget_may_be_framed_as_its_account_allows() {
    knock(async |house| {
        let page = house.ask(get(&format!("/widget/?account={}", house.page()))).await;
        assert_eq!(page.status, 200, "{}", page.text());
        assert!(
            page.header("content-security-policy").contains("frame-ancestors"),
            "{}",
            page.header("content-security-policy")
        );
        assert!(!page.headers.contains_key("x-frame-options"));
        assert_eq!(house.ask(get(&format!("/widget/?account={}", house.nobody()))).await.code(), "not_found");
        assert_eq!(house.ask(get("/widget/")).await.code(), "not_found");
    })
    .await;
}

#[tokio::test]
async fn a_list_of_sites_in_which_no_line_holds_lets_nobody_embed() {
    knock(async |house| {
        let (shop, desk) = (house.world.shop(), house.world.desk());
        let settings = [("allowed_origins".to_owned(), "shop.example.com".to_owned())].into();
        let (kind, name) = (testkit::PORCH.to_owned(), "从前".to_owned());
        let new = desk::NewAccount { kind, brand: shop.brand, queue: shop.queue, name, settings };
        let old = desk.make_account(shop.tenant, &new).await.unwrap();
        let path = format!("/api/visitor/config?account={}", old.id);
        let asked = house.ask(with(get(&path), "origin", "https://evil.example")).await;
        assert_eq!((asked.status.as_u16(), asked.code().as_str()), (403, "bad_origin"));
    })
    .await;
}

#[tokio::test]
async fn a_site_without_its_scheme_is_refused_and_named() {
    knock(async |house| {
        let (_, operator) = house.signed("运营", Role::Operator).await;
        let path = format!("/api/v1/channel-accounts/{}", house.page());
        let set = |lines: &str| send("PATCH", &path, &json!({ "settings": { "allowed_origins": lines } }));
        let refused = house.ask(operator.on(set("https://a.example\nshop.example.com"))).await;
        assert_eq!((refused.status.as_u16(), refused.code().as_str()), (422, "invalid"));
        let error = &refused.json()["errors"][0];
        assert_eq!(error["field"], "settings.allowed_origins");
        let said = error["detail"].as_str().unwrap();
        assert!(said.contains("shop.example.com") && said.contains("https://"), "{said}");
        let config = format!("/api/visitor/config?account={}", house.page());
        let asks = |from: &str| with(get(&config), "origin", from);
        assert_eq!(house.ask(asks("https://b.example")).await.status, 200, "nothing was set");
        assert_eq!(house.ask(operator.on(set("https://a.example\n\n"))).await.status, 200);
        assert_eq!(house.ask(asks("https://a.example")).await.status, 200);
        assert_eq!(house.ask(asks("https://b.example")).await.code(), "bad_origin");
    })
    .await;
}

#[tokio::test]
async fn the_document_is_served_and_test_doors_stay_shut() {
    knock_strictly(async |house| {
        assert_eq!(house.ask(get("/api/openapi.json")).await.json()["openapi"], "3.1.0");
        assert_eq!(house.ask(call("POST", "/test/agents")).await.code(), "not_found");
        assert_eq!(house.ask(get("/ws/echo")).await.code(), "not_found");
    })
    .await;
}

#[tokio::test]
async fn the_shops_facts_pass_our_own_door() {
    knock_at_the_shop(async |house| {
        let answer = house.ask(get("/demo/config.json")).await;
        assert_eq!((answer.status.as_u16(), answer.json()), (200, serde_json::json!({ "accounts": [] })));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert!(!answer.header("x-request-id").is_empty());
    })
    .await;
}
