//! API keys: programs let in, each as an agent of its own, for what it is meant to do and no more.
use crate::agent::{checked_brands, checked_name};
use crate::seal::{hex, sha256_hex};
use crate::{Desk, Error, FieldError, Result, Staff};
use model::*;

/// The longest a key with an end may live.
const LONGEST: Span = Span::days(3_660);

/// A key to be made.
#[derive(Clone, Debug)]
pub struct NewKey {
    pub name: String,
    pub role: Role,
    /// At least one.
    pub scopes: Vec<Scope>,
    /// `None`: all that its maker sees.
    pub brands: Option<Vec<BrandId>>,
    /// `None`: good until it is revoked.
    pub expires_at: Option<At>,
}

impl NewKey {
    /// For everything that the role may, without an end.
    pub fn of(name: &str, role: Role) -> NewKey {
        NewKey { name: name.to_owned(), role, scopes: vec![Scope::All], brands: None, expires_at: None }
    }
}

/// A key with the rights of the agent that acts with it.
#[derive(Clone, Debug)]
pub struct ListedKey {
    pub key: ApiKey,
    pub role: Role,
    pub brands: Vec<BrandId>,
}

impl Desk {
    /// Makes a key; its text is shown once.
    ///
    /// # Errors
    /// `Invalid` with every field that is not as it must be; a name that another key has is `taken`.
    pub async fn make_key(&self, who: &Staff, new: &NewKey) -> Result<(ListedKey, Secret)> {
        who.must(who.agent.role.administers(), "only an administrator makes keys")?;
        let now = self.now();
        let (name, brands, scopes) = checked(who, new, now)?;
        let text = Secret::new(format!("pk_{}", hex(&self.outside.chance.secret())));
        let agent = Agent {
            name: name.clone(),
            email: format!("key-{}@key.invalid", self.id()),
            password: Secret::default(),
            role: new.role,
            ..crate::setup::blank_agent(who.tenant, AgentId(self.id()), now)
        };
        let key = ApiKey {
            tenant: who.tenant,
            id: ApiKeyId(self.id()),
            name_folded: Some(name.to_lowercase()),
            name,
            hash: sha256_hex(text.expose().as_bytes()),
            prefix: text.expose().chars().take(9).collect(),
            agent: agent.id,
            scopes,
            created_at: now,
            used_at: None,
            expires_at: new.expires_at,
            revoked_at: None,
        };
        let mut tx = self.db.write().await?;
        if store::session::keys(&mut tx, who.tenant)
            .await?
            .iter()
            .any(|it| it.name.to_lowercase() == key.name.to_lowercase())
        {
            return Err(name_taken());
        }
        store::agent::save(&mut tx, &agent).await?;
        for brand in &brands {
            store::agent::grant(&mut tx, who.tenant, agent.id, *brand).await?;
        }
        // Two that are made at once are told apart by the index.
        let taken = |error: store::Error| if error.is_taken() { name_taken() } else { error.into() };
        store::session::insert_key(&mut tx, &key).await.map_err(taken)?;
        let words: Vec<&str> = key.scopes.iter().map(|scope| scope.as_str()).collect();
        let detail = format!("{}: {} ({})", key.name, new.role, words.join(" "));
        self.audit(&mut tx, who, "api_key.created", &key.id.to_string(), &detail).await?;
        tx.commit().await?;
        Ok((ListedKey { key, role: new.role, brands }, text))
    }

    /// Those that work or have come to their end, each with the rights it acts with; for administrators.
    pub async fn keys(&self, who: &Staff) -> Result<Vec<ListedKey>> {
        who.must(who.agent.role.administers(), "only an administrator sees keys")?;
        let mut keys = vec![];
        let mut tx = self.db.read().await?;
        for key in store::session::keys(&mut tx, who.tenant).await? {
            if let Some(agent) = store::agent::find(&mut tx, who.tenant, key.agent).await? {
                let brands = store::agent::brands(&mut tx, who.tenant, agent.id).await?;
                keys.push(ListedKey { key, role: agent.role, brands });
            }
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
        self.key_went_home(&key).await;
        Ok(())
    }

    /// Programs whose key has come to its end hold nothing any more.
    pub(crate) async fn send_ended_keys_home(&self, now: At) -> Result<()> {
        let ended = store::session::ended_on_duty(&mut self.db.read().await?, now).await?;
        for key in ended {
            let mut tx = self.db.write().await?;
            self.sends_home(&mut tx, key.tenant, key.agent).await?;
            tx.commit().await?;
            self.key_went_home(&key).await;
        }
        Ok(())
    }

    async fn key_went_home(&self, key: &ApiKey) {
        if let Err(why) = self.went_home(key.tenant, key.agent).await {
            tracing::warn!(%why, agent = %key.agent, "what it held goes to others with the next look");
        }
    }
}

/// Name, brands and scopes as they are kept; all fields that are wrong, at once.
fn checked(who: &Staff, new: &NewKey, now: At) -> Result<(String, Vec<BrandId>, Vec<Scope>)> {
    let mut wrong = vec![];
    let name = gather(&mut wrong, checked_name(&new.name))?;
    let brands = match &new.brands {
        None => Some(who.brands.clone()),
        Some(brands) if brands.is_empty() => {
            wrong.push(field("brands", "required", "at least one brand"));
            None
        }
        Some(brands) => gather(&mut wrong, checked_brands(who, brands))?,
    };
    let mut scopes = new.scopes.clone();
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.is_empty() {
        wrong.push(field("scopes", "required", "at least one scope"));
    }
    if scopes.contains(&Scope::All) {
        scopes = vec![Scope::All];
    }
    if new.expires_at.is_some_and(|end| end <= now || end > now + LONGEST) {
        wrong.push(field("expires_at", "out_of_range", "a moment ahead, at most ten years"));
    }
    match (name, brands) {
        (Some(name), Some(brands)) if wrong.is_empty() => Ok((name, brands, scopes)),
        _ => Err(Error::Invalid(wrong)),
    }
}

/// What was checked, or its wrong fields beside the others.
fn gather<T>(wrong: &mut Vec<FieldError>, checked: Result<T>) -> Result<Option<T>> {
    match checked {
        Ok(it) => Ok(Some(it)),
        Err(Error::Invalid(fields)) => {
            wrong.extend(fields);
            Ok(None)
        }
        Err(other) => Err(other),
    }
}

fn field(field: &str, code: &'static str, detail: &str) -> FieldError {
    FieldError { field: field.to_owned(), code, detail: detail.to_owned() }
}

fn name_taken() -> Error {
    Error::field("name", "taken", "another key has this name")
}
