//! Counts the rows that a page reads: every row, or entry of an index, at which a statement of the page arrives, whether it
//! is shown or sent away (`store::engine::Visits`). Asks the store as the desk asks it. What goes before every page (whose
//! cookie it is, which brands they see) is counted apart: it is the same few rows by their keys at every size.
use model::*;
use serde_json::{Value, json};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};
use store::conversation::{Listed, Narrow, Page, Place3, View, list, listed_of};
use store::engine::{Db, Result, Room, Tx, Visits};
use store::message::{Window, window};

/// Entries of a page; a list asks for one more, to know whether there is another.
const LIMIT: i64 = 50;

/// One JSON object: by the page's name what it showed, the rows it read, and of which tables.
pub async fn count(file: &Path, ids: &[&str]) -> Result<String, String> {
    let all: Vec<Uuid> = ids.iter().filter_map(|id| id.parse().ok()).collect();
    let [reader, rare, long, thread, customer] = all[..] else { return Err(format!("five ids, not {ids:?}")) };
    let (db, visits) = Db::counted(file, Room::default()).await.map_err(|why| why.to_string())?;
    let told = count_all(&db, &visits, AgentId(reader), BrandId(rare), [long, thread], CustomerId(customer)).await;
    db.close().await;
    Ok(told.map_err(|why| why.to_string())?.to_string())
}

async fn count_all(
    db: &Db,
    visits: &Visits,
    agent: AgentId,
    rare: BrandId,
    [long, thread]: [Uuid; 2],
    customer: CustomerId,
) -> Result<Value> {
    let mut tx = db.read().await?;
    let tenant = store::organisation::tenants(&mut tx).await?.first().expect("a tenant").tenant;
    visits.take();
    let brands = store::agent::brands(&mut tx, tenant, agent).await?;
    store::agent::find(&mut tx, tenant, agent).await?;
    let mut told = serde_json::Map::new();
    told.insert("who asks".into(), rows(1, visits));
    let micros = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_micros() as i64);
    let views = [
        ("inbox, mine", View::Mine(agent), brands.clone()),
        ("inbox, queue", View::Queue, brands.clone()),
        ("inbox, all", View::All, brands.clone()),
        ("inbox, all, a small brand", View::All, vec![rare]),
        ("inbox, unanswered", View::Unanswered(At(micros) - Span::minutes(2)), brands.clone()),
        ("inbox, pending", View::Pending, brands.clone()),
        ("inbox, closed", View::Closed, brands.clone()),
    ];
    for (name, view, brands) in views {
        let page = Page { agent, view, brands, narrow: Narrow::default(), after: None, limit: LIMIT + 1 };
        let shown = list(&mut tx, tenant, &page).await?;
        told.insert(name.into(), rows(shown.len().min(LIMIT as usize), visits));
    }
    let mut page = Page {
        agent,
        view: View::All,
        brands: brands.clone(),
        narrow: Narrow::default(),
        after: None,
        limit: LIMIT + 1,
    };
    page.after = middle(&mut tx, tenant, &page).await?;
    visits.take();
    let shown = list(&mut tx, tenant, &page).await?;
    told.insert("inbox, all, further down".into(), rows(shown.len().min(LIMIT as usize), visits));
    let threads = [
        ("thread, newest page", thread, Window::Latest),
        ("thread, in the middle of 5,000", long, Window::Before(2_500)),
    ];
    for (name, id, which) in threads {
        let id = ConversationId(id);
        store::conversation::find(&mut tx, tenant, id).await?;
        let shown = window(&mut tx, tenant, id, which, false, LIMIT).await?;
        told.insert(name.into(), rows(shown.len(), visits));
    }
    let shown = listed_of(&mut tx, tenant, agent, &brands, customer).await?;
    told.insert("panel, a customer's history".into(), rows(shown.len(), visits));
    Ok(Value::Object(told))
}

/// The place from which the middle of the list is read.
async fn middle(tx: &mut Tx, tenant: TenantId, first: &Page) -> Result<Option<Place3>> {
    let mut ends = vec![];
    let mut page = Page { limit: LIMIT, ..first.clone() };
    loop {
        let rows = list(tx, tenant, &page).await?;
        page.after = rows.last().map(|row: &Listed| (row.rank, row.sort_key, row.conversation.id));
        if (rows.len() as i64) < LIMIT {
            return Ok(ends.get(ends.len() / 2).copied());
        }
        ends.extend(page.after);
    }
}

fn rows(items: usize, visits: &Visits) -> Value {
    let tables = visits.take();
    json!({ "items": items, "rows": tables.values().sum::<u64>(), "tables": tables })
}
