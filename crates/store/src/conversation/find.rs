//! One conversation at a time, found by what leads to it.
use super::{COLUMNS, Found};
use crate::engine::{Result, Tx};
use crate::sql;
use model::*;

fn only(found: Option<Found>) -> Option<Conversation> {
    found.map(|Found(it)| it)
}

/// By id within its tenant.
pub async fn find(tx: &mut Tx, tenant: TenantId, id: ConversationId) -> Result<Option<Conversation>> {
    Ok(only(
        tx.maybe(sql!("SELECT ", COLUMNS, " FROM conversation WHERE tenant = $1 AND id = $2").with([&tenant, &id]))
            .await?,
    ))
}

/// The same, held against other writers until the transaction ends.
pub async fn lock(tx: &mut Tx, tenant: TenantId, id: ConversationId) -> Result<Option<Conversation>> {
    Ok(only(
        tx.maybe(
            sql!("SELECT ", COLUMNS, " FROM conversation WHERE tenant = $1 AND id = $2 /*pg FOR UPDATE */",)
                .with([&tenant, &id]),
        )
        .await?,
    ))
}

/// The open one of this customer in this brand, or else the latest closed.
pub async fn of_customer(
    tx: &mut Tx,
    tenant: TenantId,
    brand: BrandId,
    customer: CustomerId,
) -> Result<Option<Conversation>> {
    let open = tx
        .maybe(
            sql!(
                "SELECT ",
                COLUMNS,
                " FROM conversation WHERE tenant = $1 AND brand = $2 AND customer = $3 AND place <> 'closed' /*pg FOR UPDATE */",
            )
            .with([&tenant, &brand, &customer]),
        )
        .await?;
    if open.is_some() {
        return Ok(only(open));
    }
    let last = sql!(
        "SELECT ",
        COLUMNS,
        " FROM conversation WHERE tenant = $1 AND customer = $2 AND brand = $3 AND place = 'closed'
          ORDER BY opened_at DESC LIMIT 1 /*pg FOR UPDATE */",
    );
    Ok(only(tx.maybe(last.with([&tenant, &customer, &brand])).await?))
}

/// A customer's conversations, and those of whoever was found to be the same person, latest first, at most 50.
pub async fn history(tx: &mut Tx, tenant: TenantId, customer: CustomerId) -> Result<Vec<Conversation>> {
    let found: Vec<Found> = if crate::customer::family(tx, tenant, customer).await?.is_empty() {
        let own = sql!(
            "SELECT ",
            COLUMNS,
            " FROM conversation WHERE tenant = $1 AND customer = $2 ORDER BY opened_at DESC, number DESC LIMIT 50",
        );
        tx.all(own.with([&tenant, &customer])).await?
    } else {
        let all = sql!(
            "SELECT ",
            COLUMNS,
            " FROM conversation WHERE tenant = $1 AND customer IN
              (SELECT id FROM customer WHERE tenant = $1 AND (id = $2 OR merged_into = $2))
              ORDER BY opened_at DESC, number DESC LIMIT 50",
        );
        tx.all(all.with([&tenant, &customer])).await?
    };
    Ok(found.into_iter().map(|Found(it)| it).collect())
}

/// The same of these brands only: the latest 50 of them, however many there are in others.
pub async fn history_in(
    tx: &mut Tx,
    tenant: TenantId,
    customer: CustomerId,
    brands: &[BrandId],
) -> Result<Vec<Conversation>> {
    let ask = sql!(
        "SELECT ",
        COLUMNS,
        " FROM conversation WHERE tenant = $1 AND customer IN
          (SELECT id FROM customer WHERE tenant = $1 AND (id = $2 OR merged_into = $2))",
    );
    let ask = ask.with([&tenant, &customer]).among(" AND brand IN ($)", brands);
    let found: Vec<Found> = tx.all(ask.push(" ORDER BY opened_at DESC, number DESC LIMIT 50", [])).await?;
    Ok(found.into_iter().map(|Found(it)| it).collect())
}

/// The next short number. Taken with the conversation's insert in one transaction; a unique key stands behind it.
pub async fn next_number(tx: &mut Tx, tenant: TenantId) -> Result<i64> {
    tx.one(sql!("SELECT COALESCE(MAX(number), 0) + 1 FROM conversation WHERE tenant = $1").with([&tenant])).await
}

/// Whose deadline has come, earliest first.
pub async fn due(tx: &mut Tx, now: At, limit: i64) -> Result<Vec<(TenantId, ConversationId)>> {
    let found: Vec<Found> = tx
        .all(
            sql!(
                "SELECT ",
                COLUMNS,
                " FROM conversation WHERE /* every tenant */ due_at <= $1 ORDER BY due_at LIMIT $2",
            )
            .with([&now, &limit]),
        )
        .await?;
    Ok(found.into_iter().map(|Found(it)| (it.tenant, it.id)).collect())
}

/// When the next deadline comes.
pub async fn next_due(tx: &mut Tx) -> Result<Option<At>> {
    tx.one(sql!("SELECT MIN(due_at) FROM conversation WHERE /* every tenant */ due_at IS NOT NULL")).await
}

/// What waits in queues and is not being offered, in the order it will be served.
pub async fn waiting(tx: &mut Tx, tenant: TenantId, limit: i64) -> Result<Vec<Conversation>> {
    let found: Vec<Found> = tx
        .all(
            sql!(
                "SELECT ",
                COLUMNS,
                " FROM conversation WHERE tenant = $1 AND place = 'queue' AND offer_agent IS NULL
         ORDER BY rank, sort_key, id LIMIT $2",
            )
            .with([&tenant, &limit]),
        )
        .await?;
    Ok(found.into_iter().map(|Found(it)| it).collect())
}

/// The same of one queue.
pub async fn line(tx: &mut Tx, tenant: TenantId, queue: QueueId, limit: i64) -> Result<Vec<Conversation>> {
    let found: Vec<Found> = tx
        .all(
            sql!(
                "SELECT ",
                COLUMNS,
                " FROM conversation WHERE tenant = $1 AND queue = $2 AND place = 'queue' AND offer_agent IS NULL
                  ORDER BY rank, sort_key, id LIMIT $3",
            )
            .with([&tenant, &queue, &limit]),
        )
        .await?;
    Ok(found.into_iter().map(|Found(it)| it).collect())
}

/// The next queue in which somebody waits who is not being offered, in the order of their ids.
pub async fn next_line(tx: &mut Tx, tenant: TenantId, after: QueueId) -> Result<Option<QueueId>> {
    tx.maybe(
        sql!(
            "SELECT queue FROM conversation WHERE tenant = $1 AND queue > $2 AND place = 'queue' ORDER BY queue LIMIT 1"
        )
        .with([&tenant, &after]),
    )
    .await
}

/// How many are served before it in its queue; counts to 1,000 and no further.
pub async fn ahead(tx: &mut Tx, it: &Conversation, queue: QueueId, rank: i64) -> Result<i64> {
    let since = it.waiting_since.unwrap_or(it.updated_at);
    tx.one(
        sql!(
            "SELECT COUNT(*) FROM (SELECT id FROM conversation WHERE tenant = $1 AND queue = $2 AND place = 'queue'
         AND (rank, sort_key, id) < ($3, $4, $5) LIMIT 1000) AS before_it",
        )
        .with([&it.tenant, &queue, &rank, &since, &it.id]),
    )
    .await
}

/// What an agent owns, or is being offered.
pub async fn held_by(tx: &mut Tx, tenant: TenantId, agent: AgentId) -> Result<Vec<ConversationId>> {
    tx.all(
        sql!(
            "SELECT id FROM conversation WHERE tenant = $1 AND place = 'agent' AND owner = $2
         UNION ALL SELECT id FROM conversation WHERE tenant = $1 AND offer_agent = $2",
        )
        .with([&tenant, &agent]),
    )
    .await
}

/// A customer's open ones, one for each brand.
pub async fn open_of(tx: &mut Tx, tenant: TenantId, customer: CustomerId) -> Result<Vec<Conversation>> {
    let ask = sql!(
        "SELECT ",
        COLUMNS,
        " FROM conversation WHERE tenant = $1 AND customer = $2 AND place <> 'closed' ORDER BY id",
    );
    let found: Vec<Found> = tx.all(ask.with([&tenant, &customer])).await?;
    Ok(found.into_iter().map(|Found(it)| it).collect())
}

/// The same, held against other writers until the transaction ends.
pub async fn lock_open_of(tx: &mut Tx, tenant: TenantId, customer: CustomerId) -> Result<Vec<Conversation>> {
    let ask = sql!(
        "SELECT ",
        COLUMNS,
        " FROM conversation WHERE tenant = $1 AND customer = $2 AND place <> 'closed' ORDER BY id /*pg FOR UPDATE */",
    );
    let found: Vec<Found> = tx.all(ask.with([&tenant, &customer])).await?;
    Ok(found.into_iter().map(|Found(it)| it).collect())
}

/// Whether anybody of this brand is being served now.
pub async fn is_one_in_hand(tx: &mut Tx, tenant: TenantId, brand: BrandId) -> Result<bool> {
    let one: Option<Uuid> = tx
        .maybe(
            sql!("SELECT id FROM conversation WHERE tenant = $1 AND brand = $2 AND place = 'agent' LIMIT 1")
                .with([&tenant, &brand]),
        )
        .await?;
    Ok(one.is_some())
}

/// Those that went on in this one, and those that had gone on in them; at most 100.
pub async fn kin(tx: &mut Tx, tenant: TenantId, id: ConversationId) -> Result<Vec<ConversationId>> {
    tx.all(
        sql!(
            "WITH RECURSIVE kin(id) AS (
               SELECT id FROM conversation WHERE tenant = $1 AND merged_into = $2
               UNION SELECT c.id FROM conversation c JOIN kin k ON c.merged_into = k.id WHERE c.tenant = $1
             ) SELECT id FROM kin LIMIT 100",
        )
        .with([&tenant, &id]),
    )
    .await
}

/// In somebody's hands in this brand, of a customer whose number ends so; at most 4.
pub async fn in_hand_by_digits(
    tx: &mut Tx,
    tenant: TenantId,
    brand: BrandId,
    digits: &str,
) -> Result<Vec<(ConversationId, CustomerId)>> {
    let like = format!("%{digits}");
    let found: Vec<Found> = tx
        .all(
            sql!(
                "SELECT ",
                COLUMNS,
                " FROM conversation WHERE tenant = $1 AND brand = $2 AND place = 'agent' AND EXISTS
                  (SELECT 1 FROM customer c WHERE c.tenant = $1 AND c.id = conversation.customer AND c.phone LIKE $3)
                  ORDER BY updated_at DESC LIMIT 4",
            )
            .with([&tenant, &brand, &like]),
        )
        .await?;
    Ok(found.into_iter().map(|Found(it)| (it.id, it.customer)).collect())
}
