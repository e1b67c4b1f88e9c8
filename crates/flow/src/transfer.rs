//! Transfer (转接) and what happens to work whose agent has gone.
use crate::{Refusal, Sheet};
use model::*;

/// Where to.
#[derive(Clone, Debug, PartialEq)]
pub enum To {
    Agent(AgentId),
    Queue { id: QueueId, name: String },
}

/// Hands it over: by its owner, or by a leader from wherever it is. The customer's wait goes on.
pub fn transfer(sheet: &mut Sheet<'_>, by: &Agent, to: To, note: Option<String>) -> Result<(), Refusal> {
    if !sheet.conversation.is_open() {
        return Err(Refusal::NotOpen);
    }
    if sheet.conversation.owner() != Some(by.id) && !by.role.leads() {
        return Err(Refusal::NotOwner);
    }
    let from_name = sheet.conversation.owner().and_then(|id| sheet.agents.get(&id)).map(|agent| agent.name.clone());
    match to {
        To::Agent(agent) => {
            if sheet.conversation.owner() == Some(agent) {
                return Ok(());
            }
            let target = sheet.agents.get(&agent).ok_or(Refusal::NotThere { agent })?;
            if !target.is_ready() || !target.role.receives() {
                return Err(Refusal::NotThere { agent });
            }
            let reserved =
                if sheet.conversation.offer().is_some_and(|offer| offer.agent == agent) { sheet.weight() } else { 0 };
            if target.room() + reserved < sheet.weight() {
                return Err(Refusal::AtCapacity { agent });
            }
            let to_name = target.name.clone();
            sheet.give(agent);
            told(sheet, by, from_name, to_name, note);
            sheet.tell_assigned(agent, AssignedBy::Transfer);
        }
        To::Queue { id, name } => {
            sheet.enqueue(id, rank::ORDINARY);
            sheet.conversation.missed_by = None;
            sheet.queue_name = name.clone();
            told(sheet, by, from_name, name, note);
            sheet.tell_queued(QueuedBecause::Transfer);
        }
    }
    Ok(())
}

fn told(sheet: &mut Sheet<'_>, by: &Agent, from_name: Option<String>, to_name: String, note: Option<String>) {
    sheet.happened(
        EventKind::ConversationTransferred,
        Author::agent(by),
        Happening::Transferred { from_name, to_name, note },
    );
}

/// Its owner has gone: with a customer waiting it returns to the head of the queue with the wait it had; answered, it
/// stays theirs until the customer writes.
pub fn owner_left(sheet: &mut Sheet<'_>, agent: AgentId) {
    crate::withdraw(sheet, agent);
    if sheet.conversation.owner() == Some(agent) && sheet.conversation.waiting_since.is_some() {
        let home = sheet.conversation.home;
        sheet.enqueue(home, rank::HEAD);
        sheet.tell_queued(QueuedBecause::AgentLeft);
    }
}

/// The last agent has left while this customer waits: they are told.
pub fn nobody_left(sheet: &mut Sheet<'_>) {
    if matches!(sheet.conversation.place, Place::Queue { .. }) {
        sheet.happened(EventKind::EventAdded, Author::SYSTEM, Happening::NobodyAvailable {});
        sheet.tell_closed();
    }
}
