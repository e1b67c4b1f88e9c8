//! Suggestions that two customers may be one, and the hints they are made of: what somebody typed, found again.
use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(Suggestion { tenant, id, customer, other, reason, detail, state, at, decided_by, decided_at });

/// `false`: it was suggested before, whatever became of it.
pub async fn insert(tx: &mut Tx, it: &Suggestion) -> Result<bool> {
    let rows = tx
        .run(
            sql!(
                "INSERT INTO suggestion (",
                Suggestion::COLUMNS,
                ") VALUES (",
                Suggestion::MARKS,
                ") ON CONFLICT (tenant, customer, other, reason) DO NOTHING",
            )
            .with(it.values()),
        )
        .await?;
    Ok(rows == 1)
}

/// By id within its tenant.
pub async fn find(tx: &mut Tx, tenant: TenantId, id: SuggestionId) -> Result<Option<Suggestion>> {
    tx.maybe(
        sql!("SELECT ", Suggestion::COLUMNS, " FROM suggestion WHERE tenant = $1 AND id = $2").with([&tenant, &id]),
    )
    .await
}

/// Somebody decided; an open one only.
pub async fn decide(tx: &mut Tx, it: &Suggestion, state: SuggestionState, by: Option<AgentId>, at: At) -> Result<()> {
    tx.run(
        sql!(
            "UPDATE suggestion SET state = $3, decided_by = $4, decided_at = $5
             WHERE tenant = $1 AND id = $2 AND state = 'open'",
        )
        .with([&it.tenant, &it.id, &state, &by, &at]),
    )
    .await?;
    Ok(())
}

/// Open ones of which both were here in one of these brands: latest first, behind the one the page before ended with.
pub async fn open(
    tx: &mut Tx,
    tenant: TenantId,
    brands: &[BrandId],
    after: Option<(At, SuggestionId)>,
    limit: i64,
) -> Result<Vec<Suggestion>> {
    let (at, id) = after.unwrap_or((At(i64::MAX), SuggestionId(Uuid::max())));
    let ask = sql!(
        "SELECT ",
        Suggestion::COLUMNS,
        " FROM suggestion WHERE tenant = $1 AND state = 'open' AND (at, id) < ($2, $3)",
    );
    let ask = ask
        .with([&tenant, &at, &id])
        .push(
            " AND EXISTS (SELECT 1 FROM customer f JOIN conversation v ON v.tenant = f.tenant AND v.customer = f.id
                WHERE f.tenant = $ AND (f.id = suggestion.customer OR f.merged_into = suggestion.customer)",
            [&tenant],
        )
        .among(" AND v.brand IN ($))", brands);
    let ask = ask
        .push(
            " AND EXISTS (SELECT 1 FROM customer f JOIN conversation v ON v.tenant = f.tenant AND v.customer = f.id
                WHERE f.tenant = $ AND (f.id = suggestion.other OR f.merged_into = suggestion.other)",
            [&tenant],
        )
        .among(" AND v.brand IN ($))", brands);
    tx.all(ask.push(" ORDER BY at DESC, id DESC LIMIT $", [&limit])).await
}

/// Open ones that concern this customer, or somebody they stand for, latest first; at most 20.
pub async fn of_customer(tx: &mut Tx, tenant: TenantId, customer: CustomerId) -> Result<Vec<Suggestion>> {
    tx.all(
        sql!(
            "SELECT ",
            Suggestion::COLUMNS,
            " FROM suggestion WHERE tenant = $1 AND state = 'open' AND (customer = $2 OR other = $2
               OR customer IN (SELECT id FROM customer WHERE tenant = $1 AND merged_into = $2)
               OR other IN (SELECT id FROM customer WHERE tenant = $1 AND merged_into = $2))
             ORDER BY at DESC, id DESC LIMIT 20",
        )
        .with([&tenant, &customer]),
    )
    .await
}

/// This customer typed it.
pub async fn hint(tx: &mut Tx, tenant: TenantId, kind: &str, value: &str, customer: CustomerId, at: At) -> Result<()> {
    let (kind, value) = (kind.to_owned(), value.to_owned());
    tx.run(
        sql!(
            "INSERT INTO hint (tenant, kind, value, customer, at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (tenant, kind, value, customer) DO NOTHING",
        )
        .with([&tenant, &kind, &value, &customer, &at]),
    )
    .await?;
    Ok(())
}

/// Who else typed it; at most 5, latest first.
pub async fn hinted(
    tx: &mut Tx,
    tenant: TenantId,
    kind: &str,
    value: &str,
    but: CustomerId,
) -> Result<Vec<CustomerId>> {
    let (kind, value) = (kind.to_owned(), value.to_owned());
    tx.all(
        sql!(
            "SELECT customer FROM hint WHERE tenant = $1 AND kind = $2 AND value = $3 AND customer <> $4
             ORDER BY at DESC LIMIT 5",
        )
        .with([&tenant, &kind, &value, &but]),
    )
    .await
}
