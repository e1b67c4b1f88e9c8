//! The message form: what a brand asks of somebody whom nobody can answer now, checked when the answers come; they land in
//! the customer's record where it is still empty.
use crate::attribute::{Changes, all_right};
use crate::{Desk, FieldError, Result, contact};
use model::port::{Incoming, Said, What};
use model::*;
use store::Tx;

/// What every customer has.
const OWN: [&str; 3] = ["name", "phone", "email"];

/// One question of the form.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// `name`, `phone`, `email`, or the key of an attribute.
    pub key: String,
    /// What it is called; empty for what every customer has.
    pub title: String,
    /// `text`, `number`, `flag`, `day` or `choice`.
    pub kind: String,
    pub required: bool,
    pub choices: Vec<String>,
}

impl Desk {
    /// What this account's brand asks, in order. A brand that has said nothing asks name, phone and e-mail of their free will.
    pub async fn message_form(&self, account: &ChannelAccount) -> Result<Vec<Asked>> {
        let mut tx = self.db.read().await?;
        self.form_of(&mut tx, account.tenant, account.brand).await
    }

    async fn form_of(&self, tx: &mut Tx, tenant: TenantId, brand: BrandId) -> Result<Vec<Asked>> {
        let forms = store::setting::of_kind(tx, tenant, "form").await?;
        let own = |key: &str, required| Asked {
            key: key.to_owned(),
            title: String::new(),
            kind: "text".to_owned(),
            required,
            choices: vec![],
        };
        let Some(form) = forms.iter().find(|it| it.brand == Some(brand)) else {
            return Ok(OWN.iter().map(|key| own(key, false)).collect());
        };
        let required = |key: &str| form.lines("required").iter().any(|it| it == key);
        let mut asked: Vec<Asked> = form.lines("fields").iter().map(|key| own(key, required(key))).collect();
        let definitions = self.definitions(tx, tenant).await?;
        for it in form.lines("attributes").iter().filter_map(|key| definitions.of(key)) {
            asked.push(Asked {
                key: it.text("key").to_owned(),
                title: it.name.clone(),
                kind: it.text("type").to_owned(),
                required: form.lines("required_attributes").iter().any(|key| key == it.text("key")),
                choices: it.lines("choices").to_vec(),
            });
        }
        Ok(asked)
    }

    /// What came is what was asked; every wrong answer is named.
    pub(crate) async fn check_forms(&self, account: &ChannelAccount, all: &[Incoming]) -> Result<()> {
        for incoming in all {
            if let What::Message(Said { form: Some(form), .. }) = &incoming.what {
                self.check_form(account, form).await?;
            }
        }
        Ok(())
    }

    async fn check_form(&self, account: &ChannelAccount, form: &Form) -> Result<()> {
        let mut tx = self.db.read().await?;
        let asked = self.form_of(&mut tx, account.tenant, account.brand).await?;
        let definitions = self.definitions(&mut tx, account.tenant).await?;
        drop(tx);
        let mut wrong = vec![];
        let mut add = |key: &str, code: &'static str, detail: &str| {
            let field = if OWN.contains(&key) { format!("form.{key}") } else { format!("form.attributes.{key}") };
            wrong.push(FieldError { field, code, detail: detail.to_owned() });
        };
        for (key, said, check) in [
            ("phone", &form.phone, contact::phone as fn(&str) -> Result<(), contact::Wrong>),
            ("email", &form.email, contact::email),
        ] {
            if let Some(Err((code, why))) = said.as_deref().map(|it| check(it.trim())) {
                add(key, code, why);
            }
        }
        let is_there = |key: &str| match key {
            "name" => form.name.is_some(),
            "phone" => form.phone.is_some(),
            "email" => form.email.is_some(),
            key => form.attributes.as_ref().is_some_and(|all| all.contains_key(key)),
        };
        // A page that does not ask the brand's questions cannot be held to them.
        let asks = form.attributes.is_some();
        for it in asked.iter().filter(|it| asks && it.required && !is_there(&it.key)) {
            add(&it.key, "required", "this form cannot be sent without it");
        }
        let given = form.attributes.clone().unwrap_or_default();
        for key in given.keys().filter(|key| !asked.iter().any(|it| it.key == **key)) {
            add(&key.chars().take(64).collect::<String>(), "unknown", "this form does not ask that");
        }
        let answers = given.iter().filter(|(key, _)| asked.iter().any(|it| it.key == **key));
        let answers: Changes = answers.map(|(key, held)| (key.clone(), Some(held.clone()))).collect();
        wrong.extend(definitions.checked("form.attributes", answers).err().unwrap_or_default());
        all_right(wrong)
    }

    /// Answers of the form fill what is still empty: what a colleague wrote is not overwritten.
    pub(crate) async fn land_answers(
        &self,
        tx: &mut Tx,
        tenant: TenantId,
        customer: CustomerId,
        said: Option<&Said>,
    ) -> Result<()> {
        let given = said.and_then(|it| it.form.as_ref()?.attributes.as_ref());
        let Some(given) = given.filter(|it| !it.is_empty()) else { return Ok(()) };
        let known = self.attributes_of(tx, tenant, customer).await?;
        let fresh = given.iter().filter(|(key, _)| !known.contains_key(*key));
        let fresh: Changes = fresh.map(|(key, held)| (key.clone(), Some(held.clone()))).collect();
        let Ok(fresh) = self.definitions(tx, tenant).await?.checked("form.attributes", fresh) else { return Ok(()) };
        if !self.keep_attributes(tx, tenant, customer, fresh).await?.is_empty() {
            let event = NewEvent { customer: Some(customer), ..NewEvent::of(EventKind::CustomerUpdated) };
            self.log(tx, tenant, event).await?;
        }
        Ok(())
    }
}
