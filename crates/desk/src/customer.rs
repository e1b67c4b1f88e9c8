//! Customers: what agents see of a person and may change.
use crate::conversation::short;
use crate::{Desk, Error, Result, Staff};
use model::*;

/// A person with their addresses.
#[derive(Clone, Debug)]
pub struct Person {
    pub customer: Customer,
    pub identities: Vec<Identity>,
    pub conversations: i64,
}

/// What is to change; `None` leaves it, an empty text empties it.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    pub name: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub remark: Option<String>,
}

impl Desk {
    /// Visible to whoever may see a conversation of theirs.
    pub async fn person(&self, who: &Staff, id: CustomerId) -> Result<Person> {
        let mut tx = self.db.read().await?;
        let history = store::conversation::history(&mut tx, who.tenant, id).await?;
        if !history.iter().any(|it| who.sees(it.brand)) {
            return Err(Error::NotFound("customer"));
        }
        let customer = store::customer::find(&mut tx, who.tenant, id).await?.ok_or(Error::NotFound("customer"))?;
        let identities = store::identity::of_customer(&mut tx, who.tenant, id).await?;
        let conversations = store::conversation::count_of(&mut tx, who.tenant, id).await?;
        Ok(Person { customer, identities, conversations })
    }

    /// Changes what was given; see [`Edit`].
    pub async fn edit_person(&self, who: &Staff, id: CustomerId, edit: Edit) -> Result<Person> {
        who.must(who.agent.role.receives(), "auditors only read")?;
        self.person(who, id).await?;
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
        it.version += 1;
        if !store::customer::save(&mut tx, &it).await? {
            return Err(Error::Conflict);
        }
        self.log(&mut tx, who.tenant, NewEvent { customer: Some(id), ..NewEvent::of(EventKind::CustomerUpdated) })
            .await?;
        tx.commit().await?;
        self.bell.ring(who.tenant);
        self.person(who, id).await
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
