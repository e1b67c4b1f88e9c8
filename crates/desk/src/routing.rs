//! The router: over everything that waits and everybody who is there, offers the head of the line to whoever has room.
use crate::{Desk, Error, Result};
use flow::{Ready, Waiting};
use model::*;
use std::collections::{BTreeMap, BTreeSet};

/// How much of the line one look takes in.
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
        let waiting = store::conversation::waiting(&mut tx, tenant, LOOK).await?;
        if waiting.is_empty() {
            return Ok(vec![]);
        }
        let agents = store::agent::ready(&mut tx, tenant).await?;
        if agents.iter().all(|agent| agent.room() == 0) {
            return Ok(vec![]);
        }
        let mut brands: BTreeMap<AgentId, BTreeSet<BrandId>> = BTreeMap::new();
        for right in store::agent::all_brands(&mut tx, tenant).await? {
            brands.entry(right.agent).or_default().insert(right.brand);
        }
        let ready = agents.iter().filter(|agent| agent.role.receives()).map(|agent| Ready {
            id: agent.id,
            brands: brands.remove(&agent.id).unwrap_or_default(),
            capacity: agent.capacity,
            busy: agent.load + agent.offered,
            offered: agent.offered,
            assigned_at: agent.assigned_at,
        });
        let line: Vec<Waiting> = waiting.iter().map(waits).collect();
        Ok(flow::pair(&line, ready.collect(), self.rules.offered_most))
    }
}

fn waits(it: &Conversation) -> Waiting {
    Waiting { id: it.id, brand: it.brand, weight: 100, missed_by: it.missed_by, last_owner: it.last_owner }
}
