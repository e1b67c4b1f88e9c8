//! The tenant's log: ids only, numbered without gaps, kept 14 days.
use crate::engine::{Record, Result, Row, Tx};
use crate::row::{Kept, row};
use crate::sql;
use model::*;

struct Lain {
    tenant: TenantId,
    seq: i64,
    kind: EventKind,
    conversation: Option<ConversationId>,
    message_seq: Option<i64>,
    agent: Option<AgentId>,
    customer: Option<CustomerId>,
    only_agent: Option<AgentId>,
    public: bool,
    at: At,
}
row!(Lain { tenant, seq, kind, conversation, message_seq, agent, customer, only_agent, public, at });
const COLUMNS: &str = <Lain as Kept>::COLUMNS;

struct Found(Event);
impl Record for Found {
    fn read(row: &Row<'_>) -> Result<Self> {
        let it = Lain::read(row)?;
        Ok(Found(Event {
            tenant: it.tenant,
            seq: it.seq,
            kind: it.kind,
            conversation: it.conversation,
            message_seq: it.message_seq,
            agent: it.agent,
            customer: it.customer,
            only: it.only_agent,
            public: it.public,
            at: it.at,
        }))
    }
}

/// Appends one entry with the next number. On SQLite the one writer numbers directly.
pub async fn append(tx: &mut Tx, tenant: TenantId, it: &NewEvent, now: At) -> Result<()> {
    tx.run(sql!(
        "INSERT INTO event_log (", <Lain as Kept>::COLUMNS, ")
         VALUES ($1, (SELECT COALESCE(MAX(seq), 0) + 1 FROM event_log WHERE tenant = $1), $2, $3, $4, $5, $6, $7, $8, $9)",
    ).with([&tenant, &it.kind, &it.conversation, &it.message_seq, &it.agent, &it.customer, &it.only, &it.public, &now])).await?;
    Ok(())
}

/// Entries after `after`, in order.
pub async fn after(tx: &mut Tx, tenant: TenantId, after: i64, limit: i64) -> Result<Vec<Event>> {
    let found: Vec<Found> = tx
        .all(
            sql!("SELECT ", COLUMNS, " FROM event_log WHERE tenant = $1 AND seq > $2 ORDER BY seq LIMIT $3",)
                .with([&tenant, &after, &limit]),
        )
        .await?;
    Ok(found.into_iter().map(|Found(it)| it).collect())
}

/// What the customer may hear of one conversation after `after`, in order.
pub async fn public_after(
    tx: &mut Tx,
    tenant: TenantId,
    conversation: ConversationId,
    after: i64,
    limit: i64,
) -> Result<Vec<Event>> {
    let found: Vec<Found> = tx
        .all(
            sql!(
                "SELECT ",
                COLUMNS,
                " FROM event_log WHERE tenant = $1 AND conversation = $2 AND seq > $3 AND public ORDER BY seq LIMIT $4",
            )
            .with([&tenant, &conversation, &after, &limit]),
        )
        .await?;
    Ok(found.into_iter().map(|Found(it)| it).collect())
}

/// First and last number kept; (1, 0) when there is none.
pub async fn bounds(tx: &mut Tx, tenant: TenantId) -> Result<(i64, i64)> {
    let first = tx.one(sql!("SELECT COALESCE(MIN(seq), 1) FROM event_log WHERE tenant = $1").with([&tenant])).await?;
    let last = tx.one(sql!("SELECT COALESCE(MAX(seq), 0) FROM event_log WHERE tenant = $1").with([&tenant])).await?;
    Ok((first, last))
}

/// Forgets entries older than `before`, but never a tenant's last one: the next number follows from it.
pub async fn prune(tx: &mut Tx, before: At, limit: i64) -> Result<u64> {
    tx.run(
        sql!(
            "DELETE FROM event_log WHERE /* every tenant */ (tenant, seq) IN (
            SELECT e.tenant, e.seq FROM event_log e WHERE e.at < $1
            AND e.seq < (SELECT MAX(l.seq) FROM event_log l WHERE l.tenant = e.tenant) LIMIT $2)",
        )
        .with([&before, &limit]),
    )
    .await
}
