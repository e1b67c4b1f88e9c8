//! Who is offered what: over all that waits and everybody who is there, in one look.
use model::*;
use std::collections::{BTreeMap, BTreeSet};

/// Something that waits, in the order it must be served.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Waiting {
    pub id: ConversationId,
    pub brand: BrandId,
    pub weight: i64,
    /// What the queue asks of whoever takes it.
    pub needs: Needs,
    /// Let the last offer of this pass; others first.
    pub missed_by: Option<AgentId>,
    /// Had it before; first choice when there is room.
    pub last_owner: Option<AgentId>,
}

/// Somebody who may be offered work.
#[derive(Clone, Debug, PartialEq)]
pub struct Ready {
    pub id: AgentId,
    pub brands: BTreeSet<BrandId>,
    pub fitness: Fitness,
    pub capacity: i64,
    /// Owned and reserved.
    pub busy: i64,
    /// Of that, what is being offered and not answered yet.
    pub offered: i64,
    pub assigned_at: At,
}

impl Ready {
    /// Something heavy may still be offered alone.
    fn can_be_offered(&self, weight: i64, most: i64) -> bool {
        self.busy + weight <= self.capacity && (self.offered == 0 || self.offered + weight <= most)
    }
}

/// Pairs off the head of the line with the least busy who has room: first whoever had it before, last whoever just let
/// it pass; equals take turns by how long ago they were given work. Nobody is given more than they have room for, nor
/// offered more than `most` at a time: five that ring at once are four that run out unseen.
pub fn pair(waiting: &[Waiting], ready: Vec<Ready>, most: i64) -> Vec<(ConversationId, AgentId)> {
    let mut ready: BTreeMap<AgentId, Ready> = ready.into_iter().map(|agent| (agent.id, agent)).collect();
    let mut pairs = vec![];
    for it in waiting {
        let choice = ready
            .values()
            .filter(|agent| agent.brands.contains(&it.brand) && agent.fitness.meets(&it.needs))
            .filter(|agent| agent.can_be_offered(it.weight, most))
            .min_by_key(|agent| {
                let share = agent.busy * 1_000 / agent.capacity.max(1);
                (it.missed_by == Some(agent.id), it.last_owner != Some(agent.id), share, agent.assigned_at, agent.id)
            })
            .map(|agent| agent.id);
        if let Some(id) = choice {
            if let Some(agent) = ready.get_mut(&id) {
                agent.busy += it.weight;
                agent.offered += it.weight;
            }
            pairs.push((it.id, id));
        }
    }
    pairs
}
