//! Pending: waiting for the customer or a date, at nobody's cost, never without a deadline.
use crate::{Refusal, Sheet};
use model::*;

/// By its owner. `until` lies ahead, at most `Rules::pending_most`.
pub fn pend(sheet: &mut Sheet<'_>, by: &Agent, until: At, reason: Option<String>) -> Result<(), Refusal> {
    if !sheet.conversation.is_open() {
        return Err(Refusal::NotOpen);
    }
    if sheet.conversation.owner() != Some(by.id) {
        return Err(Refusal::NotOwner);
    }
    if until <= sheet.now || until > sheet.now + sheet.rules.pending_most {
        return Err(Refusal::BadMoment { most: sheet.rules.pending_most });
    }
    sheet.park(until);
    let what = Happening::Pending { until, by_name: by.name.clone(), reason };
    sheet.happened(EventKind::ConversationPending, Author::agent(by), what);
    Ok(())
}

/// Takes it back before the date.
pub fn resume(sheet: &mut Sheet<'_>, by: &Agent) -> Result<(), Refusal> {
    let Place::Pending { owner, .. } = sheet.conversation.place else { return Err(Refusal::NotWaiting) };
    if owner != Some(by.id) && !by.role.leads() {
        return Err(Refusal::NotOwner);
    }
    if sheet.agents.get(&by.id).map_or(0, Agent::room) < sheet.weight() {
        return Err(Refusal::AtCapacity { agent: by.id });
    }
    sheet.happened(
        EventKind::ConversationResumed,
        Author::agent(by),
        Happening::Resumed { why: ResumedBecause::Agent },
    );
    sheet.give(by.id);
    Ok(())
}

/// The date has come: the owner's again if there is room, else the queue's with a wait that begins now.
pub fn pending_over(sheet: &mut Sheet<'_>) {
    let Place::Pending { until, owner } = sheet.conversation.place else { return };
    if until > sheet.now {
        return;
    }
    sheet.happened(
        EventKind::ConversationResumed,
        Author::SYSTEM,
        Happening::Resumed { why: ResumedBecause::Deadline },
    );
    sheet.back_or_queue(owner, rank::ORDINARY, QueuedBecause::Returned);
}
