//! Becoming somebody: cookies, their scheme, CSRF, origins, keys, limits.
use crate::house::{call, get, knock, knock_strictly, post, send, with};
use model::Role;
use serde_json::json;

#[tokio::test]
async fn a_session_lives_in_a_cookie_that_scripts_cannot_read() {
    knock(async |house| {
        let wang = house.world.agent("王").await;
        let asked = json!({ "email": wang.staff.agent.email.to_uppercase(), "password": "open sesame" });
        let answer = house.ask(post("/api/v1/session", &asked)).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        let cookie = answer.header("set-cookie");
        assert!(
            cookie.starts_with("parlor_session=") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"),
            "{cookie}"
        );
        assert!(!cookie.contains("Secure"), "{cookie}");
        assert_eq!(answer.json()["agent"]["name"], "王");

        let signed = house.sign_in(&wang).await;
        let me = house.ask(signed.on(get("/api/v1/session"))).await;
        assert_eq!((me.status.as_u16(), me.json()["csrf"].as_str()), (200, Some(signed.csrf.as_str())));
        let out = house.ask(signed.on(call("DELETE", "/api/v1/session"))).await;
        assert!(out.status == 204 && out.header("set-cookie").contains("Max-Age=0"));
        assert_eq!(house.ask(signed.on(get("/api/v1/session"))).await.code(), "unauthenticated");
    })
    .await;
}

#[tokio::test]
async fn https_has_the_host_cookie_and_plain_http_elsewhere_has_none() {
    knock(async |house| {
        let wang = house.world.agent("王").await;
        let asked = json!({ "email": wang.staff.agent.email, "password": "open sesame" });
        let by = |request| with(with(request, "host", "chat.example.com"), "x-forwarded-for", "9.9.9.9");
        let secure = house.ask(with(by(post("/api/v1/session", &asked)), "x-forwarded-proto", "https")).await;
        assert!(
            secure.header("set-cookie").starts_with("__Host-parlor=")
                && secure.header("set-cookie").ends_with("; Secure")
        );
        assert_eq!(secure.header("strict-transport-security"), "max-age=31536000");
        let plain = house.ask(by(post("/api/v1/session", &asked))).await;
        assert_eq!((plain.status.as_u16(), plain.code().as_str()), (403, "forbidden"));
        assert!(!plain.headers.contains_key("set-cookie"));
        // Who is not our proxy cannot claim to be behind one.
        let forged =
            with(with(post("/api/v1/session", &asked), "host", "chat.example.com"), "x-forwarded-proto", "https");
        assert_eq!(house.ask_from("203.0.113.7:999", forged).await.code(), "forbidden");
    })
    .await;
}

#[tokio::test]
async fn a_write_by_cookie_needs_the_token_and_our_own_origin() {
    knock(async |house| {
        let (_, signed) = house.signed("王", Role::Agent).await;
        let ready = || signed.on(send("PUT", "/api/v1/presence", &json!({ "presence": "ready" })));
        let mut bare = ready();
        bare.headers_mut().remove("x-parlor-csrf");
        assert_eq!(house.ask(bare).await.code(), "bad_csrf");
        assert_eq!(house.ask(with(ready(), "x-parlor-csrf", "AAAAAAAAAAAAAAAAAAAAAA")).await.code(), "bad_csrf");
        assert_eq!(house.ask(with(ready(), "origin", "https://evil.example")).await.code(), "bad_origin");
        assert_eq!(house.ask(with(ready(), "origin", "null")).await.code(), "bad_origin");
        assert_eq!(house.ask(with(ready(), "origin", "http://localhost:8080")).await.json()["presence"], "ready");
    })
    .await;
}

#[tokio::test]
async fn a_key_acts_without_cookie_until_it_is_revoked() {
    knock(async |house| {
        let (_, signed) = house.signed("管理", Role::Administrator).await;
        let made =
            house.ask(signed.on(post("/api/v1/api-keys", &json!({ "name": "CRM", "role": "agent" })))).await.json();
        let bearer = format!("Bearer {}", made["key"].as_str().unwrap());
        let by_key = |path| with(get(path), "authorization", &bearer);
        assert_eq!(house.ask(by_key("/api/v1/counts")).await.status, 200);
        assert_eq!(house.ask(by_key("/api/v1/api-keys")).await.code(), "forbidden");
        let tag = with(post("/api/v1/tags", &json!({ "name": "退换货" })), "authorization", &bearer);
        assert_eq!(house.ask(tag).await.status, 201);
        let listed = house.ask(signed.on(get("/api/v1/api-keys"))).await;
        assert!(!listed.text().contains(made["key"].as_str().unwrap()));
        assert_eq!((&made["role"], &listed.json()["items"][0]["role"]), (&json!("agent"), &json!("agent")));
        let path = format!("/api/v1/api-keys/{}", made["id"].as_str().unwrap());
        assert_eq!(house.ask(signed.on(call("DELETE", &path))).await.status, 204);
        assert_eq!(house.ask(by_key("/api/v1/counts")).await.code(), "unauthenticated");
    })
    .await;
}

#[tokio::test]
async fn guessing_a_password_is_slowed_down_whoever_guesses() {
    knock_strictly(async |house| {
        let wang = house.world.agent("王").await;
        let guess = |email: &str| post("/api/v1/session", &json!({ "email": email, "password": "guess" }));
        for _ in 0..20 {
            assert_eq!(house.ask(guess(&wang.staff.agent.email)).await.code(), "wrong_password");
        }
        let slowed = house.ask(guess(&wang.staff.agent.email)).await;
        assert_eq!((slowed.status.as_u16(), slowed.code().as_str()), (429, "rate_limited"));
        assert!(slowed.header("retry-after").parse::<u64>().unwrap() >= 1);
        assert_eq!(house.ask(guess("somebody.else@shop.example")).await.code(), "wrong_password");
    })
    .await;
}
