//! The search index: which token stands where. Derived from messages and customers; nothing else is read from it.
use crate::engine::{Record, Result, Row, Tx};
use crate::sql;
use model::*;
use std::collections::BTreeSet;

mod find;
pub use find::*;

/// Rows of one statement; few texts stay prepared.
const ROWS: usize = 32;

/// How far a tenant's index has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// The last entry of the log that it knows.
    pub log_seq: i64,
    /// Conversations with this number and above are in it.
    pub below: i64,
}

impl Record for State {
    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(State { log_seq: row.get("log_seq")?, below: row.get("below")? })
    }
}

/// `None`: nobody has begun it.
pub async fn state(tx: &mut Tx, tenant: TenantId) -> Result<Option<State>> {
    tx.maybe(sql!("SELECT log_seq, below FROM search_state WHERE tenant = $1").with([&tenant])).await
}

/// Begins at the end of the log, or begins again there; what lies before is still to be read.
pub async fn begin(tx: &mut Tx, tenant: TenantId) -> Result<()> {
    tx.run(
        sql!(
            "INSERT INTO search_state (tenant, log_seq, below) VALUES ($1,
               (SELECT COALESCE(MAX(seq), 0) FROM event_log WHERE tenant = $1),
               (SELECT COALESCE(MAX(number), 0) + 1 FROM conversation WHERE tenant = $1))
             ON CONFLICT (tenant) DO UPDATE SET log_seq = excluded.log_seq, below = excluded.below",
        )
        .with([&tenant]),
    )
    .await?;
    Ok(())
}

/// The log is in it up to `log_seq`; climbs only.
pub async fn followed(tx: &mut Tx, tenant: TenantId, log_seq: i64) -> Result<()> {
    tx.run(sql!("UPDATE search_state SET log_seq = $2 WHERE tenant = $1 AND log_seq < $2").with([&tenant, &log_seq]))
        .await?;
    Ok(())
}

/// Everything from this number on is in it; falls only.
pub async fn reached(tx: &mut Tx, tenant: TenantId, below: i64) -> Result<()> {
    tx.run(sql!("UPDATE search_state SET below = $2 WHERE tenant = $1 AND below > $2").with([&tenant, &below])).await?;
    Ok(())
}

/// The latest conversations with a number below this one; at most `limit`.
pub async fn before(tx: &mut Tx, tenant: TenantId, below: i64, limit: i64) -> Result<Vec<ConversationId>> {
    tx.all(
        sql!("SELECT id FROM conversation WHERE tenant = $1 AND number < $2 ORDER BY number DESC LIMIT $3")
            .with([&tenant, &below, &limit]),
    )
    .await
}

/// What a customer's conversations are; at most 200, the latest.
pub async fn of_customer(tx: &mut Tx, tenant: TenantId, customer: CustomerId) -> Result<Vec<ConversationId>> {
    tx.all(
        sql!("SELECT id FROM conversation WHERE tenant = $1 AND customer = $2 ORDER BY number DESC LIMIT 200")
            .with([&tenant, &customer]),
    )
    .await
}

/// These are the tokens of that message now, whatever they were. Says how many rows that wrote.
pub async fn set(tx: &mut Tx, tenant: TenantId, (number, seq): (i64, i64), tokens: &BTreeSet<String>) -> Result<usize> {
    let was: Option<String> = tx
        .maybe(
            sql!("SELECT tokens FROM search_entry WHERE tenant = $1 AND number = $2 AND seq = $3")
                .with([&tenant, &number, &seq]),
        )
        .await?;
    let was: BTreeSet<String> =
        was.iter().flat_map(|it| it.split(' ')).filter(|it| !it.is_empty()).map(str::to_owned).collect();
    if was == *tokens {
        return Ok(0);
    }
    let gone: Vec<&str> = was.difference(tokens).map(String::as_str).collect();
    let new: Vec<&str> = tokens.difference(&was).map(String::as_str).collect();
    take(tx, tenant, (number, seq), &gone).await?;
    put(tx, tenant, (number, seq), &new).await?;
    let all = tokens.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
    tx.run(
        sql!(
            "INSERT INTO search_entry (tenant, number, seq, tokens) VALUES ($1, $2, $3, $4)
             ON CONFLICT (tenant, number, seq) DO UPDATE SET tokens = excluded.tokens",
        )
        .with([&tenant, &number, &seq, &all]),
    )
    .await?;
    Ok(gone.len() + new.len() + 1)
}

async fn put(tx: &mut Tx, tenant: TenantId, (number, seq): (i64, i64), tokens: &[&str]) -> Result<()> {
    for some in tokens.chunks(ROWS) {
        let mut ask = sql!("INSERT INTO search_posting (tenant, token, number, seq) VALUES ($1, $2, $3, $4)")
            .with([&tenant, &some[0], &number, &seq]);
        if some.len() > 1 {
            // Filled up with the last: the same row twice is one row.
            for n in 1..some.len().next_power_of_two() {
                ask = ask.push(", ($, $, $, $)", [&tenant, &some[n.min(some.len() - 1)], &number, &seq]);
            }
        }
        tx.run(ask.push(" ON CONFLICT DO NOTHING", [])).await?;
    }
    Ok(())
}

async fn take(tx: &mut Tx, tenant: TenantId, (number, seq): (i64, i64), tokens: &[&str]) -> Result<()> {
    for some in tokens.chunks(ROWS) {
        let some: Vec<String> = some.iter().map(|it| (*it).to_owned()).collect();
        let ask = sql!("DELETE FROM search_posting WHERE tenant = $1 AND number = $2 AND seq = $3")
            .with([&tenant, &number, &seq]);
        tx.run(ask.among(" AND token IN ($)", &some)).await?;
    }
    Ok(())
}

/// Nothing of this conversation is found any more, until it is read anew. A thread of `limit` messages at a time: `false`
/// when more are left.
pub async fn forget(tx: &mut Tx, tenant: TenantId, number: i64, limit: i64) -> Result<bool> {
    let seqs: Vec<i64> = tx
        .all(
            sql!("SELECT seq FROM search_entry WHERE tenant = $1 AND number = $2 ORDER BY seq LIMIT $3")
                .with([&tenant, &number, &limit]),
        )
        .await?;
    for seq in &seqs {
        forget_one(tx, tenant, number, *seq).await?;
    }
    Ok((seqs.len() as i64) < limit)
}

/// Nothing of this message is found any more.
pub async fn forget_one(tx: &mut Tx, tenant: TenantId, number: i64, seq: i64) -> Result<()> {
    set(tx, tenant, (number, seq), &BTreeSet::new()).await?;
    tx.run(
        sql!("DELETE FROM search_entry WHERE tenant = $1 AND number = $2 AND seq = $3").with([&tenant, &number, &seq]),
    )
    .await?;
    Ok(())
}
