//! Offers: made by the router, taken, declined, let pass, or pulled from the queue by an agent's own hand.
use crate::{Refusal, Sheet};
use model::*;

/// Offers it to an agent who is there with room.
pub fn offer(sheet: &mut Sheet<'_>, agent: AgentId) -> Result<(), Refusal> {
    match sheet.conversation.place {
        Place::Queue { offer: None, .. } => {}
        Place::Queue { offer: Some(offer), .. } => return Err(taken(sheet, offer.agent)),
        _ => return Err(Refusal::NotWaiting),
    }
    if !sheet.agents.get(&agent).is_some_and(Agent::is_ready) {
        return Err(Refusal::NotThere { agent });
    }
    if !sheet.has_room(agent) {
        return Err(Refusal::AtCapacity { agent });
    }
    let until = sheet.now + sheet.rules.offer;
    sheet.hold_for(agent, until);
    sheet.log(NewEvent { agent: Some(agent), ..NewEvent::of(EventKind::ConversationOffered) });
    Ok(())
}

/// Takes an offer, or pulls it from the queue. Taking what one already has changes nothing.
pub fn accept(sheet: &mut Sheet<'_>, agent: AgentId) -> Result<(), Refusal> {
    let how = match sheet.conversation.place {
        Place::Agent { owner } if owner == agent => return Ok(()),
        Place::Agent { .. } if cfg!(feature = "bug-two-owners") => AssignedBy::Pull, // seeded: the checker must find it
        Place::Agent { owner } => return Err(taken(sheet, owner)),
        Place::Queue { offer: Some(offer), .. } if offer.agent == agent => AssignedBy::Offer,
        Place::Queue { offer: Some(offer), .. } => return Err(taken(sheet, offer.agent)),
        Place::Queue { offer: None, .. } => AssignedBy::Pull,
        Place::Pending { owner: Some(owner), .. } if owner == agent => AssignedBy::Return,
        Place::Pending { .. } => return Err(Refusal::NotWaiting),
        Place::Closed { .. } => return Err(Refusal::NotOpen),
    };
    let weight = sheet.weight();
    let me = sheet.agents.get(&agent).ok_or(Refusal::NotThere { agent })?;
    if me.presence == Presence::Offline {
        return Err(Refusal::NotThere { agent });
    }
    let reserved = if how == AssignedBy::Offer { weight } else { 0 };
    if me.room() + reserved < weight {
        return Err(Refusal::AtCapacity { agent });
    }
    sheet.is_there(agent);
    sheet.give(agent);
    sheet.tell_assigned(agent, how);
    Ok(())
}

/// Gives an offer back: somebody else's turn. Without an offer to this agent nothing changes.
pub fn decline(sheet: &mut Sheet<'_>, agent: AgentId) {
    if sheet.conversation.offer().is_some_and(|offer| offer.agent == agent) {
        pass(sheet, agent);
    }
}

/// Why somebody was put on a break by the house.
const NO_ANSWER: &str = "no_answer";

/// Nobody took the offer in time. Whoever lets too many pass without a sign of life goes on a break, so that customers do
/// not wait for them.
pub fn let_pass(sheet: &mut Sheet<'_>) {
    let Some(offer) = sheet.conversation.offer() else { return };
    if offer.until > sheet.now {
        return;
    }
    pass(sheet, offer.agent);
    let (now, most) = (sheet.now, sheet.rules.missed_most);
    let began = offer.until - sheet.rules.offer;
    let mut away = false;
    sheet.agent(offer.agent, |agent| {
        if agent.acted_at >= began {
            return; // busy with somebody else, and there
        }
        agent.missed += 1;
        if agent.missed >= most && agent.presence == Presence::Ready {
            agent.presence = Presence::Break;
            agent.presence_reason = Some(NO_ANSWER.into());
            agent.presence_since = now;
            agent.missed = 0;
            away = true;
        }
    });
    if away {
        sheet.log(NewEvent { agent: Some(offer.agent), ..NewEvent::of(EventKind::AgentUpdated) });
    }
}

impl Sheet<'_> {
    /// A sign of life: what rings beside it and runs out is no sign of absence, and who was taken for absent is back.
    pub(crate) fn is_there(&mut self, agent: AgentId) {
        let now = self.now;
        let Some(it) = self.agents.get(&agent) else { return };
        let taken_for_absent = it.presence == Presence::Break && it.presence_reason.as_deref() == Some(NO_ANSWER);
        if it.offered == 0 && it.missed == 0 && !taken_for_absent {
            return;
        }
        self.agent(agent, |it| {
            it.acted_at = now;
            it.missed = 0;
            if taken_for_absent {
                it.presence = Presence::Ready;
                it.presence_reason = None;
                it.presence_since = now;
            }
        });
        if taken_for_absent {
            self.log(NewEvent { agent: Some(agent), ..NewEvent::of(EventKind::AgentUpdated) });
        }
    }
}

/// The agent it is offered to has left: offered to others, without blame.
pub fn withdraw(sheet: &mut Sheet<'_>, agent: AgentId) {
    if sheet.conversation.offer().is_some_and(|offer| offer.agent == agent) {
        sheet.release_offer();
        sheet.log(NewEvent::of(EventKind::ConversationUpdated));
    }
}

fn pass(sheet: &mut Sheet<'_>, agent: AgentId) {
    sheet.release_offer();
    sheet.conversation.missed_by = Some(agent);
    sheet.log(NewEvent { agent: Some(agent), ..NewEvent::of(EventKind::ConversationUpdated) });
}

fn taken(sheet: &Sheet<'_>, by: AgentId) -> Refusal {
    Refusal::Taken { by, name: sheet.agents.get(&by).map(|agent| agent.name.clone()) }
}
