//! Settings and every version they have had.
use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(Setting { tenant, id, kind, brand, owner, name, fields, position, deleted, version, updated_at });
row!(SettingVersion { tenant, setting, version, name, fields, deleted, made_by, made_at });

/// Inserts it (version 1) or writes its next version; `false`: somebody else was quicker.
pub async fn save(tx: &mut Tx, it: &Setting) -> Result<bool> {
    let rows = tx
        .run(
            sql!(
                "INSERT INTO setting (",
                Setting::COLUMNS,
                ") VALUES (",
                Setting::MARKS,
                ") ON CONFLICT (tenant, id) DO UPDATE SET ",
                Setting::SETS,
                " WHERE setting.version = excluded.version - 1",
            )
            .with(it.values()),
        )
        .await?;
    Ok(rows == 1)
}

/// Keeps what it is now.
pub async fn keep(tx: &mut Tx, it: &SettingVersion) -> Result<()> {
    tx.run(
        sql!("INSERT INTO setting_version (", SettingVersion::COLUMNS, ") VALUES (", SettingVersion::MARKS, ")")
            .with(it.values()),
    )
    .await?;
    Ok(())
}

/// By id within its tenant, deleted ones too.
pub async fn find(tx: &mut Tx, tenant: TenantId, id: SettingId) -> Result<Option<Setting>> {
    tx.maybe(sql!("SELECT ", Setting::COLUMNS, " FROM setting WHERE tenant = $1 AND id = $2").with([&tenant, &id]))
        .await
}

/// All of a kind in their order; at most 1,000.
pub async fn of_kind(tx: &mut Tx, tenant: TenantId, kind: &str) -> Result<Vec<Setting>> {
    tx.all(
        sql!(
            "SELECT ",
            Setting::COLUMNS,
            " FROM setting WHERE tenant = $1 AND kind = $2 AND NOT deleted ORDER BY position, name, id LIMIT 1000",
        )
        .with([&tenant, &kind]),
    )
    .await
}

/// What one person keeps of a kind for themselves, in order; at most 1,000.
pub async fn own_of_kind(tx: &mut Tx, tenant: TenantId, kind: &str, owner: AgentId) -> Result<Vec<Setting>> {
    tx.all(
        sql!(
            "SELECT ",
            Setting::COLUMNS,
            " FROM setting WHERE tenant = $1 AND kind = $2 AND owner = $3 AND NOT deleted ORDER BY position, name, id LIMIT 1000",
        )
        .with([&tenant, &kind, &owner]),
    )
    .await
}

/// Of a kind, those that were taken out of their list, the last first; at most 100. `owner`: of a kind that is everybody's own;
/// `brands`: of one that is a brand's, at most 1,024.
pub async fn deleted_of_kind(
    tx: &mut Tx,
    tenant: TenantId,
    kind: &str,
    owner: Option<AgentId>,
    brands: Option<&[BrandId]>,
) -> Result<Vec<Setting>> {
    let ask = sql!("SELECT ", Setting::COLUMNS, " FROM setting WHERE tenant = $1 AND kind = $2 AND deleted");
    let ask = ask.with([&tenant, &kind]).when(&owner, " AND owner = $");
    let ask = match brands {
        Some(brands) => ask.among(" AND brand IN ($)", brands),
        None => ask,
    };
    tx.all(ask.push(" ORDER BY updated_at DESC, id DESC LIMIT 100", [])).await
}

/// Latest first; at most 100.
pub async fn versions(tx: &mut Tx, tenant: TenantId, id: SettingId) -> Result<Vec<SettingVersion>> {
    tx.all(
        sql!(
            "SELECT ",
            SettingVersion::COLUMNS,
            " FROM setting_version WHERE tenant = $1 AND setting = $2 ORDER BY version DESC LIMIT 100",
        )
        .with([&tenant, &id]),
    )
    .await
}

/// One version.
pub async fn version(tx: &mut Tx, tenant: TenantId, id: SettingId, version: i64) -> Result<Option<SettingVersion>> {
    tx.maybe(
        sql!(
            "SELECT ",
            SettingVersion::COLUMNS,
            " FROM setting_version WHERE tenant = $1 AND setting = $2 AND version = $3",
        )
        .with([&tenant, &id, &version]),
    )
    .await
}

/// Every entry of a tenant that is not one person's; at most 5,000.
pub async fn all(tx: &mut Tx, tenant: TenantId) -> Result<Vec<Setting>> {
    tx.all(
        sql!(
            "SELECT ",
            Setting::COLUMNS,
            " FROM setting WHERE tenant = $1 AND owner IS NULL AND NOT deleted ORDER BY kind, position, name, id LIMIT 5000",
        )
        .with([&tenant]),
    )
    .await
}
