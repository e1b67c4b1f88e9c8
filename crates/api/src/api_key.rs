//! API keys: programs let in by an administrator.
use crate::{
    app::App,
    extract::{Id, Json, Page, Params},
    idempotent::KeepInstead,
    list::cut,
    problem::Problem,
    shape::{
        operation::{ApiKey, NewApiKey},
        page::ApiKeys,
    },
    who::{Administers, By},
};
use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use model::{ApiKeyId, Role};

/// Keys that let programs in; never the keys themselves.
#[utoipa::path(get, path = "/api/v1/api-keys", operation_id = "list_api_keys", tag = "operation", params(Page), responses((status = 200, body = ApiKeys)))]
pub async fn list(
    State(app): State<App>,
    By(who, _): By<Administers>,
    Params(page): Params<Page>,
) -> Result<Json<ApiKeys>, Problem> {
    let all = app.desk.keys(&who).await?;
    let (items, next) = cut(&app, &who, "api-keys", all, |(key, _)| key.id.0, &page)?;
    Ok(Json(ApiKeys { items: items.iter().map(|(key, role)| shown(key, *role, None)).collect(), next }))
}

/// Make a key; it is shown once, here.
#[utoipa::path(post, path = "/api/v1/api-keys", operation_id = "make_api_key", tag = "operation", request_body = NewApiKey, responses((status = 201, body = ApiKey)))]
pub async fn make(
    State(app): State<App>,
    By(who, _): By<Administers>,
    Json(asked): Json<NewApiKey>,
) -> Result<Response, Problem> {
    let name = asked.name.trim();
    if !(1..=100).contains(&name.chars().count()) {
        return Err(Problem::field("name", "length", "1 to 100 characters"));
    }
    let role = asked.role.into();
    let (key, text) = app.desk.make_key(&who, name, role).await?;
    // A repetition under the same Idempotency-Key answers without the key itself: it is kept nowhere.
    let kept = serde_json::to_string(&shown(&key, role, None)).unwrap_or_default();
    let made = Json(shown(&key, role, Some(text.expose().to_owned())));
    Ok((StatusCode::CREATED, Extension(KeepInstead(kept)), made).into_response())
}

/// Revoke a key: it opens nothing from now on.
#[utoipa::path(delete, path = "/api/v1/api-keys/{id}", operation_id = "revoke_api_key", tag = "operation", params(("id" = uuid::Uuid, Path)), responses((status = 204, description = "Revoked")))]
pub async fn revoke(
    State(app): State<App>,
    By(who, _): By<Administers>,
    Id(id): Id<ApiKeyId>,
) -> Result<StatusCode, Problem> {
    app.desk.revoke_key(&who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn shown(key: &model::ApiKey, role: Role, text: Option<String>) -> ApiKey {
    ApiKey {
        id: key.id.0,
        name: key.name.clone(),
        role: role.into(),
        prefix: key.prefix.clone(),
        created_at: key.created_at.into(),
        key: text,
    }
}
