//! Customers: the panel beside the thread.
use crate::{
    app::App,
    extract::{Id, Json, Page, Params},
    list::cut,
    problem::Problem,
    shape::{
        conversation::Conversation,
        customer::{ChangeCustomer, Customer, MaskedField, Reveal, Revealed},
        page::Conversations,
    },
    who::{By, Reads, Works},
};
use axum::extract::State;
use model::CustomerId;

/// A customer; phone and e-mail masked.
#[utoipa::path(get, path = "/api/v1/customers/{id}", operation_id = "get_customer", tag = "customers",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = Customer)))]
pub async fn one(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Id(id): Id<CustomerId>,
) -> Result<Json<Customer>, Problem> {
    Ok(Json(app.desk.person(&who, id).await?.into()))
}

/// Change what colleagues know of a customer; what is absent stays, an empty text forgets.
#[utoipa::path(patch, path = "/api/v1/customers/{id}", operation_id = "change_customer", tag = "customers",
    params(("id" = uuid::Uuid, Path)), request_body = ChangeCustomer, responses((status = 200, body = Customer)))]
pub async fn change(
    State(app): State<App>,
    By(who, _): By<Works>,
    Id(id): Id<CustomerId>,
    Json(asked): Json<ChangeCustomer>,
) -> Result<Json<Customer>, Problem> {
    Ok(Json(app.desk.edit_person(&who, id, asked.into()).await?.into()))
}

/// Their conversations, latest first.
#[utoipa::path(get, path = "/api/v1/customers/{id}/conversations", operation_id = "list_customer_conversations", tag = "customers",
    params(("id" = uuid::Uuid, Path), Page), responses((status = 200, body = Conversations)))]
pub async fn conversations(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Id(id): Id<CustomerId>,
    Params(page): Params<Page>,
) -> Result<Json<Conversations>, Problem> {
    let all = app.desk.conversations_of(&who, id).await?;
    let (rows, next) = cut(&app, &who, &format!("customer:{id}"), all, |row| row.conversation.id.0, &page)?;
    Ok(Json(Conversations { items: rows.iter().map(Conversation::from).collect(), next }))
}

/// Show a masked value; leaves an audit row.
#[utoipa::path(post, path = "/api/v1/customers/{id}/reveal", operation_id = "reveal_customer_field", tag = "customers",
    params(("id" = uuid::Uuid, Path)), request_body = Reveal, responses((status = 200, body = Revealed)))]
pub async fn reveal(
    State(app): State<App>,
    By(who, _): By<Works>,
    Id(id): Id<CustomerId>,
    Json(asked): Json<Reveal>,
) -> Result<Json<Revealed>, Problem> {
    let field = match asked.field {
        MaskedField::Phone => "phone",
        MaskedField::Email => "email",
    };
    let value = app.desk.reveal(&who, id, field, &asked.reason).await?;
    Ok(Json(Revealed { value }))
}
