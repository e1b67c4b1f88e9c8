//! Conversations: how they stay. What one is: `model::conversation`; how it moves: `flow::conversation`.
use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

/// A conversation as it lies in its table: the place's facts in columns of their own.
struct Lain {
    tenant: TenantId,
    id: ConversationId,
    number: i64,
    brand: BrandId,
    customer: CustomerId,
    place: PlaceWord,
    queue: Option<QueueId>,
    rank: i64,
    owner: Option<AgentId>,
    offer_agent: Option<AgentId>,
    offer_until: Option<At>,
    pending_until: Option<At>,
    closed_at: Option<At>,
    home: QueueId,
    last_owner: Option<AgentId>,
    fence: i64,
    waiting_since: Option<At>,
    opened_at: At,
    updated_at: At,
    last_seq: i64,
    in_count: i64,
    due_at: Option<At>,
    due: Option<Due>,
    missed_by: Option<AgentId>,
    preview: Option<Preview>,
    channels: Vec<String>,
    tags: Vec<String>,
    disposition: Option<SettingId>,
    merged_into: Option<ConversationId>,
    kin: i64,
    sort_key: i64,
    version: i64,
}
row!(Lain {
    tenant,
    id,
    number,
    brand,
    customer,
    place,
    queue,
    rank,
    owner,
    offer_agent,
    offer_until,
    pending_until,
    closed_at,
    home,
    last_owner,
    fence,
    waiting_since,
    opened_at,
    updated_at,
    last_seq,
    in_count,
    due_at,
    due,
    missed_by,
    preview,
    channels,
    tags,
    disposition,
    merged_into,
    kin,
    sort_key,
    version,
});

/// Those nobody waits for sort behind all who wait, latest first.
const NOBODY_WAITS: i64 = 4_000_000_000_000_000_000;

impl From<&Conversation> for Lain {
    fn from(it: &Conversation) -> Lain {
        let mut lain = Lain {
            tenant: it.tenant,
            id: it.id,
            number: it.number,
            brand: it.brand,
            customer: it.customer,
            place: it.place.word(),
            queue: None,
            rank: rank::ORDINARY,
            owner: None,
            offer_agent: None,
            offer_until: None,
            pending_until: None,
            closed_at: None,
            home: it.home,
            last_owner: it.last_owner,
            fence: it.fence,
            waiting_since: it.waiting_since,
            opened_at: it.opened_at,
            updated_at: it.updated_at,
            last_seq: it.last_seq,
            in_count: it.in_count,
            due_at: it.due.map(|(at, _)| at),
            due: it.due.map(|(_, due)| due),
            missed_by: it.missed_by,
            preview: it.preview.clone(),
            channels: it.channels.clone(),
            tags: it.tags.clone(),
            disposition: it.disposition,
            merged_into: it.merged_into,
            kin: it.kin,
            sort_key: it.waiting_since.map_or(NOBODY_WAITS - it.updated_at.0, |since| since.0),
            version: it.version,
        };
        match it.place {
            Place::Queue { queue, rank, offer } => {
                lain.queue = Some(queue);
                lain.rank = rank;
                lain.offer_agent = offer.map(|offer| offer.agent);
                lain.offer_until = offer.map(|offer| offer.until);
            }
            Place::Agent { owner } => lain.owner = Some(owner),
            Place::Pending { until, owner } => {
                lain.pending_until = Some(until);
                lain.last_owner = owner.or(it.last_owner);
            }
            Place::Closed { at } => lain.closed_at = Some(at),
        }
        lain
    }
}

impl Lain {
    fn place(&self) -> Option<Place> {
        Some(match self.place {
            PlaceWord::Robot => return None,
            PlaceWord::Queue => Place::Queue {
                queue: self.queue?,
                rank: self.rank,
                offer: self.offer_agent.zip(self.offer_until).map(|(agent, until)| Offer { agent, until }),
            },
            PlaceWord::Agent => Place::Agent { owner: self.owner? },
            PlaceWord::Pending => Place::Pending { until: self.pending_until?, owner: self.last_owner },
            PlaceWord::Closed => Place::Closed { at: self.closed_at? },
        })
    }
}

impl crate::engine::Record for Found {
    fn read(row: &crate::engine::Row<'_>) -> Result<Self> {
        let lain = Lain::read(row)?;
        let place = lain.place().ok_or(crate::engine::Error::Column {
            name: "place",
            why: format!("{} without the facts of that place", lain.place),
        })?;
        Ok(Found(Conversation {
            tenant: lain.tenant,
            id: lain.id,
            number: lain.number,
            brand: lain.brand,
            customer: lain.customer,
            place,
            home: lain.home,
            last_owner: lain.last_owner,
            fence: lain.fence,
            waiting_since: lain.waiting_since,
            opened_at: lain.opened_at,
            updated_at: lain.updated_at,
            last_seq: lain.last_seq,
            in_count: lain.in_count,
            due: lain.due_at.zip(lain.due),
            missed_by: lain.missed_by,
            preview: lain.preview,
            channels: lain.channels,
            tags: lain.tags,
            disposition: lain.disposition,
            merged_into: lain.merged_into,
            kin: lain.kin,
            version: lain.version,
        }))
    }
}

/// A conversation read from its row.
struct Found(Conversation);
/// The columns, for the other files about conversations.
const COLUMNS: &str = <Lain as Kept>::COLUMNS;

mod find;
mod list;
pub use find::*;
pub use list::*;

/// Writes it as it now is. `false`: somebody else changed it since it was loaded at `version - 1`.
pub async fn save(tx: &mut Tx, it: &Conversation) -> Result<bool> {
    let rows = tx
        .run(
            sql!(
                "INSERT INTO conversation (",
                <Lain as Kept>::COLUMNS,
                ") VALUES (",
                <Lain as Kept>::MARKS,
                ") ON CONFLICT (tenant, id) DO UPDATE SET ",
                <Lain as Kept>::SETS,
                " WHERE conversation.version = excluded.version - 1",
            )
            .with(Lain::from(it).values()),
        )
        .await?;
    Ok(rows == 1)
}
