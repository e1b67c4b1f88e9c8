//! Lists of conversations: keyset pages in the order people work in.
use super::{COLUMNS, Found};
use crate::engine::{Record, Result, Row, Tx};
use crate::sql;
use model::*;

/// Which list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum View {
    Mine(AgentId),
    Queue,
    All,
    Pending,
    Closed,
    /// 漏回: somebody has waited since before this moment.
    Unanswered(At),
}

/// A page to read: at most `limit` rows behind `after`, in brands that `agent` may see.
#[derive(Clone, Debug)]
pub struct Page {
    pub agent: AgentId,
    pub view: View,
    pub brand: Option<BrandId>,
    pub after: Option<Place3>,
    pub limit: i64,
}

/// Where a page ended: (rank, sort key, id).
pub type Place3 = (i64, i64, ConversationId);

/// A row of the inbox: the conversation, its customer's name, and how far this agent has read.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    pub conversation: Conversation,
    pub customer_name: Option<String>,
    pub read_seq: i64,
    pub read_in_count: i64,
    pub rank: i64,
    pub sort_key: i64,
}

impl Record for Listed {
    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Listed {
            conversation: Found::read(row)?.0,
            customer_name: row.get("customer_name")?,
            read_seq: row.get::<Option<i64>>("read_seq")?.unwrap_or(0),
            read_in_count: row.get::<Option<i64>>("read_in_count")?.unwrap_or(0),
            rank: row.get("rank")?,
            sort_key: row.get("sort_key")?,
        })
    }
}

const WITH_READER: &str = " ,
    (SELECT u.name FROM customer u WHERE u.tenant = conversation.tenant AND u.id = conversation.customer) AS customer_name,
    (SELECT r.seq FROM read_mark r WHERE r.tenant = conversation.tenant AND r.agent = $2 AND r.conversation = conversation.id) AS read_seq,
    (SELECT r.in_count FROM read_mark r WHERE r.tenant = conversation.tenant AND r.agent = $2 AND r.conversation = conversation.id) AS read_in_count
    FROM conversation WHERE tenant = $1 AND brand IN (SELECT b.brand FROM agent_brand b WHERE b.tenant = $1 AND b.agent = $2)";

/// One page of a list.
pub async fn list(tx: &mut Tx, tenant: TenantId, page: &Page) -> Result<Vec<Listed>> {
    let Page { agent, view, brand, after, limit } = page;
    let ask = sql!("SELECT ", COLUMNS, WITH_READER).with([&tenant, agent]).when(brand, " AND brand = $");
    let ask = match view {
        View::Mine(mine) => ask.push(" AND (place = 'agent' AND owner = $ OR offer_agent = $)", [mine, mine]),
        View::Queue => ask.push(" AND place = 'queue'", []),
        View::All => ask.push(" AND place <> 'closed'", []),
        View::Pending => ask.push(" AND place = 'pending'", []),
        View::Closed => ask.push(" AND place = 'closed'", []),
        View::Unanswered(before) => ask.push(" AND waiting_since < $", [before]),
    };
    let ask = match (view, after) {
        (View::Queue, Some((rank, key, id))) => ask.push(" AND (rank, sort_key, id) > ($, $, $)", [rank, key, id]),
        (_, Some((_, key, id))) => ask.push(" AND (sort_key, id) > ($, $)", [key, id]),
        (_, None) => ask,
    };
    let ask = match view {
        View::Queue => ask.push(" ORDER BY rank, sort_key, id LIMIT $", [limit]),
        View::Unanswered(_) => ask.push(" ORDER BY waiting_since, id LIMIT $", [limit]),
        _ => ask.push(" ORDER BY sort_key, id LIMIT $", [limit]),
    };
    tx.all(ask).await
}

/// One row as this agent sees it; `None` also when the agent has no right to its brand.
pub async fn listed(tx: &mut Tx, tenant: TenantId, agent: AgentId, id: ConversationId) -> Result<Option<Listed>> {
    tx.maybe(sql!("SELECT ", COLUMNS, WITH_READER).with([&tenant, &agent]).push(" AND id = $", [&id])).await
}

/// Figures above the lists.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counts {
    pub mine: i64,
    pub queue: i64,
    pub all: i64,
    pub pending: i64,
    pub unanswered: i64,
    pub longest_wait_since: Option<At>,
}

const MAY_SEE: &str = " FROM conversation WHERE tenant = $1 AND brand IN (SELECT b.brand FROM agent_brand b WHERE b.tenant = $1 AND b.agent = $2)";

/// `late`: waiting since before it counts as unanswered.
pub async fn counts(tx: &mut Tx, tenant: TenantId, agent: AgentId, late: At) -> Result<Counts> {
    Ok(Counts {
        mine: tx
            .one(
                sql!("SELECT COUNT(*)", MAY_SEE, " AND (place = 'agent' AND owner = $2 OR offer_agent = $2)")
                    .with([&tenant, &agent]),
            )
            .await?,
        queue: tx.one(sql!("SELECT COUNT(*)", MAY_SEE, " AND place = 'queue'").with([&tenant, &agent])).await?,
        all: tx.one(sql!("SELECT COUNT(*)", MAY_SEE, " AND place <> 'closed'").with([&tenant, &agent])).await?,
        pending: tx.one(sql!("SELECT COUNT(*)", MAY_SEE, " AND place = 'pending'").with([&tenant, &agent])).await?,
        unanswered: tx
            .one(sql!("SELECT COUNT(*)", MAY_SEE, " AND waiting_since < $3").with([&tenant, &agent, &late]))
            .await?,
        longest_wait_since: tx
            .one(sql!("SELECT MIN(waiting_since)", MAY_SEE, " AND waiting_since IS NOT NULL").with([&tenant, &agent]))
            .await?,
    })
}
