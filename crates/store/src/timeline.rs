//! The timeline of a customer and of those they stand for: what happened, kind by kind, latest first, each behind the place at
//! which the page before ended. Conversations and invitations only of the brands that are named.
use crate::engine::{Record, Result, Row, Tx};
use crate::row::Kept;
use crate::sql;
use model::*;

/// Where a page ended: when, and which.
pub type Place = (At, Uuid);

/// Before everything.
pub const LATEST: Place = (At(i64::MAX), Uuid::max());

/// The ids of a customer and of those they stand for.
const FAMILY: &str = "(SELECT id FROM customer WHERE tenant = $1 AND (id = $2 OR merged_into = $2))";

/// A conversation as a timeline tells it.
#[derive(Clone, Debug)]
pub struct Talk {
    pub id: ConversationId,
    pub number: i64,
    pub brand: BrandId,
    pub place: PlaceWord,
    /// Who has it, or had it last.
    pub agent: Option<AgentId>,
    pub disposition: Option<SettingId>,
    pub channels: Vec<String>,
    pub tags: Vec<String>,
    pub preview: Option<Preview>,
    pub opened_at: At,
    pub closed_at: Option<At>,
    pub merged_into: Option<ConversationId>,
    pub notes: i64,
}
impl Record for Talk {
    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Talk {
            id: row.get("id")?,
            number: row.get("number")?,
            brand: row.get("brand")?,
            place: row.get("place")?,
            agent: row.get("agent")?,
            disposition: row.get("disposition")?,
            channels: row.get("channels")?,
            tags: row.get("tags")?,
            preview: row.get("preview")?,
            opened_at: row.get("opened_at")?,
            closed_at: row.get("closed_at")?,
            merged_into: row.get("merged_into")?,
            notes: row.get("notes")?,
        })
    }
}

/// Conversations, by when they were opened.
pub async fn talks(
    tx: &mut Tx,
    tenant: TenantId,
    customer: CustomerId,
    brands: &[BrandId],
    (at, id): &Place,
    limit: i64,
) -> Result<Vec<Talk>> {
    let ask = sql!(
        "SELECT id, number, brand, place, COALESCE(owner, last_owner) AS agent, disposition, channels, tags, preview, opened_at,
           closed_at, merged_into, (SELECT COUNT(*) FROM message m WHERE m.tenant = $1 AND m.conversation = conversation.id
             AND m.direction = 'note') AS notes
         FROM conversation WHERE tenant = $1 AND customer IN ",
        FAMILY,
    );
    let ask = ask.with([&tenant, &customer]).among(" AND brand IN ($)", brands);
    tx.all(ask.push(" AND (opened_at, id) < ($, $) ORDER BY opened_at DESC, id DESC LIMIT $", [at, id, &limit])).await
}

/// How many conversations of these brands there were.
pub async fn count(tx: &mut Tx, tenant: TenantId, customer: CustomerId, brands: &[BrandId]) -> Result<i64> {
    let ask = sql!("SELECT COUNT(*) FROM conversation WHERE tenant = $1 AND customer IN ", FAMILY);
    tx.one(ask.with([&tenant, &customer]).among(" AND brand IN ($)", brands)).await
}

/// Merges in which this customer, or one they stand for, is one of the two, by when they were made.
pub async fn merges(
    tx: &mut Tx,
    tenant: TenantId,
    customer: CustomerId,
    (at, id): &Place,
    limit: i64,
) -> Result<Vec<Merge>> {
    let ask = sql!(
        "SELECT ",
        Merge::COLUMNS,
        " FROM customer_merge WHERE tenant = $1 AND (winner IN ",
        FAMILY,
        " OR loser IN ",
        FAMILY,
        ") AND (at, id) < ($3, $4) ORDER BY at DESC, id DESC LIMIT $5",
    );
    tx.all(ask.with([&tenant, &customer, at, id, &limit])).await
}

/// The same that were undone, by when they were.
pub async fn splits(
    tx: &mut Tx,
    tenant: TenantId,
    customer: CustomerId,
    (at, id): &Place,
    limit: i64,
) -> Result<Vec<Merge>> {
    let ask = sql!(
        "SELECT ",
        Merge::COLUMNS,
        " FROM customer_merge WHERE tenant = $1 AND undone_at IS NOT NULL AND (winner IN ",
        FAMILY,
        " OR loser IN ",
        FAMILY,
        ") AND (undone_at, id) < ($3, $4) ORDER BY undone_at DESC, id DESC LIMIT $5",
    );
    tx.all(ask.with([&tenant, &customer, at, id, &limit])).await
}

/// Invitations to a further channel, by when they were made.
pub async fn invites(
    tx: &mut Tx,
    tenant: TenantId,
    customer: CustomerId,
    brands: &[BrandId],
    (at, id): &Place,
    limit: i64,
) -> Result<Vec<Invite>> {
    let ask = sql!("SELECT ", Invite::COLUMNS, " FROM invite WHERE tenant = $1 AND customer IN ", FAMILY);
    let ask = ask
        .with([&tenant, &customer])
        .push(" AND conversation IN (SELECT c.id FROM conversation c WHERE c.tenant = $", [&tenant]);
    let ask = ask.among(" AND c.brand IN ($))", brands);
    tx.all(ask.push(" AND (made_at, id) < ($, $) ORDER BY made_at DESC, id DESC LIMIT $", [at, id, &limit])).await
}

/// What the audit says was done to the record, by when it was.
pub async fn edits(
    tx: &mut Tx,
    tenant: TenantId,
    subjects: &[String],
    (at, id): &Place,
    limit: i64,
) -> Result<Vec<Audit>> {
    let ask = sql!("SELECT ", Audit::COLUMNS, " FROM audit WHERE tenant = $1 AND seq IS NOT NULL").with([&tenant]);
    let ask = ask.among(" AND subject IN ($)", subjects).push(
        " AND action IN ('customer.changed', 'customer.revealed') AND (at, id) < ($, $) ORDER BY at DESC, id DESC LIMIT $",
        [at, id, &limit],
    );
    tx.all(ask).await
}

/// The conversations of these brands, latest first; at most 1,000.
pub async fn conversations(
    tx: &mut Tx,
    tenant: TenantId,
    customer: CustomerId,
    brands: &[BrandId],
) -> Result<Vec<ConversationId>> {
    let ask = sql!("SELECT id FROM conversation WHERE tenant = $1 AND customer IN ", FAMILY);
    let ask = ask.with([&tenant, &customer]).among(" AND brand IN ($)", brands);
    tx.all(ask.push(" ORDER BY opened_at DESC, id DESC LIMIT 1000", [])).await
}
