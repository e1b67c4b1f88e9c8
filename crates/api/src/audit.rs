//! The audit, for administrators and auditors: rows, latest first, and whether its chain is whole.
use crate::{
    app::App,
    extract::{Json, Params, limit},
    list::{open, turn},
    problem::Problem,
    shape::{
        audit::{AuditChain, AuditQuery, AuditRow},
        page::AuditRows,
    },
    who::{Audits, By},
};
use axum::extract::State;
use desk::AuditFilter;

/// What was done with privilege, latest first.
#[utoipa::path(get, path = "/api/v1/audit", operation_id = "list_audit", tag = "staff", params(AuditQuery), responses((status = 200, body = AuditRows)))]
pub async fn list(
    State(app): State<App>,
    By(who, _): By<Audits>,
    Params(asked): Params<AuditQuery>,
) -> Result<Json<AuditRows>, Problem> {
    let limit = limit(asked.limit)?;
    let before: Option<i64> = open(&app, &who, "audit", asked.after.as_deref())?;
    let filter = AuditFilter {
        actor: asked.actor.map(Into::into),
        action: asked.action,
        from: asked.from.map(|from| from.0),
        until: asked.until.map(|until| until.0),
    };
    let (rows, names) = app.desk.audit_rows(&who, &filter, before, i64::from(limit) + 1).await?;
    let (rows, next) = turn(&app, &who, "audit", rows, limit, |row| row.seq);
    Ok(Json(AuditRows { items: rows.iter().map(|row| AuditRow::of(row, &names)).collect(), next }))
}

/// Whether every row of the audit is as it was written. Reads all of it.
#[utoipa::path(get, path = "/api/v1/audit/verify", operation_id = "verify_audit", tag = "staff", responses((status = 200, body = AuditChain)))]
pub async fn verify(State(app): State<App>, By(who, _): By<Audits>) -> Result<Json<AuditChain>, Problem> {
    Ok(Json(app.desk.audit_chain(&who).await?.into()))
}
