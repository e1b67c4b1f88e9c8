//! Audit: append only. Each row of a tenant has the next number and a hash over the hash before and itself, so that a row that is
//! changed, left out or put in between shows. Whoever appends holds the chain's head until their transaction ends: append last.
use crate::engine::{Db, Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;
use sha2::{Digest, Sha256};

row!(Audit { tenant, seq, id, actor, action, subject, detail, at, hash });

/// How many rows are looked at at once.
const PORTION: i64 = 1_000;

/// A tenant's chain: its end, and the row after which it begins, 0 unless old rows were deleted.
#[derive(Clone, Debug, PartialEq)]
struct Head {
    seq: i64,
    hash: String,
    base_seq: i64,
    base_hash: String,
}
row!(Head { seq, hash, base_seq, base_hash });

/// What a list is narrowed to; everything by default.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub actor: Option<AgentId>,
    pub action: Option<String>,
    /// At or after.
    pub from: Option<At>,
    /// Before.
    pub until: Option<At>,
}

/// Appends it with the next number. Never changed or removed afterwards. Rows of an older version go first.
pub async fn append(tx: &mut Tx, it: &Audit) -> Result<()> {
    let mut head = hold(tx, it.tenant).await?;
    loop {
        let loose = loose(tx, it.tenant).await?;
        for row in &loose {
            (head.seq, head.hash) = (head.seq + 1, hash(&head.hash, &Audit { seq: head.seq + 1, ..row.clone() }));
            let chain = sql!("UPDATE audit SET seq = $3, hash = $4 WHERE tenant = $1 AND id = $2");
            tx.run(chain.with([&row.tenant, &row.id, &head.seq, &head.hash])).await?;
        }
        if loose.len() < PORTION as usize {
            break;
        }
    }
    let mut it = Audit { seq: head.seq + 1, ..it.clone() };
    it.hash = hash(&head.hash, &it);
    tx.run(sql!("INSERT INTO audit (", Audit::COLUMNS, ") VALUES (", Audit::MARKS, ")").with(it.values())).await?;
    let moved = sql!("UPDATE audit_head SET seq = $2, hash = $3 WHERE tenant = $1");
    tx.run(moved.with([&it.tenant, &it.seq, &it.hash])).await?;
    Ok(())
}

/// Latest first: those before `before`, at most `limit`.
pub async fn list(
    tx: &mut Tx,
    tenant: TenantId,
    filter: &Filter,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<Audit>> {
    tx.all(
        sql!("SELECT ", Audit::COLUMNS, " FROM audit WHERE tenant = $1 AND seq IS NOT NULL")
            .with([&tenant])
            .when(&filter.actor, " AND actor = $")
            .when(&filter.action, " AND action = $")
            .when(&filter.from, " AND at >= $")
            .when(&filter.until, " AND at < $")
            .when(&before, " AND seq < $")
            .push(" ORDER BY seq DESC LIMIT $", [&limit]),
    )
    .await
}

/// Looks at a tenant's whole chain, a portion at each view: what is appended meanwhile is not looked at, and what is deleted
/// by its age meanwhile not missed.
pub async fn verify(db: &Db, tenant: TenantId) -> Result<Chain> {
    let Some(head) = look(&mut db.read().await?, tenant).await? else {
        return Ok(Chain { rows: 0, first_broken: None });
    };
    let rows = head.seq - head.base_seq;
    let (mut seq, mut before) = (head.base_seq, head.base_hash);
    while seq < head.seq {
        let mut tx = db.read().await?;
        if let Some(now) = look(&mut tx, tenant).await?.filter(|now| now.base_seq > seq) {
            (seq, before) = (now.base_seq, now.base_hash);
            continue;
        }
        let portion = portion(&mut tx, tenant, seq, head.seq).await?;
        if portion.is_empty() {
            return Ok(Chain { rows, first_broken: Some(seq + 1) });
        }
        for row in portion {
            if row.seq != seq + 1 || row.hash != hash(&before, &row) {
                return Ok(Chain { rows, first_broken: Some(seq + 1) });
            }
            (seq, before) = (row.seq, row.hash);
        }
    }
    let first_broken = (seq == head.seq && before != head.hash).then_some(head.seq);
    Ok(Chain { rows, first_broken })
}

/// Deletes the oldest rows from before, at most `limit`; the chain begins after them. How many, and the number of the last.
pub async fn prune(tx: &mut Tx, tenant: TenantId, before: At, limit: i64) -> Result<(i64, i64)> {
    let head = hold(tx, tenant).await?;
    let oldest = portion_of(tx, tenant, head.base_seq, head.seq, limit).await?;
    let aged: Vec<&Audit> = oldest.iter().take_while(|row| row.at < before).collect();
    let Some(last) = aged.last() else { return Ok((0, head.base_seq)) };
    let gone = sql!("DELETE FROM audit WHERE tenant = $1 AND seq <= $2");
    tx.run(gone.with([&tenant, &last.seq])).await?;
    let moved = sql!("UPDATE audit_head SET base_seq = $2, base_hash = $3 WHERE tenant = $1");
    tx.run(moved.with([&tenant, &last.seq, &last.hash])).await?;
    Ok((aged.len() as i64, last.seq))
}

/// How many rows of the chain are from before, to `most` and no further.
pub async fn count_before(tx: &mut Tx, tenant: TenantId, before: At, most: i64) -> Result<i64> {
    tx.one(
        sql!("SELECT COUNT(*) FROM (SELECT id FROM audit WHERE tenant = $1 AND at < $2 LIMIT $3) AS aged")
            .with([&tenant, &before, &most]),
    )
    .await
}

/// SHA-256 as lower-case hex over nine texts, each after its length as 64 bits, big end first: the hash before (empty for the
/// first row), tenant, number, id, actor (empty when there is none), action, subject, detail, time as the API shows it.
pub fn hash(before: &str, it: &Audit) -> String {
    let actor = it.actor.map(|actor| actor.to_string()).unwrap_or_default();
    let (tenant, seq, id, at) = (it.tenant.to_string(), it.seq.to_string(), it.id.to_string(), it.at.to_string());
    let parts = [before, &tenant, &seq, &id, &actor, &it.action, &it.subject, &it.detail, &at];
    let hash = parts.iter().fold(Sha256::new(), |hash, part| {
        hash.chain_update((part.len() as u64).to_be_bytes()).chain_update(part.as_bytes())
    });
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The head, held against other writers until the transaction ends; made when there is none.
async fn hold(tx: &mut Tx, tenant: TenantId) -> Result<Head> {
    let first = sql!("INSERT INTO audit_head (tenant, seq, hash) VALUES ($1, 0, '') ON CONFLICT DO NOTHING");
    tx.run(first.with([&tenant])).await?;
    let held = sql!("SELECT ", Head::COLUMNS, " FROM audit_head WHERE tenant = $1 /*pg FOR UPDATE */");
    tx.one(held.with([&tenant])).await
}

async fn look(tx: &mut Tx, tenant: TenantId) -> Result<Option<Head>> {
    tx.maybe(sql!("SELECT ", Head::COLUMNS, " FROM audit_head WHERE tenant = $1").with([&tenant])).await
}

async fn loose(tx: &mut Tx, tenant: TenantId) -> Result<Vec<Audit>> {
    tx.all(
        sql!(
            "SELECT tenant, COALESCE(seq, CAST(0 AS BIGINT)) AS seq, id, actor, action, subject, detail, at,
             COALESCE(hash, '') AS hash FROM audit WHERE tenant = $1 AND seq IS NULL ORDER BY at, id LIMIT $2"
        )
        .with([&tenant, &PORTION]),
    )
    .await
}

async fn portion(tx: &mut Tx, tenant: TenantId, after: i64, upto: i64) -> Result<Vec<Audit>> {
    portion_of(tx, tenant, after, upto, PORTION).await
}

async fn portion_of(tx: &mut Tx, tenant: TenantId, after: i64, upto: i64, limit: i64) -> Result<Vec<Audit>> {
    tx.all(
        sql!(
            "SELECT ",
            Audit::COLUMNS,
            " FROM audit WHERE tenant = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT $4"
        )
        .with([&tenant, &after, &upto, &limit]),
    )
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Audit {
        Audit {
            tenant: "00000000-0000-7000-8000-000000000001".parse().unwrap(),
            seq: 1,
            id: "00000000-0000-7000-8000-000000000002".parse().unwrap(),
            actor: None,
            action: "customer.revealed".into(),
            subject: "李".into(),
            detail: "phone: 回电".into(),
            at: At(1_800_000_000_123_456),
            hash: String::new(),
        }
    }

    #[test]
    fn the_hash_is_the_one_that_the_docs_describe() {
        // Made by another program from what docs/invariants.md says.
        assert_eq!(hash("", &row()), "2ede593d703114e8e1eb2882b3ac583904c30fbf983d09c768899ae6e371b531");
    }

    #[test]
    fn a_letter_that_goes_over_into_the_next_field_makes_another_hash() {
        let text = "customer.revealed李phone: 回电";
        let mut all = std::collections::BTreeSet::new();
        for (first, _) in text.char_indices() {
            for (second, _) in text.char_indices().filter(|(at, _)| *at >= first) {
                let (action, rest) = text.split_at(first);
                let (subject, detail) = rest.split_at(second - first);
                let row = Audit { action: action.into(), subject: subject.into(), detail: detail.into(), ..row() };
                assert!(all.insert(hash("", &row)), "{action}|{subject}|{detail}");
            }
        }
        assert!(all.len() > 300 && all.iter().all(|it| *it != hash("x", &row())));
    }
}
