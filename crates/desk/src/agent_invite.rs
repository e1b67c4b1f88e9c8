//! Agent invites: an administrator makes a link that is good once, for a day; whoever opens it joins the staff, or chooses a new
//! password, and is signed in.
use crate::agent::{checked_brands, checked_capacity, checked_name};
use crate::seal::sha256_hex;
use crate::setup::{blank_agent, taken};
use crate::{Desk, Error, Result, SignedIn, Staff, password};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::*;
use store::Tx;

/// A link lives so long.
pub(crate) const LASTS: Span = Span::hours(24);
const PEOPLE: &str = "only an administrator looks after people";

/// Somebody to be invited.
#[derive(Clone, Debug)]
pub struct NewAgentInvite {
    pub email: String,
    pub name: String,
    pub role: Role,
    pub brands: Vec<BrandId>,
    pub locale: Locale,
    /// In hundredths of a chat.
    pub capacity: i64,
}

/// What somebody says who comes by a link. What is `None` is as it was prepared.
#[derive(Clone, Debug)]
pub struct Joining {
    pub name: Option<String>,
    pub password: Secret,
    pub locale: Option<Locale>,
    pub user_agent: String,
}

impl Desk {
    /// A link for somebody new, in place of an earlier one for the same address. Its code is shown once.
    ///
    /// # Errors
    /// `Taken` when one of the staff has the address.
    pub async fn invite_agent(&self, who: &Staff, new: &NewAgentInvite) -> Result<(AgentInvite, Secret)> {
        who.must(who.agent.role.administers(), PEOPLE)?;
        let email = checked_email(&new.email)?;
        let blank = AgentInvite {
            agent: None,
            name: checked_name(&new.name)?,
            role: new.role,
            brands: checked_brands(who, &new.brands)?,
            locale: new.locale,
            capacity: checked_capacity(new.capacity)?,
            ..self.blank_invite(who, &email)
        };
        let mut tx = self.db.write().await?;
        let known = store::agent::by_email(&mut tx, &email).await?;
        if known.is_some_and(|it| it.tenant == who.tenant) {
            return Err(Error::Taken);
        }
        self.keep_invite(tx, who, blank, "agent_invite.created").await
    }

    /// A link by which a colleague chooses a new password. The old one and their sessions hold until then.
    pub async fn reset_password(&self, who: &Staff, id: AgentId) -> Result<(AgentInvite, Secret)> {
        who.must(who.agent.role.administers(), PEOPLE)?;
        let mut tx = self.db.write().await?;
        let agent = store::agent::find(&mut tx, who.tenant, id).await?;
        let agent = agent.filter(|it| it.is_person() && it.is_active()).ok_or(Error::NotFound("agent"))?;
        let blank = AgentInvite {
            agent: Some(id),
            name: agent.name.clone(),
            role: agent.role,
            brands: vec![],
            locale: agent.locale,
            capacity: agent.capacity,
            ..self.blank_invite(who, &agent.email)
        };
        self.keep_invite(tx, who, blank, "agent.password_reset_begun").await
    }

    fn blank_invite(&self, who: &Staff, email: &str) -> AgentInvite {
        let now = self.now();
        AgentInvite {
            tenant: who.tenant,
            id: AgentInviteId(self.id()),
            agent: None,
            email: email.to_owned(),
            name: String::new(),
            role: Role::Agent,
            brands: vec![],
            locale: Locale::Zh,
            capacity: 0,
            hash: String::new(),
            made_by: who.agent.id,
            made_at: now,
            expires_at: now + LASTS,
            used_at: None,
        }
    }

    async fn keep_invite(
        &self,
        mut tx: Tx,
        who: &Staff,
        blank: AgentInvite,
        action: &str,
    ) -> Result<(AgentInvite, Secret)> {
        let code = Secret::new(URL_SAFE_NO_PAD.encode(self.outside.chance.secret()));
        let invite = AgentInvite { hash: sha256_hex(code.expose().as_bytes()), ..blank };
        store::agent_invite::forget(&mut tx, who.tenant, &invite.email).await?;
        store::agent_invite::insert(&mut tx, &invite).await?;
        let (subject, detail) = match invite.agent {
            Some(agent) => (agent.to_string(), String::new()),
            None => (invite.id.to_string(), format!("{} {}", invite.role, invite.email)),
        };
        self.audit(&mut tx, who, action, &subject, &detail).await?;
        tx.commit().await?;
        Ok((invite, code))
    }

    /// Those that are good now, latest first.
    pub async fn agent_invites(&self, who: &Staff) -> Result<Vec<AgentInvite>> {
        who.must(who.agent.role.administers(), PEOPLE)?;
        Ok(store::agent_invite::good(&mut self.db.read().await?, who.tenant, self.now()).await?)
    }

    /// Good no more.
    pub async fn revoke_agent_invite(&self, who: &Staff, id: AgentInviteId) -> Result<()> {
        who.must(who.agent.role.administers(), PEOPLE)?;
        let mut tx = self.db.write().await?;
        if !store::agent_invite::delete(&mut tx, who.tenant, id).await? {
            return Err(Error::NotFound("invitation"));
        }
        self.audit(&mut tx, who, "agent_invite.revoked", &id.to_string(), "").await?;
        Ok(tx.commit().await?)
    }

    /// What a link is for, for the page it opens, and the company's name.
    pub async fn agent_invited(&self, code: &str) -> Result<(AgentInvite, Tenant)> {
        let mut tx = self.db.read().await?;
        let found = match code.len() {
            43 => store::agent_invite::by_hash(&mut tx, &sha256_hex(code.as_bytes())).await?,
            _ => None,
        };
        let good = |it: &AgentInvite| it.used_at.is_none() && it.expires_at > self.now();
        let invite = found.filter(good).ok_or(Error::NotFound("invitation"))?;
        let tenant = store::organisation::tenant(&mut tx, invite.tenant).await?;
        Ok((invite, tenant.ok_or(Error::NotFound("invitation"))?))
    }

    /// Joins the staff, or gets the new password, and is signed in.
    ///
    /// # Errors
    /// `SecondFactorRequired` after a new password for somebody who has one.
    pub async fn accept_agent_invite(&self, code: &str, joining: &Joining) -> Result<SignedIn> {
        let (invite, _) = self.agent_invited(code).await?;
        password::check("password", joining.password.expose(), &invite.email)?;
        let name = joining.name.as_deref().map(checked_name).transpose()?;
        let hash = password::hash(joining.password.expose(), &self.outside.chance.secret(), false);
        let mut tx = self.db.write().await?;
        if !store::agent_invite::used(&mut tx, &invite, self.now()).await? {
            return Err(Error::NotFound("invitation"));
        }
        let (agent, action) = match invite.agent {
            Some(id) => (self.set_password(&mut tx, invite.tenant, id, hash).await?, "agent.password_reset"),
            None => (self.joins(&mut tx, &invite, name, hash, joining.locale).await?, "agent.joined"),
        };
        let challenged = match invite.agent {
            Some(_) => self.needs_code(&mut tx, &agent).await?,
            None => false,
        };
        let begun =
            if challenged { None } else { Some(self.begin_session(&mut tx, &agent, &joining.user_agent).await?) };
        let subject = agent.id.to_string();
        self.audit_of(&mut tx, invite.tenant, agent.id, action, &subject, &invite.id.to_string()).await?;
        tx.commit().await?;
        self.bell.ring(invite.tenant);
        match begun {
            Some(begun) => self.signed_in(agent, begun).await,
            None => Err(self.challenge_of(&agent)),
        }
    }

    async fn joins(
        &self,
        tx: &mut Tx,
        invite: &AgentInvite,
        name: Option<String>,
        hash: Secret,
        locale: Option<Locale>,
    ) -> Result<Agent> {
        let agent = Agent {
            name: name.unwrap_or_else(|| invite.name.clone()),
            email: invite.email.clone(),
            password: hash,
            role: invite.role,
            locale: locale.unwrap_or(invite.locale),
            capacity: invite.capacity,
            ..blank_agent(invite.tenant, AgentId(self.id()), self.now())
        };
        store::agent::save(tx, &agent).await.map_err(taken)?;
        let there = store::organisation::brands(tx, invite.tenant).await?;
        for brand in there.iter().filter(|brand| invite.brands.contains(&brand.id)) {
            store::agent::grant(tx, invite.tenant, agent.id, brand.id).await?;
        }
        self.screens_look_again(tx, invite.tenant, agent.id).await?;
        Ok(agent)
    }
}

pub(crate) fn checked_email(email: &str) -> Result<String> {
    let email = email.trim().to_lowercase();
    let odd = |mark: char| mark.is_whitespace() || mark.is_control() || "<>(),;:\"[]\\".contains(mark);
    let whole = email.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    if !whole || email.matches('@').count() != 1 || email.len() > 254 || email.contains(odd) {
        return Err(Error::field("email", "format", "must be an e-mail address"));
    }
    Ok(email)
}
