//! Retention: what has outlived its time, and what is left of it.
use crate::engine::{Record, Result, Row, Tx};
use crate::sql;
use model::*;

/// Nobody counts further than this.
pub const COUNTED: i64 = 100_000;

/// A conversation whose time is over.
#[derive(Clone, Debug)]
pub struct Aged {
    pub id: ConversationId,
    pub number: i64,
    /// Messages up to this place are gone already.
    pub purged_seq: i64,
}
impl Record for Aged {
    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Aged { id: row.get("id")?, number: row.get("number")?, purged_seq: row.get("purged_seq")? })
    }
}

/// Conversations that were closed before and have something to delete, longest closed first. One that goes on in another comes
/// after that one.
pub async fn aged(tx: &mut Tx, tenant: TenantId, before: At, limit: i64) -> Result<Vec<Aged>> {
    tx.all(
        sql!(
            "SELECT id, number, purged_seq FROM conversation WHERE tenant = $1 AND place = 'closed' AND closed_at < $2
             AND (purged_at IS NULL OR last_seq > purged_seq + 1)
             AND (merged_into IS NULL OR EXISTS (SELECT 1 FROM conversation t WHERE t.tenant = $1
               AND t.id = conversation.merged_into AND t.place = 'closed' AND t.purged_at IS NOT NULL))
             ORDER BY closed_at, id LIMIT $3",
        )
        .with([&tenant, &before, &limit]),
    )
    .await
}

/// How many there are, to [`COUNTED`] and no further.
pub async fn count_aged(tx: &mut Tx, tenant: TenantId, before: At) -> Result<i64> {
    tx.one(
        sql!(
            "SELECT COUNT(*) FROM (SELECT id FROM conversation WHERE tenant = $1 AND place = 'closed' AND closed_at < $2
             AND (purged_at IS NULL OR last_seq > purged_seq + 1)
             AND (merged_into IS NULL OR EXISTS (SELECT 1 FROM conversation t WHERE t.tenant = $1
               AND t.id = conversation.merged_into AND t.place = 'closed' AND t.closed_at < $2))
             LIMIT $3) AS aged",
        )
        .with([&tenant, &before, &COUNTED]),
    )
    .await
}

/// The conversation, held against other writers, if it is still closed since before that time.
pub async fn hold(tx: &mut Tx, tenant: TenantId, id: ConversationId, before: At) -> Result<Option<Aged>> {
    tx.maybe(
        sql!(
            "SELECT id, number, purged_seq FROM conversation WHERE tenant = $1 AND id = $2 AND place = 'closed' AND closed_at < $3
             /*pg FOR UPDATE */"
        )
        .with([&tenant, &id, &before]),
    )
    .await
}

/// Its messages up to this place are gone, with what went out by them, and the drafts for it.
pub async fn purge(tx: &mut Tx, tenant: TenantId, id: ConversationId, upto: i64) -> Result<()> {
    tx.run(
        sql!(
            "DELETE FROM delivery WHERE tenant = $1 AND message IN
             (SELECT m.id FROM message m WHERE m.tenant = $1 AND m.conversation = $2 AND m.seq <= $3)"
        )
        .with([&tenant, &id, &upto]),
    )
    .await?;
    tx.run(
        sql!("DELETE FROM message WHERE tenant = $1 AND conversation = $2 AND seq <= $3").with([&tenant, &id, &upto]),
    )
    .await?;
    tx.run(sql!("DELETE FROM draft WHERE tenant = $1 AND conversation = $2").with([&tenant, &id])).await?;
    tx.run(
        sql!("UPDATE conversation SET purged_seq = $3, version = version + 1 WHERE tenant = $1 AND id = $2")
            .with([&tenant, &id, &upto]),
    )
    .await?;
    Ok(())
}

/// Nothing that was said is left; the place of the one message that says so.
pub async fn purged(tx: &mut Tx, tenant: TenantId, id: ConversationId, now: At) -> Result<i64> {
    tx.one(
        sql!(
            "UPDATE conversation SET purged_at = $3, last_seq = last_seq + 1, preview = NULL, version = version + 1
             WHERE tenant = $1 AND id = $2 RETURNING last_seq"
        )
        .with([&tenant, &id, &now]),
    )
    .await
}

/// The raw bytes of what this message was made from are forgotten; what stays is the key by which a repetition is known. The
/// objects that held some of them.
pub async fn empty_inbound(tx: &mut Tx, tenant: TenantId, message: MessageId) -> Result<Vec<String>> {
    let objects: Vec<String> = tx
        .all(
            sql!("SELECT raw_object FROM inbound WHERE tenant = $1 AND message = $2 AND raw_object IS NOT NULL")
                .with([&tenant, &message]),
        )
        .await?;
    let none: Vec<u8> = vec![];
    tx.run(
        sql!("UPDATE inbound SET raw = $3, raw_object = NULL WHERE tenant = $1 AND message = $2")
            .with([&tenant, &message, &none]),
    )
    .await?;
    Ok(objects)
}

/// The file of a message that goes; the object that held its bytes. `None`: another message of its uploader shows it too, or it
/// is gone.
pub async fn drop_file(
    tx: &mut Tx,
    tenant: TenantId,
    conversation: ConversationId,
    id: AttachmentId,
) -> Result<Option<String>> {
    let found = crate::attachment::find(tx, tenant, id).await?;
    let Some(found) = found else { return Ok(None) };
    let named = format!("%{id}%");
    let elsewhere: Option<Uuid> = tx
        .maybe(
            sql!(
                "SELECT id FROM message WHERE tenant = $1 AND author_id = $2 AND client_id IS NOT NULL AND conversation <> $3
                 AND parts LIKE $4 LIMIT 1"
            )
            .with([&tenant, &found.uploader, &conversation, &named]),
        )
        .await?;
    if elsewhere.is_some() {
        return Ok(None);
    }
    tx.run(sql!("DELETE FROM attachment WHERE tenant = $1 AND id = $2").with([&tenant, &id])).await?;
    Ok(Some(found.sha256))
}
