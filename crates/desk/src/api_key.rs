//! API keys: programs let in, each as an agent of its own.
use crate::seal::{hex, sha256_hex};
use crate::{Desk, Error, Result, Staff};
use model::*;

impl Desk {
    /// Makes a key that acts with `role`; its text is shown once.
    pub async fn make_key(&self, who: &Staff, name: &str, role: Role) -> Result<(ApiKey, Secret)> {
        who.must(who.agent.role.administers(), "only an administrator makes keys")?;
        let text = Secret::new(format!("pk_{}", hex(&self.outside.chance.secret())));
        let now = self.now();
        let agent = Agent {
            name: name.to_owned(),
            email: format!("key-{}@key.invalid", self.id()),
            password: Secret::default(),
            role,
            ..crate::setup::blank_agent(who.tenant, AgentId(self.id()), now)
        };
        let key = ApiKey {
            tenant: who.tenant,
            id: ApiKeyId(self.id()),
            name: name.to_owned(),
            hash: sha256_hex(text.expose().as_bytes()),
            prefix: text.expose().chars().take(9).collect(),
            agent: agent.id,
            created_at: now,
            revoked_at: None,
        };
        let mut tx = self.db.write().await?;
        store::agent::save(&mut tx, &agent).await?;
        for brand in &who.brands {
            store::agent::grant(&mut tx, who.tenant, agent.id, *brand).await?;
        }
        store::session::insert_key(&mut tx, &key).await?;
        self.audit(&mut tx, who, "api_key.created", &key.id.to_string(), &key.name).await?;
        tx.commit().await?;
        Ok((key, text))
    }

    /// Those that work, each with the role it acts with; for administrators.
    pub async fn keys(&self, who: &Staff) -> Result<Vec<(ApiKey, Role)>> {
        who.must(who.agent.role.administers(), "only an administrator sees keys")?;
        let mut keys = vec![];
        let mut tx = self.db.read().await?;
        for key in store::session::keys(&mut tx, who.tenant).await? {
            let agent = store::agent::find(&mut tx, who.tenant, key.agent).await?;
            keys.extend(agent.map(|agent| (key, agent.role)));
        }
        Ok(keys)
    }

    /// From now on it opens nothing, and the agent that acted with it is off duty.
    pub async fn revoke_key(&self, who: &Staff, id: ApiKeyId) -> Result<()> {
        who.must(who.agent.role.administers(), "only an administrator revokes keys")?;
        let mut tx = self.db.write().await?;
        let key = store::session::keys(&mut tx, who.tenant).await?.into_iter().find(|key| key.id == id);
        if !store::session::revoke_key(&mut tx, who.tenant, id, self.now()).await? {
            return Err(Error::NotFound("API key"));
        }
        if let Some(key) = &key {
            self.sends_home(&mut tx, who.tenant, key.agent).await?;
        }
        self.audit(&mut tx, who, "api_key.revoked", &id.to_string(), "").await?;
        tx.commit().await?;
        let Some(key) = key else { return Ok(()) };
        if let Err(why) = self.went_home(who.tenant, key.agent).await {
            tracing::warn!(%why, agent = %key.agent, "what it held goes to others with the next look");
        }
        Ok(())
    }
}
