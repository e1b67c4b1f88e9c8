//! Lists of conversations: keyset pages in the order people work in.
use super::{COLUMNS, Found};
use crate::engine::{self, Ask, Record, Result, Row, Tx};
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

/// A page to read: at most `limit` rows behind `after`, of these brands, as `agent` sees them.
#[derive(Clone, Debug)]
pub struct Page {
    pub agent: AgentId,
    pub view: View,
    /// Each at most once. Whether the agent may see them is not asked here.
    pub brands: Vec<BrandId>,
    /// What else must be so.
    pub narrow: Narrow,
    pub after: Option<Place3>,
    pub limit: i64,
}

/// What narrows a list down; nothing by default.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Narrow {
    pub place: Option<PlaceWord>,
    /// The kind of one of its legs.
    pub channel: Option<String>,
    pub owner: Option<AgentId>,
    /// Nobody has it in hand.
    pub nobody: bool,
    pub tag: Option<String>,
    /// The customer has waited since before this moment.
    pub waiting_before: Option<At>,
}

/// Words as they stand in lists of JSON: the list is shorter without them.
struct Held {
    channel: Option<String>,
    tag: Option<String>,
}

impl Narrow {
    fn held(&self) -> Held {
        let held = |word: &Option<String>| word.as_ref().map(|it| serde_json::to_string(it).unwrap_or_default());
        Held { channel: held(&self.channel), tag: held(&self.tag) }
    }

    fn push<'a>(&'a self, ask: Ask<'a>, held: &'a Held) -> Ask<'a> {
        let ask = ask
            .when(&self.place, " AND place = $")
            .when(&self.owner, " AND owner = $")
            .when(&self.waiting_before, " AND waiting_since < $")
            .when(&held.tag, " AND replace(tags, $, '') <> tags")
            .when(&held.channel, " AND replace(channels, $, '') <> channels");
        if self.nobody { ask.push(" AND owner IS NULL", []) } else { ask }
    }
}

/// How much is in a list, up to `most`.
pub async fn count(
    tx: &mut Tx,
    tenant: TenantId,
    view: View,
    brands: &[BrandId],
    narrow: &Narrow,
    most: i64,
) -> Result<i64> {
    let held = narrow.held();
    let ask = sql!("SELECT id FROM conversation WHERE tenant = $1").with([&tenant]).among(" AND brand IN ($)", brands);
    let ask = match view {
        View::Queue => ask.push(" AND place = 'queue'", []),
        View::Pending => ask.push(" AND place = 'pending'", []),
        _ => ask.push(" AND place <> 'closed'", []),
    };
    let ids: Vec<Uuid> = tx.all(narrow.push(ask, &held).push(" LIMIT $", [&most])).await?;
    Ok(ids.len() as i64)
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

/// What stands beside each row, joined by their keys; names that no column of ours has, so that ours stay plain.
const SEEN_BY: &str = ", customer_name, read_seq, read_in_count FROM conversation
    LEFT JOIN (SELECT id AS named, name AS customer_name FROM customer WHERE tenant = $1) AS names ON named = customer
    LEFT JOIN (SELECT conversation AS read_of, seq AS read_seq, in_count AS read_in_count FROM read_mark WHERE tenant = $1 AND agent = $2) AS marks ON read_of = id
    WHERE tenant = $1";

/// The same once more, behind another list; the values are given again.
const ALSO: &str = {
    const PARTS: &[&str] = &[
        " UNION ALL SELECT ",
        COLUMNS,
        ", customer_name, read_seq, read_in_count FROM conversation
    LEFT JOIN (SELECT id AS named, name AS customer_name FROM customer WHERE tenant = $) AS names ON named = customer
    LEFT JOIN (SELECT conversation AS read_of, seq AS read_seq, in_count AS read_in_count FROM read_mark WHERE tenant = $ AND agent = $) AS marks ON read_of = id
    WHERE tenant = $",
    ];
    const SIZE: usize = engine::size(PARTS);
    const BYTES: [u8; SIZE] = engine::join(PARTS);
    engine::utf8(&BYTES)
};

/// How many lists one statement merges; more brands take further statements.
const MERGED: usize = 64;

/// One page of a list. Each brand has its list in an index, and the engine merges them from their heads: it reads the
/// page and one row more of each brand, however long the lists are.
pub async fn list(tx: &mut Tx, tenant: TenantId, page: &Page) -> Result<Vec<Listed>> {
    let mut rows: Vec<Listed> = vec![];
    let held = page.narrow.held();
    let groups = match page.view {
        // Somebody's own are few, whatever their brands.
        View::Mine(_) => page.brands.chunks(1_024),
        _ => page.brands.chunks(MERGED),
    };
    for brands in groups {
        rows.extend(tx.all(merged(&tenant, page, brands, &held)).await?);
    }
    if page.brands.len() > MERGED {
        let in_line = matches!(page.view, View::Queue);
        rows.sort_by_key(|row| (if in_line { row.rank } else { 0 }, row.sort_key, row.conversation.id));
        rows.truncate(usize::try_from(page.limit).unwrap_or(0));
    }
    Ok(rows)
}

fn merged<'a>(tenant: &'a TenantId, page: &'a Page, brands: &'a [BrandId], held: &'a Held) -> Ask<'a> {
    let mut ask = sql!("SELECT ", COLUMNS, SEEN_BY).with([tenant, &page.agent]);
    if let View::Mine(me) = &page.view {
        ask = behind(ask.push(" AND place = 'agent' AND owner = $", [me]).among(" AND brand IN ($)", brands), page);
        let ask = ask.push(ALSO, [tenant, tenant, &page.agent, tenant]).push(" AND offer_agent = $", [me]);
        return ordered(behind(ask.among(" AND brand IN ($)", brands), page), page);
    }
    for (n, brand) in brands.iter().enumerate() {
        if n > 0 {
            ask = ask.push(ALSO, [tenant, tenant, &page.agent, tenant]);
        }
        ask = ask.push(" AND brand = $", [brand]);
        ask = match &page.view {
            View::Mine(_) => ask,
            View::Queue => ask.push(" AND place = 'queue'", []),
            View::All => ask.push(" AND place <> 'closed'", []),
            View::Pending => ask.push(" AND place = 'pending'", []),
            View::Closed => ask.push(" AND place = 'closed'", []),
            View::Unanswered(before) => ask.push(" AND waiting_since < $", [before]),
        };
        ask = behind(page.narrow.push(ask, held), page);
    }
    ordered(ask, page)
}

/// Only what lies behind the place at which the page before ended.
fn behind<'a>(ask: Ask<'a>, page: &'a Page) -> Ask<'a> {
    match (&page.view, &page.after) {
        (View::Queue, Some((rank, key, id))) => ask.push(" AND (rank, sort_key, id) > ($, $, $)", [rank, key, id]),
        // While somebody waits, the key is since when.
        (View::Unanswered(_), Some((_, since, id))) => ask.push(" AND (waiting_since, id) > ($, $)", [since, id]),
        (_, Some((_, key, id))) => ask.push(" AND (sort_key, id) > ($, $)", [key, id]),
        (_, None) => ask,
    }
}

fn ordered<'a>(ask: Ask<'a>, page: &'a Page) -> Ask<'a> {
    match page.view {
        View::Queue => ask.push(" ORDER BY rank, sort_key, id LIMIT $", [&page.limit]),
        View::Unanswered(_) => ask.push(" ORDER BY waiting_since, id LIMIT $", [&page.limit]),
        _ => ask.push(" ORDER BY sort_key, id LIMIT $", [&page.limit]),
    }
}

/// One row as this agent sees it; `None` also when the agent has no right to its brand.
pub async fn listed(tx: &mut Tx, tenant: TenantId, agent: AgentId, id: ConversationId) -> Result<Option<Listed>> {
    let mine = " AND brand IN (SELECT b.brand FROM agent_brand b WHERE b.tenant = $ AND b.agent = $)";
    let ask = sql!("SELECT ", COLUMNS, SEEN_BY).with([&tenant, &agent]).push(" AND id = $", [&id]);
    tx.maybe(ask.push(mine, [&tenant, &agent])).await
}

/// A customer's conversations in these brands, latest first, at most 50.
pub async fn listed_of(
    tx: &mut Tx,
    tenant: TenantId,
    agent: AgentId,
    brands: &[BrandId],
    customer: CustomerId,
) -> Result<Vec<Listed>> {
    let ask = sql!("SELECT ", COLUMNS, SEEN_BY).with([&tenant, &agent]).push(" AND customer = $", [&customer]);
    tx.all(ask.among(" AND brand IN ($)", brands).push(" ORDER BY opened_at DESC, id LIMIT 50", [])).await
}

/// Those with these numbers (at most 1,024), in whatever order and place, as this agent sees them.
pub async fn numbered(tx: &mut Tx, tenant: TenantId, agent: AgentId, numbers: &[i64]) -> Result<Vec<Listed>> {
    let ask = sql!("SELECT ", COLUMNS, SEEN_BY).with([&tenant, &agent]);
    tx.all(ask.among(" AND number IN ($)", numbers)).await
}

/// Figures above the lists.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counts {
    pub mine: i64,
    pub queue: i64,
    pub all: i64,
    pub pending: i64,
    pub unanswered: i64,
    /// Notes that name them and are unread.
    pub mentions: i64,
    pub longest_wait_since: Option<At>,
}

/// Counts what an agent may see, up to `SEEN_MOST`, along an index.
const SEEN: &str = "SELECT COUNT(*) FROM (SELECT id FROM conversation WHERE tenant = $1 AND brand IN (SELECT b.brand FROM agent_brand b WHERE b.tenant = $1 AND b.agent = $2)";
const SEEN_MOST: &str = " LIMIT 10000) AS seen";

/// Figures for one agent; each counts to 10,000 and no further. `late`: waiting since before it counts as unanswered.
pub async fn counts(tx: &mut Tx, tenant: TenantId, agent: AgentId, late: At) -> Result<Counts> {
    // One index each: with OR it would be every conversation there ever was.
    let owned: i64 =
        tx.one(sql!(SEEN, " AND place = 'agent' AND owner = $2", SEEN_MOST).with([&tenant, &agent])).await?;
    let offered: i64 = tx.one(sql!(SEEN, " AND offer_agent = $2", SEEN_MOST).with([&tenant, &agent])).await?;
    Ok(Counts {
        mine: owned + offered,
        queue: tx.one(sql!(SEEN, " AND place = 'queue'", SEEN_MOST).with([&tenant, &agent])).await?,
        all: tx.one(sql!(SEEN, " AND place <> 'closed'", SEEN_MOST).with([&tenant, &agent])).await?,
        pending: tx.one(sql!(SEEN, " AND place = 'pending'", SEEN_MOST).with([&tenant, &agent])).await?,
        unanswered: tx.one(sql!(SEEN, " AND waiting_since < $3", SEEN_MOST).with([&tenant, &agent, &late])).await?,
        mentions: crate::mention::unread(tx, tenant, agent, 10_000).await?,
        longest_wait_since: tx
            .one(
                sql!(
                    "SELECT MIN(waiting_since) FROM conversation WHERE tenant = $1 AND waiting_since IS NOT NULL
                     AND brand IN (SELECT b.brand FROM agent_brand b WHERE b.tenant = $1 AND b.agent = $2)"
                )
                .with([&tenant, &agent]),
            )
            .await?,
    })
}
