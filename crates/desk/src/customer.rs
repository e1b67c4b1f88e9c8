//! Customers: what agents see of a person and may change.
use crate::conversation::short;
use crate::read::MergeSeen;
use crate::{Desk, Error, Result, Staff};
use model::*;

/// A person with their addresses.
#[derive(Clone, Debug)]
pub struct Person {
    pub customer: Customer,
    /// Each with why it belongs to them.
    pub identities: Vec<(Identity, Option<IdentityLink>)>,
    pub conversations: i64,
    pub company: Option<Company>,
    /// Those that hold and in which they stand for both.
    pub merges: Vec<MergeSeen>,
}

/// One entry of the log of what joined and split addresses, with names.
#[derive(Clone, Debug)]
pub struct LinkSeen {
    pub link: IdentityLink,
    pub kind: String,
    pub value: String,
    pub from: Option<String>,
    pub to: Option<String>,
    pub by: Option<String>,
}

/// What is to change; `None` leaves it, an empty text empties it.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    pub name: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub remark: Option<String>,
    /// By name.
    pub company: Option<String>,
}

impl Desk {
    /// Visible to whoever may see a conversation of theirs.
    pub async fn person(&self, who: &Staff, id: CustomerId) -> Result<Person> {
        let mut tx = self.db.read().await?;
        let mut customer = store::customer::find(&mut tx, who.tenant, id).await?.ok_or(Error::NotFound("customer"))?;
        if let Some(standing) = customer.merged_into {
            customer =
                store::customer::find(&mut tx, who.tenant, standing).await?.ok_or(Error::NotFound("customer"))?;
        }
        let history = store::conversation::history(&mut tx, who.tenant, customer.id).await?;
        if !history.iter().any(|it| who.sees(it.brand)) {
            return Err(Error::NotFound("customer"));
        }
        let id = customer.id;
        let links = store::identity::links(&mut tx, who.tenant, id).await?;
        let why = |it: &Identity| links.iter().find(|link| link.identity == it.id && link.to_customer == id).cloned();
        let identities = store::identity::of_customer(&mut tx, who.tenant, id).await?;
        let identities = identities.into_iter().map(|it| (it.clone(), why(&it))).collect();
        let conversations = store::conversation::count_of(&mut tx, who.tenant, id).await?;
        let company = match customer.company {
            Some(company) => store::customer::company(&mut tx, who.tenant, company).await?,
            None => None,
        };
        let merges = store::merge::of_winner(&mut tx, who.tenant, id).await?;
        drop(tx);
        let merges = if merges.is_empty() { vec![] } else { self.merges_seen(who, merges).await? };
        Ok(Person { customer, identities, conversations, company, merges })
    }

    /// Changes what was given; see [`Edit`].
    pub async fn edit_person(&self, who: &Staff, id: CustomerId, edit: Edit) -> Result<Person> {
        who.must(who.agent.role.receives(), "auditors only read")?;
        let id = self.person(who, id).await?.customer.id;
        let mut tx = self.db.write().await?;
        let mut it = store::customer::lock(&mut tx, who.tenant, id).await?.ok_or(Error::NotFound("customer"))?;
        for (field, slot, value, most) in [
            ("name", &mut it.name, edit.name, 100),
            ("phone", &mut it.phone, edit.phone, 32),
            ("email", &mut it.email, edit.email, 254),
            ("remark", &mut it.remark, edit.remark, 2_000),
        ] {
            if value.is_some() {
                *slot = short(value, field, most)?;
            }
        }
        if let Some(name) = edit.company {
            it.company = match short(Some(name), "company", 100)? {
                Some(name) => {
                    Some(store::customer::company_named(&mut tx, who.tenant, &name, self.id(), self.now()).await?)
                }
                None => None,
            };
        }
        it.version += 1;
        if !store::customer::save(&mut tx, &it).await? {
            return Err(Error::Conflict);
        }
        for (kind, said) in [("phone", &it.phone), ("email", &it.email)] {
            if let Some(said) = said {
                self.hint(&mut tx, who.tenant, id, kind, said).await?;
            }
        }
        self.log(&mut tx, who.tenant, NewEvent { customer: Some(id), ..NewEvent::of(EventKind::CustomerUpdated) })
            .await?;
        tx.commit().await?;
        self.bell.ring(who.tenant);
        self.person(who, id).await
    }

    /// Who has these words in a name, phone, e-mail or address, and whom this person may see; at most 20.
    pub async fn search_people(&self, who: &Staff, words: &str) -> Result<Vec<Person>> {
        let words = words.trim();
        if words.chars().count() < 2 || words.chars().count() > 100 {
            return Err(Error::field("q", "length", "2 to 100 characters"));
        }
        let found = store::customer::search(&mut self.db.read().await?, who.tenant, words, 40).await?;
        let (mut seen, mut people) = (vec![], vec![]);
        for id in found {
            if seen.contains(&id) || people.len() == 20 {
                continue;
            }
            seen.push(id);
            match self.person(who, id).await {
                Ok(person) => people.push(person),
                Err(Error::NotFound(_)) => {}
                Err(why) => return Err(why),
            }
        }
        Ok(people)
    }

    /// What joined and split this customer's addresses, latest first.
    pub async fn links(&self, who: &Staff, id: CustomerId) -> Result<Vec<LinkSeen>> {
        let id = self.person(who, id).await?.customer.id;
        let mut tx = self.db.read().await?;
        let mut seen = vec![];
        for link in store::identity::links(&mut tx, who.tenant, id).await? {
            let identity = store::identity::by_id(&mut tx, who.tenant, link.identity).await?;
            let Some(identity) = identity else { continue };
            let from = match link.from_customer {
                Some(from) => store::customer::find(&mut tx, who.tenant, from).await?.and_then(|it| it.name),
                None => None,
            };
            let to = store::customer::find(&mut tx, who.tenant, link.to_customer).await?.and_then(|it| it.name);
            let by = match link.actor {
                Some(actor) => store::agent::find(&mut tx, who.tenant, actor).await?.map(|it| it.name),
                None => None,
            };
            seen.push(LinkSeen { link, kind: identity.kind, value: identity.value, from, to, by });
        }
        Ok(seen)
    }

    /// Whether this address names one person by itself; audited.
    pub async fn class_identity(&self, who: &Staff, id: IdentityId, class: IdentityClass) -> Result<Identity> {
        who.must(who.agent.role.receives(), "auditors only read")?;
        let found = store::identity::by_id(&mut self.db.read().await?, who.tenant, id).await?;
        let identity = found.ok_or(Error::NotFound("address"))?;
        self.person(who, identity.customer).await.map_err(|_| Error::NotFound("address"))?;
        let mut tx = self.db.write().await?;
        store::identity::set_class(&mut tx, who.tenant, id, class).await?;
        let customer = Some(identity.customer);
        self.log(&mut tx, who.tenant, NewEvent { customer, ..NewEvent::of(EventKind::CustomerUpdated) }).await?;
        self.audit(&mut tx, who, "identity.classed", &id.to_string(), class.as_str()).await?;
        tx.commit().await?;
        self.bell.ring(who.tenant);
        Ok(Identity { class, ..identity })
    }

    /// The kind of an account of this tenant.
    pub async fn account_kind(&self, who: &Staff, id: AccountId) -> Result<String> {
        let found = store::account::find(&mut self.db.read().await?, who.tenant, id).await?;
        Ok(found.ok_or(Error::NotFound("channel account"))?.kind)
    }

    /// The unmasked value of `phone` or `email`; leaves an audit row with the reason.
    pub async fn reveal(&self, who: &Staff, id: CustomerId, field: &str, reason: &str) -> Result<Option<String>> {
        who.must(who.agent.role.receives(), "auditors only read")?;
        let reason = short(Some(reason.to_owned()), "reason", 200)?
            .ok_or_else(|| Error::field("reason", "required", "say why"))?;
        let person = self.person(who, id).await?;
        let value = match field {
            "phone" => person.customer.phone,
            "email" => person.customer.email,
            _ => return Err(Error::field("field", "unknown", "phone or email")),
        };
        let mut tx = self.db.write().await?;
        self.audit(&mut tx, who, "customer.revealed", &id.to_string(), &format!("{field}: {reason}")).await?;
        tx.commit().await?;
        Ok(value)
    }
}
