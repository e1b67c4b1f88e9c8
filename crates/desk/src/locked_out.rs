//! Locked out: whoever runs the server lets somebody of the staff choose a new password, as when the only administrator forgot
//! theirs. Nobody is signed in for that; the right to the data folder is the proof.
use crate::agent_invite::LASTS;
use crate::seal::sha256_hex;
use crate::{Desk, Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::*;

/// What the audit says of who did it.
const BY: &str = "command line";

/// Somebody who may choose a new password.
pub struct LetIn {
    pub agent: Agent,
    /// Of the link; shown once.
    pub code: Secret,
    pub expires_at: At,
    /// So many browsers were signed out.
    pub sessions: u64,
    /// A second factor was there and is not any more.
    pub factor_removed: bool,
    /// A second factor is there: it is asked for after the new password.
    pub factor_asked: bool,
}

impl Desk {
    /// A link to a new password for who has this e-mail. Every session of theirs ends at once; the old password is good until the
    /// link is used. `remove_factor`: their second factor and its recovery codes go too.
    ///
    /// # Errors
    /// `NotFound` when nobody who is active has it.
    pub async fn let_in(&self, email: &str, remove_factor: bool) -> Result<LetIn> {
        let email = email.trim().to_lowercase();
        let now = self.now();
        let mut tx = self.db.write().await?;
        let found = store::agent::by_email(&mut tx, &email).await?;
        let agent = found.filter(|it| it.is_person() && it.is_active()).ok_or(Error::NotFound("agent"))?;
        let code = Secret::new(URL_SAFE_NO_PAD.encode(self.outside.chance.secret()));
        let invite = AgentInvite {
            tenant: agent.tenant,
            id: AgentInviteId(self.id()),
            agent: Some(agent.id),
            email,
            name: agent.name.clone(),
            role: agent.role,
            brands: vec![],
            locale: agent.locale,
            capacity: agent.capacity,
            hash: sha256_hex(code.expose().as_bytes()),
            made_by: agent.id,
            made_at: now,
            expires_at: now + LASTS,
            used_at: None,
        };
        store::agent_invite::forget(&mut tx, agent.tenant, &invite.email).await?;
        store::agent_invite::insert(&mut tx, &invite).await?;
        let sessions = store::session::end_all(&mut tx, agent.tenant, agent.id, None).await?;
        let factor_removed = remove_factor && store::second_factor::delete(&mut tx, agent.tenant, agent.id).await?;
        let factor_asked = self.needs_code(&mut tx, &agent).await?;
        self.screens_look_again(&mut tx, agent.tenant, agent.id).await?;
        let subject = agent.id.to_string();
        self.audit_by(&mut tx, agent.tenant, None, "agent.password_reset_begun", &subject, BY).await?;
        if sessions > 0 {
            let detail = format!("{sessions}, {BY}");
            self.audit_by(&mut tx, agent.tenant, None, "sessions.ended", &subject, &detail).await?;
        }
        if factor_removed {
            self.audit_by(&mut tx, agent.tenant, None, "second_factor.removed", &subject, BY).await?;
        }
        tx.commit().await?;
        self.bell.ring(agent.tenant);
        Ok(LetIn { agent, code, expires_at: invite.expires_at, sessions, factor_removed, factor_asked })
    }

    /// The e-mails of active administrators, of every tenant: for whoever runs the server and misspelt one. At most 20.
    pub async fn administrators(&self) -> Result<Vec<String>> {
        let mut tx = self.db.read().await?;
        let mut found = vec![];
        for tenant in store::organisation::tenants(&mut tx).await? {
            let all = store::agent::all(&mut tx, tenant.tenant).await?;
            let may = |it: &Agent| it.is_person() && it.is_active() && it.role.administers();
            found.extend(all.into_iter().filter(may).map(|it| it.email));
        }
        found.truncate(20);
        Ok(found)
    }
}
