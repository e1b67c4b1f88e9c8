//! Attachments: what is known of a file; its bytes are in `objects`.
use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(Attachment { tenant, id, uploader, sha256, size, media_type, name, width, height, created_at });

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
