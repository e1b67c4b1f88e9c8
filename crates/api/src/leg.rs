//! Legs of a conversation, and invitations to further ones.
use crate::{
    app::App,
    extract::{Id, Json},
    guard::site::Site,
    problem::Problem,
    qr,
    shape::{
        leg::{Invite, Invites, InvitingAccount, Leg, NewInvite},
        page::Legs,
    },
    who::{By, Reads, Works},
};
use axum::{extract::State, http::StatusCode};
use desk::Staff;
use model::{ConversationId, InviteId};

/// The legs, in the order they joined, with what can be sent on each now.
#[utoipa::path(get, path = "/api/v1/conversations/{id}/legs", operation_id = "list_legs", tag = "conversations",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = Legs)))]
pub async fn list(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Id(id): Id<ConversationId>,
) -> Result<Json<Legs>, Problem> {
    let legs = app.desk.legs(&who, id).await?;
    Ok(Json(Legs { items: legs.iter().map(Leg::of).collect(), next: None }))
}

/// Invitations of a conversation, latest first.
#[utoipa::path(get, path = "/api/v1/conversations/{id}/invites", operation_id = "list_invites", tag = "conversations",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = Invites)))]
pub async fn invites(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Id(id): Id<ConversationId>,
) -> Result<Json<Invites>, Problem> {
    let mut items = vec![];
    for invite in app.desk.invites(&who, id).await? {
        items.push(shown(&app, &who, &invite).await?);
    }
    let accounts = app.desk.inviting_accounts(&who, id).await?;
    Ok(Json(Invites { items, next: None, accounts: accounts.iter().map(InvitingAccount::from).collect() }))
}

/// A link and a code to go on over a further account: whoever brings it joins this conversation. 30 minutes, good once.
#[utoipa::path(post, path = "/api/v1/conversations/{id}/invites", operation_id = "make_invite", tag = "conversations",
    params(("id" = uuid::Uuid, Path)), request_body = NewInvite, responses((status = 201, body = Invite)))]
pub async fn make(
    State(app): State<App>,
    By(who, _): By<Works>,
    site: Site,
    Id(id): Id<ConversationId>,
    Json(asked): Json<NewInvite>,
) -> Result<(StatusCode, Json<Invite>), Problem> {
    let invite = app.desk.invite(&who, id, asked.account.into(), &site.origin()).await?;
    Ok((StatusCode::CREATED, Json(shown(&app, &who, &invite).await?)))
}

/// Takes it back: it is good no more.
#[utoipa::path(delete, path = "/api/v1/invites/{id}", operation_id = "take_back_invite", tag = "conversations",
    params(("id" = uuid::Uuid, Path)), responses((status = 204, description = "Good no more")))]
pub async fn take_back(
    State(app): State<App>,
    By(who, _): By<Works>,
    Id(id): Id<InviteId>,
) -> Result<StatusCode, Problem> {
    app.desk.take_back_invite(&who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn shown(app: &App, who: &Staff, it: &model::Invite) -> Result<Invite, Problem> {
    let kind = app.desk.account_kind(who, it.account).await?;
    let qr = if it.link.is_empty() { String::new() } else { qr::svg(&it.link) };
    Ok(Invite::of(it, kind, qr))
}
