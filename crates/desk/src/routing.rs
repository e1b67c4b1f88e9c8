//! The router: over everything that waits and everybody who is there, offers the head of the line to whoever has room.
use crate::{Desk, Error, Result};
use flow::{Ready, Waiting};
use model::*;
use std::collections::{BTreeMap, BTreeSet};

/// How much of each queue one look takes in.
const LOOK: i64 = 500;

impl Desk {
    /// One look over every tenant. Only its compare-and-set counts: a pair that is no longer true is skipped.
    pub(crate) async fn tick_routing(&self) -> Result<Option<At>> {
        for tenant in self.tenants().await? {
            for (conversation, agent) in self.pairs(tenant.tenant).await? {
                match self.change(tenant.tenant, conversation, &[agent], |sheet| flow::offer(sheet, agent)).await {
                    Ok(_) | Err(Error::Refused(_)) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(None)
    }

    async fn pairs(&self, tenant: TenantId) -> Result<Vec<(ConversationId, AgentId)>> {
        let mut tx = self.db.read().await?;
        let mut agents = store::agent::ready(&mut tx, tenant).await?;
        agents.retain(|agent| agent.role.receives() && agent.room() > 0);
        if agents.is_empty() {
            return Ok(vec![]);
        }
        let mut brands: BTreeMap<AgentId, BTreeSet<BrandId>> = BTreeMap::new();
        for right in store::agent::all_brands(&mut tx, tenant).await? {
            brands.entry(right.agent).or_default().insert(right.brand);
        }
        let mut fitness = store::fitness::all(&mut tx, tenant).await?;
        let ready: Vec<Ready> = agents
            .iter()
            .map(|agent| Ready {
                id: agent.id,
                brands: brands.remove(&agent.id).unwrap_or_default(),
                fitness: fitness.remove(&agent.id).unwrap_or_default(),
                capacity: agent.capacity,
                busy: agent.load + agent.offered,
                offered: agent.offered,
                assigned_at: agent.assigned_at,
            })
            .collect();
        let mut needs: BTreeMap<QueueId, Needs> = BTreeMap::new();
        let mut line = vec![];
        let mut at = QueueId(Uuid::nil());
        while let Some(next) = store::conversation::next_line(&mut tx, tenant, at).await? {
            at = next;
            let Some(queue) = store::organisation::queue(&mut tx, tenant, next).await? else { continue };
            // Who came back to a line that was closed since is anybody's.
            let asked = if queue.deleted { Needs::default() } else { queue.needs() };
            // Where nobody has room the line may be long, and hides no other.
            if ready.iter().any(|agent| agent.brands.contains(&queue.brand) && agent.fitness.meets(&asked)) {
                line.extend(store::conversation::line(&mut tx, tenant, queue.id, LOOK).await?);
                needs.insert(queue.id, asked);
            }
        }
        line.sort_by_key(order);
        let line: Vec<Waiting> = line.iter().map(|it| waits(it, &needs)).collect();
        Ok(flow::pair(&line, ready, self.rules.offered_most))
    }
}

/// As the lines are served: rank, then who waits longest.
fn order(it: &Conversation) -> (i64, At, ConversationId) {
    let rank = if let Place::Queue { rank, .. } = it.place { rank } else { i64::MAX };
    (rank, it.waiting_since.unwrap_or(it.updated_at), it.id)
}

fn waits(it: &Conversation, needs: &BTreeMap<QueueId, Needs>) -> Waiting {
    let asked = if let Place::Queue { queue, .. } = it.place { needs.get(&queue).copied() } else { None };
    Waiting {
        id: it.id,
        brand: it.brand,
        weight: 100,
        needs: asked.unwrap_or_default(),
        missed_by: it.missed_by,
        last_owner: it.last_owner,
    }
}
