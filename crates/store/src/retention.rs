//! Retention: what has outlived its time, and what is left of it.
use crate::engine::{Record, Result, Row, Tx};
use crate::sql;
use model::*;

/// Nobody counts further than this.
pub const COUNTED: i64 = 100_000;

struct Place {
    closed_at: At,
    id: ConversationId,
}
crate::row::row!(Place { closed_at, id });

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

/// Closed before `$2`, with something to delete.
const AGED: &str = " conversation.tenant = $1 AND place = 'closed' AND closed_at < $2
    AND (purged_at IS NULL OR last_seq > purged_seq + 1)";

/// Of the threads in which anything of this conversation is read: its own, those to which legs of it went back when two
/// customers were parted, and what each of them goes on in.
const THREADS: &str = " EXISTS (WITH RECURSIVE up(id) AS (
      SELECT conversation.id
      UNION SELECT l.shown_in FROM leg l WHERE l.tenant = $1 AND l.conversation = conversation.id AND l.shown_in IS NOT NULL
      UNION SELECT m.merged_into FROM up JOIN conversation m ON m.tenant = $1 AND m.id = up.id WHERE m.merged_into IS NOT NULL
    ) SELECT 1 FROM up JOIN conversation t ON t.tenant = $1 AND t.id = up.id WHERE ";
/// One that is not over.
const GO_ON: &str = "(t.place <> 'closed' OR t.closed_at >= $2))";
/// One from which something still has to go out, or nobody knows whether it did.
const WAIT: &str = "EXISTS (SELECT 1 FROM delivery d WHERE d.tenant = $1 AND d.conversation = t.id
    AND (d.state = 'queued' OR d.state = 'dead' OR d.state = 'in_doubt')))";

/// Where a page of what is over ended.
pub type AgedPlace = (At, ConversationId);
/// Before all of them.
pub const FIRST: AgedPlace = (At(i64::MIN), ConversationId(Uuid::nil()));

/// Conversations that may be deleted, longest closed first, behind `after`; nothing of them is read in one that may not.
pub async fn aged(
    tx: &mut Tx,
    tenant: TenantId,
    before: At,
    (at, id): AgedPlace,
    limit: i64,
) -> Result<Vec<AgedPlace>> {
    let found: Vec<Place> = tx
        .all(
            sql!(
                "SELECT id, closed_at FROM conversation WHERE",
                AGED,
                " AND (closed_at, id) > ($3, $4) AND NOT",
                THREADS,
                GO_ON,
                " AND NOT",
                THREADS,
                WAIT,
                " ORDER BY closed_at, id LIMIT $5",
            )
            .with([&tenant, &before, &at, &id, &limit]),
        )
        .await?;
    Ok(found.into_iter().map(|Place { closed_at, id }| (closed_at, id)).collect())
}

/// How many there are, and how many more there were if nothing in them waited for its delivery; each to [`COUNTED`] and no
/// further.
pub async fn count_aged(tx: &mut Tx, tenant: TenantId, before: At) -> Result<(i64, i64)> {
    let counted = tx
        .one(
            sql!(
                "SELECT COUNT(*) FROM (SELECT id FROM conversation WHERE",
                AGED,
                " AND NOT",
                THREADS,
                GO_ON,
                " AND NOT",
                THREADS,
                WAIT,
                " LIMIT $3) AS aged",
            )
            .with([&tenant, &before, &COUNTED]),
        )
        .await?;
    let waiting = tx
        .one(
            sql!(
                "SELECT COUNT(*) FROM (SELECT id FROM conversation WHERE",
                AGED,
                " AND NOT",
                THREADS,
                GO_ON,
                " AND",
                THREADS,
                WAIT,
                " LIMIT $3) AS aged",
            )
            .with([&tenant, &before, &COUNTED]),
        )
        .await?;
    Ok((counted, waiting))
}

/// The conversation, if it still may be deleted: it and wherever it is read are held against other writers.
pub async fn hold(tx: &mut Tx, tenant: TenantId, id: ConversationId, before: At) -> Result<Option<Aged>> {
    let _: Vec<ConversationId> = tx
        .all(
            sql!(
                "SELECT id FROM conversation WHERE tenant = $1 AND id IN (WITH RECURSIVE up(id) AS (
                   SELECT id FROM conversation WHERE tenant = $1 AND id = $2
                   UNION SELECT shown_in FROM leg WHERE tenant = $1 AND conversation = $2 AND shown_in IS NOT NULL
                   UNION SELECT m.merged_into FROM up JOIN conversation m ON m.tenant = $1 AND m.id = up.id
                     WHERE m.merged_into IS NOT NULL
                 ) SELECT id FROM up) ORDER BY id /*pg FOR UPDATE */"
            )
            .with([&tenant, &id]),
        )
        .await?;
    tx.maybe(
        sql!(
            "SELECT id, number, purged_seq FROM conversation WHERE",
            AGED,
            " AND id = $3 AND NOT",
            THREADS,
            GO_ON,
            " AND NOT",
            THREADS,
            WAIT,
        )
        .with([&tenant, &before, &id]),
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

/// Who is named by a note in it up to this place and has not read it; nobody is named by them any more.
pub async fn drop_mentions(tx: &mut Tx, tenant: TenantId, id: ConversationId, upto: i64) -> Result<Vec<AgentId>> {
    let unread: Vec<AgentId> = tx
        .all(
            sql!(
                "SELECT DISTINCT agent FROM mention WHERE tenant = $1 AND conversation = $2 AND seq <= $3 AND unread = 1
                 ORDER BY agent LIMIT 10000"
            )
            .with([&tenant, &id, &upto]),
        )
        .await?;
    tx.run(
        sql!("DELETE FROM mention WHERE tenant = $1 AND conversation = $2 AND seq <= $3").with([&tenant, &id, &upto]),
    )
    .await?;
    Ok(unread)
}

/// The file of a message that goes; the object that held its bytes. `None`: another conversation shows it too, or it is gone.
pub async fn drop_file(tx: &mut Tx, message: &Message, id: AttachmentId) -> Result<Option<String>> {
    let Some(found) = crate::attachment::find(tx, message.tenant, id).await? else { return Ok(None) };
    if shown_elsewhere(tx, message, &found).await? {
        return Ok(None);
    }
    tx.run(sql!("DELETE FROM attachment WHERE tenant = $1 AND id = $2").with([&message.tenant, &id])).await?;
    Ok(Some(found.sha256))
}

/// Whether the author of this message has shown its file in another conversation too. It can only have been attached within a
/// day, by clocks that agree within an hour.
pub async fn shown_elsewhere(tx: &mut Tx, message: &Message, it: &Attachment) -> Result<bool> {
    let named = format!("%{}%", it.id);
    let (from, until) = (it.created_at - Span::hours(1), it.created_at + Span::hours(25));
    let elsewhere: Option<Uuid> = tx
        .maybe(
            // Asked for the tenant in another way, no engine reads all that they ever said by the key of their words.
            sql!(
                "SELECT id FROM message WHERE COALESCE(tenant, $1) = $1 AND author_id = $2 AND at >= $3 AND at <= $4
                 AND parts LIKE '%\"attachments\":[{%' AND conversation <> $5 AND parts LIKE $6 LIMIT 1"
            )
            .with([&it.tenant, &message.author.id, &from, &until, &message.conversation, &named]),
        )
        .await?;
    Ok(elsewhere.is_some())
}
