//! Customers: the people behind identities, as rows.
use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(Company { tenant, id, name, created_at, version });
row!(Customer {
    tenant,
    id,
    name,
    phone,
    email,
    remark,
    locale,
    page_url,
    page_title,
    company,
    merged_into,
    created_at,
    version
});

/// `false`: changed since it was loaded at `version - 1`.
pub async fn save(tx: &mut Tx, it: &Customer) -> Result<bool> {
    let rows = tx
        .run(
            sql!(
                "INSERT INTO customer (",
                Customer::COLUMNS,
                ") VALUES (",
                Customer::MARKS,
                ") ON CONFLICT (tenant, id) DO UPDATE SET ",
                Customer::SETS,
                " WHERE customer.version = excluded.version - 1",
            )
            .with(it.values()),
        )
        .await?;
    Ok(rows == 1)
}

/// By id within its tenant.
pub async fn find(tx: &mut Tx, tenant: TenantId, id: CustomerId) -> Result<Option<Customer>> {
    tx.maybe(sql!("SELECT ", Customer::COLUMNS, " FROM customer WHERE tenant = $1 AND id = $2").with([&tenant, &id]))
        .await
}

/// The same, held against other writers until the transaction ends.
pub async fn lock(tx: &mut Tx, tenant: TenantId, id: CustomerId) -> Result<Option<Customer>> {
    tx.maybe(
        sql!("SELECT ", Customer::COLUMNS, " FROM customer WHERE tenant = $1 AND id = $2 /*pg FOR UPDATE */")
            .with([&tenant, &id]),
    )
    .await
}

/// Those who were found to be the same person as this one; at most 100.
pub async fn family(tx: &mut Tx, tenant: TenantId, id: CustomerId) -> Result<Vec<CustomerId>> {
    tx.all(sql!("SELECT id FROM customer WHERE tenant = $1 AND merged_into = $2 LIMIT 100").with([&tenant, &id])).await
}

/// From now on this one is read under `into`, or by itself again.
pub async fn set_merged(tx: &mut Tx, tenant: TenantId, id: CustomerId, into: Option<CustomerId>) -> Result<()> {
    tx.run(
        sql!("UPDATE customer SET merged_into = $3, version = version + 1 WHERE tenant = $1 AND id = $2")
            .with([&tenant, &id, &into]),
    )
    .await?;
    Ok(())
}

/// A pattern for `LIKE … ESCAPE '\\'`: these words anywhere, in lower case.
pub(crate) fn within(words: &str) -> String {
    format!("%{}%", exactly(words))
}

/// The same words and nothing beside them.
fn exactly(words: &str) -> String {
    words.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// Who has this in their name, or bears it as their phone, e-mail or address: whole, or as much of it as its mask shows (four last
/// digits, everything from the `@` on), so that nobody learns a digit by asking. Who stands for them where they were merged;
/// `digits`: the words as a telephone number is compared. At most `limit`, latest first.
pub async fn search(
    tx: &mut Tx,
    tenant: TenantId,
    words: &str,
    digits: Option<&str>,
    limit: i64,
) -> Result<Vec<CustomerId>> {
    let (like, whole) = (within(words), words.to_lowercase());
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    // What a mask shows of a number or an address stands at its end; all else is found whole.
    let shown = (words.len() == 4 && is_digits(words)) || words.starts_with('@');
    let ends = if shown { format!("%{}", exactly(words)) } else { exactly(words) };
    // A whole number is found however it was written down, with the country's digits in front or not.
    let number =
        digits.filter(|it| it.len() >= 10 && is_digits(it)).map_or_else(|| exactly(words), |it| format!("%{it}"));
    tx.all(
        sql!(
            "SELECT COALESCE(merged_into, id) AS id FROM customer
             WHERE tenant = $1 AND (LOWER(COALESCE(name, '')) LIKE $2 ESCAPE '\\' OR LOWER(COALESCE(phone, '')) = $5
               OR REPLACE(REPLACE(REPLACE(REPLACE(COALESCE(phone, ''), ' ', ''), '-', ''), '(', ''), ')', '') LIKE $6 ESCAPE '\\'
               OR REPLACE(REPLACE(REPLACE(REPLACE(COALESCE(phone, ''), ' ', ''), '-', ''), '(', ''), ')', '') LIKE $4 ESCAPE '\\'
               OR LOWER(COALESCE(email, '')) LIKE $6 ESCAPE '\\'
               OR EXISTS (SELECT 1 FROM identity i WHERE i.tenant = $1 AND i.customer = customer.id AND LOWER(i.value) = $5))
             ORDER BY created_at DESC LIMIT $3",
        )
        .with([&tenant, &like, &limit, &number, &whole, &ends]),
    )
    .await
}

/// Who was here in one of these brands, those who came latest first, behind the place at which the page before ended.
pub async fn latest(
    tx: &mut Tx,
    tenant: TenantId,
    brands: &[BrandId],
    (at, id): &(At, Uuid),
    limit: i64,
) -> Result<Vec<CustomerId>> {
    let ask = sql!("SELECT id FROM customer WHERE tenant = $1 AND merged_into IS NULL").with([&tenant]).push(
        " AND EXISTS (SELECT 1 FROM conversation v WHERE v.tenant = $ AND v.customer IN
           (SELECT f.id FROM customer f WHERE f.tenant = $ AND (f.id = customer.id OR f.merged_into = customer.id))",
        [&tenant, &tenant],
    );
    let ask = ask.among(" AND v.brand IN ($))", brands);
    tx.all(ask.push(" AND (created_at, id) < ($, $) ORDER BY created_at DESC, id DESC LIMIT $", [at, id, &limit])).await
}

/// A company by id within its tenant.
pub async fn company(tx: &mut Tx, tenant: TenantId, id: CompanyId) -> Result<Option<Company>> {
    tx.maybe(sql!("SELECT ", Company::COLUMNS, " FROM company WHERE tenant = $1 AND id = $2").with([&tenant, &id]))
        .await
}

/// The company of this name, made under `id` if there is none.
pub async fn company_named(tx: &mut Tx, tenant: TenantId, name: &str, id: Uuid, now: At) -> Result<CompanyId> {
    let made = Company { tenant, id: CompanyId(id), name: name.to_owned(), created_at: now, version: 1 };
    tx.run(
        sql!(
            "INSERT INTO company (",
            Company::COLUMNS,
            ") VALUES (",
            Company::MARKS,
            ") ON CONFLICT (tenant, name) DO NOTHING",
        )
        .with(made.values()),
    )
    .await?;
    tx.one(sql!("SELECT id FROM company WHERE tenant = $1 AND name = $2").with([&tenant, &made.name])).await
}
