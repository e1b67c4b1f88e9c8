//! Agents as people of the company: what an administrator changes of them, and everybody their own password. Whoever's rights change
//! signs in anew; whoever leaves is sent home, and what they held goes to others.
use crate::{Desk, Error, Result, SignedIn, Staff, password};
use model::*;
use store::Tx;

const PEOPLE: &str = "only an administrator looks after people";
/// Most chats at once, in hundredths.
const MOST: i64 = 100 * 100;
/// How often a change is tried again when another writer was quicker.
const TRIES: usize = 8;

/// What is to be changed; what is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct AgentChange {
    pub name: Option<String>,
    pub role: Option<Role>,
    /// All of them that the administrator sees; a brand they do not see stays as it is.
    pub brands: Option<Vec<BrandId>>,
    /// In hundredths of a chat.
    pub capacity: Option<i64>,
    pub locale: Option<Locale>,
    pub state: Option<AgentState>,
    /// What they are in these brands, where that is less than `role`: agent, supervisor or operator. Elsewhere it is `role`.
    pub roles: Option<Vec<(BrandId, Role)>>,
    /// Ids of teams.
    pub teams: Option<Vec<SettingId>>,
    /// Ids of skills, with levels from 1 to [`TOP_LEVEL`].
    pub skills: Option<Vec<(SettingId, i64)>>,
}

/// Somebody of the staff, as administrators see them.
#[derive(Clone, Debug)]
pub struct Person {
    pub agent: Agent,
    /// The brands they see, with what they are there.
    pub rights: Vec<Right>,
    pub fitness: Fitness,
    /// Asked for at sign-in.
    pub second_factor: bool,
}

/// What a change does beside the row itself.
struct Step {
    after: Agent,
    gained: Vec<BrandId>,
    lost: Vec<BrandId>,
    /// Goes home with it.
    leaves: bool,
    /// Says what is changed, for the audit; empty: nothing.
    said: String,
}

impl Desk {
    /// Everybody who can sign in, or could, by name.
    pub async fn people(&self, who: &Staff) -> Result<Vec<Person>> {
        who.must(who.agent.role.administers(), PEOPLE)?;
        let mut tx = self.db.read().await?;
        let having = store::second_factor::having(&mut tx, who.tenant).await?;
        let rights = store::agent::all_brands(&mut tx, who.tenant).await?;
        let all = store::agent::all(&mut tx, who.tenant).await?.into_iter().filter(Agent::is_person);
        let mut fitness = store::fitness::all(&mut tx, who.tenant).await?;
        let rights = |id| rights.iter().filter(|it| it.agent == id).copied().collect();
        Ok(all
            .map(|agent| Person {
                rights: rights(agent.id),
                fitness: fitness.remove(&agent.id).unwrap_or_default(),
                second_factor: having.contains(&agent.id),
                agent,
            })
            .collect())
    }

    /// One of them.
    pub async fn colleague(&self, who: &Staff, id: AgentId) -> Result<Person> {
        who.must(who.agent.role.administers(), PEOPLE)?;
        let mut tx = self.db.read().await?;
        let agent = store::agent::find(&mut tx, who.tenant, id).await?.filter(Agent::is_person);
        let agent = agent.ok_or(Error::NotFound("agent"))?;
        let rights = store::agent::rights(&mut tx, who.tenant, id).await?;
        let fitness = store::fitness::of(&mut tx, who.tenant, id).await?;
        let factor = store::second_factor::find(&mut tx, who.tenant, id).await?;
        Ok(Person { agent, rights, fitness, second_factor: factor.is_some_and(|it| it.confirmed_at.is_some()) })
    }

    /// Changes somebody.
    ///
    /// # Errors
    /// `LastAdministrator` when nobody would be left who may do this.
    pub async fn change_agent(&self, who: &Staff, id: AgentId, change: &AgentChange) -> Result<Person> {
        who.must(who.agent.role.administers(), PEOPLE)?;
        let change = &checked(who, change)?;
        for _ in 0..TRIES {
            match self.change_agent_once(who, id, change).await {
                Err(Error::Conflict | Error::Interrupted) => {}
                Ok(step) => {
                    self.bell.ring(who.tenant);
                    if step.leaves
                        && let Err(why) = self.hands_over(who, id, &step.lost).await
                    {
                        tracing::warn!(%why, agent = %id, "what they held goes to others with the next look");
                    }
                    self.tell_online(who.tenant).await?;
                    // Whoever took their own right away may not look any more, and sees what they did.
                    return self.colleague(who, id).await;
                }
                Err(why) => return Err(why),
            }
        }
        Err(Error::Busy)
    }

    async fn change_agent_once(&self, who: &Staff, id: AgentId, change: &AgentChange) -> Result<Step> {
        let mut tx = self.db.write().await?;
        let administrators = store::agent::lock_administrators(&mut tx, who.tenant).await?;
        let before = store::agent::lock(&mut tx, who.tenant, id).await?.filter(Agent::is_person);
        let before = before.ok_or(Error::NotFound("agent"))?;
        let reigns = before.role.administers() || change.role.is_some_and(Role::administers);
        who.must(!(reigns && who.is_program()), "no program makes or changes administrators")?;
        let brands = store::agent::brands(&mut tx, who.tenant, id).await?;
        let mut step = step(who, &before, &brands, change, self.now());
        let administers = step.after.is_active() && step.after.role.administers();
        if administrators == [id] && !administers {
            return Err(Error::LastAdministrator);
        }
        for brand in &step.gained {
            store::agent::grant(&mut tx, who.tenant, id, *brand).await?;
        }
        for brand in &step.lost {
            store::agent::revoke(&mut tx, who.tenant, id, *brand).await?;
        }
        let (reigns, fits) = self.fit(&mut tx, who, &step.after, change).await?;
        for more in fits {
            step.said =
                [step.said.as_str(), more].iter().filter(|it| !it.is_empty()).copied().collect::<Vec<_>>().join(", ");
        }
        if step.said.is_empty() {
            tx.commit().await?;
            return Ok(step);
        }
        step.after.version += 1;
        if !store::agent::save(&mut tx, &step.after).await? {
            return Err(Error::Conflict);
        }
        if step.leaves || reigns || !step.gained.is_empty() {
            store::session::end_all(&mut tx, who.tenant, id, None).await?;
        }
        self.screens_look_again(&mut tx, who.tenant, id).await?;
        self.audit(&mut tx, who, "agent.changed", &id.to_string(), &step.said).await?;
        tx.commit().await?;
        Ok(step)
    }

    /// What they held goes to others; of brands they may not see any more, all of it.
    async fn hands_over(&self, who: &Staff, id: AgentId, lost: &[BrandId]) -> Result<()> {
        self.went_home(who.tenant, id).await?;
        if lost.is_empty() {
            return Ok(());
        }
        let held = store::conversation::held_by(&mut self.db.read().await?, who.tenant, id).await?;
        for conversation in held {
            let found = store::conversation::find(&mut self.db.read().await?, who.tenant, conversation).await?;
            if let Some(it) = found.filter(|it| lost.contains(&it.brand)) {
                self.transfer(who, it.id, None, Some(it.home), None).await?;
            }
        }
        Ok(())
    }

    /// One's own password; every session ends and a fresh one begins.
    pub async fn change_password(
        &self,
        who: &Staff,
        current: &str,
        new: &Secret,
        user_agent: &str,
    ) -> Result<SignedIn> {
        if who.is_program() {
            return Err(Error::NotFound("session"));
        }
        if !password::verify(current, Some(&who.agent.password)) {
            return Err(Error::field("current", "wrong", "not your password"));
        }
        password::check("new", new.expose(), &who.agent.email)?;
        let hash = password::hash(new.expose(), &self.outside.chance.secret(), false);
        let mut tx = self.db.write().await?;
        let agent = self.set_password(&mut tx, who.tenant, who.agent.id, hash).await?;
        let begun = self.begin_session(&mut tx, &agent, user_agent).await?;
        self.audit(&mut tx, who, "agent.password_changed", &agent.id.to_string(), "").await?;
        tx.commit().await?;
        self.bell.ring(who.tenant);
        self.signed_in(agent, begun).await
    }

    /// Every session ends with the old one.
    pub(crate) async fn set_password(&self, tx: &mut Tx, tenant: TenantId, id: AgentId, hash: Secret) -> Result<Agent> {
        let agent = store::agent::lock(tx, tenant, id).await?.filter(|it| it.is_person() && it.is_active());
        let agent = agent.ok_or(Error::NotFound("agent"))?;
        let agent = Agent { password: hash, version: agent.version + 1, ..agent };
        if !store::agent::save(tx, &agent).await? {
            return Err(Error::Conflict);
        }
        store::session::end_all(tx, tenant, id, None).await?;
        self.screens_look_again(tx, tenant, id).await?;
        Ok(agent)
    }
}

/// 1 to 100 characters without a NUL, trimmed.
pub(crate) fn checked_name(name: &str) -> Result<String> {
    let name = name.trim();
    if !(1..=100).contains(&name.chars().count()) || name.contains('\0') {
        return Err(Error::field("name", "length", "1 to 100 characters"));
    }
    Ok(name.to_owned())
}

/// In hundredths of a chat.
pub(crate) fn checked_capacity(capacity: i64) -> Result<i64> {
    if !(0..=MOST).contains(&capacity) {
        return Err(Error::field("capacity", "out_of_range", "0 to 100 chats"));
    }
    Ok(capacity)
}

/// An administrator gives what they have.
pub(crate) fn checked_brands(who: &Staff, brands: &[BrandId]) -> Result<Vec<BrandId>> {
    if brands.iter().any(|brand| !who.sees(*brand)) {
        return Err(Error::field("brands", "unknown", "no such brand, or you may not see it"));
    }
    let mut brands = brands.to_vec();
    brands.sort_unstable();
    brands.dedup();
    Ok(brands)
}

fn checked(who: &Staff, change: &AgentChange) -> Result<AgentChange> {
    crate::fitness::checked_roles(who, change.roles.as_deref().unwrap_or_default())?;
    Ok(AgentChange {
        name: change.name.as_deref().map(checked_name).transpose()?,
        capacity: change.capacity.map(checked_capacity).transpose()?,
        brands: change.brands.as_deref().map(|brands| checked_brands(who, brands)).transpose()?,
        ..change.clone()
    })
}

fn step(who: &Staff, before: &Agent, brands: &[BrandId], change: &AgentChange, now: At) -> Step {
    let mut after = before.clone();
    after.name = change.name.clone().unwrap_or(after.name);
    after.role = change.role.unwrap_or(after.role);
    after.capacity = change.capacity.unwrap_or(after.capacity);
    after.locale = change.locale.unwrap_or(after.locale);
    after.state = change.state.unwrap_or(after.state);
    let asked = change.brands.as_deref();
    let gained: Vec<_> = asked.unwrap_or_default().iter().copied().filter(|it| !brands.contains(it)).collect();
    let is_lost = |it: &BrandId| who.sees(*it) && asked.is_some_and(|asked| !asked.contains(it));
    let lost: Vec<_> = brands.iter().copied().filter(is_lost).collect();
    let said = said(before, &after, &gained, &lost);
    let leaves = (after.role, after.state) != (before.role, before.state) || !lost.is_empty();
    if leaves && after.presence != Presence::Offline {
        (after.presence, after.presence_reason, after.presence_since) = (Presence::Offline, None, now);
    }
    Step { after, gained, lost, leaves, said }
}

fn said(before: &Agent, after: &Agent, gained: &[BrandId], lost: &[BrandId]) -> String {
    let mut said = vec![];
    let mut differ = |field: &str, before: &dyn std::fmt::Display, after: &dyn std::fmt::Display| {
        let (before, after) = (before.to_string(), after.to_string());
        if before != after {
            said.push(format!("{field}: {before} → {after}"));
        }
    };
    differ("name", &before.name, &after.name);
    differ("role", &before.role, &after.role);
    differ("capacity", &before.capacity, &after.capacity);
    differ("locale", &before.locale, &after.locale);
    differ("state", &before.state, &after.state);
    said.extend(gained.iter().map(|brand| format!("brand + {brand}")));
    said.extend(lost.iter().map(|brand| format!("brand − {brand}")));
    said.join(", ")
}
