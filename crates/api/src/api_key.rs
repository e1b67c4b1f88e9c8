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
use model::ApiKeyId;

/// Keys that let programs in; never the keys themselves.
#[utoipa::path(get, path = "/api/v1/api-keys", operation_id = "list_api_keys", tag = "operation", params(Page), responses((status = 200, body = ApiKeys)))]
pub async fn list(
    State(app): State<App>,
    By(who, _): By<Administers>,
    Params(page): Params<Page>,
) -> Result<Json<ApiKeys>, Problem> {
    let all = app.desk.keys(&who).await?;
    let (items, next) = cut(&app, &who, "api-keys", all, |it| it.key.id.0, &page)?;
    Ok(Json(ApiKeys { items: items.iter().map(|it| shown(it, None)).collect(), next }))
}

/// Make a key; it is shown once, here.
#[utoipa::path(post, path = "/api/v1/api-keys", operation_id = "make_api_key", tag = "operation", request_body = NewApiKey, responses((status = 201, body = ApiKey)))]
pub async fn make(
    State(app): State<App>,
    By(who, _): By<Administers>,
    Json(asked): Json<NewApiKey>,
) -> Result<Response, Problem> {
    let (key, text) = app.desk.make_key(&who, &asked.into()).await?;
    // A repetition under the same Idempotency-Key answers without the key itself: it is kept nowhere.
    let kept = serde_json::to_string(&shown(&key, None)).unwrap_or_default();
    let made = Json(shown(&key, Some(text.expose().to_owned())));
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

fn shown(it: &desk::ListedKey, text: Option<String>) -> ApiKey {
    let key = &it.key;
    ApiKey {
        id: key.id.0,
        name: key.name.clone(),
        role: it.role.into(),
        scopes: key.scopes.iter().map(|scope| (*scope).into()).collect(),
        brands: it.brands.iter().map(|brand| brand.0).collect(),
        prefix: key.prefix.clone(),
        created_at: key.created_at.into(),
        used_at: key.used_at.map(Into::into),
        expires_at: key.expires_at.map(Into::into),
        key: text,
    }
}
