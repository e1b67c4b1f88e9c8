//! Moving between places: the only code that changes `place`, so that load, offers and deadlines always follow it.
use crate::Sheet;
use model::*;

impl Sheet<'_> {
    /// Takes it out of where it is: what was charged or reserved there is given back.
    fn leave(&mut self) {
        let weight = self.weight();
        match self.conversation.place {
            Place::Agent { owner } => {
                self.agent(owner, |agent| agent.load = (agent.load - weight).max(0));
                self.conversation.last_owner = Some(owner);
            }
            Place::Queue { offer: Some(offer), .. } => {
                self.agent(offer.agent, |agent| agent.offered = (agent.offered - weight).max(0));
            }
            Place::Queue { .. } | Place::Pending { .. } | Place::Closed { .. } => {}
        }
        self.conversation.due = None;
        self.touch();
    }

    /// Into its queue. The customer's wait goes on; without one it begins now.
    pub(crate) fn enqueue(&mut self, queue: QueueId, rank: i64) {
        self.leave();
        self.conversation.fence += i64::from(self.conversation.owner().is_some());
        self.conversation.home = queue;
        self.conversation.waiting_since.get_or_insert(self.now);
        self.conversation.place = Place::Queue { queue, rank, offer: None };
    }

    /// To an agent, who is charged for it.
    pub(crate) fn give(&mut self, owner: AgentId) {
        self.leave();
        let (weight, now) = (self.weight(), self.now);
        self.conversation.fence += 1;
        self.conversation.missed_by = None;
        self.conversation.place = Place::Agent { owner };
        self.conversation.last_owner = Some(owner);
        self.listen();
        self.agent(owner, |agent| {
            agent.load += weight;
            agent.missed = 0;
            agent.assigned_at = now;
            agent.acted_at = now;
        });
    }

    /// In an agent's hands and nobody waits: the customer's turn, and the time of their silence begins.
    pub(crate) fn listen(&mut self) {
        if self.conversation.waiting_since.is_none() && matches!(self.conversation.place, Place::Agent { .. }) {
            self.conversation.due = Some((self.now + self.rules.remind_after, Due::Remind));
        }
    }

    /// Aside until a moment; it costs nobody anything.
    pub(crate) fn park(&mut self, until: At) {
        let owner = self.conversation.owner().or(self.conversation.last_owner);
        self.leave();
        self.conversation.place = Place::Pending { until, owner };
        self.conversation.due = Some((until, Due::Pending));
    }

    pub(crate) fn shut(&mut self) {
        self.leave();
        self.conversation.waiting_since = None;
        self.conversation.place = Place::Closed { at: self.now };
        let open: Vec<LegId> = self.legs.iter().filter(|leg| leg.open).map(|leg| leg.id).collect();
        for id in open {
            self.leg(id, |leg| leg.open = false);
        }
    }

    /// The legs that closed with it are open again.
    pub(crate) fn unshut_legs(&mut self) {
        let ours = |leg: &&Leg| !leg.open && leg.shown_in.is_none() && !self.strangers.contains(&leg.id);
        let closed: Vec<LegId> = self.legs.iter().filter(ours).map(|leg| leg.id).collect();
        for id in closed {
            self.leg(id, |leg| leg.open = true);
        }
    }

    /// Reserves it for an agent until the offer is over.
    pub(crate) fn hold_for(&mut self, agent: AgentId, until: At) {
        let weight = self.weight();
        let Place::Queue { queue, rank, .. } = self.conversation.place else { return };
        self.conversation.place = Place::Queue { queue, rank, offer: Some(Offer { agent, until }) };
        self.conversation.due = Some((until, Due::Offer));
        self.agent(agent, |agent| agent.offered += weight);
        self.touch();
    }

    /// The offer is over without being taken.
    pub(crate) fn release_offer(&mut self) {
        let weight = self.weight();
        let Place::Queue { queue, rank, offer: Some(offer) } = self.conversation.place else { return };
        self.conversation.place = Place::Queue { queue, rank, offer: None };
        self.conversation.due = None;
        self.agent(offer.agent, |agent| agent.offered = (agent.offered - weight).max(0));
        self.touch();
    }

    /// Back to whoever had it if they are there with room, else to the queue at `rank`.
    pub(crate) fn back_or_queue(&mut self, to: Option<AgentId>, rank: i64, reason: QueuedBecause) {
        match to.filter(|agent| self.has_room(*agent)) {
            Some(agent) => {
                self.give(agent);
                self.tell_assigned(agent, AssignedBy::Return);
            }
            None => {
                let home = self.conversation.home;
                self.enqueue(home, rank);
                self.tell_queued(reason);
            }
        }
    }

    pub(crate) fn tell_assigned(&mut self, agent: AgentId, how: AssignedBy) {
        let agent_name = self.agents.get(&agent).map(|agent| agent.name.clone()).unwrap_or_default();
        self.happened(EventKind::ConversationAssigned, Author::SYSTEM, Happening::Assigned { agent, agent_name, how });
    }

    pub(crate) fn tell_queued(&mut self, reason: QueuedBecause) {
        let queue_name = self.queue_name.clone();
        self.happened(EventKind::ConversationQueued, Author::SYSTEM, Happening::Queued { queue_name, reason });
        if !self.anybody {
            self.happened(EventKind::EventAdded, Author::SYSTEM, Happening::NobodyAvailable {});
            self.tell_closed();
        }
    }
}
