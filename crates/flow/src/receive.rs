//! A customer speaks: into the open conversation, back into a closed one, or into a new one.
use crate::{Sheet, is_closing};
use model::port::Said;
use model::*;

/// Whether what is said now still belongs to this conversation, or begins another.
pub fn continues(it: &Conversation, now: At, reopen_within: Span) -> bool {
    match it.place {
        Place::Closed { at } => it.merged_into.is_none() && now <= at + reopen_within,
        _ => true,
    }
}

/// A conversation that begins now, in its account's queue.
pub fn open(
    now: At,
    id: ConversationId,
    number: i64,
    tenant: TenantId,
    brand: BrandId,
    customer: CustomerId,
    home: QueueId,
) -> Conversation {
    Conversation {
        tenant,
        id,
        number,
        brand,
        customer,
        place: Place::Closed { at: now },
        home,
        last_owner: None,
        fence: 0,
        waiting_since: None,
        opened_at: now,
        updated_at: now,
        last_seq: 0,
        in_count: 0,
        due: None,
        missed_by: None,
        preview: None,
        channels: vec![],
        tags: vec![],
        disposition: None,
        merged_into: None,
        kin: 0,
        version: 0,
    }
}

/// Records what the customer said on a leg and leads the conversation to where it is heard. Returns its seq.
pub fn receive(
    sheet: &mut Sheet<'_>,
    leg: LegId,
    author: Author,
    said: Said,
    attachments: Vec<Attached>,
    said_at: Option<At>,
) -> i64 {
    let fresh = sheet.conversation.version == 0;
    let words = attachments.is_empty() && said.awaited.is_empty() && said.card.is_none() && said.form.is_none();
    let closing = !fresh && words && is_closing(&said.text);
    let closed = !sheet.conversation.is_open();
    if fresh {
        opened(sheet, leg);
    }
    let message = Message {
        leg: Some(leg),
        channel: channel_of(sheet, leg),
        kind: kind_of(&said, &attachments),
        text: said.text,
        parts: Parts {
            attachments,
            awaited: said.awaited,
            card: said.card,
            form: said.form,
            said_at,
            ..Parts::default()
        },
        client_id: said.client_id,
        settled: (closing || sheet.blocked).then_some(Settled::NoReplyNeeded),
        settled_reason: match (sheet.blocked, closing) {
            (true, _) => Some("blocked".to_owned()),
            (_, true) => Some("closing_words".to_owned()),
            _ => None,
        },
        ..sheet.blank(Direction::In, author)
    };
    let seq = sheet.say(EventKind::MessageReceived, message);
    if sheet.blocked {
        return seq;
    }
    if closing && (closed || sheet.conversation.waiting_since.is_none()) {
        // They are done: no reminder, it closes at the time it would have closed.
        if let Some((at, Due::Remind)) = sheet.conversation.due {
            sheet.conversation.due = Some((at + sheet.rules.close_after, Due::Silence));
        }
        return seq;
    }
    sheet.conversation.waiting_since.get_or_insert(sheet.now);
    heard(sheet, QueuedBecause::New);
    seq
}

/// 转人工: a person, please. Harmless when one is on the way or there.
pub fn handoff(sheet: &mut Sheet<'_>, leg: LegId) {
    if sheet.blocked {
        return;
    }
    let fresh = sheet.conversation.version == 0;
    if fresh {
        opened(sheet, leg);
    }
    let on_the_way = match sheet.conversation.place {
        Place::Queue { .. } => true,
        Place::Agent { owner } => is_there(sheet, owner),
        _ => false,
    };
    if fresh || !on_the_way {
        sheet.conversation.waiting_since.get_or_insert(sheet.now);
        heard(sheet, QueuedBecause::Handoff);
    }
}

/// A further leg comes into the conversation: at once, without any queue; its owner is charged the dearest. Into a closed
/// one it comes closed, and opens with it.
pub fn join(sheet: &mut Sheet<'_>, mut leg: Leg) {
    leg.open = sheet.conversation.version == 0 || sheet.conversation.is_open();
    let (before, channel, first) = (sheet.weight(), leg.channel.clone(), sheet.legs.is_empty());
    sheet.add_leg(leg);
    if !first {
        sheet.recharge(before);
        sheet.happened(EventKind::LegJoined, Author::SYSTEM, Happening::LegJoined { channel });
    }
}

/// Somebody must hear this now: leads it there from wherever it is.
fn is_there(sheet: &Sheet<'_>, owner: AgentId) -> bool {
    sheet.agents.get(&owner).is_some_and(|agent| agent.presence != Presence::Offline)
}

pub(crate) fn heard(sheet: &mut Sheet<'_>, reason: QueuedBecause) {
    let fresh = sheet.conversation.version == 0;
    match sheet.conversation.place {
        Place::Queue { .. } => {}
        Place::Agent { owner } => {
            if is_there(sheet, owner) {
                sheet.conversation.due = None;
            } else {
                let home = sheet.conversation.home;
                sheet.enqueue(home, rank::HEAD);
                sheet.tell_queued(QueuedBecause::AgentLeft);
            }
        }
        Place::Pending { owner, .. } => {
            sheet.happened(
                EventKind::ConversationResumed,
                Author::SYSTEM,
                Happening::Resumed { why: ResumedBecause::Customer },
            );
            sheet.back_or_queue(owner, rank::HEAD, QueuedBecause::Returned);
        }
        Place::Closed { .. } if fresh => {
            let home = sheet.conversation.home;
            sheet.enqueue(home, rank::ORDINARY);
            sheet.tell_queued(reason);
        }
        Place::Closed { .. } => {
            sheet.unshut_legs();
            sheet.happened(
                EventKind::ConversationReopened,
                Author::SYSTEM,
                Happening::Reopened { by: AuthorKind::Customer },
            );
            let last = sheet.conversation.last_owner;
            sheet.back_or_queue(last, rank::HEAD, QueuedBecause::Returned);
        }
    }
}

fn opened(sheet: &mut Sheet<'_>, leg: LegId) {
    let channel = channel_of(sheet, leg).unwrap_or_default();
    sheet.happened(EventKind::ConversationOpened, Author::SYSTEM, Happening::Opened { channel });
}

fn channel_of(sheet: &Sheet<'_>, leg: LegId) -> Option<String> {
    sheet.legs.iter().find(|it| it.id == leg).map(|it| it.channel.clone())
}

/// What the channel says it is; else a card is a link, a form is a form; one picture without words an image; files without words a file; else text.
pub(crate) fn kind_of(said: &Said, attachments: &[Attached]) -> MessageKind {
    if let Some(kind) = said.kind {
        return kind;
    }
    if said.card.is_some() {
        return MessageKind::Link;
    }
    match (said.form.is_some(), attachments) {
        (true, _) => MessageKind::Form,
        (_, []) => MessageKind::Text,
        _ if !said.text.is_empty() => MessageKind::Text,
        (_, all) if all.iter().all(Attached::is_image) => MessageKind::Image,
        _ => MessageKind::File,
    }
}
