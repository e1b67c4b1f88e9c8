//! An agent speaks: to the customer on a leg, or to colleagues in a note.
use crate::receive::kind_of;
use crate::{Refusal, Sheet};
use model::port::Said;
use model::*;

/// Whom the reply goes to and how far the channel says it came at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Way {
    pub leg: LegId,
    /// Hosted channels: sent at commit. Others: queued, the outbox does the rest.
    pub hosted: bool,
    /// As the approved template, which needs no open window.
    pub template: bool,
}

/// The leg an answer takes: the one asked for, or where the customer spoke last among those open, or the latest joined.
pub fn way(sheet: &Sheet<'_>, asked: Option<LegId>, spoke_last: Option<LegId>) -> Result<LegId, Refusal> {
    if !sheet.conversation.is_open() {
        return Err(Refusal::NotOpen);
    }
    let open = |id: &LegId| sheet.legs.iter().any(|leg| leg.id == *id && leg.open);
    match asked {
        Some(asked) => Some(asked).filter(open),
        None => spoke_last.filter(open).or_else(|| sheet.legs.iter().rev().find(|leg| leg.open).map(|leg| leg.id)),
    }
    .ok_or(Refusal::NoLeg)
}

/// A reply to the customer. It answers everything they said until now. `newer`: the seq of what they, or a
/// colleague, said after all that the agent has seen. Returns its seq.
pub fn reply(
    sheet: &mut Sheet<'_>,
    agent: &Agent,
    way: Way,
    said: Said,
    attachments: Vec<Attached>,
    newer: Option<i64>,
) -> Result<i64, Refusal> {
    match sheet.conversation.place {
        Place::Agent { owner } if owner == agent.id => {}
        Place::Pending { owner: Some(owner), .. } if owner == agent.id => {}
        Place::Closed { .. } => return Err(Refusal::NotOpen),
        _ => return Err(Refusal::NotOwner),
    }
    if let Some(seq) = newer {
        return Err(Refusal::NewerMessage { seq });
    }
    if !way.template {
        let replies = i64::from(!said.text.is_empty()) + i64::from(said.card.is_some()) + attachments.len() as i64;
        crate::use_window(sheet, way.leg, replies)?;
    }
    sheet.is_there(agent.id);
    let before = sheet.conversation.last_seq;
    let message = Message {
        leg: Some(way.leg),
        channel: sheet.legs.iter().find(|leg| leg.id == way.leg).map(|leg| leg.channel.clone()),
        kind: kind_of(&said, &attachments),
        text: said.text,
        parts: Parts { attachments, card: said.card, template: way.template, ..Parts::default() },
        client_id: said.client_id,
        receipt: Some(if way.hosted { Receipt::Sent } else { Receipt::Queued }),
        ..sheet.blank(Direction::Out, Author::agent(agent))
    };
    let seq = sheet.say(EventKind::MessageSent, message);
    sheet.settle(before, Settled::Replied, None);
    sheet.conversation.waiting_since = None;
    let live = sheet.legs.iter().any(|leg| leg.id == way.leg && leg.mode == LegMode::Live);
    if matches!(sheet.conversation.place, Place::Agent { .. }) {
        // What is only queued has not been said: see `went_out`.
        let said = live && way.hosted;
        sheet.conversation.due = said.then_some((sheet.now + sheet.rules.remind_after, Due::Remind));
    }
    Ok(seq)
}

/// Whom a note names, as it keeps it, and everybody who is to find it: each once, without its author.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mentions {
    pub named: Vec<Named>,
    pub meant: Vec<AgentId>,
}

/// A note among colleagues: anybody who sees the conversation may leave one, in every place. Its seq, and the lines of
/// those lists in which it is found.
pub fn note(
    sheet: &mut Sheet<'_>,
    agent: &Agent,
    said: Said,
    attachments: Vec<Attached>,
    mentions: Mentions,
) -> (i64, Vec<Mention>) {
    let message = Message {
        kind: kind_of(&said, &attachments),
        text: said.text,
        parts: Parts { attachments, mentions: mentions.named, ..Parts::default() },
        client_id: said.client_id,
        public: false,
        ..sheet.blank(Direction::Note, Author::agent(agent))
    };
    let (tenant, id, conversation, at) = (message.tenant, message.id, message.conversation, message.at);
    let seq = sheet.say(EventKind::NoteAdded, message);
    let mut lines = vec![];
    for agent in mentions.meant {
        let (message_seq, agent_told) = (Some(seq), Some(agent));
        let told = NewEvent::of(EventKind::NoteMentioned);
        sheet.log(NewEvent { message_seq, agent: agent_told, only: agent_told, ..told });
        lines.push(Mention { tenant, agent, message: id, conversation, seq, unread: 1, read_at: At(0), at });
    }
    (seq, lines)
}

/// This inbound message needs no reply. `oldest_open`: when the oldest one left without an answer came in.
pub fn settle(sheet: &mut Sheet<'_>, agent: &Agent, seq: i64, reason: String, oldest_open: Option<At>) {
    waits_since(sheet, oldest_open);
    sheet.happened(
        EventKind::MessageUpdated,
        Author::agent(agent),
        Happening::Settled { seq, by_name: agent.name.clone(), reason },
    );
}

/// The reply that was to answer them will never arrive: they wait since they asked, and whoever was done with them is not.
pub fn unanswered(sheet: &mut Sheet<'_>, oldest_open: At) {
    if !matches!(sheet.conversation.place, Place::Closed { .. }) {
        waits_since(sheet, Some(oldest_open));
        // The time of a silence that is not theirs.
        if matches!(sheet.conversation.due, Some((_, Due::Remind | Due::Silence))) {
            sheet.conversation.due = None;
        }
        return;
    }
    sheet.unshut_legs();
    sheet.conversation.waiting_since = Some(oldest_open);
    sheet.happened(EventKind::ConversationReopened, Author::SYSTEM, Happening::Reopened { by: AuthorKind::System });
    let last = sheet.conversation.last_owner;
    sheet.back_or_queue(last, rank::HEAD, QueuedBecause::Returned);
}

/// Somebody has waited for an answer since then, or nobody does any more. In a queue the wait is for a person, and stays.
pub fn waits_since(sheet: &mut Sheet<'_>, oldest_open: Option<At>) {
    if matches!(sheet.conversation.place, Place::Queue { .. }) || sheet.conversation.waiting_since == oldest_open {
        return;
    }
    sheet.conversation.waiting_since = oldest_open;
    sheet.listen();
    sheet.touch();
}
