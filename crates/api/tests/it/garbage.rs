//! Garbage at every write of the document: refused as a problem or taken as a text, never a page, a panic or silence.
use crate::house::{Answer, House, Signed, knock};
use crate::rights::operations;
use axum::{body::Body, http::Request};
use model::Role;
use serde_json::{Map, Value, json};

/// What takes JSON: method, path, and the schema of the body.
fn writes() -> Vec<(String, String, Value)> {
    let takes = |operation: &Value| operation["requestBody"]["content"]["application/json"]["schema"].clone();
    let all = operations().into_iter().map(|(method, path, operation)| (method, path, takes(&operation)));
    all.filter(|(_, path, schema)| path.starts_with("/api/") && !schema.is_null()).collect()
}

async fn sends(house: &House, signed: &Signed, (method, path): (&str, &str), body: Vec<u8>) -> Answer {
    let path = path.replace("{id}", &house.nobody()).replace("{kind}", "disposition").replace("{code}", "nothing");
    let request = Request::builder().method(method).uri(path).header("content-type", "application/json");
    house.ask(signed.on(request.body(Body::from(body)).unwrap())).await
}

fn is_problem(answer: &Answer) -> bool {
    answer.header("content-type") == "application/problem+json"
        && answer.json()["type"].as_str().is_some_and(|it| it.starts_with("/problems/"))
}

#[tokio::test]
async fn malformed_json_is_a_bad_request_at_every_write() {
    knock(async |house| {
        let (_, admin) = house.signed("管理", Role::Administrator).await;
        let deep = "[".repeat(100_000);
        let broken: &[&[u8]] = &[
            b"",
            b"{",
            b"[1",
            b"nul",
            b"{\"a\":}",
            b"{\"a\":1,}",
            b"{\"a\":1}}",
            b"{'a':1}",
            b"\"\\ud800\"",
            b"{\"a\":\"\\x\"}",
            b"{\"a\":\"\xff\"}",
            b"\xef\xbb\xbf{}",
            b"{\"a\":\"\x01\"}",
            deep.as_bytes(),
        ];
        let all = writes();
        assert!(all.len() > 40, "{}", all.len());
        for (method, path, _) in &all {
            for body in broken {
                let answer = sends(house, &admin, (method, path), body.to_vec()).await;
                let told = (answer.status.as_u16(), is_problem(&answer));
                let start = String::from_utf8_lossy(&body[..body.len().min(20)]).into_owned();
                assert!(
                    matches!(told, (400 | 401 | 404 | 422, true)),
                    "{method} {path} {start}: {told:?} {}",
                    answer.text()
                );
            }
        }
    })
    .await;
}

/// The fields of a body, with those of what it refers to.
fn fields(document: &Value, schema: &Value) -> Map<String, Value> {
    let mut all = Map::new();
    if let Some(name) = schema["$ref"].as_str().and_then(|it| it.rsplit('/').next()) {
        all.extend(fields(document, &document["components"]["schemas"][name]));
    }
    for part in ["allOf", "oneOf", "anyOf"].iter().filter_map(|key| schema[*key].as_array()).flatten() {
        all.extend(fields(document, part));
    }
    if let Some(properties) = schema["properties"].as_object() {
        all.extend(properties.clone());
    }
    all
}

/// A body with this text wherever a text may stand, and what fits elsewhere.
fn filled(document: &Value, schema: &Value, text: &str) -> Value {
    let value = |it: &Value| match it["type"].as_str().or_else(|| it["type"][0].as_str()) {
        Some("integer" | "number") => json!(1),
        Some("boolean") => json!(true),
        Some("array") => json!([text]),
        Some("object") => json!({ text: text }),
        _ => json!(text),
    };
    Value::Object(fields(document, schema).iter().map(|(key, it)| (key.clone(), value(it))).collect())
}

#[tokio::test]
async fn naughty_texts_are_taken_or_refused_and_break_nothing() {
    knock(async |house| {
        let document: Value = serde_json::from_str(&api::openapi()).unwrap();
        let (_, admin) = house.signed("管理", Role::Administrator).await;
        let long = "长".repeat(300_000);
        let texts = [
            "",
            " ",
            "\u{0}",
            "a\u{0}b",
            "\u{1}\u{7}\u{1b}[31m",
            "\u{202e}gnp.exe\u{2066}",
            "\u{200b}\u{200d}\u{feff}",
            "𠮷👨‍👩‍👧‍👦",
            "Z̸̧̡a̷l͜g̶o̴",
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "{{customer.name}} ${7*7} %n%s",
            "'; DROP TABLE agent; --",
            "../../../etc/passwd",
            "=cmd|' /C calc'!A0",
            "NaN",
            "1e400",
            &long,
        ];
        for (method, path, schema) in &writes() {
            for text in texts {
                let body = filled(&document, schema, text).to_string().into_bytes();
                let answer = sends(house, &admin, (method, path), body).await;
                let status = answer.status.as_u16();
                let start: String = text.chars().take(20).collect();
                assert!(status < 500, "{method} {path} {start:?}: {status} {}", answer.text());
                assert!(status < 400 || is_problem(&answer), "{method} {path} {start:?}: {status} {}", answer.text());
                assert!(!answer.text().contains("\\u0000"), "{method} {path}: a NUL came back");
            }
        }
        // Whoever asked is still who they were, and the house still answers.
        let session = house.ask(admin.on(crate::house::get("/api/v1/audit/verify"))).await;
        assert!(session.status == 200 || session.status == 401, "{}", session.text());
    })
    .await;
}
