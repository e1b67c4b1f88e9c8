//! Asking the index: numbers of conversations, latest first, and the places in them.
use crate::engine::{Ask, Record, Result, Row, Tx};
use crate::sql;
use model::*;

/// Which conversations are looked at.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Whether the asker may see them is not asked here. None of an empty list.
    pub brands: Vec<BrandId>,
    pub channel: Option<String>,
    pub owner: Option<AgentId>,
    pub tag: Option<String>,
    pub place: Option<PlaceWord>,
    /// Everything that is not closed.
    pub open: bool,
    /// Something happened at or after this.
    pub from: Option<At>,
    /// Opened before this.
    pub until: Option<At>,
}

/// The words as they stand in lists of JSON, which are shorter without them.
struct Held {
    channel: Option<String>,
    tag: Option<String>,
}

impl Filter {
    fn held(&self) -> Held {
        let held = |word: &Option<String>| word.as_ref().map(|it| serde_json::to_string(it).unwrap_or_default());
        Held { channel: held(&self.channel), tag: held(&self.tag) }
    }
}

/// How often a token is there; counts to `most` and no further.
pub async fn frequency(tx: &mut Tx, tenant: TenantId, token: &str, most: i64) -> Result<i64> {
    tx.one(
        sql!(
            "SELECT COUNT(*) FROM (SELECT seq FROM search_posting WHERE tenant = $1 AND token = $2 LIMIT $3) AS part",
        )
        .with([&tenant, &token, &most]),
    )
    .await
}

/// Numbers of conversations that have `lead` and every other term, latest first, in `from..until`; at most `limit`. Where a
/// conversation goes on in another, the other's facts are asked.
pub async fn numbers(
    tx: &mut Tx,
    tenant: TenantId,
    (lead, also): (&[String], &[SearchTerm]),
    filter: &Filter,
    (from, until): (i64, i64),
    limit: i64,
) -> Result<Vec<i64>> {
    let Some((first, more)) = lead.split_first() else { return Ok(vec![]) };
    let held = filter.held();
    let mut ask = sql!(
        "SELECT DISTINCT p.number AS number
         FROM search_posting p CROSS JOIN conversation o CROSS JOIN conversation c
         WHERE p.tenant = $1 AND p.token = $2 AND p.number >= $3 AND p.number < $4
           AND o.tenant = $1 AND o.number = p.number AND c.tenant = $1 AND c.id = COALESCE(o.merged_into, o.id)",
    )
    .with([&tenant, first, &from, &until]);
    for token in more {
        ask = ask.push(SAME, [token]);
    }
    for term in also {
        ask = ask.push(" AND (", []);
        for (n, token) in term.tokens.iter().enumerate() {
            ask = ask.push(if n == 0 { "" } else { " AND " }, []).push(SOMEWHERE, [token]);
        }
        for (n, token) in term.instead.iter().enumerate() {
            ask = ask.push(if n == 0 && term.tokens.is_empty() { "" } else { " OR " }, []).push(SOMEWHERE, [token]);
        }
        ask = ask.push(")", []);
    }
    tx.all(filtered(ask, filter, &held).push(" ORDER BY number DESC LIMIT $", [&limit])).await
}

const SAME: &str = " AND EXISTS (SELECT 1 FROM search_posting s
    WHERE s.tenant = p.tenant AND s.token = $ AND s.number = p.number AND s.seq = p.seq)";
const SOMEWHERE: &str =
    "EXISTS (SELECT 1 FROM search_posting s WHERE s.tenant = p.tenant AND s.token = $ AND s.number = p.number)";

/// The same without any word: what the filter alone lets through.
pub async fn all_numbers(
    tx: &mut Tx,
    tenant: TenantId,
    filter: &Filter,
    (from, until): (i64, i64),
    limit: i64,
) -> Result<Vec<i64>> {
    let held = filter.held();
    let ask = sql!(
        "SELECT c.number AS number FROM conversation c
         WHERE c.tenant = $1 AND c.number >= $2 AND c.number < $3 AND c.merged_into IS NULL",
    )
    .with([&tenant, &from, &until]);
    tx.all(filtered(ask, filter, &held).push(" ORDER BY number DESC LIMIT $", [&limit])).await
}

fn filtered<'a>(ask: Ask<'a>, it: &'a Filter, held: &'a Held) -> Ask<'a> {
    let ask = ask
        .among(" AND c.brand IN ($)", &it.brands)
        .when(&it.owner, " AND COALESCE(c.owner, c.last_owner) = $")
        .when(&it.place, " AND c.place = $")
        .when(&it.from, " AND c.updated_at >= $")
        .when(&it.until, " AND c.opened_at < $")
        .when(&held.tag, " AND replace(c.tags, $, '') <> c.tags")
        .when(&held.channel, " AND replace(c.channels, $, '') <> c.channels");
    if it.open { ask.push(" AND c.place <> 'closed'", []) } else { ask }
}

/// A place in a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    pub number: i64,
    pub seq: i64,
}

impl Record for Spot {
    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Spot { number: row.get("number")?, seq: row.get("seq")? })
    }
}

/// Rows of one look at several conversations.
const SPOTS: i64 = 500;

/// Where in these conversations all of `tokens` stand in one message: the latest of every conversation, `each` and perhaps
/// more.
pub async fn spots(tx: &mut Tx, tenant: TenantId, tokens: &[String], numbers: &[i64], each: i64) -> Result<Vec<Spot>> {
    let found = spots_in(tx, tenant, tokens, numbers, SPOTS).await?;
    if (found.len() as i64) < SPOTS {
        return Ok(found);
    }
    // One long thread must not hide the others.
    let mut found = vec![];
    for number in numbers {
        found.extend(spots_in(tx, tenant, tokens, std::slice::from_ref(number), each).await?);
    }
    Ok(found)
}

async fn spots_in(tx: &mut Tx, tenant: TenantId, tokens: &[String], numbers: &[i64], limit: i64) -> Result<Vec<Spot>> {
    let Some((first, more)) = tokens.split_first() else { return Ok(vec![]) };
    let mut ask = sql!(
        "SELECT p.number AS number, p.seq AS seq FROM search_posting p
         WHERE p.tenant = $1 AND p.token = $2 AND p.seq > 0",
    )
    .with([&tenant, first])
    .among(" AND p.number IN ($)", numbers);
    for token in more {
        ask = ask.push(SAME, [token]);
    }
    tx.all(ask.push(" ORDER BY p.number DESC, p.seq DESC LIMIT $", [&limit])).await
}

/// Which of these tokens those conversations are called by.
pub async fn called(tx: &mut Tx, tenant: TenantId, tokens: &[String], numbers: &[i64]) -> Result<Vec<(i64, String)>> {
    struct Called(i64, String);
    impl Record for Called {
        fn read(row: &Row<'_>) -> Result<Self> {
            Ok(Called(row.get("number")?, row.get("token")?))
        }
    }
    let ask = sql!("SELECT number, token FROM search_posting WHERE tenant = $1 AND seq = 0").with([&tenant]);
    let found: Vec<Called> =
        tx.all(ask.among(" AND token IN ($)", tokens).among(" AND number IN ($)", numbers)).await?;
    Ok(found.into_iter().map(|Called(number, token)| (number, token)).collect())
}
