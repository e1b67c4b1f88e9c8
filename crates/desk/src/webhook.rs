//! Webhooks: what happens is told to the addresses that integrators name. A cursor for each stands behind the log; `feed`
//! turns what is new there into deliveries, `send` makes the calls, `sign` proves that they are ours. Administrators keep
//! them; whoever keeps one sees every brand it hears of.
mod deliveries;
mod feed;
mod form;
mod send;
pub(crate) mod sign;

pub use form::{NewWebhook, WebhookChange};

use crate::push::Heard;
use crate::{Desk, Error, Result, Staff};
use model::port::Request;
use model::*;
use store::Tx;

/// More in a tenant than anybody needs.
const MOST: usize = 50;
/// So long a secret that was replaced goes on signing beside the new one.
const BOTH_SIGN: Span = Span::hours(24);
const KEEPERS: &str = "webhooks are kept by administrators";

/// How an entry of the log is written for integrators: JSON of at most 20,000 bytes.
pub type Wording = fn(&Desk, &Heard) -> String;

/// A webhook with how many deliveries wait for it.
#[derive(Clone, Debug)]
pub struct ListedWebhook {
    pub webhook: Webhook,
    pub pending: i64,
}

impl Desk {
    /// The door says how things look on the wire; before it does, nothing is told.
    pub fn words_webhooks(&self, wording: Wording) {
        // Said before: the same.
        let _ = self.wording.set(wording);
    }

    /// Those whose brands this administrator sees, by name.
    pub async fn webhooks(&self, who: &Staff) -> Result<Vec<ListedWebhook>> {
        who.must(who.agent.role.administers(), KEEPERS)?;
        let mut tx = self.db.read().await?;
        let mut all = vec![];
        for webhook in store::webhook::all(&mut tx, who.tenant).await?.into_iter().filter(|it| keeps(who, it)) {
            let pending = store::webhook::pending(&mut tx, who.tenant, webhook.id).await?;
            all.push(ListedWebhook { webhook, pending });
        }
        Ok(all)
    }

    /// One of them.
    pub async fn webhook(&self, who: &Staff, id: WebhookId) -> Result<ListedWebhook> {
        who.must(who.agent.role.administers(), KEEPERS)?;
        let mut tx = self.db.read().await?;
        let webhook = kept(who, store::webhook::find(&mut tx, who.tenant, id).await?)?;
        let pending = store::webhook::pending(&mut tx, who.tenant, id).await?;
        Ok(ListedWebhook { webhook, pending })
    }

    /// It hears of everything from now on. Its secret is shown once.
    ///
    /// # Errors
    /// `Invalid` with every field that is not as it must be.
    pub async fn make_webhook(&self, who: &Staff, new: &NewWebhook) -> Result<(ListedWebhook, Secret)> {
        who.must(who.agent.role.administers(), KEEPERS)?;
        let form = self.checked_webhook(who, new)?;
        let (id, secret) = (WebhookId(self.id()), sign::new_secret(self.outside.chance.as_ref()));
        let mut tx = self.db.write().await?;
        let others = store::webhook::all(&mut tx, who.tenant).await?;
        if others.len() >= MOST {
            return Err(Error::field("name", "too_many", format!("at most {MOST} webhooks: delete one first")));
        }
        name_is_free(&others, id, &form.name)?;
        let webhook = Webhook {
            tenant: who.tenant,
            id,
            name_folded: form.name.to_lowercase(),
            name: form.name,
            url: form.url,
            sealed: self.hide_webhook_secret(id, &secret),
            old_sealed: None,
            old_until: None,
            kinds: form.kinds,
            brands: form.brands,
            state: WebhookState::Active,
            disabled_reason: None,
            cursor: store::event::bounds(&mut tx, who.tenant).await?.1,
            rest_until: None,
            failing_since: None,
            well_at: None,
            ill_at: None,
            error: None,
            created_at: self.now(),
            version: 1,
        };
        store::webhook::insert(&mut tx, &webhook).await.map_err(name_taken)?;
        self.webhook_changed(tx, who, &webhook, "webhook.created").await?;
        Ok((ListedWebhook { webhook, pending: 0 }, secret))
    }

    /// What is `None` stays. Switched on again it goes on where it stopped, as far back as the log reaches.
    pub async fn change_webhook(&self, who: &Staff, id: WebhookId, change: &WebhookChange) -> Result<ListedWebhook> {
        who.must(who.agent.role.administers(), KEEPERS)?;
        let mut tx = self.db.write().await?;
        let before = kept(who, store::webhook::lock(&mut tx, who.tenant, id).await?)?;
        let form = self.checked_webhook(who, &change.over(&before))?;
        name_is_free(&store::webhook::all(&mut tx, who.tenant).await?, id, &form.name)?;
        let moved = form.url != before.url;
        let mut it = Webhook {
            name_folded: form.name.to_lowercase(),
            name: form.name,
            url: form.url,
            kinds: form.kinds,
            brands: form.brands,
            ..before
        };
        let state = change.state.unwrap_or(it.state);
        let woken = state == WebhookState::Active && (moved || it.state != state);
        if state != it.state {
            it.disabled_reason = (state == WebhookState::Disabled).then_some(DisabledReason::Person);
            it.state = state;
        }
        if !store::webhook::change(&mut tx, &it).await.map_err(name_taken)? {
            return Err(Error::Conflict);
        }
        if woken {
            (it.rest_until, it.failing_since, it.error) = (None, None, None);
            store::webhook::keep_health(&mut tx, &it).await?;
            store::webhook::hurry_deliveries(&mut tx, who.tenant, id, self.now()).await?;
        }
        self.webhook_changed(tx, who, &it, "webhook.changed").await?;
        if woken {
            self.outside.provider.forget(door_of(id));
        }
        self.webhook(who, id).await
    }

    /// A new secret, shown once; the one before signs beside it for 24 hours.
    pub async fn renew_webhook_secret(&self, who: &Staff, id: WebhookId) -> Result<(ListedWebhook, Secret)> {
        who.must(who.agent.role.administers(), KEEPERS)?;
        let secret = sign::new_secret(self.outside.chance.as_ref());
        let mut tx = self.db.write().await?;
        let mut it = kept(who, store::webhook::lock(&mut tx, who.tenant, id).await?)?;
        let old = std::mem::replace(&mut it.sealed, self.hide_webhook_secret(id, &secret));
        (it.old_sealed, it.old_until) = (Some(old), Some(self.now() + BOTH_SIGN));
        if !store::webhook::change(&mut tx, &it).await? {
            return Err(Error::Conflict);
        }
        self.webhook_changed(tx, who, &it, "webhook.secret_renewed").await?;
        Ok((self.webhook(who, id).await?, secret))
    }

    /// It hears nothing any more, not even what waited for it.
    pub async fn delete_webhook(&self, who: &Staff, id: WebhookId) -> Result<()> {
        who.must(who.agent.role.administers(), KEEPERS)?;
        let mut tx = self.db.write().await?;
        let it = kept(who, store::webhook::lock(&mut tx, who.tenant, id).await?)?;
        store::webhook::delete(&mut tx, who.tenant, id).await?;
        self.webhook_changed(tx, who, &it, "webhook.deleted").await
    }

    /// Audited, told to the pages, committed.
    async fn webhook_changed(&self, mut tx: Tx, who: &Staff, it: &Webhook, action: &str) -> Result<()> {
        self.log(&mut tx, who.tenant, NewEvent::of(EventKind::WebhookChanged)).await?;
        // An address may carry a token of the integrator's: only where it leads is kept here.
        let place = url::Url::parse(&it.url).ok().and_then(|url| url.host_str().map(str::to_owned));
        let detail = format!("{} ({})", it.name, place.unwrap_or_default());
        self.audit(&mut tx, who, action, &it.id.to_string(), &detail).await?;
        tx.commit().await?;
        self.bell.ring(who.tenant);
        self.bell.webhook_delivery.notify_one();
        Ok(())
    }

    /// Calls that a crash cut off are made again at once. Only while no other process works on the same data.
    pub async fn resume_webhooks(&self) -> Result<()> {
        let mut tx = self.db.write().await?;
        store::webhook::free_deliveries(&mut tx, self.now()).await?;
        Ok(tx.commit().await?)
    }

    fn hide_webhook_secret(&self, id: WebhookId, secret: &Secret) -> Vec<u8> {
        let mut nonce = [0; 12];
        nonce.copy_from_slice(&self.outside.chance.secret()[..12]);
        self.seal.hide(&format!("webhook:{id}"), nonce, secret.expose().as_bytes())
    }
}

/// Whether this administrator sees every brand that it hears of.
fn keeps(who: &Staff, it: &Webhook) -> bool {
    it.brands.iter().all(|brand| who.sees(*brand))
}

fn kept(who: &Staff, found: Option<Webhook>) -> Result<Webhook> {
    found.filter(|it| keeps(who, it)).ok_or(Error::NotFound("webhook"))
}

/// Whose place, breaker and rest its calls have beside those of channel accounts.
fn door_of(id: WebhookId) -> AccountId {
    AccountId(id.0)
}

fn name_is_free(others: &[Webhook], id: WebhookId, name: &str) -> Result<()> {
    let folded = name.to_lowercase();
    if others.iter().any(|other| other.id != id && other.name_folded == folded) {
        return Err(taken());
    }
    Ok(())
}

fn name_taken(error: store::Error) -> Error {
    if error.is_taken() { taken() } else { error.into() }
}

fn taken() -> Error {
    Error::field("name", "taken", "another webhook has this name")
}

/// A call to one: what is answered only has to begin well.
fn call(webhook: &Webhook, headers: Vec<(String, String)>, body: &str) -> Request {
    let mut request = Request::new("POST", webhook.url.clone(), body.as_bytes().to_vec());
    request.headers = headers;
    request.most = 1_024;
    request.start_is_enough = true;
    request.within = Some(Span::seconds(15));
    request
}
