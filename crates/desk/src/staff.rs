//! Who is asking: sessions by cookie, programs by key. Both lead to an agent with a role and brands.
use crate::seal::sha256_hex;
use crate::session::IDLE;
use crate::{Desk, Error, Result, password};
use model::*;
use std::collections::BTreeMap;

/// A session's last use is written at most this often.
const TOUCH: Span = Span::minutes(5);
/// And a key's.
const KEY_TOUCH: Span = Span::minutes(1);

/// Somebody of the staff, as checked now.
#[derive(Clone, Debug)]
pub struct Staff {
    pub tenant: TenantId,
    pub agent: Agent,
    pub brands: Vec<BrandId>,
    /// What they are in a brand where that is less than elsewhere.
    pub lesser: BTreeMap<BrandId, Role>,
    pub via: Via,
}

/// How they came in.
#[derive(Clone, Debug, PartialEq)]
pub enum Via {
    /// A browser: its writes carry this token.
    Cookie { csrf: String, expires_at: At, session: SessionId },
    /// A program, with what its key may be used for.
    Key { key: ApiKeyId, scopes: Vec<Scope> },
}

/// A fresh session: the cookie's value is shown once.
pub struct SignedIn {
    pub cookie: Secret,
    pub staff: Staff,
}

impl Staff {
    /// `Forbidden` with this sentence unless allowed.
    pub fn must(&self, allowed: bool, what: &'static str) -> Result<()> {
        if allowed { Ok(()) } else { Err(Error::Forbidden(what)) }
    }
    /// What they may do with what belongs to this brand.
    pub fn role_in(&self, brand: BrandId) -> Role {
        self.lesser.get(&brand).map_or(self.agent.role, |role| self.agent.role.lesser(*role))
    }
    /// The same person as this brand knows them.
    pub(crate) fn acting_in(&self, brand: BrandId) -> Agent {
        Agent { role: self.role_in(brand), ..self.agent.clone() }
    }
    /// The brands in which their role is enough.
    pub fn brands_where(&self, enough: impl Fn(Role) -> bool) -> Vec<BrandId> {
        self.brands.iter().copied().filter(|brand| enough(self.role_in(*brand))).collect()
    }
    /// Came in with a key of a program.
    pub fn is_program(&self) -> bool {
        matches!(self.via, Via::Key { .. })
    }
    /// People may whatever their role may; a program only what its key is for.
    pub fn has(&self, scope: Scope) -> bool {
        match &self.via {
            Via::Cookie { .. } => true,
            Via::Key { scopes, .. } => scopes.contains(&Scope::All) || scopes.contains(&scope),
        }
    }
    /// Has a right to this brand.
    pub fn sees(&self, brand: BrandId) -> bool {
        self.brands.contains(&brand)
    }
}

impl Desk {
    /// E-mail and password; the same time and the same answer whichever is wrong, and for who was disabled.
    ///
    /// # Errors
    /// `SecondFactorRequired` with a challenge when both are right and there is a second factor.
    pub async fn sign_in(&self, email: &str, password: &str, user_agent: &str) -> Result<SignedIn> {
        let mut tx = self.db.read().await?;
        let agent = store::agent::by_email(&mut tx, &email.trim().to_lowercase()).await?;
        drop(tx);
        if !password::verify(password, agent.as_ref().map(|agent| &agent.password)) {
            return Err(Error::WrongPassword);
        }
        let agent = agent.filter(Agent::is_active).ok_or(Error::WrongPassword)?;
        self.challenge(&agent).await?;
        let mut tx = self.db.write().await?;
        let begun = self.begin_session(&mut tx, &agent, user_agent).await?;
        self.audit_of(&mut tx, agent.tenant, agent.id, "session.started", &begun.id.to_string(), "password").await?;
        tx.commit().await?;
        self.signed_in(agent, begun).await
    }

    /// Whose session this cookie is.
    pub async fn by_cookie(&self, cookie: &str) -> Result<Staff> {
        let hash = sha256_hex(cookie.as_bytes());
        let mut tx = self.db.read().await?;
        let session = store::session::find(&mut tx, &hash).await?.ok_or(Error::Unauthenticated)?;
        let now = self.now();
        if now > session.expires_at || now > session.used_at + IDLE {
            return Err(Error::Unauthenticated);
        }
        let agent = store::agent::find(&mut tx, session.tenant, session.agent).await?;
        let agent = agent.filter(Agent::is_active).ok_or(Error::Unauthenticated)?;
        drop(tx);
        if now > session.used_at + TOUCH {
            let mut tx = self.db.write().await?;
            store::session::used(&mut tx, &hash, now).await?;
            tx.commit().await?;
        }
        self.staff_of(agent, self.via(&Secret::new(cookie), &session)).await
    }

    /// The cookie opens nothing any more.
    pub async fn sign_out(&self, cookie: &str) -> Result<()> {
        let mut tx = self.db.write().await?;
        store::session::delete(&mut tx, &sha256_hex(cookie.as_bytes())).await?;
        Ok(tx.commit().await?)
    }

    /// Whose API key this is.
    pub async fn by_key(&self, key: &str) -> Result<Staff> {
        let mut tx = self.db.read().await?;
        let key = store::session::key(&mut tx, &sha256_hex(key.as_bytes())).await?.ok_or(Error::Unauthenticated)?;
        let now = self.now();
        if key.expires_at.is_some_and(|end| now >= end) {
            return Err(Error::Unauthenticated);
        }
        let agent = store::agent::find(&mut tx, key.tenant, key.agent).await?;
        let agent = agent.filter(Agent::is_active).ok_or(Error::Unauthenticated)?;
        drop(tx);
        // A full disk keeps nobody from reading.
        if key.used_at.is_none_or(|used| now > used + KEY_TOUCH)
            && let Err(why) = self.touch_key(&key, now).await
        {
            tracing::warn!(%why, key = %key.id, "the time of its last use was not written");
        }
        self.staff_of(agent, Via::Key { key: key.id, scopes: key.scopes }).await
    }

    async fn touch_key(&self, key: &ApiKey, now: At) -> Result<()> {
        let mut tx = self.db.write().await?;
        store::session::key_used(&mut tx, key.tenant, key.id, now, now - KEY_TOUCH).await?;
        Ok(tx.commit().await?)
    }

    /// The same person as they are now: rights may have changed since a socket was opened.
    pub async fn again(&self, staff: &Staff) -> Result<Staff> {
        let mut tx = self.db.read().await?;
        let agent = store::agent::find(&mut tx, staff.tenant, staff.agent.id).await?;
        let agent = agent.filter(Agent::is_active).ok_or(Error::Unauthenticated)?;
        drop(tx);
        self.staff_of(agent, staff.via.clone()).await
    }

    /// The same, unless the session they came by was ended meanwhile.
    pub async fn still(&self, staff: &Staff) -> Result<Staff> {
        if let Via::Cookie { session, .. } = &staff.via {
            let found = store::session::by_id(&mut self.db.read().await?, staff.tenant, *session).await?;
            found.ok_or(Error::Unauthenticated)?;
        }
        self.again(staff).await
    }

    pub(crate) async fn staff_of(&self, agent: Agent, via: Via) -> Result<Staff> {
        let mut tx = self.db.read().await?;
        let rights = store::agent::rights(&mut tx, agent.tenant, agent.id).await?;
        let brands = rights.iter().map(|it| it.brand).collect();
        let lesser = rights.iter().filter_map(|it| Some((it.brand, it.role?))).collect();
        Ok(Staff { tenant: agent.tenant, agent, brands, lesser, via })
    }

    pub(crate) fn via(&self, cookie: &Secret, session: &Session) -> Via {
        let csrf = self.seal.sign("csrf", cookie.expose().as_bytes(), b"");
        Via::Cookie { csrf, expires_at: session.expires_at, session: session.id }
    }
}
