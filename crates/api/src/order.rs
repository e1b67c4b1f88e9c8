//! Orders: told by a tenant's system, shown beside conversations, and acted on.
use crate::{
    app::App,
    extract::{Id, Json, Page, Params},
    guard,
    list::{open, turn},
    problem::{Code, Problem},
    shape::{
        order::{ActOnOrder, Ask, AskOrders, CustomerOrder, OrderAct, SeenOrders, TellOrder},
        page::CustomerOrders,
    },
    who::{By, Reads, Works},
};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use desk::{Asking, Press, Whose};
use model::{ConversationId, OrderActId, Uuid};

/// Before the tenant's own number for a customer.
const EXTERNAL: &str = "external:";

/// Tell an order of a customer, new or changed; the same again changes nothing.
#[utoipa::path(put, path = "/api/v1/customers/{id}/orders/{number}", operation_id = "tell_order", tag = "orders",
    params(("id" = String, Path, description = "The customer's id, or `external:` and your own number for them"), ("number" = String, Path)),
    request_body = TellOrder, responses((status = 200, body = CustomerOrder), (status = 201, body = CustomerOrder)))]
pub async fn tell(
    State(app): State<App>,
    By(who, _): By<Works>,
    Path((id, number)): Path<(String, String)>,
    Json(asked): Json<TellOrder>,
) -> Result<(StatusCode, Json<CustomerOrder>), Problem> {
    let told = app.desk.push_order(&who, &whose(&id)?, asked.taken(number)).await?;
    Ok((if told.is_new { StatusCode::CREATED } else { StatusCode::OK }, Json(told.into())))
}

/// Take an order that was told away again.
#[utoipa::path(delete, path = "/api/v1/customers/{id}/orders/{number}", operation_id = "forget_order", tag = "orders",
    params(("id" = String, Path, description = "The customer's id, or `external:` and your own number for them"), ("number" = String, Path)),
    responses((status = 204, description = "Gone")))]
pub async fn forget(
    State(app): State<App>,
    By(who, _): By<Works>,
    Path((id, number)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    app.desk.forget_order(&who, &whose(&id)?, &number).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The orders of a customer that were told, latest first.
#[utoipa::path(get, path = "/api/v1/customers/{id}/orders", operation_id = "list_customer_orders", tag = "orders",
    params(("id" = String, Path, description = "The customer's id, or `external:` and your own number for them"), Page),
    responses((status = 200, body = CustomerOrders)))]
pub async fn told(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Path(id): Path<String>,
    Params(page): Params<Page>,
) -> Result<Json<CustomerOrders>, Problem> {
    let all = app.desk.pushed_orders(&who, &whose(&id)?).await?;
    let (limit, list) = (page.limit()?, format!("orders:{id}"));
    let after: Option<String> = open(&app, &who, &list, page.after.as_deref())?;
    // What was the last may be gone by now: then the list is over rather than begun again.
    let start =
        after.map_or(0, |last| all.iter().position(|it| it.order.number == last).map_or(all.len(), |at| at + 1));
    let rows = all.into_iter().skip(start).take(limit as usize + 1).collect();
    let (items, next) = turn(&app, &who, &list, rows, limit, |it: &desk::OrderTold| it.order.number.clone());
    Ok(Json(CustomerOrders { items: items.into_iter().map(CustomerOrder::from).collect(), next }))
}

/// The orders of a conversation's customer: those that the brand's order system knows, and those that were told.
#[utoipa::path(get, path = "/api/v1/conversations/{id}/orders", operation_id = "list_orders", tag = "orders",
    params(("id" = Uuid, Path), AskOrders), responses((status = 200, body = SeenOrders)))]
pub async fn list(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Id(id): Id<ConversationId>,
    Params(asked): Params<AskOrders>,
) -> Result<Json<SeenOrders>, Problem> {
    let asking = match asked.ask {
        Ask::Never => Asking::Never,
        Ask::Due => Asking::Due,
        Ask::Now => Asking::Now,
    };
    if asking == Asking::Now {
        app.limits.order_questions.count(who.agent.id)?;
    }
    let seen = to_its_end(async move { app.desk.orders(&who, id, asking).await }).await?;
    Ok(Json(seen.into()))
}

/// The picture of an order's item, counted from 0. We fetch it: a page of the console calls no other host.
#[utoipa::path(get, path = "/api/v1/conversations/{id}/orders/{number}/pictures/{item}", operation_id = "get_order_picture", tag = "orders",
    params(("id" = Uuid, Path), ("number" = String, Path), ("item" = u32, Path)),
    responses((status = 200, description = "The picture", content_type = "image/*", body = Vec<u8>)))]
pub async fn picture(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Path((id, number, item)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let id = uuid(&id).ok_or_else(|| Problem::no_such("id"))?;
    let item = item.parse::<u32>().map_err(|_| Problem::no_such("item"))?;
    let has = headers.get(header::IF_NONE_MATCH).and_then(|it| it.to_str().ok()).map(|it| it.trim_matches('"'));
    let found = app.desk.order_picture(&who, ConversationId(id), &number, item as usize, has).await?;
    // Its place is the same whatever stands there: a browser asks each time whether it is still this one.
    let keep = [(header::ETAG, format!("\"{}\"", found.tag)), (header::CACHE_CONTROL, "private, no-cache".into())];
    let mut response = match found.body {
        Some((kind, bytes)) => ([(header::CONTENT_TYPE, kind)], keep, bytes).into_response(),
        None => (StatusCode::NOT_MODIFIED, keep).into_response(),
    };
    response.extensions_mut().insert(guard::headers::Page::File);
    Ok(response)
}

/// Have the order system do something with an order, once; for whoever may reply in the conversation.
#[utoipa::path(post, path = "/api/v1/conversations/{id}/orders/{number}/actions/{key}", operation_id = "act_on_order", tag = "orders",
    params(("id" = Uuid, Path), ("number" = String, Path), ("key" = String, Path)), request_body = ActOnOrder, responses((status = 200, body = OrderAct)))]
pub async fn act(
    State(app): State<App>,
    By(who, _): By<Works>,
    Path((id, number, key)): Path<(String, String, String)>,
    Json(asked): Json<ActOnOrder>,
) -> Result<Json<OrderAct>, Problem> {
    let id = uuid(&id).ok_or_else(|| Problem::no_such("id"))?;
    let press = Press { client_id: asked.client_id, amount: asked.amount, reason: asked.reason };
    let acted =
        to_its_end(async move { app.desk.act_on_order(&who, ConversationId(id), &number, &key, &press).await }).await?;
    Ok(Json(acted.into()))
}

/// Ask the order system how something stands whose end is unknown. Nothing is done a second time.
#[utoipa::path(post, path = "/api/v1/order-acts/{id}/check", operation_id = "check_order_act", tag = "orders",
    params(("id" = Uuid, Path)), responses((status = 200, body = OrderAct)))]
pub async fn check(
    State(app): State<App>,
    By(who, _): By<Works>,
    Id(id): Id<OrderActId>,
) -> Result<Json<OrderAct>, Problem> {
    app.limits.order_questions.count(who.agent.id)?;
    let stands = to_its_end(async move { app.desk.check_order_act(&who, id).await }).await?;
    Ok(Json(stands.into()))
}

/// Goes on although whoever asked hangs up: what a shop was told to do is written down with what it came to.
async fn to_its_end<T: Send + 'static>(
    work: impl Future<Output = desk::Result<T>> + Send + 'static,
) -> Result<T, Problem> {
    #[expect(clippy::disallowed_methods, reason = "awaited here; it only outlives the line of whoever asked")]
    let ended = tokio::spawn(work).await;
    Ok(ended.map_err(|_| Problem::new(Code::Internal, "it broke off; the log says why"))??)
}

/// A customer by our id, or by the tenant's own number.
fn whose(id: &str) -> Result<Whose, Problem> {
    match id.strip_prefix(EXTERNAL) {
        Some(own) => Ok(Whose::External(own.to_owned())),
        None => Ok(Whose::Customer(uuid(id).ok_or_else(|| Problem::no_such("id"))?.into())),
    }
}

/// Only the hyphenated form is ours.
fn uuid(text: &str) -> Option<Uuid> {
    (text.len() == 36).then(|| Uuid::try_parse(text).ok()).flatten()
}
