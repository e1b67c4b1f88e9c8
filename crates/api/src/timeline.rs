//! The page of a customer: who there is, what happened to one across brands, and the files they sent and got.
use crate::{
    app::App,
    extract::{Id, Json, Params, limit},
    list::{open, seal, turn},
    problem::Problem,
    shape::{
        customer::Customer,
        page::{Customers, SentFiles, Timeline},
        timeline::{GalleryQuery, ListCustomers, SentFile, TimelineEntry, TimelineQuery},
    },
    who::{By, Reads},
};
use axum::extract::State;
use desk::read::{Gallery, Place};
use model::{At, ConversationId, CustomerId, TenantId, Uuid};

/// A place as cursors carry it.
type Sealed = (i64, Uuid);

fn place(sealed: Option<Sealed>) -> Option<Place> {
    sealed.map(|(at, id)| (At(at), id))
}

/// Customers whom the caller may see: with `q` at most 20 who have these words in a name, phone, e-mail, address or attribute;
/// without, those who came latest first.
#[utoipa::path(get, path = "/api/v1/customers", operation_id = "search_customers", tag = "customers",
    params(ListCustomers), responses((status = 200, body = Customers)))]
pub async fn customers(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Params(asked): Params<ListCustomers>,
) -> Result<Json<Customers>, Problem> {
    if let Some(words) = asked.q {
        let found = app.desk.search_people(&who, &words).await?;
        return Ok(Json(Customers { items: found.into_iter().map(Customer::from).collect(), next: None }));
    }
    let limit = limit(asked.limit)?;
    let after: Option<Sealed> = open(&app, &who, "customers", asked.after.as_deref())?;
    let people = app.desk.people_list(&who, place(after), i64::from(limit) + 1).await?;
    let (people, next) =
        turn(&app, &who, "customers", people, limit, |it| (it.customer.created_at.0, it.customer.id.0));
    Ok(Json(Customers { items: people.into_iter().map(Customer::from).collect(), next }))
}

/// What happened with a customer, latest first: conversations of the brands that the caller sees, merges and splits, invitations
/// and, for who may read the audit, edits of the record.
#[utoipa::path(get, path = "/api/v1/customers/{id}/timeline", operation_id = "list_customer_timeline", tag = "customers",
    params(("id" = Uuid, Path), TimelineQuery), responses((status = 200, body = Timeline)))]
pub async fn timeline(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Id(id): Id<CustomerId>,
    Params(asked): Params<TimelineQuery>,
) -> Result<Json<Timeline>, Problem> {
    let limit = limit(asked.limit)?;
    let list = format!("timeline:{id}");
    let after: Option<Sealed> = open(&app, &who, &list, asked.after.as_deref())?;
    let kinds = asked.kinds.unwrap_or_default();
    let kinds: Vec<&str> = kinds.split(',').map(str::trim).filter(|kind| !kind.is_empty()).collect();
    let all = app.desk.timeline(&who, id, &kinds, place(after), i64::from(limit) + 1).await?;
    let (all, next) = turn(&app, &who, &list, all, limit, |it| (it.at.0, it.id));
    Ok(Json(Timeline { items: all.into_iter().map(TimelineEntry::from).collect(), next }))
}

/// Files of all conversations with a customer that the caller may see, latest first.
#[utoipa::path(get, path = "/api/v1/customers/{id}/attachments", operation_id = "list_customer_attachments", tag = "customers",
    params(("id" = Uuid, Path), GalleryQuery), responses((status = 200, body = SentFiles)))]
pub async fn customer_files(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Id(id): Id<CustomerId>,
    Params(asked): Params<GalleryQuery>,
) -> Result<Json<SentFiles>, Problem> {
    let limit = limit(asked.limit)? as usize;
    let list = format!("files:{id}");
    let after: Option<Sealed> = open(&app, &who, &list, asked.after.as_deref())?;
    let found = app.desk.files_of_customer(&who, id, asked.kind.as_deref(), place(after), limit).await?;
    let next = found.next.map(|(at, id)| seal(&app, &who, &list, &(at.0, id)));
    Ok(Json(files(&app, who.tenant, &found, next)))
}

/// Files of a conversation and of those that went on in it, latest first.
#[utoipa::path(get, path = "/api/v1/conversations/{id}/attachments", operation_id = "list_conversation_attachments", tag = "conversations",
    params(("id" = Uuid, Path), GalleryQuery), responses((status = 200, body = SentFiles)))]
pub async fn conversation_files(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Id(id): Id<ConversationId>,
    Params(asked): Params<GalleryQuery>,
) -> Result<Json<SentFiles>, Problem> {
    let limit = limit(asked.limit)? as usize;
    let list = format!("files:{id}");
    let after: Option<Sealed> = open(&app, &who, &list, asked.after.as_deref())?;
    let found = app.desk.files_of_conversation(&who, id, asked.kind.as_deref(), place(after), limit).await?;
    let next = found.next.map(|(at, id)| seal(&app, &who, &list, &(at.0, id)));
    Ok(Json(files(&app, who.tenant, &found, next)))
}

fn files(app: &App, tenant: TenantId, found: &Gallery, next: Option<String>) -> SentFiles {
    let items = found.files.iter().map(|it| SentFile::of(it, app.desk.file_path(tenant, &it.file))).collect();
    SentFiles { items, next }
}
