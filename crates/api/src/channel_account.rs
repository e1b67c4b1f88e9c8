//! Channel accounts and kinds, for operators.
use crate::{
    app::App,
    extract::{Id, Json, Page, Params},
    list::cut,
    problem::Problem,
    shape::{
        operation::{ChangeChannelAccount, ChannelAccount, ChannelKind, NewChannelAccount},
        page::{ChannelAccounts, ChannelKinds},
    },
    who::{By, Operates},
};
use axum::{extract::State, http::StatusCode};
use model::{AccountId, port::Transport};

/// What stands for a secret.
const STARS: &str = "***";

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
    Ok(Json(ChannelAccounts { items: items.iter().map(|account| shown(&app, account)).collect(), next }))
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
        .add_account(&who, &asked.kind, asked.brand.into(), &asked.name, asked.settings.unwrap_or_default())
        .await?;
    Ok((StatusCode::CREATED, Json(shown(&app, &account))))
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
    let account = app.desk.change_account(&who, id, asked.name, state, settings).await?;
    Ok(Json(shown(&app, &account)))
}

/// Kinds of channels: their forms and capabilities.
#[utoipa::path(get, path = "/api/v1/channel-kinds", operation_id = "list_channel_kinds", tag = "operation",
    responses((status = 200, body = ChannelKinds)))]
pub async fn kinds(State(app): State<App>, _: By<Operates>) -> Json<ChannelKinds> {
    let items = app.desk.channels().iter().map(|channel| ChannelKind::from(channel.manifest())).collect();
    Json(ChannelKinds { items, next: None })
}

fn shown(app: &App, account: &model::ChannelAccount) -> ChannelAccount {
    let is_called =
        app.desk.channel(&account.kind).is_some_and(|channel| channel.manifest().transport == Transport::Webhook);
    ChannelAccount {
        id: account.id.0,
        kind: account.kind.clone(),
        brand: account.brand.0,
        name: account.name.clone(),
        state: account.state.into(),
        settings: app.desk.shown_settings(account),
        webhook_path: is_called.then(|| format!("/hooks/{}/{}", account.kind, account.hook)),
    }
}
