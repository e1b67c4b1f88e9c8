//! Outbound messages that need somebody: seen, sent again, settled.
use crate::{
    app::App,
    extract::{Id, Json, Params, limit},
    list::{open, turn},
    problem::Problem,
    shape::{
        delivery::{Delivery, ListDeliveries, SettleDelivery},
        page::Deliveries,
    },
    who::{By, Leads, Works},
};
use axum::extract::State;
use model::{At, DeliveryId, DeliveryState};

/// What was given up, is in doubt or waits, in the caller's brands, oldest first.
#[utoipa::path(get, path = "/api/v1/deliveries", operation_id = "list_deliveries", tag = "operation",
    params(ListDeliveries), responses((status = 200, body = Deliveries)))]
pub async fn list(
    State(app): State<App>,
    By(who, _): By<Leads>,
    Params(asked): Params<ListDeliveries>,
) -> Result<Json<Deliveries>, Problem> {
    let limit = limit(asked.limit)?;
    let state = DeliveryState::from(asked.state);
    let list = format!("deliveries:{state}");
    let after: Option<(i64, DeliveryId)> = open(&app, &who, &list, asked.after.as_deref())?;
    let rows = app.desk.deliveries(&who, state, after.map(|(at, id)| (At(at), id)), i64::from(limit) + 1).await?;
    let (rows, next) = turn(&app, &who, &list, rows, limit, |it| (it.delivery.first_at.0, it.delivery.id));
    Ok(Json(Deliveries { items: rows.iter().map(Delivery::from).collect(), next }))
}

/// Send one that was given up or is in doubt again, from the beginning. `id`: the delivery's, or its message's. For who
/// leads, or owns the conversation. Twice at once it goes once: `conflict`.
#[utoipa::path(post, path = "/api/v1/deliveries/{id}/replay", operation_id = "replay_delivery", tag = "operation",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = Delivery)))]
pub async fn replay(
    State(app): State<App>,
    By(who, _): By<Works>,
    Id(id): Id<DeliveryId>,
) -> Result<Json<Delivery>, Problem> {
    Ok(Json(Delivery::from(&app.desk.replay(&who, id.0).await?)))
}

/// Say of one in doubt whether it arrived. `id` and who as for a replay. One that is not in doubt: `conflict`.
#[utoipa::path(post, path = "/api/v1/deliveries/{id}/settle", operation_id = "settle_delivery", tag = "operation",
    params(("id" = uuid::Uuid, Path)), request_body = SettleDelivery, responses((status = 200, body = Delivery)))]
pub async fn settle(
    State(app): State<App>,
    By(who, _): By<Works>,
    Id(id): Id<DeliveryId>,
    Json(asked): Json<SettleDelivery>,
) -> Result<Json<Delivery>, Problem> {
    Ok(Json(Delivery::from(&app.desk.settle_doubt(&who, id.0, asked.outcome.into()).await?)))
}
