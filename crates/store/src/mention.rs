//! Mentions: the notes that name somebody, what is unread first.
use crate::engine::{Record, Result, Row, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(Mention { tenant, agent, message, conversation, seq, unread, read_at, at });

struct Seen(MentionSeen);
impl Record for Seen {
    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Seen(MentionSeen {
            mention: Mention::read(row)?,
            author: row.get("author_id")?,
            author_name: row.get("author_name")?,
            text: row.get("beginning")?,
            number: row.get("number")?,
            place: row.get("place")?,
            customer: row.get("customer")?,
            customer_name: row.get("customer_name")?,
            merged_into: row.get("merged_into")?,
        }))
    }
}

/// In brands that they see now.
const SEES: &str =
    " AND EXISTS (SELECT 1 FROM conversation c JOIN agent_brand b ON b.tenant = c.tenant AND b.brand = c.brand
    WHERE c.tenant = $1 AND c.id = mention.conversation AND b.agent = $2)";

/// Once for each person and note.
pub async fn insert(tx: &mut Tx, it: &Mention) -> Result<()> {
    tx.run(sql!("INSERT INTO mention (", Mention::COLUMNS, ") VALUES (", Mention::MARKS, ")").with(it.values()))
        .await?;
    Ok(())
}

/// Where a page of them ended: (unread, at, message).
pub type MentionPlace = (i64, At, MessageId);

const LISTED: &str = " mention.tenant AS tenant, agent, message, mention.conversation AS conversation,
       mention.seq AS seq, unread, read_at, mention.at AS at, m.author_id AS author_id, m.author_name AS author_name,
       substr(m.text, 1, 280) AS beginning, c.number AS number, c.place AS place, c.customer AS customer,
       u.name AS customer_name, c.merged_into AS merged_into
     FROM mention
     JOIN message m ON m.tenant = mention.tenant AND m.conversation = mention.conversation AND m.seq = mention.seq
     JOIN conversation c ON c.tenant = mention.tenant AND c.id = mention.conversation
     LEFT JOIN customer u ON u.tenant = c.tenant AND u.id = c.customer
     WHERE mention.tenant = $1 AND mention.agent = $2
       AND c.brand IN (SELECT b.brand FROM agent_brand b WHERE b.tenant = $1 AND b.agent = $2)";

/// What names this person in brands that they see now: unread first, then latest first, behind `after`.
pub async fn list(
    tx: &mut Tx,
    tenant: TenantId,
    agent: AgentId,
    unread: bool,
    after: Option<MentionPlace>,
    limit: i64,
) -> Result<Vec<MentionSeen>> {
    let (rank, at, message) = after.unwrap_or((2, At(0), MessageId(Uuid::nil())));
    let ask = sql!("SELECT", LISTED, " AND (unread, mention.at, message) < ($3, $4, $5)");
    let ask = ask.with([&tenant, &agent, &rank, &at, &message]);
    let ask = if unread { ask.push(" AND unread = 1", []) } else { ask };
    let found: Vec<Seen> =
        tx.all(ask.push(" ORDER BY unread DESC, mention.at DESC, message DESC LIMIT $", [&limit])).await?;
    Ok(found.into_iter().map(|Seen(it)| it).collect())
}

/// One of them, by its note.
pub async fn find(tx: &mut Tx, tenant: TenantId, agent: AgentId, note: MessageId) -> Result<Option<MentionSeen>> {
    let found: Option<Seen> =
        tx.maybe(sql!("SELECT", LISTED, " AND message = $3").with([&tenant, &agent, &note])).await?;
    Ok(found.map(|Seen(it)| it))
}

/// How many are unread in brands that they see now, up to `most`.
pub async fn unread(tx: &mut Tx, tenant: TenantId, agent: AgentId, most: i64) -> Result<i64> {
    tx.one(
        sql!(
            "SELECT COUNT(*) FROM (SELECT message FROM mention
             JOIN conversation c ON c.tenant = mention.tenant AND c.id = mention.conversation
             WHERE mention.tenant = $1 AND agent = $2 AND unread = 1
               AND c.brand IN (SELECT b.brand FROM agent_brand b WHERE b.tenant = $1 AND b.agent = $2) LIMIT $3) AS seen"
        )
        .with([&tenant, &agent, &most]),
    )
    .await
}

/// Read now; a later mark goes over an earlier one. `false`: it was read before.
pub async fn read(tx: &mut Tx, tenant: TenantId, agent: AgentId, note: MessageId, now: At) -> Result<bool> {
    let rows = tx
        .run(
            sql!(
                "UPDATE mention SET unread = 0, read_at = $4
                 WHERE tenant = $1 AND agent = $2 AND message = $3 AND unread = 1"
            )
            .with([&tenant, &agent, &note, &now]),
        )
        .await?;
    if rows == 0 {
        // Opened by itself: an undone “all read” no longer takes it back.
        tx.run(
            sql!("UPDATE mention SET read_at = $4 WHERE tenant = $1 AND agent = $2 AND message = $3 AND read_at < $4")
                .with([&tenant, &agent, &note, &now]),
        )
        .await?;
    }
    Ok(rows > 0)
}

/// Read with their conversation up to this seq. How many were not before.
pub async fn read_upto(
    tx: &mut Tx,
    tenant: TenantId,
    agent: AgentId,
    conversation: ConversationId,
    seq: i64,
    now: At,
) -> Result<u64> {
    tx.run(
        sql!(
            "UPDATE mention SET unread = 0, read_at = $5
             WHERE tenant = $1 AND agent = $2 AND unread = 1 AND conversation = $3 AND seq <= $4"
        )
        .with([&tenant, &agent, &conversation, &seq, &now]),
    )
    .await
}

/// Everything that they see and that is not later than this is read now. How many were not before.
pub async fn read_all(tx: &mut Tx, tenant: TenantId, agent: AgentId, until: At, now: At) -> Result<u64> {
    tx.run(
        sql!(
            "UPDATE mention SET unread = 0, read_at = $4
             WHERE tenant = $1 AND agent = $2 AND unread = 1 AND at <= $3",
            SEES,
        )
        .with([&tenant, &agent, &until, &now]),
    )
    .await
}

/// What they see, was marked read at exactly this moment, and not opened since, is unread again. How many.
pub async fn unread_again(tx: &mut Tx, tenant: TenantId, agent: AgentId, mark: At) -> Result<u64> {
    tx.run(
        sql!(
            "UPDATE mention SET unread = 1, read_at = 0 WHERE tenant = $1 AND agent = $2 AND unread = 0 AND read_at = $3",
            SEES,
        )
        .with([&tenant, &agent, &mark]),
    )
    .await
}
