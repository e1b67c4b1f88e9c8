//! Webhooks: kept by administrators; what was told, to look at and to replay.
use crate::{
    app::App,
    extract::{Id, Json, Page, Params, limit},
    idempotent::KeepInstead,
    list::{cut, open, turn},
    problem::Problem,
    scope,
    shape::{
        page::{WebhookDeliveries, Webhooks},
        webhook::{ChangeWebhook, ListWebhookDeliveries, NewWebhook, Webhook, WebhookDelivery},
    },
    who::{Administers, By},
};
use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use desk::ListedWebhook;
use model::{BrandId, Secret, Uuid, WebhookDeliveryId, WebhookId};

/// Addresses that hear what happens, by name.
#[utoipa::path(get, path = "/api/v1/webhooks", operation_id = "list_webhooks", tag = "webhooks", params(Page), responses((status = 200, body = Webhooks)))]
pub async fn list(
    State(app): State<App>,
    By(who, _): By<Administers>,
    Params(page): Params<Page>,
) -> Result<Json<Webhooks>, Problem> {
    let all = app.desk.webhooks(&who).await?;
    let (items, next) = cut(&app, &who, "webhooks", all, |it| it.webhook.id.0, &page)?;
    Ok(Json(Webhooks { items: items.iter().map(|it| shown(&app, it)).collect(), next }))
}

/// Make one; its secret is shown once, here.
#[utoipa::path(post, path = "/api/v1/webhooks", operation_id = "make_webhook", tag = "webhooks", request_body = NewWebhook, responses((status = 201, body = Webhook)))]
pub async fn make(
    State(app): State<App>,
    By(who, _): By<Administers>,
    Json(asked): Json<NewWebhook>,
) -> Result<Response, Problem> {
    carries_more_than_ids(&who)?;
    let new = desk::NewWebhook {
        name: asked.name,
        url: asked.url,
        kinds: asked.kinds.into_iter().map(|kind| kind.0).collect(),
        brands: asked.brands.map(ids),
    };
    let (made, secret) = app.desk.make_webhook(&who, &new).await?;
    Ok(once(&app, &made, &secret))
}

/// One of them.
#[utoipa::path(get, path = "/api/v1/webhooks/{id}", operation_id = "get_webhook", tag = "webhooks", params(("id" = Uuid, Path)), responses((status = 200, body = Webhook)))]
pub async fn one(
    State(app): State<App>,
    By(who, _): By<Administers>,
    Id(id): Id<WebhookId>,
) -> Result<Json<Webhook>, Problem> {
    Ok(Json(shown(&app, &app.desk.webhook(&who, id).await?)))
}

/// Change it. Switched on again it goes on where it stopped.
#[utoipa::path(patch, path = "/api/v1/webhooks/{id}", operation_id = "change_webhook", tag = "webhooks", params(("id" = Uuid, Path)),
    request_body = ChangeWebhook, responses((status = 200, body = Webhook)))]
pub async fn change(
    State(app): State<App>,
    By(who, _): By<Administers>,
    Id(id): Id<WebhookId>,
    Json(asked): Json<ChangeWebhook>,
) -> Result<Json<Webhook>, Problem> {
    carries_more_than_ids(&who)?;
    let change = desk::WebhookChange {
        name: asked.name,
        url: asked.url,
        kinds: asked.kinds.map(|kinds| kinds.into_iter().map(|kind| kind.0).collect()),
        brands: asked.brands.map(ids),
        state: asked.state.map(|state| state.0),
    };
    Ok(Json(shown(&app, &app.desk.change_webhook(&who, id, &change).await?)))
}

/// Delete it with what waits for it.
#[utoipa::path(delete, path = "/api/v1/webhooks/{id}", operation_id = "delete_webhook", tag = "webhooks", params(("id" = Uuid, Path)), responses((status = 204, description = "Deleted")))]
pub async fn delete(
    State(app): State<App>,
    By(who, _): By<Administers>,
    Id(id): Id<WebhookId>,
) -> Result<StatusCode, Problem> {
    app.desk.delete_webhook(&who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Send something harmless now, and say how it went.
#[utoipa::path(post, path = "/api/v1/webhooks/{id}/test", operation_id = "test_webhook", tag = "webhooks", params(("id" = Uuid, Path)), responses((status = 200, body = WebhookDelivery)))]
pub async fn test(
    State(app): State<App>,
    By(who, _): By<Administers>,
    Id(id): Id<WebhookId>,
) -> Result<Json<WebhookDelivery>, Problem> {
    carries_more_than_ids(&who)?;
    Ok(Json((&app.desk.test_webhook(&who, id).await?).into()))
}

/// A new secret, shown once; the one before signs beside it for 24 hours.
#[utoipa::path(post, path = "/api/v1/webhooks/{id}/secret", operation_id = "renew_webhook_secret", tag = "webhooks", params(("id" = Uuid, Path)), responses((status = 201, body = Webhook)))]
pub async fn secret(
    State(app): State<App>,
    By(who, _): By<Administers>,
    Id(id): Id<WebhookId>,
) -> Result<Response, Problem> {
    let (renewed, secret) = app.desk.renew_webhook_secret(&who, id).await?;
    Ok(once(&app, &renewed, &secret))
}

/// What was told to it in the last 30 days, latest first.
#[utoipa::path(get, path = "/api/v1/webhooks/{id}/deliveries", operation_id = "list_webhook_deliveries", tag = "webhooks",
    params(("id" = Uuid, Path), ListWebhookDeliveries), responses((status = 200, body = WebhookDeliveries)))]
pub async fn deliveries(
    State(app): State<App>,
    By(who, _): By<Administers>,
    Id(id): Id<WebhookId>,
    Params(asked): Params<ListWebhookDeliveries>,
) -> Result<Json<WebhookDeliveries>, Problem> {
    carries_more_than_ids(&who)?;
    let limit = limit(asked.limit)?;
    let list = format!("webhook-deliveries:{id}");
    let after: Option<(i64, Uuid)> = open(&app, &who, &list, asked.after.as_deref())?;
    let after = after.map(|(at, id)| (model::At(at), WebhookDeliveryId(id)));
    let state = asked.state.map(|state| state.0);
    let rows = app.desk.webhook_deliveries(&who, id, state, after, i64::from(limit) + 1).await?;
    let (rows, next) = turn(&app, &who, &list, rows, limit, |it| (it.created_at.0, it.id.0));
    Ok(Json(WebhookDeliveries { items: rows.iter().map(WebhookDelivery::from).collect(), next }))
}

/// Send it once more from the beginning, under the same id.
#[utoipa::path(post, path = "/api/v1/webhook-deliveries/{id}/replay", operation_id = "replay_webhook_delivery", tag = "webhooks",
    params(("id" = Uuid, Path)), responses((status = 200, body = WebhookDelivery)))]
pub async fn replay(
    State(app): State<App>,
    By(who, _): By<Administers>,
    Id(id): Id<WebhookDeliveryId>,
) -> Result<Json<WebhookDelivery>, Problem> {
    carries_more_than_ids(&who)?;
    Ok(Json((&app.desk.replay_webhook(&who, id).await?).into()))
}

/// What is told to a webhook has whole messages in it: a key that may not read them tells nobody of them.
fn carries_more_than_ids(who: &desk::Staff) -> Result<(), Problem> {
    scope::must(who, model::Scope::ConversationsRead)
}

fn ids(brands: Vec<Uuid>) -> Vec<BrandId> {
    brands.into_iter().map(BrandId).collect()
}

fn shown(app: &App, it: &ListedWebhook) -> Webhook {
    Webhook::of(it, app.desk.clock().now(), None)
}

/// With its secret. A repetition under the same Idempotency-Key answers without it: it is kept nowhere in the open.
fn once(app: &App, it: &ListedWebhook, secret: &Secret) -> Response {
    let kept = serde_json::to_string(&shown(app, it)).unwrap_or_default();
    let made = Webhook::of(it, app.desk.clock().now(), Some(secret.expose().to_owned()));
    (StatusCode::CREATED, Extension(KeepInstead(kept)), Json(made)).into_response()
}
