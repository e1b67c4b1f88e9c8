//! Addresses of customers: of which class they are, and why they belong where they do.
use crate::{
    app::App,
    extract::{Id, Json},
    problem::Problem,
    shape::{
        customer::{ChangeIdentity, Identity, IdentityLink},
        page::IdentityLinks,
    },
    who::{By, Reads, Works},
};
use axum::extract::State;
use model::{CustomerId, IdentityId};

/// Whether an address names one person by itself: a shared or a proxy number names nobody.
#[utoipa::path(patch, path = "/api/v1/identities/{id}", operation_id = "change_identity", tag = "customers",
    params(("id" = uuid::Uuid, Path)), request_body = ChangeIdentity, responses((status = 200, body = Identity)))]
pub async fn change(
    State(app): State<App>,
    By(who, _): By<Works>,
    Id(id): Id<IdentityId>,
    Json(asked): Json<ChangeIdentity>,
) -> Result<Json<Identity>, Problem> {
    let identity = app.desk.class_identity(&who, id, asked.class.0).await?;
    Ok(Json(Identity::from(&identity)))
}

/// What joined and split this customer's addresses, latest first.
#[utoipa::path(get, path = "/api/v1/customers/{id}/links", operation_id = "list_identity_links", tag = "customers",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = IdentityLinks)))]
pub async fn links(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Id(id): Id<CustomerId>,
) -> Result<Json<IdentityLinks>, Problem> {
    let links = app.desk.links(&who, id).await?;
    Ok(Json(IdentityLinks { items: links.iter().map(IdentityLink::from).collect(), next: None }))
}
