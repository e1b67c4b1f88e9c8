//! Whose word is this? An address leads to its identity and customer; proved evidence joins it to what we know already.
use crate::merge::Evidence;
use crate::{Desk, Error, Result};
use model::port::{Incoming, Profile};
use model::*;
use std::collections::BTreeMap;
use store::Tx;

/// Addresses of which a person has one: two of a kind with different values are two people.
const ONE_EACH: &[&str] = &["external_id", "unionid"];

/// Whose word it is.
pub(crate) struct Identified {
    pub identity: Identity,
    /// Never heard of before.
    pub fresh: bool,
}

impl Desk {
    /// The identity behind what came in, made when it is new. Evidence that a signature proves leads to the customer who
    /// carries it; without evidence the address itself names its customer.
    pub(crate) async fn identify(&self, tx: &mut Tx, tenant: TenantId, incoming: &Incoming) -> Result<Identified> {
        let known = store::identity::known(tx, tenant, &incoming.from).await?;
        let fresh = known.is_none();
        let (known, customer) = known.map_or((None, None), |it| (Some(it.identity), Some(it.customer)));
        let known = match known {
            Some(it) if matches!(it.class, IdentityClass::Shared | IdentityClass::Proxy) => {
                Some(self.provisional(tx, it, &incoming.profile).await?)
            }
            known => known,
        };
        let identity = match known {
            Some(identity) if incoming.evidence.is_empty() => identity,
            Some(identity) => self.prove(tx, identity, &incoming.evidence).await?,
            None => {
                let customer = match self.named_by(tx, tenant, &incoming.evidence).await? {
                    Some((customer, _)) => customer,
                    None => self.new_customer(tx, tenant, &incoming.profile).await?,
                };
                let identity = self.record(tx, tenant, &incoming.from, customer, &incoming.evidence, None).await?;
                self.prove(tx, identity, &incoming.evidence).await?
            }
        };
        self.learn(tx, &identity, customer, &incoming.profile).await?;
        Ok(Identified { identity, fresh })
    }

    /// What is now known of whoever stands behind it.
    pub(crate) async fn learn(
        &self,
        tx: &mut Tx,
        identity: &Identity,
        customer: Option<Customer>,
        profile: &Profile,
    ) -> Result<()> {
        let customer = match customer.filter(|it| it.id == identity.customer && it.merged_into.is_none()) {
            Some(customer) => Some(customer),
            None => store::customer::find(tx, identity.tenant, identity.customer).await?,
        };
        match customer {
            Some(customer) => self.fill(tx, customer, profile).await,
            None => Ok(()),
        }
    }

    /// The customer whom this evidence names, and by which kind of it.
    async fn named_by(
        &self,
        tx: &mut Tx,
        tenant: TenantId,
        evidence: &[Address],
    ) -> Result<Option<(CustomerId, String)>> {
        for address in evidence {
            if let Some(found) = store::identity::find(tx, tenant, address).await? {
                return Ok(Some((found.customer, found.kind)));
            }
        }
        Ok(None)
    }

    /// Evidence says who is behind an address: whoever carries it already is the same person, and what is new is kept.
    pub(crate) async fn prove(&self, tx: &mut Tx, mut identity: Identity, evidence: &[Address]) -> Result<Identity> {
        let tenant = identity.tenant;
        for address in evidence {
            let found = store::identity::find(tx, tenant, address).await?;
            let Some(found) = found.filter(|found| found.customer != identity.customer) else { continue };
            if self.clash(tx, tenant, identity.customer, found.customer).await? {
                self.relink(tx, &mut identity, found.customer, address).await?;
            } else if store::merge::was_undone(tx, tenant, identity.customer, found.customer).await? {
                // A person has said that they are two: what parted them once is not undone by a machine.
                self.suggest(tx, tenant, identity.customer, found.customer, &address.kind, &address.value).await?;
            } else {
                let (winner, loser) = self.elder(tx, tenant, found.customer, identity.customer).await?;
                let because = Evidence { kind: &address.kind, strength: Strength::Strong, actor: None };
                self.merge_in(tx, tenant, winner, loser, &because).await?;
                identity.customer = winner;
            }
        }
        for address in evidence {
            if store::identity::find(tx, tenant, address).await?.is_none() {
                self.record(tx, tenant, address, identity.customer, evidence, Some(identity.id)).await?;
            }
        }
        Ok(identity)
    }

    /// Only this address is somebody else's, as a browser that several people use.
    pub(crate) async fn relink(
        &self,
        tx: &mut Tx,
        identity: &mut Identity,
        to: CustomerId,
        by: &Address,
    ) -> Result<()> {
        if !self.brings_along(tx, identity, to).await? {
            return Ok(());
        }
        let link = self.link(identity.tenant, identity.id, Some(identity.customer), to, std::slice::from_ref(by));
        store::identity::relink(tx, &link).await?;
        for customer in [identity.customer, to] {
            store::order::forget_answers(tx, identity.tenant, customer).await?;
        }
        identity.customer = to;
        Ok(())
    }

    /// Whether both have an address of a kind of which a person has one, and not the same.
    pub(crate) async fn clash(
        &self,
        tx: &mut Tx,
        tenant: TenantId,
        one: CustomerId,
        other: CustomerId,
    ) -> Result<bool> {
        let ours = store::identity::of_customer(tx, tenant, one).await?;
        let theirs = store::identity::of_customer(tx, tenant, other).await?;
        let values = |all: &[Identity], kind: &str| -> Vec<String> {
            all.iter().filter(|it| it.kind == kind && it.verified).map(|it| it.value.clone()).collect()
        };
        Ok(ONE_EACH.iter().any(|kind| {
            let (ours, theirs) = (values(&ours, kind), values(&theirs, kind));
            !ours.is_empty() && !theirs.is_empty() && !ours.iter().any(|it| theirs.contains(it))
        }))
    }

    /// Who stands for both: whom we have known longer.
    async fn elder(
        &self,
        tx: &mut Tx,
        tenant: TenantId,
        one: CustomerId,
        other: CustomerId,
    ) -> Result<(CustomerId, CustomerId)> {
        let a = store::customer::find(tx, tenant, one).await?.ok_or(Error::NotFound("customer"))?;
        let b = store::customer::find(tx, tenant, other).await?.ok_or(Error::NotFound("customer"))?;
        Ok(if (a.created_at, a.id) <= (b.created_at, b.id) { (one, other) } else { (other, one) })
    }

    /// A number that several people use names nobody: whoever speaks by it is somebody new, unless they are speaking now.
    async fn provisional(&self, tx: &mut Tx, mut identity: Identity, profile: &Profile) -> Result<Identity> {
        let legs = store::leg::of_identity(tx, identity.tenant, identity.id).await?;
        if legs.is_empty() || legs.iter().any(|leg| leg.open) {
            return Ok(identity);
        }
        let customer = self.new_customer(tx, identity.tenant, profile).await?;
        let mut link = self.link(identity.tenant, identity.id, Some(identity.customer), customer, &[]);
        link.evidence = "provisional".into();
        store::identity::relink(tx, &link).await?;
        identity.customer = customer;
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
        for (kind, said) in [("phone", &customer.phone), ("email", &customer.email)] {
            if let Some(said) = said {
                self.hint(tx, tenant, customer.id, kind, said).await?;
            }
        }
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
        via: Option<IdentityId>,
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
            let link = IdentityLink { via, ..self.link(tenant, identity.id, None, customer, evidence) };
            store::identity::log(tx, &link).await?;
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
            via: None,
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
        for (kind, before, after) in [("phone", &before.phone, &after.phone), ("email", &before.email, &after.email)] {
            if let Some(said) = after.as_ref().filter(|_| before.is_none()) {
                self.hint(tx, tenant, id, kind, said).await?;
            }
        }
        if told {
            self.log(tx, tenant, NewEvent { customer: Some(id), ..NewEvent::of(EventKind::CustomerUpdated) }).await?;
        }
        Ok(())
    }
}
