//! What needs a person, or waits: with what somebody has to see to judge it.
use super::Delivery;
use crate::engine::{Ask, Record, Result, Row, Tx};
use crate::row::Kept;
use crate::sql;
use model::*;

/// A delivery with its message, conversation and customer.
#[derive(Clone, Debug, PartialEq)]
pub struct Stuck {
    pub delivery: Delivery,
    pub number: i64,
    pub brand: BrandId,
    pub customer: CustomerId,
    pub customer_name: Option<String>,
    /// Kind of the account's channel.
    pub channel: String,
    pub text: String,
}

impl Record for Stuck {
    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Stuck {
            delivery: Delivery::read(row)?,
            number: row.get("number")?,
            brand: row.get("brand")?,
            customer: row.get("person")?,
            customer_name: row.get("person_name")?,
            channel: row.get("kind")?,
            text: row.get("text")?,
        })
    }
}

/// What stands beside each row, under names that a delivery has not.
const SEEN: &str = ", number, brand, person, person_name, kind, text FROM delivery
    JOIN (SELECT id AS talk, number, brand, customer AS person FROM conversation WHERE tenant = $1) AS talks ON talk = conversation
    JOIN (SELECT id AS named, name AS person_name FROM customer WHERE tenant = $1) AS people ON named = person
    JOIN (SELECT id AS door, kind FROM channel_account WHERE tenant = $1) AS doors ON door = account
    JOIN (SELECT id AS said, text FROM message WHERE tenant = $1) AS words ON said = message";

/// In this state, in brands in which `agent` leads, oldest first; at most `limit` behind the one that the page before ended
/// with.
pub async fn stuck(
    tx: &mut Tx,
    tenant: TenantId,
    agent: AgentId,
    state: DeliveryState,
    after: Option<(At, DeliveryId)>,
    limit: i64,
) -> Result<Vec<Stuck>> {
    let ask: Ask<'_> = sql!(
        "SELECT ",
        Delivery::COLUMNS,
        SEEN,
        " WHERE tenant = $1 AND brand IN (SELECT b.brand FROM agent_brand b WHERE b.tenant = $1 AND b.agent = $2 AND COALESCE(b.role, '') <> 'agent')",
    )
    .with([&tenant, &agent]);
    // Literals: only then the index of what is stuck is used.
    let ask = match state {
        DeliveryState::Queued => ask.push(" AND state = 'queued'", []),
        DeliveryState::InDoubt => ask.push(" AND state = 'in_doubt'", []),
        DeliveryState::Dead => ask.push(" AND state = 'dead'", []),
        DeliveryState::Sent => return Ok(vec![]),
    };
    let (at, id) = after.unwrap_or((At(i64::MIN), DeliveryId(Uuid::nil())));
    tx.all(ask.push(" AND (first_at, id) > ($, $) ORDER BY first_at, id LIMIT $", [&at, &id, &limit])).await
}

/// One as it stands.
pub async fn one(tx: &mut Tx, tenant: TenantId, id: DeliveryId) -> Result<Option<Stuck>> {
    tx.maybe(sql!("SELECT ", Delivery::COLUMNS, SEEN, " WHERE tenant = $1 AND id = $2").with([&tenant, &id])).await
}

/// How many of one account are in one state, and since when.
pub struct Tally {
    pub account: AccountId,
    pub state: DeliveryState,
    pub count: i64,
    pub oldest: At,
}
crate::row::row!(Tally { account, state, count, oldest });

/// Of every account that has any that are not sent.
pub async fn tallies(tx: &mut Tx, tenant: TenantId) -> Result<Vec<Tally>> {
    tx.all(
        sql!(
            "SELECT account, state, COUNT(*) AS count, MIN(first_at) AS oldest FROM delivery
             WHERE tenant = $1 AND (state = 'queued' OR state = 'dead' OR state = 'in_doubt') GROUP BY account, state",
        )
        .with([&tenant]),
    )
    .await
}
