//! Customers: what agents see of a person and may change.
use crate::attribute::all_right;
use crate::conversation::short;
use crate::read::MergeSeen;
use crate::{Desk, Error, FieldError, Result, Staff, contact};
use model::*;
use std::collections::BTreeMap;

/// Tags that are shown of a customer at most.
const TAGS: usize = 12;

/// A person with their addresses.
#[derive(Clone, Debug)]
pub struct Person {
    pub customer: Customer,
    /// Each with why it belongs to them.
    pub identities: Vec<(Identity, Option<IdentityLink>)>,
    /// How many conversations of brands that the reader sees.
    pub conversations: i64,
    /// Tags of the latest of these.
    pub tags: Vec<String>,
    pub company: Option<Company>,
    /// Those that hold and in which they stand for both.
    pub merges: Vec<MergeSeen>,
    /// What the tenant has defined and is known of them.
    pub attributes: Fields,
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
    /// By their keys; `None` empties one.
    pub attributes: BTreeMap<String, Option<Held>>,
    /// The version the person saw: a later one is a conflict.
    pub version: Option<i64>,
}

impl Edit {
    /// Writes the plain fields into the record; what is wrong with them.
    fn written(&self, it: &mut Customer) -> Vec<FieldError> {
        let mut wrong = vec![];
        let free: fn(&str) -> Result<(), contact::Wrong> = |_| Ok(());
        for (field, slot, value, most, check) in [
            ("name", &mut it.name, &self.name, 100, free),
            ("phone", &mut it.phone, &self.phone, 32, contact::phone),
            ("email", &mut it.email, &self.email, 254, contact::email),
            ("remark", &mut it.remark, &self.remark, 2_000, free),
        ] {
            if value.is_none() {
                continue;
            }
            match short(value.clone(), field, most) {
                Ok(value) if value == *slot => {} // as it was, from a time when anything was taken
                Ok(value) => match value.as_deref().map_or(Ok(()), check) {
                    Ok(()) => *slot = value,
                    Err((code, why)) => wrong.push(FieldError { field: field.into(), code, detail: why.into() }),
                },
                Err(Error::Invalid(more)) => wrong.extend(more),
                Err(_) => {}
            }
        }
        wrong
    }
}

/// The fields of the record that are not as they were.
fn differences(before: &Customer, after: &Customer) -> Vec<String> {
    let pairs = [
        ("name", before.name == after.name),
        ("phone", before.phone == after.phone),
        ("email", before.email == after.email),
        ("remark", before.remark == after.remark),
        ("company", before.company == after.company),
    ];
    pairs.into_iter().filter(|(_, same)| !same).map(|(field, _)| field.to_owned()).collect()
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
        let history = store::conversation::history_in(&mut tx, who.tenant, customer.id, &who.brands).await?;
        if history.is_empty() {
            return Err(Error::NotFound("customer"));
        }
        let mut tags: Vec<String> = vec![];
        for tag in history.iter().flat_map(|it| &it.tags) {
            if !tags.contains(tag) && tags.len() < TAGS {
                tags.push(tag.clone());
            }
        }
        let id = customer.id;
        let links = store::identity::links(&mut tx, who.tenant, id).await?;
        let why = |it: &Identity| links.iter().find(|link| link.identity == it.id && link.to_customer == id).cloned();
        let identities = store::identity::of_customer(&mut tx, who.tenant, id).await?;
        let identities = identities.into_iter().map(|it| (it.clone(), why(&it))).collect();
        let conversations = store::timeline::count(&mut tx, who.tenant, id, &who.brands).await?;
        let company = match customer.company {
            Some(company) => store::customer::company(&mut tx, who.tenant, company).await?,
            None => None,
        };
        let merges = store::merge::of_winner(&mut tx, who.tenant, id).await?;
        let attributes = self.attributes_of(&mut tx, who.tenant, id).await?;
        drop(tx);
        let merges = if merges.is_empty() { vec![] } else { self.merges_seen(who, merges).await? };
        Ok(Person { customer, identities, conversations, tags, company, merges, attributes })
    }

    /// Changes what was given; see [`Edit`]. What was so already is no change.
    pub async fn edit_person(&self, who: &Staff, id: CustomerId, edit: Edit) -> Result<Person> {
        who.must(who.agent.role.receives(), "auditors only read")?;
        let id = self.person(who, id).await?.customer.id;
        let mut tx = self.db.write().await?;
        let before = store::customer::lock(&mut tx, who.tenant, id).await?.ok_or(Error::NotFound("customer"))?;
        if edit.version.is_some_and(|seen| seen != before.version) {
            return Err(Error::Conflict);
        }
        let mut it = before.clone();
        let mut wrong = edit.written(&mut it);
        let attributes = match self.definitions(&mut tx, who.tenant).await?.checked("attributes", edit.attributes) {
            Ok(attributes) => attributes,
            Err(more) => {
                wrong.extend(more);
                Default::default()
            }
        };
        all_right(wrong)?;
        if let Some(name) = edit.company {
            it.company = match short(Some(name), "company", 100)? {
                Some(name) => {
                    Some(store::customer::company_named(&mut tx, who.tenant, &name, self.id(), self.now()).await?)
                }
                None => None,
            };
        }
        let kept = self.keep_attributes(&mut tx, who.tenant, id, attributes).await?;
        let mut changed = differences(&before, &it);
        changed.extend(kept.into_iter().map(|key| format!("attributes.{key}")));
        if changed.is_empty() {
            return self.person(who, id).await;
        }
        it.version += 1;
        if !store::customer::save(&mut tx, &it).await? {
            return Err(Error::Conflict);
        }
        for (kind, before, said) in [("phone", &before.phone, &it.phone), ("email", &before.email, &it.email)] {
            if let Some(said) = said.as_ref().filter(|_| before != said) {
                self.hint(&mut tx, who.tenant, id, kind, said).await?;
            }
        }
        self.log(&mut tx, who.tenant, NewEvent { customer: Some(id), ..NewEvent::of(EventKind::CustomerUpdated) })
            .await?;
        self.audit(&mut tx, who, "customer.changed", &id.to_string(), &changed.join(" ")).await?;
        tx.commit().await?;
        self.bell.ring(who.tenant);
        self.person(who, id).await
    }

    /// Who has these words in a name, phone, e-mail, address or attribute, and whom this person may see; at most 20.
    pub async fn search_people(&self, who: &Staff, words: &str) -> Result<Vec<Person>> {
        let words = words.trim();
        if words.chars().count() < 2 || words.chars().count() > 100 {
            return Err(Error::field("q", "length", "2 to 100 characters"));
        }
        let mut tx = self.db.read().await?;
        let digits = contact::compared("phone", words);
        let mut found = store::customer::search(&mut tx, who.tenant, words, digits.as_deref(), 40).await?;
        found.extend(self.found_by_attribute(&mut tx, who.tenant, words).await?);
        drop(tx);
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
