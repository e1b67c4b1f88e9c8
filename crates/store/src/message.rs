//! Messages: one sequence for each conversation, never changed.
use crate::engine::{Record, Result, Row, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

/// A message as it lies in its table.
struct Lain {
    tenant: TenantId,
    id: MessageId,
    conversation: ConversationId,
    seq: i64,
    leg: Option<LegId>,
    channel: Option<String>,
    direction: Direction,
    author_kind: AuthorKind,
    author_id: Option<Uuid>,
    author_name: Option<String>,
    kind: MessageKind,
    text: String,
    parts: Parts,
    client_id: Option<String>,
    public: bool,
    receipt: Option<Receipt>,
    settled: Option<Settled>,
    settled_reason: Option<String>,
    at: At,
}
row!(Lain {
    tenant,
    id,
    conversation,
    seq,
    leg,
    channel,
    direction,
    author_kind,
    author_id,
    author_name,
    kind,
    text,
    parts,
    client_id,
    public,
    receipt,
    settled,
    settled_reason,
    at,
});
const COLUMNS: &str = <Lain as Kept>::COLUMNS;

struct Found(Message);
impl Record for Found {
    fn read(row: &Row<'_>) -> Result<Self> {
        let it = Lain::read(row)?;
        Ok(Found(Message {
            tenant: it.tenant,
            id: it.id,
            conversation: it.conversation,
            seq: it.seq,
            leg: it.leg,
            channel: it.channel,
            direction: it.direction,
            author: Author { kind: it.author_kind, id: it.author_id, name: it.author_name },
            kind: it.kind,
            text: it.text,
            parts: it.parts,
            client_id: it.client_id,
            public: it.public,
            receipt: it.receipt,
            settled: it.settled,
            settled_reason: it.settled_reason,
            at: it.at,
        }))
    }
}

fn plain(found: Vec<Found>) -> Vec<Message> {
    found.into_iter().map(|Found(it)| it).collect()
}

/// At a seq that nobody has yet; the unique key says no otherwise.
pub async fn insert(tx: &mut Tx, it: &Message) -> Result<()> {
    let lain = Lain {
        tenant: it.tenant,
        id: it.id,
        conversation: it.conversation,
        seq: it.seq,
        leg: it.leg,
        channel: it.channel.clone(),
        direction: it.direction,
        author_kind: it.author.kind,
        author_id: it.author.id,
        author_name: it.author.name.clone(),
        kind: it.kind,
        text: it.text.clone(),
        parts: it.parts.clone(),
        client_id: it.client_id.clone(),
        public: it.public,
        receipt: it.receipt,
        settled: it.settled,
        settled_reason: it.settled_reason.clone(),
        at: it.at,
    };
    tx.run(
        sql!("INSERT INTO message (", <Lain as Kept>::COLUMNS, ") VALUES (", <Lain as Kept>::MARKS, ")")
            .with(lain.values()),
    )
    .await?;
    Ok(())
}

/// Which messages of a conversation, ascending; at most `limit`.
#[derive(Clone, Copy, Debug)]
pub enum Window {
    Latest,
    Before(i64),
    After(i64),
}

/// `public`: only what the customer may see.
pub async fn window(
    tx: &mut Tx,
    tenant: TenantId,
    conversation: ConversationId,
    window: Window,
    public: bool,
    limit: i64,
) -> Result<Vec<Message>> {
    let ask = sql!("SELECT ", COLUMNS, " FROM message WHERE tenant = $1 AND conversation = $2")
        .with([&tenant, &conversation]);
    let ask = if public { ask.push(" AND public", []) } else { ask };
    let found = match &window {
        Window::Latest => tx.all(ask.push(" ORDER BY seq DESC LIMIT $", [&limit])).await?,
        Window::Before(seq) => tx.all(ask.push(" AND seq < $ ORDER BY seq DESC LIMIT $", [seq, &limit])).await?,
        Window::After(seq) => tx.all(ask.push(" AND seq > $ ORDER BY seq LIMIT $", [seq, &limit])).await?,
    };
    let mut found = plain(found);
    if !matches!(window, Window::After(_)) {
        found.reverse();
    }
    Ok(found)
}

/// The one at this place.
pub async fn at(tx: &mut Tx, tenant: TenantId, conversation: ConversationId, seq: i64) -> Result<Option<Message>> {
    let found: Option<Found> = tx
        .maybe(sql!("SELECT ", COLUMNS, " FROM message WHERE tenant = $1 AND conversation = $2 AND seq = $3",).with([
            &tenant,
            &conversation,
            &seq,
        ]))
        .await?;
    Ok(found.map(|Found(it)| it))
}

/// Those at these places (at most 1,024), latest first.
pub async fn among(tx: &mut Tx, tenant: TenantId, conversation: ConversationId, seqs: &[i64]) -> Result<Vec<Message>> {
    let ask = sql!("SELECT ", COLUMNS, " FROM message WHERE tenant = $1 AND conversation = $2")
        .with([&tenant, &conversation]);
    Ok(plain(tx.all(ask.among(" AND seq IN ($)", seqs).push(" ORDER BY seq DESC", [])).await?))
}

/// By id within its tenant.
pub async fn find(tx: &mut Tx, tenant: TenantId, id: MessageId) -> Result<Option<Message>> {
    let found: Option<Found> =
        tx.maybe(sql!("SELECT ", COLUMNS, " FROM message WHERE tenant = $1 AND id = $2").with([&tenant, &id])).await?;
    Ok(found.map(|Found(it)| it))
}

/// What the customer said last.
pub async fn last_in(tx: &mut Tx, tenant: TenantId, conversation: ConversationId) -> Result<Option<Message>> {
    let found: Option<Found> = tx
        .maybe(
            sql!(
                "SELECT ",
                COLUMNS,
                " FROM message WHERE tenant = $1 AND conversation = $2 AND direction = 'in' ORDER BY seq DESC LIMIT 1",
            )
            .with([&tenant, &conversation]),
        )
        .await?;
    Ok(found.map(|Found(it)| it))
}

/// The last reply behind this seq that somebody else of the staff gave.
pub async fn last_reply_of_others(
    tx: &mut Tx,
    tenant: TenantId,
    conversation: ConversationId,
    me: AgentId,
    seen: i64,
) -> Result<Option<i64>> {
    tx.one(
        sql!(
            "SELECT MAX(seq) FROM message WHERE tenant = $1 AND conversation = $2 AND seq > $4
             AND direction = 'out' AND author_kind = 'agent' AND author_id <> $3",
        )
        .with([&tenant, &conversation, &me, &seen]),
    )
    .await
}

/// The last thing said on this leg of it; `None`: on no leg, as notes are.
pub async fn last_on(
    tx: &mut Tx,
    tenant: TenantId,
    conversation: ConversationId,
    leg: Option<LegId>,
) -> Result<Option<Message>> {
    let of = sql!("SELECT ", COLUMNS, " FROM message").with([]);
    let of = of.push(" WHERE tenant = $ AND conversation = $ AND direction <> 'event'", [&tenant, &conversation]);
    let of = match &leg {
        Some(leg) => of.push(" AND leg = $", [leg]),
        None => of.push(" AND leg IS NULL", []),
    };
    let found: Option<Found> = tx.maybe(of.push(" ORDER BY seq DESC LIMIT 1", [])).await?;
    Ok(found.map(|Found(it)| it))
}

/// What this author has already said under this client id.
pub async fn by_client_id(tx: &mut Tx, tenant: TenantId, author: Uuid, client_id: &str) -> Result<Option<Message>> {
    let found: Option<Found> = tx
        .maybe(
            sql!("SELECT ", COLUMNS, " FROM message WHERE tenant = $1 AND author_id = $2 AND client_id = $3",)
                .with([&tenant, &author, &client_id]),
        )
        .await?;
    Ok(found.map(|Found(it)| it))
}

/// Inbound messages up to `upto` that nobody has settled yet are settled now, but for those on legs that are read in
/// another conversation's thread.
pub async fn settle(
    tx: &mut Tx,
    tenant: TenantId,
    conversation: ConversationId,
    upto: i64,
    how: Settled,
    reason: Option<&str>,
) -> Result<()> {
    let reason = reason.map(str::to_owned);
    tx.run(
        sql!(
            "UPDATE message SET settled = $4, settled_reason = $5
             WHERE tenant = $1 AND conversation = $2 AND seq <= $3 AND direction = 'in' AND settled IS NULL
               AND NOT EXISTS (SELECT 1 FROM leg l WHERE l.tenant = $1 AND l.id = message.leg AND l.shown_in IS NOT NULL)",
        )
        .with([&tenant, &conversation, &upto, &how, &reason]),
    )
    .await?;
    Ok(())
}

/// When the last reply was said on this leg that went out or still may; `but` is left out.
pub async fn last_answer(tx: &mut Tx, leg: &Leg, but: MessageId) -> Result<Option<At>> {
    tx.one(
        sql!(
            "SELECT MAX(at) FROM message
             WHERE tenant = $1 AND conversation = $2 AND leg = $3 AND direction = 'out' AND author_kind <> 'system'
               AND receipt <> 'failed' AND id <> $4",
        )
        .with([&leg.tenant, &leg.conversation, &leg.id, &but]),
    )
    .await
}

/// What a reply had settled that came in on this leg later than the one moment and no later than the other is open again.
pub async fn unsettle(tx: &mut Tx, leg: &Leg, (after, upto): (At, At)) -> Result<()> {
    tx.run(
        sql!(
            "UPDATE message SET settled = NULL
             WHERE tenant = $1 AND conversation = $2 AND leg = $3 AND direction = 'in' AND settled = 'replied'
               AND at > $4 AND at <= $5",
        )
        .with([&leg.tenant, &leg.conversation, &leg.id, &after, &upto]),
    )
    .await?;
    Ok(())
}

/// What came in on this leg no later than that moment is answered.
pub async fn settle_until(tx: &mut Tx, leg: &Leg, upto: At) -> Result<()> {
    tx.run(
        sql!(
            "UPDATE message SET settled = 'replied'
             WHERE tenant = $1 AND conversation = $2 AND leg = $3 AND direction = 'in' AND settled IS NULL AND at <= $4",
        )
        .with([&leg.tenant, &leg.conversation, &leg.id, &upto]),
    )
    .await?;
    Ok(())
}

/// What was said on one leg and nobody has settled yet is settled now.
pub async fn settle_leg(tx: &mut Tx, leg: &Leg, how: Settled, reason: Option<&str>) -> Result<()> {
    let reason = reason.map(str::to_owned);
    tx.run(
        sql!(
            "UPDATE message SET settled = $4, settled_reason = $5
             WHERE tenant = $1 AND conversation = $2 AND leg = $3 AND direction = 'in' AND settled IS NULL",
        )
        .with([&leg.tenant, &leg.conversation, &leg.id, &how, &reason]),
    )
    .await?;
    Ok(())
}

/// On which legs something inbound is without a settlement.
pub async fn open_legs(tx: &mut Tx, tenant: TenantId, conversation: ConversationId) -> Result<Vec<LegId>> {
    tx.all(
        sql!(
            "SELECT DISTINCT leg FROM message
             WHERE tenant = $1 AND conversation = $2 AND direction = 'in' AND settled IS NULL AND leg IS NOT NULL",
        )
        .with([&tenant, &conversation]),
    )
    .await
}

/// When the oldest inbound message of a leg without a settlement came in.
pub async fn oldest_open_on(tx: &mut Tx, leg: &Leg) -> Result<Option<At>> {
    tx.one(
        sql!(
            "SELECT MIN(at) FROM message
             WHERE tenant = $1 AND conversation = $2 AND leg = $3 AND direction = 'in' AND settled IS NULL",
        )
        .with([&leg.tenant, &leg.conversation, &leg.id]),
    )
    .await
}

/// One inbound message needs no reply. `false`: it was settled before.
pub async fn settle_one(
    tx: &mut Tx,
    tenant: TenantId,
    conversation: ConversationId,
    seq: i64,
    reason: &str,
) -> Result<bool> {
    let rows = tx
        .run(
            sql!(
                "UPDATE message SET settled = 'no_reply_needed', settled_reason = $4
         WHERE tenant = $1 AND conversation = $2 AND seq = $3 AND direction = 'in' AND settled IS NULL",
            )
            .with([&tenant, &conversation, &seq, &reason]),
        )
        .await?;
    Ok(rows == 1)
}

/// When the oldest inbound message without a settlement came in.
pub async fn oldest_open(tx: &mut Tx, tenant: TenantId, conversation: ConversationId) -> Result<Option<At>> {
    tx.one(sql!(
        "SELECT MIN(at) FROM message WHERE tenant = $1 AND conversation = $2 AND direction = 'in' AND settled IS NULL",
    ).with([&tenant, &conversation])).await
}

/// Outbound messages of a leg behind the first number and up to the second climb to `receipt`; says which.
pub async fn climb(
    tx: &mut Tx,
    tenant: TenantId,
    conversation: ConversationId,
    leg: LegId,
    (after, upto): (i64, i64),
    receipt: Receipt,
) -> Result<Vec<i64>> {
    let below: &str = match receipt {
        Receipt::Read => "delivered",
        _ => "sent",
    };
    tx.all(sql!(
        "UPDATE message SET receipt = $5 WHERE tenant = $1 AND conversation = $2 AND leg = $3 AND seq <= $4 AND seq > $7 AND direction = 'out'
         AND (receipt = 'sent' OR receipt = $6) AND receipt <> $5 RETURNING seq",
    ).with([&tenant, &conversation, &leg, &upto, &receipt, &below, &after])).await
}

/// The receipt of one message, by what its delivery came to.
pub async fn set_receipt(tx: &mut Tx, tenant: TenantId, id: MessageId, receipt: Receipt) -> Result<()> {
    tx.run(
        sql!("UPDATE message SET receipt = $3 WHERE tenant = $1 AND id = $2 AND receipt NOT IN ('delivered', 'read')",)
            .with([&tenant, &id, &receipt]),
    )
    .await?;
    Ok(())
}

/// How many inbound messages lie after `seq`.
pub async fn inbound_after(tx: &mut Tx, tenant: TenantId, conversation: ConversationId, seq: i64) -> Result<i64> {
    tx.one(
        sql!("SELECT COUNT(*) FROM message WHERE tenant = $1 AND conversation = $2 AND seq > $3 AND direction = 'in'",)
            .with([&tenant, &conversation, &seq]),
    )
    .await
}

/// Said in this conversation at or after `from` and before `until`, whatever its place; ascending, at most `limit`.
pub async fn between(
    tx: &mut Tx,
    tenant: TenantId,
    conversation: ConversationId,
    (from, until): (At, At),
    limit: i64,
) -> Result<Vec<Message>> {
    let found: Vec<Found> = tx
        .all(
            sql!(
                "SELECT ",
                COLUMNS,
                " FROM message WHERE tenant = $1 AND conversation = $2 AND at >= $3 AND at < $4 ORDER BY seq DESC LIMIT $5",
            )
            .with([&tenant, &conversation, &from, &until, &limit]),
        )
        .await?;
    let mut found = plain(found);
    found.reverse();
    Ok(found)
}

/// When an agent last spoke in a conversation.
pub async fn spoke_last(tx: &mut Tx, tenant: TenantId, conversation: ConversationId) -> Result<Option<At>> {
    tx.one(
        sql!("SELECT MAX(at) FROM message WHERE tenant = $1 AND conversation = $2 AND author_kind = 'agent'",)
            .with([&tenant, &conversation]),
    )
    .await
}

/// What a message carries beside its text has changed: a file came, or it did not go out.
pub async fn set_parts(
    tx: &mut Tx,
    tenant: TenantId,
    conversation: ConversationId,
    seq: i64,
    parts: &Parts,
) -> Result<()> {
    tx.run(sql!("UPDATE message SET parts = $4 WHERE tenant = $1 AND conversation = $2 AND seq = $3").with([
        &tenant,
        &conversation,
        &seq,
        parts,
    ]))
    .await?;
    Ok(())
}

/// What has files in these conversations, latest first, behind the place at which the page before ended.
pub async fn with_files(
    tx: &mut Tx,
    tenant: TenantId,
    conversations: &[ConversationId],
    (at, id): &(At, Uuid),
    limit: i64,
) -> Result<Vec<Message>> {
    // Their JSON names attachments only where there are some; quotes inside of texts are escaped. The index `message_files`
    // has exactly these; asked for the tenant in another way, nobody reads the whole threads by their key instead.
    let ask =
        sql!("SELECT ", COLUMNS, " FROM message WHERE COALESCE(tenant, $1) = $1 AND parts LIKE '%\"attachments\":[{%'");
    let ask = ask.with([&tenant]).among(" AND conversation IN ($)", conversations);
    Ok(plain(tx.all(ask.push(" AND (at, id) < ($, $) ORDER BY at DESC, id DESC LIMIT $", [at, id, &limit])).await?))
}
