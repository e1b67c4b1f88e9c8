//! Closing a conversation, and undoing it.
use crate::{Refusal, Sheet};
use model::*;

/// What is said of a conversation when it is closed.
#[derive(Clone, Debug, Default)]
pub struct Closing {
    /// Why messages without an answer need none.
    pub no_reply_needed: Option<String>,
    /// What it was about, with its name.
    pub disposition: Option<(SettingId, String)>,
    /// The brand wants to know that.
    pub needs_disposition: bool,
}

/// By its owner, a leader, or anybody when nobody owns it. Messages without an answer need a reason why they need none.
pub fn close(sheet: &mut Sheet<'_>, by: &Agent, closing: &Closing) -> Result<(), Refusal> {
    let owner = match sheet.conversation.place {
        Place::Closed { .. } => return Ok(()),
        Place::Agent { owner } => Some(owner),
        Place::Pending { owner, .. } => owner,
        Place::Queue { .. } => None,
    };
    if owner.is_some_and(|owner| owner != by.id) && !by.role.leads() {
        return Err(Refusal::NotOwner);
    }
    if closing.needs_disposition && closing.disposition.is_none() {
        return Err(Refusal::NeedsDisposition);
    }
    sheet.tell_farewell();
    if sheet.conversation.waiting_since.is_some() {
        let Some(reason) = closing.no_reply_needed.clone() else { return Err(Refusal::Unanswered) };
        let upto = sheet.conversation.last_seq;
        sheet.settle(upto, Settled::NoReplyNeeded, Some(reason));
    }
    sheet.shut();
    let (disposition, name) = closing.disposition.clone().unzip();
    sheet.conversation.disposition = disposition;
    let (by_name, reason) = (Some(by.name.clone()), closing.no_reply_needed.clone());
    let what = Happening::Closed { by: ClosedBy::Agent, by_name, reason, disposition: name };
    sheet.happened(EventKind::ConversationClosed, Author::agent(by), what);
    Ok(())
}

/// Takes a closed conversation back into own hands within the time in which the customer could reopen it.
pub fn reopen(sheet: &mut Sheet<'_>, by: &Agent) -> Result<(), Refusal> {
    let Place::Closed { at } = sheet.conversation.place else { return Ok(()) };
    if sheet.conversation.merged_into.is_some() || sheet.now > at + sheet.rules.reopen_within {
        return Err(Refusal::NotOpen);
    }
    sheet.unshut_legs();
    let room = sheet.agents.get(&by.id).map_or(0, Agent::room);
    if room < sheet.weight() {
        return Err(Refusal::AtCapacity { agent: by.id });
    }
    sheet.happened(EventKind::ConversationReopened, Author::agent(by), Happening::Reopened { by: AuthorKind::Agent });
    sheet.give(by.id);
    sheet.tell_assigned(by.id, AssignedBy::Return);
    Ok(())
}

/// Sets its tags: at most 20, each at most 32 characters, in the order given without repetitions.
pub fn tag(sheet: &mut Sheet<'_>, tags: Vec<String>) {
    if sheet.conversation.tags != tags {
        sheet.conversation.tags = tags;
        sheet.log(NewEvent::of(EventKind::ConversationUpdated));
    }
}
