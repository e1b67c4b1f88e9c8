//! Presence: who is there. An agent whose last socket closed has 30 seconds to come back; then they have vanished and
//! the customers who wait for them return to the head of the queue.
use crate::{Desk, Error, Result, Staff};
use model::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use store::{Tx, message::Window};

/// When a write about somebody's screens is tried again.
const AGAIN: Span = Span::seconds(1);

/// Characters of why somebody pauses: as many as a name of a setting has.
const REASON: usize = 100;

/// Agents whose row may not say whether a screen of theirs is open, because writing it failed: the tick makes up for it.
#[derive(Default)]
pub(crate) struct Unwritten(Mutex<BTreeSet<(TenantId, AgentId)>>);

impl Unwritten {
    fn held(&self) -> MutexGuard<'_, BTreeSet<(TenantId, AgentId)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A socket that counts only once its agent's row says so, too.
struct Opening<'d> {
    desk: &'d Desk,
    who: (TenantId, AgentId),
    stays: bool,
}

impl Drop for Opening<'_> {
    fn drop(&mut self) {
        if !self.stays && self.desk.push.disconnect(self.who.1) {
            // Whoever closed meanwhile relied on this one.
            self.desk.unwritten.held().insert(self.who);
            self.desk.bell.presence.notify_one();
        }
    }
}

impl Desk {
    /// What the agent says of themselves.
    ///
    /// # Errors
    /// `Invalid` for a break without a reason, or with one that is not listed, where the house wants one.
    pub async fn set_presence(&self, who: &Staff, presence: Presence, reason: Option<String>) -> Result<Agent> {
        who.must(who.agent.role.receives(), "auditors only read")?;
        let reason = crate::conversation::short(reason, "reason", REASON)?;
        if presence == Presence::Break {
            self.manual(&mut self.db.read().await?, who.tenant).await?.lets_pause(reason.as_deref())?;
        }
        let agent = self
            .presence(who.tenant, who.agent.id, |agent, now| {
                if (agent.presence, &agent.presence_reason) != (presence, &reason) {
                    agent.presence_since = now;
                }
                agent.presence = presence;
                agent.presence_reason = reason.clone().filter(|_| presence != Presence::Ready);
                agent.missed = 0;
                // A program is there while it says so; a person while a screen of theirs is connected.
                let there = who.is_program() || self.push.is_connected(agent.id);
                agent.gone_at = if there { None } else { agent.gone_at.or(Some(now)) };
            })
            .await?;
        self.unwritten.held().remove(&(who.tenant, agent.id));
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

    /// Off duty for good, in the transaction that takes away what let them in; `went_home` comes after it.
    pub(crate) async fn sends_home(&self, tx: &mut Tx, tenant: TenantId, id: AgentId) -> Result<()> {
        let Some(mut agent) = store::agent::lock(tx, tenant, id).await? else { return Ok(()) };
        if agent.presence == Presence::Offline {
            return Ok(());
        }
        agent.presence = Presence::Offline;
        agent.presence_reason = None;
        agent.presence_since = self.now();
        agent.version += 1;
        if !store::agent::save(tx, &agent).await? {
            return Err(Error::Busy);
        }
        self.log(tx, tenant, NewEvent { agent: Some(id), ..NewEvent::of(EventKind::AgentUpdated) }).await?;
        Ok(())
    }

    /// What they held goes to others. Should it fail, the tick finds it.
    pub(crate) async fn went_home(&self, tenant: TenantId, id: AgentId) -> Result<()> {
        self.bell.ring(tenant);
        self.bell.presence.notify_one();
        self.let_go(tenant, id).await?;
        self.tell_alone(tenant).await?;
        self.tell_online(tenant).await
    }

    /// A socket of theirs opened. After an error it does not count: say it again, or forget it.
    pub async fn connected(&self, who: &Staff) -> Result<()> {
        self.push.connect(who.agent.id);
        let mut opening = Opening { desk: self, who: (who.tenant, who.agent.id), stays: false };
        // Not only the first: who closed a moment ago may be about to write that nobody is there.
        self.write_screens(opening.who).await?;
        opening.stays = true;
        Ok(())
    }

    /// A socket of theirs closed; when it was the last, the 30 seconds begin. After an error the tick makes up for it.
    pub async fn disconnected(&self, who: &Staff) -> Result<()> {
        if self.push.disconnect(who.agent.id) {
            let who = (who.tenant, who.agent.id);
            self.unwritten.held().insert(who);
            if let Err(why) = self.write_screens(who).await {
                self.unwritten.held().insert(who);
                self.bell.presence.notify_one();
                return Err(why);
            }
        }
        Ok(())
    }

    /// Writes whether a screen of theirs is open, as it is at the moment of writing.
    async fn write_screens(&self, who: (TenantId, AgentId)) -> Result<()> {
        self.presence(who.0, who.1, |agent, now| {
            let there = self.push.is_connected(agent.id);
            agent.gone_at = if there { None } else { agent.gone_at.or(Some(now)) };
        })
        .await?;
        self.unwritten.held().remove(&who);
        Ok(())
    }

    /// After a start nobody is connected: everybody has 30 seconds to come back.
    pub async fn started(&self) -> Result<()> {
        let mut tx = self.db.write().await?;
        store::agent::all_gone(&mut tx, self.now()).await?;
        Ok(tx.commit().await?)
    }

    pub(crate) async fn tick_presence(&self) -> Result<Option<At>> {
        let unwritten = self.unwritten.held().clone();
        for who in unwritten {
            if let Err(why) = self.write_screens(who).await {
                tracing::warn!(%why, agent = %who.1, "whether their screen is open is not written yet");
            }
        }
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
        let left_behind = store::agent::left_behind(&mut self.db.read().await?).await?;
        for agent in left_behind {
            self.let_go(agent.tenant, agent.id).await?; // a crash or a full disk came between their leaving and this
        }
        let first = store::agent::first_gone(&mut self.db.read().await?).await?;
        let first = first.map(|gone| gone + self.rules.vanished_after);
        let again = (!self.unwritten.held().is_empty()).then(|| self.now() + AGAIN);
        Ok(first.into_iter().chain(again).min())
    }

    /// What rings at their desk goes to others; what they own stays.
    pub(crate) async fn gives_back_offers(&self, tenant: TenantId, agent: AgentId) -> Result<()> {
        let held = store::conversation::held_by(&mut self.db.read().await?, tenant, agent).await?;
        for id in held {
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
                None => self.anybody(&mut tx, tenant, it.brand).await?,
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
