//! What is malformed, misplaced or too large is refused by a whole problem, never by a page, a panic or silence.
use crate::house::{call, get, knock, post, send, with};
use axum::{
    body::Body,
    http::{Request, header},
};
use model::Role;
use serde_json::json;

#[tokio::test]
async fn malformed_requests_are_told_apart() {
    knock(async |house| {
        let (_, signed) = house.signed("王", Role::Agent).await;
        let raw = |kind: &str, body: &str| {
            let request = Request::builder().method("POST").uri("/api/v1/tags").header(header::CONTENT_TYPE, kind);
            signed.on(request.body(Body::from(body.to_owned())).unwrap())
        };
        let nobody = house.nobody();
        let thread = format!("/api/v1/conversations/{nobody}/messages?before=0");
        let cases = [
            (raw("application/json", "{"), 400, "bad_request"),
            (raw("application/json", "{\"name\":\"\\ud800\"}"), 400, "bad_request"),
            (raw("application/json", &format!("{{\"deep\":{}", "[".repeat(200_000))), 400, "bad_request"),
            (raw("text/plain", "{}"), 415, "unsupported_media_type"),
            (raw("application/json", "{}"), 422, "invalid"),
            (raw("application/json", "{\"name\":7}"), 422, "invalid"),
            (raw("application/json", &json!({ "name": "长".repeat(33) }).to_string()), 422, "invalid"),
            (raw("application/json", &format!("\"{}\"", "x".repeat(1024 * 1024))), 413, "too_large"),
            (signed.on(get("/api/v1/conversations/xyz")), 404, "not_found"),
            (
                signed.on(get(&format!("/api/v1/conversations/{{{nobody}}}").replace(['{', '}'], "%7B"))),
                404,
                "not_found",
            ),
            (signed.on(get(&format!("/api/v1/conversations/{nobody}"))), 404, "not_found"),
            (signed.on(get(&thread)), 422, "invalid"),
            (signed.on(get("/api/v1/agents?limit=101")), 422, "invalid"),
            (signed.on(get("/api/v1/agents?limit=x")), 422, "invalid"),
            (signed.on(get("/api/v1/agents?after=forged")), 400, "bad_cursor"),
            (signed.on(get("/api/v1/conversations?after=forged")), 400, "bad_cursor"),
            (signed.on(get("/api/v1/events?after=forged")), 400, "bad_cursor"),
            (signed.on(get("/api/v1/events?wait=26")), 422, "invalid"),
            (signed.on(call("POST", "/api/v1/counts")), 405, "method_not_allowed"),
            (signed.on(get("/api/v1/nothing")), 404, "not_found"),
            (get("/ws/agent"), 401, "unauthenticated"),
            (get("/ws/visitor"), 400, "bad_request"),
            (post("/hooks/pigeon/0123", &json!({})), 404, "not_found"),
        ];
        for (number, (request, status, code)) in cases.into_iter().enumerate() {
            let asked = format!("{number}: {} {}", request.method(), request.uri());
            let answer = house.ask(request).await;
            assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{asked}: {}", answer.text());
        }
    })
    .await;
}

#[tokio::test]
async fn a_problem_names_the_field_the_limit_and_the_methods() {
    knock(async |house| {
        let (_, signed) = house.signed("王", Role::Agent).await;
        let wrong = house.ask(signed.on(post("/api/v1/tags", &json!({ "name": null })))).await.json();
        assert_eq!((&wrong["errors"][0]["field"], &wrong["instance"]), (&json!("name"), &json!("/api/v1/tags")));
        let long = with(post("/api/v1/tags", &json!({})), "content-length", "1048577");
        let large = house.ask(signed.on(long)).await;
        assert!(large.json()["detail"].as_str().unwrap().contains("1048576"), "{}", large.text());
        let method = house.ask(signed.on(send("PUT", "/api/v1/tags", &json!({})))).await;
        assert!(
            method.header("allow").contains("GET") && method.header("allow").contains("POST"),
            "{}",
            method.header("allow")
        );
        assert_eq!(method.code(), "method_not_allowed");
    })
    .await;
}

#[tokio::test]
async fn every_answer_carries_its_id_and_the_strictest_headers() {
    knock(async |house| {
        let answer = house.ask(with(get("/healthz"), "x-request-id", "proxy-0001")).await;
        assert_eq!((answer.status.as_u16(), answer.header("x-request-id")), (200, "proxy-0001"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'");
        assert_eq!(answer.header("cache-control"), "no-store");
        let foreign = house.ask(with(get("/healthz"), "x-request-id", "a b\tc<script>")).await;
        assert_ne!(foreign.header("x-request-id"), "a b\tc<script>");
        assert_eq!(house.ask(get("/readyz")).await.status, 200);
        assert_eq!(house.ask(get("/metrics")).await.text(), "parlor_up 1\n");
    })
    .await;
}
