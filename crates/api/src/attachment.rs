//! Taking files in: a raw body of at most 25 MB, streamed to where it stays, referred to by id within 24 h.
use crate::{
    app::App,
    config::FILE_LIMIT,
    extract::{Json, Params, length},
    guard::site::Site,
    problem::{Code, Problem},
    shape::attachment::Attachment,
    who::{By, Works, visitor_token},
};
use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use desk::Upload;
use model::{Attached, TenantId, Uuid};
use serde::Deserialize;
use utoipa::IntoParams;

/// `?name=` of an upload.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Named {
    /// File name; folders are cut off, and what is over 200 characters.
    pub name: Option<String>,
}

/// `?account=&name=` of a visitor's upload.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct NamedFor {
    /// The account of the page.
    pub account: Uuid,
    /// File name; folders are cut off, and what is over 200 characters.
    pub name: Option<String>,
}

/// Take a file in.
#[utoipa::path(post, path = "/api/v1/attachments", operation_id = "upload_attachment", tag = "files", params(Named),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The bytes, at most 25 MB"),
    responses((status = 201, body = Attachment)))]
pub async fn upload(
    State(app): State<App>,
    By(who, _): By<Works>,
    Params(asked): Params<Named>,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<Attachment>), Problem> {
    app.limits.uploads.count(who.agent.id)?;
    keep(&app, who.tenant, who.agent.id.0, asked.name, &headers, body).await
}

/// Take a visitor's file in.
#[utoipa::path(post, path = "/api/visitor/attachments", operation_id = "upload_visitor_attachment", tag = "visitors", params(NamedFor),
    security(("visitor" = [])),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The bytes, at most 25 MB"),
    responses((status = 201, body = Attachment), (status = 401, description = "The token is missing or wrong")))]
pub async fn upload_by_visitor(
    State(app): State<App>,
    site: Site,
    Params(asked): Params<NamedFor>,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<Attachment>), Problem> {
    let token = visitor_token(&headers)?;
    let account = app.desk.hosted_account(asked.account.into()).await?;
    let visitor = app.desk.visitor_of(account.id, token);
    let visitor =
        visitor.ok_or_else(|| Problem::new(Code::Unauthenticated, "the token is not one of ours for this account"))?;
    app.limits.uploads.count(visitor)?;
    if !site.local {
        app.limits.upload_address.count(site.address)?;
    }
    keep(&app, account.tenant, visitor, asked.name, &headers, body).await
}

async fn keep(
    app: &App,
    tenant: TenantId,
    uploader: Uuid,
    name: Option<String>,
    headers: &HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<Attachment>), Problem> {
    match length(headers) {
        Some(length) if length > FILE_LIMIT as u64 => return Err(Problem::too_large(FILE_LIMIT)),
        Some(0) => return Err(Problem::new(Code::BadRequest, "the body is empty; send the file's bytes")),
        _ => {}
    }
    #[expect(clippy::disallowed_methods, reason = "the desk stops reading at the limit; nothing is gathered in memory")]
    let body = body.into_data_stream();
    let upload = Upload { tenant, uploader, name: name.unwrap_or_default(), body };
    let kept = app.desk.upload(upload).await?;
    let attached = Attached::from(&kept);
    let url = app.desk.file_path(tenant, &attached);
    Ok((StatusCode::CREATED, Json(Attachment::of(&attached, url))))
}
