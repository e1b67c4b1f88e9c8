//! Channel accounts and kinds, for operators.
use crate::{
    app::App,
    extract::{Id, Json, Page, Params},
    guard::site::Site,
    list::cut,
    problem::Problem,
    qr,
    shape::{
        account_health::{AccountCheck, AccountCode},
        operation::{ChangeChannelAccount, ChannelAccount, ChannelKind, NewChannelAccount},
        page::{ChannelAccounts, ChannelKinds},
    },
    who::{By, Operates},
};
use axum::{extract::State, http::StatusCode};
use desk::AccountChange;
use desk::Staff;
use model::{AccountId, port::Transport};
use std::time::Duration;
use tokio::time::timeout;

/// What stands for a secret.
const STARS: &str = "***";
/// How long a provider may take for a live test.
const CHECK_MOST: Duration = Duration::from_secs(15);

/// Configured instances of channels.
#[utoipa::path(get, path = "/api/v1/channel-accounts", operation_id = "list_channel_accounts", tag = "operation", params(Page),
    responses((status = 200, body = ChannelAccounts)))]
pub async fn list(
    State(app): State<App>,
    By(who, _): By<Operates>,
    Params(page): Params<Page>,
) -> Result<Json<ChannelAccounts>, Problem> {
    let all = app.desk.accounts(&who).await?;
    let (items, next) = cut(&app, &who, "channel-accounts", all, |account| account.id.0, &page)?;
    Ok(Json(ChannelAccounts { items: shown(&app, &who, &items).await?, next }))
}

/// One of them.
#[utoipa::path(get, path = "/api/v1/channel-accounts/{id}", operation_id = "get_channel_account", tag = "operation",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = ChannelAccount)))]
pub async fn one(
    State(app): State<App>,
    By(who, _): By<Operates>,
    Id(id): Id<AccountId>,
) -> Result<Json<ChannelAccount>, Problem> {
    let account = app.desk.account(&who, id).await?;
    shown_one(&app, &who, account).await.map(Json)
}

/// Whether its settings work, asked of the provider now; within 15 s. A channel without a provider: 422.
#[utoipa::path(post, path = "/api/v1/channel-accounts/{id}/check", operation_id = "check_channel_account", tag = "operation",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = AccountCheck)))]
pub async fn check(
    State(app): State<App>,
    By(who, _): By<Operates>,
    Id(id): Id<AccountId>,
) -> Result<Json<AccountCheck>, Problem> {
    let checked = match timeout(CHECK_MOST, app.desk.check_account(&who, id)).await {
        Ok(checked) => checked?.into(),
        Err(_) => AccountCheck {
            ok: false,
            lines: vec![],
            fault: Some(model::Fault::Provider.into()),
            error: Some(format!("no answer within {} s", CHECK_MOST.as_secs())),
        },
    };
    Ok(Json(checked))
}

/// What customers scan to come in: a page of ours with the chat, or the provider's code, good for 30 days. A channel that
/// makes no codes: 422.
#[utoipa::path(post, path = "/api/v1/channel-accounts/{id}/code", operation_id = "make_channel_account_code", tag = "operation",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = AccountCode)))]
pub async fn code(
    State(app): State<App>,
    By(who, _): By<Operates>,
    site: Site,
    Id(id): Id<AccountId>,
) -> Result<Json<AccountCode>, Problem> {
    let account = app.desk.account(&who, id).await?;
    let channel = app.desk.channel(&account.kind);
    let link = if channel.is_some_and(|channel| channel.manifest().transport == Transport::Hosted) {
        format!("{}/chat/{id}", site.origin())
    } else {
        app.desk.account_code(&who, id).await?
    };
    Ok(Json(AccountCode { qr: qr::svg(&link), link }))
}

/// A new one; `settings` as its kind's form asks.
#[utoipa::path(post, path = "/api/v1/channel-accounts", operation_id = "make_channel_account", tag = "operation",
    request_body = NewChannelAccount, responses((status = 201, body = ChannelAccount)))]
pub async fn make(
    State(app): State<App>,
    By(who, _): By<Operates>,
    Json(asked): Json<NewChannelAccount>,
) -> Result<(StatusCode, Json<ChannelAccount>), Problem> {
    let account = app
        .desk
        .add_account(
            &who,
            &asked.kind,
            asked.brand.into(),
            asked.queue.map(Into::into),
            &asked.name,
            asked.settings.unwrap_or_default(),
        )
        .await?;
    Ok((StatusCode::CREATED, Json(shown_one(&app, &who, account).await?)))
}

/// Change it; what is absent stays, a setting `***` too.
#[utoipa::path(patch, path = "/api/v1/channel-accounts/{id}", operation_id = "change_channel_account", tag = "operation",
    params(("id" = uuid::Uuid, Path)), request_body = ChangeChannelAccount, responses((status = 200, body = ChannelAccount)))]
pub async fn change(
    State(app): State<App>,
    By(who, _): By<Operates>,
    Id(id): Id<AccountId>,
    Json(asked): Json<ChangeChannelAccount>,
) -> Result<Json<ChannelAccount>, Problem> {
    let state = asked.state.map(|state| state.0);
    // Stars are what was shown in place of a secret: they change nothing.
    let settings = asked.settings.map(|all| all.into_iter().filter(|(_, value)| value != STARS).collect());
    let change = AccountChange { name: asked.name, state, queue: asked.queue.map(Into::into), settings };
    let account = app.desk.change_account(&who, id, change).await?;
    shown_one(&app, &who, account).await.map(Json)
}

/// Kinds of channels: their forms and capabilities.
#[utoipa::path(get, path = "/api/v1/channel-kinds", operation_id = "list_channel_kinds", tag = "operation",
    responses((status = 200, body = ChannelKinds)))]
pub async fn kinds(State(app): State<App>, _: By<Operates>) -> Json<ChannelKinds> {
    let items = app.desk.channels().iter().map(|channel| ChannelKind::from(channel.manifest())).collect();
    Json(ChannelKinds { items, next: None })
}

async fn shown_one(app: &App, who: &Staff, account: model::ChannelAccount) -> Result<ChannelAccount, Problem> {
    let mut shown = shown(app, who, &[account]).await?;
    shown.pop().ok_or_else(|| Problem::from(desk::Error::NotFound("channel account")))
}

async fn shown(app: &App, who: &Staff, accounts: &[model::ChannelAccount]) -> Result<Vec<ChannelAccount>, Problem> {
    let health = app.desk.health(who.tenant, accounts).await?;
    let all = accounts.iter().filter_map(|account| {
        let manifest = app.desk.channel(&account.kind).map(|channel| channel.manifest());
        let is_called = manifest.is_some_and(|it| it.transport == Transport::Webhook);
        Some(ChannelAccount {
            id: account.id.0,
            kind: account.kind.clone(),
            brand: account.brand.0,
            queue: account.queue.0,
            name: account.name.clone(),
            state: account.state.into(),
            settings: app.desk.shown_settings(account),
            webhook_path: is_called.then(|| format!("/hooks/{}/{}", account.kind, account.hook)),
            health: health.get(&account.id)?.into(),
        })
    });
    Ok(all.collect())
}
