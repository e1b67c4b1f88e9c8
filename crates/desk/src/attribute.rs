//! Attributes: what a tenant keeps of a customer beside name, phone and e-mail, checked against its definitions and kept by
//! their types. What was kept under a definition that is gone stays, unseen.
use crate::{Desk, Error, FieldError, Result};
use jiff::civil::Date;
use model::*;
use std::collections::BTreeMap;
use store::Tx;

/// Characters of a text.
const TEXT: usize = 500;
/// Changed at once at most.
const MOST: usize = 100;

/// What stands under each key afterwards; `None` empties it.
pub(crate) type Changes = BTreeMap<String, Option<Held>>;

/// What a tenant keeps of its customers.
pub(crate) struct Definitions(Vec<Setting>);

impl Definitions {
    pub(crate) fn of(&self, key: &str) -> Option<&Setting> {
        self.0.iter().find(|it| it.text("key") == key)
    }

    /// Values as they are kept, or everything that is wrong with them under `field`.
    pub(crate) fn checked(&self, field: &str, given: Changes) -> Result<Changes, Vec<FieldError>> {
        let wrong = |key: &str, code: &'static str, detail: String| FieldError {
            field: format!("{field}.{}", key.chars().take(64).collect::<String>()),
            code,
            detail,
        };
        if given.len() > MOST {
            return Err(vec![wrong("", "too_many", format!("at most {MOST} at once"))]);
        }
        let (mut right, mut all) = (Changes::new(), vec![]);
        for (key, value) in given {
            let Some(definition) = self.of(&key) else {
                all.push(wrong(&key, "unknown", "no attribute is called so".into()));
                continue;
            };
            let value = value.filter(|it| !matches!(it, Held::Text(text) if text.trim().is_empty()));
            match value.map(|it| fits(definition, it)).transpose() {
                Ok(value) => drop(right.insert(key, value)),
                Err((code, detail)) => all.push(wrong(&key, code, detail)),
            }
        }
        if all.is_empty() { Ok(right) } else { Err(all) }
    }

    /// What is shown of what is kept: the customer's own before that of whom they stand for, and only what is still defined
    /// and of the type that it is defined as.
    fn seen(&self, customer: CustomerId, kept: &[Attribute]) -> Fields {
        let (own, others): (Vec<_>, Vec<_>) = kept.iter().partition(|it| it.customer == customer);
        let mut first: BTreeMap<&str, Option<&Held>> = BTreeMap::new();
        for it in own.into_iter().chain(others) {
            first.entry(&it.key).or_insert(it.value.as_ref());
        }
        let typed = |key: &str, held: &Held| {
            self.of(key).is_some_and(|it| {
                matches!(
                    (it.text("type"), held),
                    ("number", Held::Number(_)) | ("flag", Held::Flag(_)) | ("text" | "day" | "choice", Held::Text(_))
                )
            })
        };
        let shown = first.into_iter().filter_map(|(key, held)| Some((key, held?)));
        shown.filter(|(key, held)| typed(key, held)).map(|(key, held)| (key.to_owned(), held.clone())).collect()
    }
}

impl Desk {
    pub(crate) async fn definitions(&self, tx: &mut Tx, tenant: TenantId) -> Result<Definitions> {
        Ok(Definitions(store::setting::of_kind(tx, tenant, "attribute").await?))
    }

    /// What is kept of a customer and may be shown.
    pub(crate) async fn attributes_of(&self, tx: &mut Tx, tenant: TenantId, customer: CustomerId) -> Result<Fields> {
        let kept = store::attribute::of_family(tx, tenant, customer).await?;
        if kept.is_empty() {
            return Ok(Fields::new());
        }
        Ok(self.definitions(tx, tenant).await?.seen(customer, &kept))
    }

    /// Keeps what is checked already; the keys that were not so before.
    pub(crate) async fn keep_attributes(
        &self,
        tx: &mut Tx,
        tenant: TenantId,
        customer: CustomerId,
        changes: Changes,
    ) -> Result<Vec<String>> {
        let before = self.attributes_of(tx, tenant, customer).await?;
        let mut changed = vec![];
        for (key, value) in changes.into_iter().filter(|(key, value)| before.get(key) != value.as_ref()) {
            store::attribute::save(tx, &Attribute::of(tenant, customer, &key, value, self.now())).await?;
            changed.push(key);
        }
        Ok(changed)
    }

    /// Whose texts have these words; only of what is defined now.
    pub(crate) async fn found_by_attribute(
        &self,
        tx: &mut Tx,
        tenant: TenantId,
        words: &str,
    ) -> Result<Vec<CustomerId>> {
        let hits = store::attribute::search(tx, tenant, words, 40).await?;
        if hits.is_empty() {
            return Ok(vec![]);
        }
        let defined = self.definitions(tx, tenant).await?;
        Ok(hits.into_iter().filter(|hit| defined.of(&hit.key).is_some()).map(|hit| hit.customer).collect())
    }
}

/// As it is kept under this definition.
fn fits(definition: &Setting, held: Held) -> Result<Held, (&'static str, String)> {
    let wrong = |detail: &str| Err(("format", detail.to_owned()));
    match (definition.text("type"), held) {
        ("number", Held::Number(number)) => Ok(Held::Number(number)),
        ("number", _) => wrong("a whole number"),
        ("flag", Held::Flag(flag)) => Ok(Held::Flag(flag)),
        ("flag", _) => wrong("true or false"),
        ("day", Held::Text(text)) => match text.trim().parse::<Date>() {
            Ok(day) => Ok(Held::Text(day.to_string())),
            Err(_) => wrong("a day as in 2026-10-01"),
        },
        ("day", _) => wrong("a day as in 2026-10-01"),
        ("choice", Held::Text(text)) if definition.lines("choices").contains(&text) => Ok(Held::Text(text)),
        ("choice", _) => Err(("unknown", format!("one of {}", definition.lines("choices").join(", ")))),
        (_, Held::Text(text)) => {
            let text = text.trim().replace('\0', "");
            if text.chars().count() > TEXT {
                return Err(("too_long", format!("at most {TEXT} characters")));
            }
            Ok(Held::Text(text))
        }
        _ => wrong("a text"),
    }
}

/// All wrong fields at once.
pub(crate) fn all_right(wrong: Vec<FieldError>) -> Result<()> {
    if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(wrong)) }
}
