//! Whose word is this? An address leads to its identity and customer; proved evidence joins it to what we know already.
use crate::{Desk, Error, Result};
use model::port::{Incoming, Profile};
use model::*;
use std::collections::BTreeMap;
use store::Tx;

impl Desk {
    /// The identity behind what came in, made when it is new. Evidence that a signature proves leads to the customer who
    /// carries it; without evidence the address itself names its customer.
    pub(crate) async fn identify(&self, tx: &mut Tx, tenant: TenantId, incoming: &Incoming) -> Result<Identity> {
        let known = store::identity::known(tx, tenant, &incoming.from).await?;
        let (known, mut customer) = known.map_or((None, None), |it| (Some(it.identity), Some(it.customer)));
        let (mut proved, mut unknown) = (None, vec![]);
        for address in &incoming.evidence {
            match store::identity::find(tx, tenant, address).await? {
                Some(found) => proved = proved.or(Some(found.customer)),
                None => unknown.push(address),
            }
        }
        let identity = match (known, proved) {
            (Some(identity), Some(customer))
                if identity.customer != customer && self.brings_along(tx, &identity, customer).await? =>
            {
                let link = self.link(tenant, identity.id, Some(identity.customer), customer, &incoming.evidence);
                store::identity::relink(tx, &link).await?;
                Identity { customer, ..identity }
            }
            (Some(identity), _) => identity,
            (None, proved) => {
                let customer = match proved {
                    Some(customer) => customer,
                    None => self.new_customer(tx, tenant, &incoming.profile).await?,
                };
                self.record(tx, tenant, &incoming.from, customer, &incoming.evidence).await?
            }
        };
        for address in unknown {
            self.record(tx, tenant, address, proved.unwrap_or(identity.customer), &incoming.evidence).await?;
        }
        if customer.as_ref().is_none_or(|it| it.id != identity.customer) {
            customer = store::customer::find(tx, tenant, identity.customer).await?;
        }
        if let Some(customer) = customer {
            self.fill(tx, customer, &incoming.profile).await?;
        }
        Ok(identity)
    }

    /// An address that turns out to be another customer's brings its open receptions along. `false`: that customer has one
    /// of their own in the brand, or others speak in this one; then it joins them once this one has ended.
    async fn brings_along(&self, tx: &mut Tx, identity: &Identity, to: CustomerId) -> Result<bool> {
        let tenant = identity.tenant;
        let mut legs = store::leg::of_identity(tx, tenant, identity.id).await?;
        legs.retain(|leg| leg.open);
        let mut along: BTreeMap<ConversationId, Conversation> = BTreeMap::new();
        for id in legs.iter().map(|leg| leg.conversation) {
            let Some(it) = store::conversation::lock(tx, tenant, id).await? else { continue };
            let theirs = store::conversation::of_customer(tx, tenant, it.brand, to).await?;
            let shared = store::leg::of(tx, tenant, id).await?.iter().any(|leg| leg.identity != identity.id);
            if shared || theirs.is_some_and(|it| it.is_open()) {
                return Ok(false);
            }
            along.insert(id, it);
        }
        for (id, mut it) in along {
            it.customer = to;
            it.version += 1;
            if !store::conversation::save(tx, &it).await? {
                return Err(Error::Conflict);
            }
            let event =
                NewEvent { conversation: Some(id), customer: Some(to), ..NewEvent::of(EventKind::ConversationUpdated) };
            self.log(tx, tenant, event).await?;
        }
        Ok(true)
    }

    async fn new_customer(&self, tx: &mut Tx, tenant: TenantId, profile: &Profile) -> Result<CustomerId> {
        let customer = Customer {
            tenant,
            id: CustomerId(self.id()),
            name: profile.name.clone(),
            phone: profile.phone.clone(),
            email: profile.email.clone(),
            remark: None,
            locale: profile.locale.unwrap_or(Locale::Zh),
            page_url: profile.page_url.clone(),
            page_title: profile.page_title.clone(),
            company: None,
            merged_into: None,
            created_at: self.now(),
            version: 1,
        };
        store::customer::save(tx, &customer).await?;
        Ok(customer.id)
    }

    /// Makes an address known; if somebody else was quicker, theirs stands.
    async fn record(
        &self,
        tx: &mut Tx,
        tenant: TenantId,
        address: &Address,
        customer: CustomerId,
        evidence: &[Address],
    ) -> Result<Identity> {
        let identity = Identity {
            tenant,
            id: IdentityId(self.id()),
            kind: address.kind.clone(),
            scope: address.scope.clone(),
            value: address.value.clone(),
            class: address.class,
            verified: address.verified,
            customer,
            created_at: self.now(),
        };
        if store::identity::insert(tx, &identity).await? {
            store::identity::log(tx, &self.link(tenant, identity.id, None, customer, evidence)).await?;
            return Ok(identity);
        }
        store::identity::find(tx, tenant, address).await?.ok_or(Error::Conflict)
    }

    fn link(
        &self,
        tenant: TenantId,
        identity: IdentityId,
        from: Option<CustomerId>,
        to: CustomerId,
        evidence: &[Address],
    ) -> IdentityLink {
        let evidence = evidence.first().map_or("first_contact", |address| address.kind.as_str()).to_owned();
        IdentityLink {
            tenant,
            identity,
            from_customer: from,
            to_customer: to,
            strength: if evidence == "first_contact" { Strength::Exact } else { Strength::Strong },
            evidence,
            actor: None,
            merge: None,
            at: self.now(),
        }
    }

    /// Fills what is still empty; the page they are on always moves.
    async fn fill(&self, tx: &mut Tx, before: Customer, profile: &Profile) -> Result<()> {
        let (tenant, id) = (before.tenant, before.id);
        let mut after = before.clone();
        after.name = before.name.clone().or_else(|| profile.name.clone());
        after.phone = before.phone.clone().or_else(|| profile.phone.clone());
        after.email = before.email.clone().or_else(|| profile.email.clone());
        after.locale = profile.locale.unwrap_or(before.locale);
        if profile.page_url.is_some() {
            after.page_url = profile.page_url.clone();
            after.page_title = profile.page_title.clone();
        }
        if after == before {
            return Ok(());
        }
        after.version += 1;
        let told = (&after.name, &after.phone, &after.email, &after.page_url)
            != (&before.name, &before.phone, &before.email, &before.page_url);
        if !store::customer::save(tx, &after).await? {
            return Err(Error::Conflict);
        }
        if told {
            self.log(tx, tenant, NewEvent { customer: Some(id), ..NewEvent::of(EventKind::CustomerUpdated) }).await?;
        }
        Ok(())
    }
}
