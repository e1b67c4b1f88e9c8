//! Settings: the lists by which a tenant works, each kind with its form.
use crate::{
    app::App,
    extract::{Json, Kept, Params},
    guard::site::Site,
    list::cut,
    problem::Problem,
    shape::{
        page::{SettingKinds, SettingVersions, Settings},
        setting::{ChangeSetting, NewSetting, RestoreSetting, Setting, SettingKind, SettingVersion, taken},
    },
    who::{By, Reads, Works},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use desk::SettingEdit;
use model::SettingId;
use uuid::Uuid;

/// Every kind, in the order in which people look for them.
#[utoipa::path(get, path = "/api/v1/setting-kinds", operation_id = "list_setting_kinds", tag = "settings", responses((status = 200, body = SettingKinds)))]
pub async fn kinds(By(who, _): By<Reads>) -> Json<SettingKinds> {
    let items = desk::KINDS.iter().map(|it| SettingKind::of(it, who.agent.role)).collect();
    Json(SettingKinds { items, next: None })
}

/// Entries of a kind that the caller may see, in order; or those that were deleted and that the caller may restore, the last first.
#[utoipa::path(get, path = "/api/v1/settings/{kind}", operation_id = "list_settings", tag = "settings",
    params(("kind" = String, Path), Kept), responses((status = 200, body = Settings)))]
pub async fn list(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Path(kind): Path<String>,
    Params(asked): Params<Kept>,
) -> Result<Json<Settings>, Problem> {
    let page = asked.page();
    let all = match asked.deleted {
        Some(true) => app.desk.deleted_settings(&who, &kind).await?,
        _ => app.desk.settings(&who, &kind).await?,
    };
    let (items, next) = cut(&app, &who, "settings", all, |it| it.id.0, &page)?;
    Ok(Json(Settings { items: items.iter().map(Setting::from).collect(), next }))
}

/// A new entry; of what there is one, it is set.
#[utoipa::path(post, path = "/api/v1/settings/{kind}", operation_id = "make_setting", tag = "settings",
    params(("kind" = String, Path)), request_body = NewSetting, responses((status = 201, body = Setting)))]
pub async fn make(
    State(app): State<App>,
    By(who, _): By<Works>,
    site: Site,
    Path(kind): Path<String>,
    Json(asked): Json<NewSetting>,
) -> Result<(StatusCode, Json<Setting>), Problem> {
    let edit = SettingEdit {
        name: asked.name,
        fields: asked.fields.map(taken),
        position: asked.position,
        version: None,
        our_origin: Some(site.origin()),
    };
    let made = app.desk.make_setting(&who, &kind, asked.brand.map(Into::into), &edit).await?;
    Ok((StatusCode::CREATED, Json(Setting::from(&made))))
}

/// Change it.
#[utoipa::path(patch, path = "/api/v1/settings/{kind}/{id}", operation_id = "change_setting", tag = "settings",
    params(("kind" = String, Path), ("id" = Uuid, Path)), request_body = ChangeSetting, responses((status = 200, body = Setting)))]
pub async fn change(
    State(app): State<App>,
    By(who, _): By<Works>,
    site: Site,
    Path((kind, id)): Path<(String, Uuid)>,
    Json(asked): Json<ChangeSetting>,
) -> Result<Json<Setting>, Problem> {
    let edit = SettingEdit {
        name: asked.name,
        fields: asked.fields.map(taken),
        position: asked.position,
        version: asked.version,
        our_origin: Some(site.origin()),
    };
    let changed = app.desk.change_setting(&who, &kind, SettingId(id), &edit).await?;
    Ok(Json(Setting::from(&changed)))
}

/// Take it out of its list; restoring a version brings it back.
#[utoipa::path(delete, path = "/api/v1/settings/{kind}/{id}", operation_id = "delete_setting", tag = "settings",
    params(("kind" = String, Path), ("id" = Uuid, Path)), responses((status = 204, description = "Deleted")))]
pub async fn delete(
    State(app): State<App>,
    By(who, _): By<Works>,
    Path((kind, id)): Path<(String, Uuid)>,
) -> Result<StatusCode, Problem> {
    app.desk.delete_setting(&who, &kind, SettingId(id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What it was before, latest first.
#[utoipa::path(get, path = "/api/v1/settings/{kind}/{id}/versions", operation_id = "list_setting_versions", tag = "settings",
    params(("kind" = String, Path), ("id" = Uuid, Path)), responses((status = 200, body = SettingVersions)))]
pub async fn versions(
    State(app): State<App>,
    By(who, _): By<Reads>,
    Path((kind, id)): Path<(String, Uuid)>,
) -> Result<Json<SettingVersions>, Problem> {
    let all = app.desk.setting_versions(&who, &kind, SettingId(id)).await?;
    Ok(Json(SettingVersions { items: all.iter().map(SettingVersion::from).collect(), next: None }))
}

/// As it was in a version; undo is restoring the one before.
#[utoipa::path(post, path = "/api/v1/settings/{kind}/{id}/restore", operation_id = "restore_setting", tag = "settings",
    params(("kind" = String, Path), ("id" = Uuid, Path)), request_body = RestoreSetting, responses((status = 200, body = Setting)))]
pub async fn restore(
    State(app): State<App>,
    By(who, _): By<Works>,
    site: Site,
    Path((kind, id)): Path<(String, Uuid)>,
    Json(asked): Json<RestoreSetting>,
) -> Result<Json<Setting>, Problem> {
    let ours = site.origin();
    let back = app.desk.restore_setting(&who, &kind, SettingId(id), asked.version, Some(&ours)).await?;
    Ok(Json(Setting::from(&back)))
}
