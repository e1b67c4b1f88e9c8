//! The OpenAPI 3.1 document: what the handlers say of themselves, completed here with what holds for all of them, so that no handler
//! repeats it: the problems every request may meet, who may ask, `Idempotency-Key`.
use crate::{
    problem::ProblemBody,
    scope::{self, Need},
    shape::{
        agent_frame::{AgentClientFrame, AgentServerFrame},
        visitor_frame::{VisitorClientFrame, VisitorServerFrame},
        webhook::WebhookPayload,
    },
};
use serde_json::{Map, Value, json};
use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Parlor",
        version = "1",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
        description = "Omnichannel contact centre. docs/api.md tells the story; the frames of the sockets are among the components."
    ),
    components(schemas(
        ProblemBody,
        AgentClientFrame,
        AgentServerFrame,
        VisitorClientFrame,
        VisitorServerFrame,
        WebhookPayload
    ))
)]
pub(crate) struct Base;

/// The document as JSON text, keys in order, two spaces deep, no newline at the end.
pub(crate) fn render(base: utoipa::openapi::OpenApi) -> String {
    let mut document = serde_json::to_value(base).unwrap_or_default();
    if let Some(components) = document.get_mut("components").and_then(Value::as_object_mut) {
        components.insert("securitySchemes".into(), security_schemes());
        components.insert("responses".into(), refusals());
    }
    let paths = document.get_mut("paths").and_then(Value::as_object_mut).into_iter().flatten();
    for (path, item) in paths {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            if let Some(operation) = operation.as_object_mut() {
                complete(path, method, operation);
            }
        }
    }
    serde_json::to_string_pretty(&document).unwrap_or_default()
}

fn security_schemes() -> Value {
    json!({
        "session": { "type": "apiKey", "in": "cookie", "name": "parlor_session",
            "description": "Set by `POST /api/v1/session`; named `__Host-parlor` on HTTPS" },
        "csrf": { "type": "apiKey", "in": "header", "name": "X-Parlor-CSRF", "description": "`csrf` of the session" },
        "key": { "type": "http", "scheme": "bearer", "description": "An API key; beside it the scope that it needs. Where it is not named, only people may ask" },
        "visitor": { "type": "apiKey", "in": "header", "name": "Authorization", "description": "`Visitor <token>`" },
    })
}

fn complete(path: &str, method: &str, operation: &mut Map<String, Value>) {
    let writes = method != "get";
    let is_api = path.starts_with("/api/");
    // Handlers of open doors say so themselves.
    let is_open = operation.get("security").is_some();
    let is_staff = path.starts_with("/api/v1/") && !is_open;
    if is_staff {
        let session = if writes { json!({"session": [], "csrf": []}) } else { json!({"session": []}) };
        let key = match scope::of(&method.to_uppercase(), path) {
            Need::Scope(scope) => Some(json!({ "key": [scope.as_str()] })),
            Need::People => None,
        };
        operation.insert("security".into(), key.into_iter().chain([session]).collect());
    }
    if method == "post" && is_staff {
        let parameters = operation.entry("parameters").or_insert_with(|| json!([]));
        if let Some(parameters) = parameters.as_array_mut() {
            parameters.push(json!({ "name": "Idempotency-Key", "in": "header", "required": false,
                "description": "The same key with the same body answers the same",
                "schema": { "type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[\\x21-\\x7e]+$" } }));
        }
    }
    let takes_values = operation.contains_key("parameters") || operation.contains_key("requestBody");
    let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) else { return };
    let mut statuses: Vec<&str> = Vec::new();
    if is_api {
        statuses.extend(["400", "404", "429", "500", "503"]);
    }
    if is_staff {
        statuses.extend(["401", "403"]);
    }
    if writes {
        statuses.extend(["409", "413", "415", "507"]);
    }
    if takes_values {
        statuses.push("422");
    }
    for status in statuses {
        responses.entry(status).or_insert_with(|| json!({ "$ref": format!("#/components/responses/{status}") }));
    }
    for (status, response) in responses.iter_mut() {
        let failed = status.starts_with('4') || status.starts_with('5');
        if let Some(response) = response.as_object_mut().filter(|response| failed && !response.contains_key("$ref")) {
            response.entry("content").or_insert_with(problem);
        }
    }
}

/// The problems any address may answer, once for all.
fn refusals() -> Value {
    let one = |said: &str| json!({ "description": said, "content": problem() });
    json!({
        "400": one("The request cannot be read"),
        "401": one("Not signed in"),
        "403": one("Not allowed, or from a foreign origin"),
        "404": one("Nothing there, or nothing this caller may see"),
        "409": one("The state of things, or the use of an Idempotency-Key, does not allow it"),
        "413": one("Over the limit named in `detail`, in bytes"),
        "415": one("Not the media type asked for"),
        "422": one("A field is invalid; `errors` names it"),
        "429": one("Too many requests; `Retry-After` says when to come back"),
        "500": one("Something broke on our side"),
        "503": one("No place for the moment; `Retry-After` says when to come back"),
        "507": one("Storage is full; nothing was stored"),
    })
}

fn problem() -> Value {
    json!({ "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } })
}
