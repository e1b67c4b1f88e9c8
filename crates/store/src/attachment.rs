//! Attachments: what is known of a file; its bytes are in `objects`.
use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(Attachment { tenant, id, uploader, sha256, size, media_type, name, width, height, attached, created_at });

/// The bytes are on the disk before this is called.
pub async fn insert(tx: &mut Tx, it: &Attachment) -> Result<()> {
    tx.run(
        sql!("INSERT INTO attachment (", Attachment::COLUMNS, ") VALUES (", Attachment::MARKS, ")").with(it.values()),
    )
    .await?;
    Ok(())
}

/// By id within its tenant.
pub async fn find(tx: &mut Tx, tenant: TenantId, id: AttachmentId) -> Result<Option<Attachment>> {
    tx.maybe(
        sql!("SELECT ", Attachment::COLUMNS, " FROM attachment WHERE tenant = $1 AND id = $2").with([&tenant, &id]),
    )
    .await
}

/// From now on a message refers to it; `None`: it is gone, or not there.
pub async fn attach(tx: &mut Tx, tenant: TenantId, id: AttachmentId) -> Result<Option<Attachment>> {
    tx.maybe(
        sql!("UPDATE attachment SET attached = TRUE WHERE tenant = $1 AND id = $2 RETURNING ", Attachment::COLUMNS)
            .with([&tenant, &id]),
    )
    .await
}

/// Forgets it unless a message refers to it; `true`: it is not there any more.
pub async fn forget(tx: &mut Tx, tenant: TenantId, id: AttachmentId) -> Result<bool> {
    tx.run(sql!("DELETE FROM attachment WHERE tenant = $1 AND id = $2 AND NOT attached").with([&tenant, &id])).await?;
    Ok(find(tx, tenant, id).await?.is_none())
}

/// Whether any row of any tenant names this object.
pub async fn is_named(tx: &mut Tx, sha256: &str) -> Result<bool> {
    let named: Option<String> = tx
        .maybe(
            sql!(
                "SELECT sha256 FROM attachment WHERE sha256 = $1
                 UNION SELECT raw_object FROM inbound WHERE raw_object = $1 /* every tenant */",
            )
            .with([&sha256]),
        )
        .await?;
    Ok(named.is_some())
}

/// The objects that rows of any tenant name, in their order; at most `limit` behind `after`.
pub async fn objects(tx: &mut Tx, after: &str, limit: i64) -> Result<Vec<String>> {
    tx.all(
        sql!(
            "SELECT sha256 FROM attachment WHERE sha256 > $1
             UNION SELECT raw_object FROM inbound WHERE raw_object > $1 /* every tenant */ ORDER BY 1 LIMIT $2",
        )
        .with([&after, &limit]),
    )
    .await
}
