//! One conversation and its messages, as they would lie there after long use.
use crate::draw::{Drawn, Stay};
use crate::house::{House, id};
use model::*;
use store::engine::{Result, Tx};

/// Days of the tenant's log that are still there.
const LOG_DAYS: i64 = 10;

const SAID: [&str; 6] = [
    "您好，请问我上周买的杯子什么时候能发货？",
    "杯子到了，但是有一道裂痕，可以换货吗？我拍了照片，您看一下。",
    "好的，我帮您查一下订单，请稍等。",
    "已经为您登记换货，快递员明天上门取件，请保留原包装。",
    "谢谢",
    "The parcel arrived today, but the lid does not fit. Could you send me another one, please?",
];

/// Three of five messages come from the customer.
fn direction(seq: i64) -> Direction {
    if matches!(seq % 5, 1 | 2 | 4) { Direction::In } else { Direction::Out }
}
fn said(n: i64, seq: i64) -> &'static str {
    SAID[((n * 7 + seq) % SAID.len() as i64) as usize]
}

/// The conversation with its leg and, where the reader has read it, the mark.
pub async fn conversation(tx: &mut Tx, house: &House, drawn: &Drawn, n: usize) -> Result<(Conversation, LegId)> {
    let (customer, identity) = house.customers[drawn.customer];
    let (tenant, last, opened_at) = (house.tenant, drawn.messages, drawn.opened_at);
    let (queue, updated_at) = (house.queues[drawn.brand], drawn.at(last));
    let last_owner = Some(house.colleagues[n % house.colleagues.len()]);
    let rank = rank::ORDINARY;
    let until = house.now + Span::days(7);
    let place = match drawn.stay {
        Stay::Mine => Place::Agent { owner: house.reader },
        Stay::Colleague(which) => Place::Agent { owner: house.colleagues[which] },
        Stay::Offered => Place::Queue { queue, rank, offer: Some(Offer { agent: house.reader, until }) },
        Stay::Queue => Place::Queue { queue, rank, offer: None },
        Stay::Pending => Place::Pending { until, owner: last_owner },
        Stay::Closed => Place::Closed { at: updated_at },
    };
    let waits = match drawn.stay {
        Stay::Queue | Stay::Offered => true,
        Stay::Mine | Stay::Colleague(_) => n % 5 < 3,
        Stay::Pending | Stay::Closed => false,
    };
    let author = if direction(last) == Direction::In { AuthorKind::Customer } else { AuthorKind::Agent };
    let it = Conversation {
        tenant,
        id: ConversationId(id(opened_at, n)),
        number: 1_001 + n as i64,
        brand: house.brands[drawn.brand],
        customer,
        place,
        home: queue,
        last_owner,
        fence: 1,
        waiting_since: waits.then_some(updated_at),
        opened_at,
        updated_at,
        last_seq: last,
        in_count: (1..=last).filter(|seq| direction(*seq) == Direction::In).count() as i64,
        due: None,
        missed_by: None,
        preview: Some(Preview {
            seq: last,
            direction: direction(last),
            author,
            kind: MessageKind::Text,
            text: said(n as i64, last).into(),
            at: updated_at,
        }),
        channels: vec![house.channel.clone()],
        tags: if n.is_multiple_of(4) { vec!["退换货".into()] } else { vec![] },
        disposition: None,
        merged_into: None,
        kin: 0,
        version: 1,
    };
    store::conversation::save(tx, &it).await?;
    let leg = Leg {
        tenant,
        id: LegId(id(opened_at, n)),
        conversation: it.id,
        account: house.account,
        channel: house.channel.clone(),
        identity,
        thread: String::new(),
        mode: LegMode::Live,
        open: it.is_open(),
        weight: 100,
        joined_at: opened_at,
        read_seq: last,
        reply_window: None,
        shown_in: None,
        delivered_seq: last,
    };
    store::leg::save(tx, &leg).await?;
    if drawn.marked {
        store::read_mark::climb(tx, tenant, house.reader, it.id, last, it.in_count).await?;
    }
    Ok((it, leg.id))
}

/// One message with the bytes it was made from and, when it is recent, its entry in the log.
pub async fn message(
    tx: &mut Tx,
    house: &House,
    drawn: &Drawn,
    (of, leg): &(Conversation, LegId),
    seq: i64,
) -> Result<()> {
    let (tenant, at, came_in) = (house.tenant, drawn.at(seq), direction(seq) == Direction::In);
    let text = said(of.number, seq);
    let unique = id(at, (of.number * 8_192 + seq) as usize);
    let client_id = unique.simple().to_string();
    let author = if came_in {
        Author { kind: AuthorKind::Customer, id: Some(of.customer.0), name: None }
    } else {
        Author { kind: AuthorKind::Agent, id: of.last_owner.map(|it| it.0), name: Some("小王".into()) }
    };
    let open = of.waiting_since.is_some() && seq == of.last_seq;
    let it = Message {
        tenant,
        id: MessageId(unique),
        conversation: of.id,
        seq,
        leg: Some(*leg),
        channel: Some(house.channel.clone()),
        direction: direction(seq),
        author,
        kind: MessageKind::Text,
        text: text.into(),
        parts: Parts::default(),
        client_id: Some(client_id.clone()),
        public: true,
        receipt: (!came_in).then_some(Receipt::Read),
        settled: (came_in && !open).then_some(Settled::Replied),
        settled_reason: None,
        at,
    };
    store::message::insert(tx, &it).await?;
    if came_in {
        let raw = format!(r#"{{"t":"send","client_id":"{client_id}","text":"{text}","attachments":[],"form":null}}"#);
        let inbound = Inbound {
            tenant,
            id: InboundId(unique),
            account: house.account,
            dedupe_key: format!("{}:{client_id}", of.customer),
            raw: raw.into_bytes(),
            raw_object: None,
            parsed: true,
            message: Some(it.id),
            conversation: Some(of.id),
            seq: Some(seq),
            received_at: at,
        };
        store::inbound::insert(tx, &inbound).await?;
    }
    if at > house.now - Span::days(LOG_DAYS) {
        let kind = if came_in { EventKind::MessageReceived } else { EventKind::MessageSent };
        let event = NewEvent { conversation: Some(of.id), message_seq: Some(seq), public: true, ..NewEvent::of(kind) };
        store::event::append(tx, tenant, &event, at).await?;
    }
    Ok(())
}
