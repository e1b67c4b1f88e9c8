//! Orders: what was pushed, what was answered, and what agents had done with them.
use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(CustomerOrder { tenant, owner, number, brand, placed_at, body, updated_at });
row!(OrderAnswer { tenant, source, customer, brand, orders, left_out, answered_at, tried_at, trouble });
row!(OrderAct {
    tenant,
    id,
    conversation,
    customer,
    source,
    number,
    body,
    action,
    label,
    amount,
    currency,
    reason,
    client_id,
    agent,
    agent_name,
    state,
    message,
    begun_at,
    changed_at,
});

/// Inserts it or overwrites what was told before.
pub async fn save(tx: &mut Tx, it: &CustomerOrder) -> Result<()> {
    tx.run(
        sql!(
            "INSERT INTO customer_order (",
            CustomerOrder::COLUMNS,
            ") VALUES (",
            CustomerOrder::MARKS,
            ") ON CONFLICT (tenant, owner, number) DO UPDATE SET ",
            CustomerOrder::SETS,
        )
        .with(it.values()),
    )
    .await?;
    Ok(())
}

/// What was pushed of a customer $2, of those they stand for, and of their addresses.
const FAMILY: &str = "FROM customer_order WHERE tenant = $1 AND owner IN
  (SELECT id FROM customer WHERE tenant = $1 AND (id = $2 OR merged_into = $2)
   UNION ALL SELECT i.id FROM identity i JOIN customer c ON c.tenant = i.tenant AND c.id = i.customer
     WHERE i.tenant = $1 AND (c.id = $2 OR c.merged_into = $2))";

/// What was pushed under this number; of several, told of one person each before they were one, the latest first.
pub async fn find(tx: &mut Tx, tenant: TenantId, customer: CustomerId, number: &str) -> Result<Vec<CustomerOrder>> {
    tx.all(
        sql!("SELECT ", CustomerOrder::COLUMNS, " ", FAMILY, " AND number = $3 ORDER BY updated_at DESC, owner")
            .with([&tenant, &customer, &number]),
    )
    .await
}

/// What was pushed of a customer and of those they stand for, latest first; at most `limit`.
pub async fn of_family(tx: &mut Tx, tenant: TenantId, customer: CustomerId, limit: i64) -> Result<Vec<CustomerOrder>> {
    tx.all(
        sql!(
            "SELECT ",
            CustomerOrder::COLUMNS,
            " ",
            FAMILY,
            " ORDER BY placed_at DESC, updated_at DESC, number, owner LIMIT $3",
        )
        .with([&tenant, &customer, &limit]),
    )
    .await
}

/// Gone.
pub async fn delete(tx: &mut Tx, it: &CustomerOrder) -> Result<()> {
    tx.run(
        sql!("DELETE FROM customer_order WHERE tenant = $1 AND owner = $2 AND number = $3")
            .with([&it.tenant, &it.owner, &it.number]),
    )
    .await?;
    Ok(())
}

/// Forgets of the owner of this order what was told longest ago, behind `keep`; never this one.
pub async fn prune(tx: &mut Tx, it: &CustomerOrder, keep: i64) -> Result<()> {
    tx.run(
        sql!(
            "DELETE FROM customer_order WHERE tenant = $1 AND owner = $2 AND number NOT IN
              (SELECT number FROM customer_order WHERE tenant = $1 AND owner = $2
               ORDER BY CASE WHEN number = $3 THEN 0 ELSE 1 END, updated_at DESC, number LIMIT $4)",
        )
        .with([&it.tenant, &it.owner, &it.number, &keep]),
    )
    .await?;
    Ok(())
}

/// What was answered last to a brand, if it was ever asked.
pub async fn answer(
    tx: &mut Tx,
    tenant: TenantId,
    source: SettingId,
    customer: CustomerId,
    brand: BrandId,
) -> Result<Option<OrderAnswer>> {
    tx.maybe(
        sql!(
            "SELECT ",
            OrderAnswer::COLUMNS,
            " FROM order_answer WHERE tenant = $1 AND source = $2 AND customer = $3 AND brand = $4",
        )
        .with([&tenant, &source, &customer, &brand]),
    )
    .await
}

/// The same, held against other writers until the transaction ends.
pub async fn lock_answer(
    tx: &mut Tx,
    tenant: TenantId,
    source: SettingId,
    customer: CustomerId,
    brand: BrandId,
) -> Result<Option<OrderAnswer>> {
    tx.maybe(
        sql!(
            "SELECT ",
            OrderAnswer::COLUMNS,
            " FROM order_answer WHERE tenant = $1 AND source = $2 AND customer = $3 AND brand = $4 /*pg FOR UPDATE */",
        )
        .with([&tenant, &source, &customer, &brand]),
    )
    .await
}

/// Keeps what was answered now; an answer to a later question stays.
pub async fn keep_answer(tx: &mut Tx, it: &OrderAnswer) -> Result<()> {
    tx.run(
        sql!(
            "INSERT INTO order_answer (",
            OrderAnswer::COLUMNS,
            ") VALUES (",
            OrderAnswer::MARKS,
            ") ON CONFLICT (tenant, source, customer, brand) DO UPDATE SET ",
            OrderAnswer::SETS,
            " WHERE order_answer.tried_at <= excluded.tried_at",
        )
        .with(it.values()),
    )
    .await?;
    Ok(())
}

/// Keeps that there was no answer; what was answered before, or to a later question, stays.
pub async fn keep_trouble(tx: &mut Tx, it: &OrderAnswer) -> Result<()> {
    tx.run(
        sql!(
            "INSERT INTO order_answer (",
            OrderAnswer::COLUMNS,
            ") VALUES (",
            OrderAnswer::MARKS,
            ") ON CONFLICT (tenant, source, customer, brand) DO UPDATE
              SET trouble = excluded.trouble, tried_at = excluded.tried_at
              WHERE order_answer.tried_at <= excluded.tried_at",
        )
        .with(it.values()),
    )
    .await?;
    Ok(())
}

/// Forgets what was answered of this customer: who they are has changed.
pub async fn forget_answers(tx: &mut Tx, tenant: TenantId, customer: CustomerId) -> Result<()> {
    tx.run(sql!("DELETE FROM order_answer WHERE tenant = $1 AND customer = $2").with([&tenant, &customer])).await?;
    Ok(())
}

/// Forgets answers to questions from before a moment.
pub async fn sweep_answers(tx: &mut Tx, before: At) -> Result<u64> {
    tx.run(sql!("DELETE FROM order_answer WHERE /* every tenant */ tried_at < $1").with([&before])).await
}

/// A new act; `false`: the same press, or one that is still open, is there already.
pub async fn begin_act(tx: &mut Tx, it: &OrderAct) -> Result<bool> {
    let rows = tx
        .run(
            sql!(
                "INSERT INTO order_act (",
                OrderAct::COLUMNS,
                ") VALUES (",
                OrderAct::MARKS,
                ") ON CONFLICT DO NOTHING",
            )
            .with(it.values()),
        )
        .await?;
    Ok(rows == 1)
}

/// The act of this press.
pub async fn pressed(
    tx: &mut Tx,
    tenant: TenantId,
    conversation: ConversationId,
    client_id: &str,
) -> Result<Option<OrderAct>> {
    tx.maybe(
        sql!(
            "SELECT ",
            OrderAct::COLUMNS,
            " FROM order_act WHERE tenant = $1 AND conversation = $2 AND client_id = $3",
        )
        .with([&tenant, &conversation, &client_id]),
    )
    .await
}

/// By id within its tenant.
pub async fn act(tx: &mut Tx, tenant: TenantId, id: OrderActId) -> Result<Option<OrderAct>> {
    tx.maybe(sql!("SELECT ", OrderAct::COLUMNS, " FROM order_act WHERE tenant = $1 AND id = $2").with([&tenant, &id]))
        .await
}

/// What was done in this brand with orders of a customer and of those they stand for, by whichever source: what is open
/// first, then the latest; at most 100.
pub async fn acts(tx: &mut Tx, tenant: TenantId, brand: BrandId, customer: CustomerId) -> Result<Vec<OrderAct>> {
    tx.all(
        sql!(
            "SELECT ",
            OrderAct::COLUMNS,
            " FROM order_act WHERE tenant = $1 AND conversation IN
              (SELECT v.id FROM conversation v JOIN customer c ON c.tenant = v.tenant AND c.id = v.customer
               WHERE v.tenant = $1 AND v.brand = $2 AND (c.id = $3 OR c.merged_into = $3))
              ORDER BY CASE WHEN state IN ('running', 'in_progress', 'unknown') THEN 0 ELSE 1 END,
                begun_at DESC, id DESC LIMIT 100",
        )
        .with([&tenant, &brand, &customer]),
    )
    .await
}

/// How it stands by now; `false`: it was settled meanwhile.
pub async fn settle_act(tx: &mut Tx, it: &OrderAct) -> Result<bool> {
    let rows = tx
        .run(
            sql!(
                "UPDATE order_act SET state = $3, message = $4, changed_at = $5 WHERE tenant = $1 AND id = $2
                 AND state IN ('running', 'in_progress', 'unknown')",
            )
            .with([&it.tenant, &it.id, &it.state, &it.message, &it.changed_at]),
        )
        .await?;
    Ok(rows == 1)
}
