//! Setting up: tenant, brands, queues, accounts, people. What the first start and the demo use.
use crate::{Desk, Error, Result, password};
use model::port::SettingKind;
use model::*;
use std::collections::BTreeMap;
use store::Tx;

/// Somebody to be made.
#[derive(Clone, Debug)]
pub struct NewAgent {
    pub name: String,
    pub email: String,
    pub password: Secret,
    pub role: Role,
    pub locale: Locale,
    /// Hundredths of a chat.
    pub capacity: i64,
    /// Only under test: a password hash that costs nothing.
    pub cheap: bool,
}

/// An account to be made; secrets are told apart by the manifest.
#[derive(Clone, Debug)]
pub struct NewAccount {
    pub kind: String,
    pub brand: BrandId,
    pub queue: QueueId,
    pub name: String,
    pub settings: BTreeMap<String, String>,
}

/// Of a brand that nobody said another of.
pub(crate) const ZONE: &str = "Asia/Shanghai";

pub(crate) fn blank_agent(tenant: TenantId, id: AgentId, now: At) -> Agent {
    Agent {
        tenant,
        id,
        name: String::new(),
        email: String::new(),
        password: Secret::default(),
        role: Role::Agent,
        locale: Locale::Zh,
        presence: Presence::Offline,
        presence_reason: None,
        presence_since: now,
        gone_at: None,
        capacity: 800,
        load: 0,
        offered: 0,
        missed: 0,
        assigned_at: At(0),
        acted_at: At(0),
        state: AgentState::Active,
        version: 1,
    }
}

impl Desk {
    /// Every company on this installation.
    pub async fn tenants(&self) -> Result<Vec<Tenant>> {
        Ok(store::organisation::tenants(&mut self.db.read().await?).await?)
    }

    /// A company without anything yet.
    pub async fn make_tenant(&self, name: &str) -> Result<TenantId> {
        let mut tx = self.db.write().await?;
        let tenant = self.tenant_in(&mut tx, name).await?;
        tx.commit().await?;
        Ok(tenant)
    }

    pub(crate) async fn tenant_in(&self, tx: &mut Tx, name: &str) -> Result<TenantId> {
        let tenant = Tenant { tenant: TenantId(self.id()), name: name.to_owned(), created_at: self.now() };
        store::organisation::insert_tenant(tx, &tenant).await?;
        Ok(tenant.tenant)
    }

    /// A brand with one queue; everybody of the tenant may see it.
    pub async fn make_brand(&self, tenant: TenantId, name: &str, queue: &str) -> Result<(BrandId, QueueId)> {
        let mut tx = self.db.write().await?;
        let made = self.brand_in(&mut tx, tenant, name, queue, ZONE).await?;
        tx.commit().await?;
        Ok(made)
    }

    pub(crate) async fn brand_in(
        &self,
        tx: &mut Tx,
        tenant: TenantId,
        name: &str,
        queue: &str,
        zone: &str,
    ) -> Result<(BrandId, QueueId)> {
        let brand = Brand {
            tenant,
            id: BrandId(self.id()),
            name: name.to_owned(),
            zone: zone.to_owned(),
            created_at: self.now(),
            archived_at: None,
            version: 1,
        };
        let queue = Queue::new(tenant, QueueId(self.id()), brand.id, queue.to_owned());
        store::organisation::save_brand(tx, &brand).await.map_err(taken)?;
        store::organisation::save_queue(tx, &queue).await?;
        // A program keeps to the brands that its key was made for.
        for agent in store::agent::all(tx, tenant).await?.into_iter().filter(Agent::is_person) {
            let least = store::agent::rights(tx, tenant, agent.id).await?.into_iter().filter_map(|it| it.role);
            let least = least.reduce(Role::lesser);
            store::agent::grant(tx, tenant, agent.id, brand.id).await?;
            if least.is_some() {
                store::agent::set_role(tx, tenant, &Right { agent: agent.id, brand: brand.id, role: least }).await?;
            }
        }
        Ok((brand.id, queue.id))
    }

    /// An agent with a right to every brand there is now.
    pub async fn make_agent(&self, tenant: TenantId, new: &NewAgent) -> Result<AgentId> {
        let mut tx = self.db.write().await?;
        let id = self.agent_in(&mut tx, tenant, new).await?;
        tx.commit().await?;
        Ok(id)
    }

    pub(crate) async fn agent_in(&self, tx: &mut Tx, tenant: TenantId, new: &NewAgent) -> Result<AgentId> {
        let email = new.email.trim().to_lowercase();
        if !email.contains('@') || email.len() > 254 {
            return Err(Error::field("email", "format", "must be an e-mail address"));
        }
        let agent = Agent {
            name: new.name.clone(),
            email,
            password: password::hash(new.password.expose(), &self.outside.chance.secret(), new.cheap),
            role: new.role,
            locale: new.locale,
            capacity: new.capacity,
            ..blank_agent(tenant, AgentId(self.id()), self.now())
        };
        store::agent::save(tx, &agent).await.map_err(taken)?;
        for brand in store::organisation::brands(tx, tenant).await? {
            store::agent::grant(tx, tenant, agent.id, brand.id).await?;
        }
        Ok(agent.id)
    }

    /// Settings as given; secrets, by the manifest, are sealed apart.
    pub async fn make_account(&self, tenant: TenantId, new: &NewAccount) -> Result<ChannelAccount> {
        let mut tx = self.db.write().await?;
        let account = self.account_in(&mut tx, tenant, new).await?;
        tx.commit().await?;
        Ok(account)
    }

    pub(crate) async fn account_in(&self, tx: &mut Tx, tenant: TenantId, new: &NewAccount) -> Result<ChannelAccount> {
        let channel =
            self.channel(&new.kind).ok_or_else(|| Error::field("kind", "unknown", "no channel of this kind"))?;
        let is_secret =
            |key: &String| channel.manifest().settings.iter().any(|it| it.key == key && it.kind == SettingKind::Secret);
        let (mut secrets, settings): (BTreeMap<_, _>, BTreeMap<_, _>) =
            new.settings.clone().into_iter().partition(|(key, _)| is_secret(key));
        secrets.retain(|_, value| !value.is_empty());
        let id = AccountId(self.id());
        let account = ChannelAccount {
            tenant,
            id,
            kind: new.kind.clone(),
            brand: new.brand,
            queue: new.queue,
            name: new.name.clone(),
            state: AccountState::Active,
            settings: json(&settings),
            sealed: self.hide_secrets(id, &secrets),
            hook: crate::seal::hex(&self.outside.chance.secret()[..16]),
            created_at: self.now(),
            version: 1,
        };
        store::account::save(tx, &account).await.map_err(taken)?;
        Ok(account)
    }

    pub(crate) fn hide_secrets(&self, id: AccountId, secrets: &BTreeMap<String, String>) -> Vec<u8> {
        let chance = self.outside.chance.secret();
        let mut nonce = [0; 12];
        nonce.copy_from_slice(&chance[..12]);
        self.seal.hide(&format!("account:{id}"), nonce, json(secrets).as_bytes())
    }
}

pub(crate) fn json(map: &BTreeMap<String, String>) -> String {
    serde_json::to_string(map).expect("texts are JSON")
}

/// A unique key said no: the name is taken.
pub(crate) fn taken(error: store::Error) -> Error {
    if error.is_taken() { Error::Taken } else { error.into() }
}
