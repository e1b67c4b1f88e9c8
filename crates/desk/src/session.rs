//! Sessions: the browsers somebody is signed in with. Everybody sees and ends their own, administrators those of others.
use crate::seal::{hex, sha256_hex};
use crate::{Desk, Error, Result, SignedIn, Staff, Via};
use model::*;
use store::Tx;

/// Without use it ends after so long.
pub(crate) const IDLE: Span = Span::hours(12);
/// However much it is used, it ends after so long.
const ABSOLUTE: Span = Span::days(7);
const PEOPLE: &str = "only an administrator looks after people";

/// A session that was written and whose cookie nobody has yet.
pub(crate) struct Begun {
    pub id: SessionId,
    cookie: Secret,
    via: Via,
}

impl Desk {
    /// One's own that are within their limits, last used first.
    pub async fn sessions(&self, who: &Staff) -> Result<Vec<Session>> {
        self.sessions_in(&mut self.db.read().await?, who.tenant, who.agent.id).await
    }

    /// Those of a colleague, for administrators.
    pub async fn sessions_of(&self, who: &Staff, agent: AgentId) -> Result<Vec<Session>> {
        who.must(who.agent.role.administers(), PEOPLE)?;
        let mut tx = self.db.read().await?;
        let found = store::agent::find(&mut tx, who.tenant, agent).await?;
        found.filter(Agent::is_person).ok_or(Error::NotFound("agent"))?;
        self.sessions_in(&mut tx, who.tenant, agent).await
    }

    async fn sessions_in(&self, tx: &mut Tx, tenant: TenantId, agent: AgentId) -> Result<Vec<Session>> {
        let now = self.now();
        Ok(store::session::of(tx, tenant, agent, now, now - IDLE).await?)
    }

    /// Ends one: one's own, or as an administrator a colleague's.
    pub async fn end_session(&self, who: &Staff, id: SessionId) -> Result<()> {
        let mut tx = self.db.write().await?;
        let found = store::session::by_id(&mut tx, who.tenant, id).await?;
        let may = |it: &Session| it.agent == who.agent.id || who.agent.role.administers();
        let session = found.filter(may).ok_or(Error::NotFound("session"))?;
        store::session::end(&mut tx, who.tenant, id).await?;
        self.screens_look_again(&mut tx, who.tenant, session.agent).await?;
        self.audit(&mut tx, who, "session.ended", &id.to_string(), &session.agent.to_string()).await?;
        tx.commit().await?;
        self.bell.ring(who.tenant);
        Ok(())
    }

    /// Ends all of one's own but the present one.
    pub async fn end_other_sessions(&self, who: &Staff) -> Result<()> {
        let own = match &who.via {
            Via::Cookie { session, .. } => Some(*session),
            Via::Key { .. } => None,
        };
        self.end_all_sessions(who, who.agent.id, own).await
    }

    /// Ends all of a colleague, for administrators.
    pub async fn end_sessions_of(&self, who: &Staff, agent: AgentId) -> Result<()> {
        who.must(who.agent.role.administers(), PEOPLE)?;
        let found = store::agent::find(&mut self.db.read().await?, who.tenant, agent).await?;
        found.filter(Agent::is_person).ok_or(Error::NotFound("agent"))?;
        self.end_all_sessions(who, agent, None).await
    }

    async fn end_all_sessions(&self, who: &Staff, agent: AgentId, but: Option<SessionId>) -> Result<()> {
        let mut tx = self.db.write().await?;
        let ended = store::session::end_all(&mut tx, who.tenant, agent, but).await?;
        if ended > 0 {
            self.screens_look_again(&mut tx, who.tenant, agent).await?;
            self.audit(&mut tx, who, "sessions.ended", &agent.to_string(), &ended.to_string()).await?;
        }
        tx.commit().await?;
        self.bell.ring(who.tenant);
        Ok(())
    }

    /// Their open lines hear it in the log and ask whether their session still holds.
    pub(crate) async fn screens_look_again(&self, tx: &mut Tx, tenant: TenantId, agent: AgentId) -> Result<()> {
        self.log(tx, tenant, NewEvent { agent: Some(agent), ..NewEvent::of(EventKind::AgentUpdated) }).await
    }

    /// A fresh session in the caller's transaction, who has checked every factor.
    pub(crate) async fn begin_session(&self, tx: &mut Tx, agent: &Agent, user_agent: &str) -> Result<Begun> {
        let cookie = Secret::new(hex(&self.outside.chance.secret()));
        let now = self.now();
        let session = Session {
            tenant: agent.tenant,
            id: SessionId(self.id()),
            hash: sha256_hex(cookie.expose().as_bytes()),
            agent: agent.id,
            created_at: now,
            used_at: now,
            expires_at: now + ABSOLUTE,
            user_agent: user_agent.chars().take(200).collect(),
        };
        store::session::insert(tx, &session).await?;
        let via = self.via(&cookie, &session);
        Ok(Begun { id: session.id, cookie, via })
    }

    /// After the commit: who that is.
    pub(crate) async fn signed_in(&self, agent: Agent, begun: Begun) -> Result<SignedIn> {
        Ok(SignedIn { cookie: begun.cookie, staff: self.staff_of(agent, begun.via).await? })
    }
}
