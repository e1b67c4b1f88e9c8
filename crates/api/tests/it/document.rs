//! The committed OpenAPI document is the one the code describes.

const COMMITTED: &str = include_str!("../../openapi.json");

#[test]
fn the_committed_document_is_the_one_the_code_describes() {
    let described = api::openapi() + "\n";
    let first = described.lines().zip(COMMITTED.lines()).enumerate().find(|(_, (now, then))| now != then);
    assert!(
        described == COMMITTED,
        "crates/api/openapi.json is not what the code describes; first difference: {first:?}. \
         Write it anew with `parlor openapi > crates/api/openapi.json`"
    );
}

#[test]
fn every_refusal_is_a_problem_and_every_write_may_be_repeated() {
    let document: serde_json::Value = serde_json::from_str(&api::openapi()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    assert!(paths.len() > 40);
    for (path, item) in paths {
        for (method, operation) in item.as_object().unwrap() {
            let place = format!("{method} {path}");
            let responses = operation["responses"].as_object().unwrap();
            for (status, response) in responses.iter().filter(|(status, _)| status.starts_with(['4', '5'])) {
                let shared = response["$ref"].as_str().map(|name| name.replace("#/components/responses/", ""));
                let response = shared.map_or(response, |name| &document["components"]["responses"][name]);
                assert!(response["content"].get("application/problem+json").is_some(), "{place} {status}");
            }
            if path.starts_with("/api/v1/") && operation["security"] != serde_json::json!([{}]) {
                assert!(responses.contains_key("401") && responses.contains_key("403"), "{place}");
                let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
                let has_key = parameters.iter().any(|parameter| parameter["name"] == "Idempotency-Key");
                assert_eq!(has_key, method == "post", "{place}");
            }
        }
    }
}
