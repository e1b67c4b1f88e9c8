//! Presence: who is there. An agent whose last socket closed has 30 seconds to come back; then they have vanished and
//! the customers who wait for them return to the head of the queue.
use crate::{Desk, Error, Result, Staff, Via};
use model::*;
use std::collections::BTreeMap;
use store::message::Window;

impl Desk {
    /// What the agent says of themselves.
    pub async fn set_presence(&self, who: &Staff, presence: Presence, reason: Option<String>) -> Result<Agent> {
        who.must(who.agent.role.receives(), "auditors only read")?;
        let reason = crate::conversation::short(reason, "reason", 32)?;
        let agent = self
            .presence(who.tenant, who.agent.id, |agent, now| {
                if (agent.presence, &agent.presence_reason) != (presence, &reason) {
                    agent.presence_since = now;
                }
                agent.presence = presence;
                agent.presence_reason = reason.clone().filter(|_| presence != Presence::Ready);
                agent.missed = 0;
                // A program is there while it says so; a person while a screen of theirs is connected.
                let there = who.via == Via::Key || self.push.is_connected(agent.id);
                agent.gone_at = if there { None } else { agent.gone_at.or(Some(now)) };
            })
            .await?;
        match presence {
            Presence::Ready => {}
            Presence::Break => self.gives_back_offers(who.tenant, who.agent.id).await?,
            Presence::Offline => self.let_go(who.tenant, who.agent.id).await?,
        }
        if presence != Presence::Ready {
            self.tell_alone(who.tenant).await?;
        }
        Ok(agent)
    }

    /// A socket of theirs opened.
    pub async fn connected(&self, who: &Staff) -> Result<()> {
        if self.push.connect(who.agent.id) {
            self.presence(who.tenant, who.agent.id, |agent, _| agent.gone_at = None).await?;
        }
        Ok(())
    }

    /// A socket of theirs closed; when it was the last, the 30 seconds begin.
    pub async fn disconnected(&self, who: &Staff) -> Result<()> {
        if self.push.disconnect(who.agent.id) {
            self.presence(who.tenant, who.agent.id, |agent, now| agent.gone_at = Some(now)).await?;
        }
        Ok(())
    }

    /// After a start nobody is connected: everybody has 30 seconds to come back.
    pub async fn started(&self) -> Result<()> {
        let mut tx = self.db.write().await?;
        store::agent::all_gone(&mut tx, self.now()).await?;
        Ok(tx.commit().await?)
    }

    pub(crate) async fn tick_presence(&self) -> Result<Option<At>> {
        let late = self.now() - self.rules.vanished_after;
        let vanished = store::agent::vanished(&mut self.db.read().await?, late).await?;
        for agent in vanished {
            let mut still = false;
            self.presence(agent.tenant, agent.id, |agent, now| {
                if agent.gone_at.is_some_and(|gone| gone <= late) && agent.presence != Presence::Offline {
                    agent.presence = Presence::Offline;
                    agent.presence_reason = Some("vanished".into());
                    agent.presence_since = now;
                    still = true;
                }
            })
            .await?;
            if still {
                self.let_go(agent.tenant, agent.id).await?;
                self.tell_alone(agent.tenant).await?;
            }
        }
        for agent in store::agent::left_behind(&mut self.db.read().await?).await? {
            self.let_go(agent.tenant, agent.id).await?; // a crash or a full disk came between their leaving and this
        }
        let first = store::agent::first_gone(&mut self.db.read().await?).await?;
        Ok(first.map(|gone| gone + self.rules.vanished_after))
    }

    /// What rings at their desk goes to others; what they own stays.
    async fn gives_back_offers(&self, tenant: TenantId, agent: AgentId) -> Result<()> {
        for id in store::conversation::held_by(&mut self.db.read().await?, tenant, agent).await? {
            self.change(tenant, id, &[agent], |sheet| {
                flow::withdraw(sheet, agent);
                Ok(())
            })
            .await?;
        }
        Ok(())
    }

    /// Their offers and waiting customers go to others.
    async fn let_go(&self, tenant: TenantId, agent: AgentId) -> Result<()> {
        let held = store::conversation::held_by(&mut self.db.read().await?, tenant, agent).await?;
        for id in held {
            self.change(tenant, id, &[agent], |sheet| {
                flow::owner_left(sheet, agent);
                Ok(())
            })
            .await?;
        }
        Ok(())
    }

    /// Whoever waits where nobody is left to receive is told, once.
    pub(crate) async fn tell_alone(&self, tenant: TenantId) -> Result<()> {
        let mut tx = self.db.read().await?;
        let (mut alone, mut anybody) = (vec![], BTreeMap::new());
        for it in store::conversation::waiting(&mut tx, tenant, 1_000).await? {
            let there = match anybody.get(&it.brand) {
                Some(there) => *there,
                None => store::agent::anybody(&mut tx, tenant, it.brand).await?,
            };
            anybody.insert(it.brand, there);
            if !there {
                let latest = store::message::window(&mut tx, tenant, it.id, Window::Latest, true, 20).await?;
                if !knows(&latest) {
                    alone.push(it.id);
                }
            }
        }
        drop(tx);
        for id in alone {
            self.change(tenant, id, &[], |sheet| {
                flow::nobody_left(sheet);
                Ok(())
            })
            .await?;
        }
        Ok(())
    }

    async fn presence(&self, tenant: TenantId, id: AgentId, mut change: impl FnMut(&mut Agent, At)) -> Result<Agent> {
        for _ in 0..8 {
            let mut tx = self.db.write().await?;
            let before = store::agent::lock(&mut tx, tenant, id).await?.ok_or(Error::NotFound("agent"))?;
            let mut after = before.clone();
            change(&mut after, self.now());
            if after == before {
                tx.commit().await?;
                return Ok(after);
            }
            let seen = (after.presence, &after.presence_reason, after.gone_at.is_some())
                != (before.presence, &before.presence_reason, before.gone_at.is_some());
            after.version += 1;
            if !store::agent::save(&mut tx, &after).await? {
                continue;
            }
            if seen {
                self.log(&mut tx, tenant, NewEvent { agent: Some(id), ..NewEvent::of(EventKind::AgentUpdated) })
                    .await?;
            }
            tx.commit().await?;
            self.bell.ring(tenant);
            self.bell.presence.notify_one();
            if seen && let Err(why) = self.tell_online(tenant).await {
                tracing::warn!(%why, "pages hear with their next ping who is there");
            }
            return Ok(after);
        }
        Err(Error::Busy)
    }
}

/// Whether the customer was told that nobody is there, and nobody has taken care of them since.
fn knows(latest: &[Message]) -> bool {
    let mut last = latest.iter().rev().filter_map(|it| it.parts.event.as_ref());
    let told = last.find(|it| matches!(it, Happening::NobodyAvailable {} | Happening::Assigned { .. }));
    matches!(told, Some(Happening::NobodyAvailable {}))
}
