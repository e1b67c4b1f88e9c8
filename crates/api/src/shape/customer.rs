//! A customer as the panel beside the thread shows them.
use super::{
    time::Time,
    word::{IdentityClass, Locale, Strength, Word},
};
use model::Uuid;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A person; phone and e-mail come masked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Customer {
    pub id: Uuid,
    #[schema(required)]
    pub name: Option<String>,
    /// As 138****1234.
    #[schema(required)]
    pub phone: Option<String>,
    #[schema(required)]
    pub email: Option<String>,
    #[schema(required)]
    pub remark: Option<String>,
    pub locale: Locale,
    pub created_at: Time,
    pub identities: Vec<Identity>,
    /// What the tenant keeps of its customers beside these, by the keys of its definitions (settings of the kind `attribute`).
    pub attributes: super::setting::Fields,
    /// The page they were last seen on.
    #[schema(required)]
    pub page: Option<SeenPage>,
    #[schema(minimum = 0)]
    pub conversations_count: i64,
    /// Tags of their latest conversations.
    pub tags: Vec<String>,
    #[schema(required)]
    pub company: Option<Name>,
    /// Merges that hold and in which they stand for both, latest first.
    pub merges: Vec<super::merge::Merge>,
    /// Climbs with every change.
    pub version: i64,
}

/// Somebody, or something, by name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Name {
    pub id: Uuid,
    #[schema(required)]
    pub name: Option<String>,
}

/// One address of a customer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Identity {
    pub id: Uuid,
    pub kind: String,
    pub value: String,
    pub verified: bool,
    pub class: IdentityClass,
    /// Why it belongs to this customer: `first_contact`, `unionid`, …; empty where that is not asked for.
    pub evidence: String,
    #[schema(required)]
    pub strength: Option<Strength>,
    pub since: Time,
}

/// Of which class an address is.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct ChangeIdentity {
    pub class: IdentityClass,
}

/// One entry of the log of what joined and split addresses.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct IdentityLink {
    pub identity: Uuid,
    pub kind: String,
    /// Masked.
    pub value: String,
    #[schema(required)]
    pub from: Option<Name>,
    pub to: Name,
    pub evidence: String,
    pub strength: Strength,
    /// The agent who said so.
    #[schema(required)]
    pub by: Option<Name>,
    pub at: Time,
}

impl From<&desk::read::LinkSeen> for IdentityLink {
    fn from(it: &desk::read::LinkSeen) -> IdentityLink {
        let link = &it.link;
        IdentityLink {
            identity: link.identity.0,
            kind: it.kind.clone(),
            value: masked(&it.kind, &it.value),
            from: link.from_customer.map(|id| Name { id: id.0, name: it.from.clone() }),
            to: Name { id: link.to_customer.0, name: it.to.clone() },
            evidence: link.evidence.clone(),
            strength: Word(link.strength),
            by: link.actor.map(|id| Name { id: id.0, name: it.by.clone() }),
            at: link.at.into(),
        }
    }
}

/// A page of the host's site.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct SeenPage {
    pub url: String,
    pub title: Option<String>,
}

/// Changes of a customer; what is absent stays, an empty text forgets.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct ChangeCustomer {
    #[schema(max_length = 100)]
    pub name: Option<String>,
    #[schema(max_length = 32)]
    pub phone: Option<String>,
    #[schema(max_length = 254)]
    pub email: Option<String>,
    #[schema(max_length = 2000)]
    pub remark: Option<String>,
    /// The company's name; one that is not known is made.
    #[schema(max_length = 100)]
    pub company: Option<String>,
    /// By their keys; what is absent stays, null empties.
    #[serde(default)]
    #[schema(value_type = Option<BTreeMap<String, Option<super::setting::Value>>>)]
    pub attributes: BTreeMap<String, Option<Answer>>,
    /// The version that was seen: when there is a later one, `conflict`.
    pub version: Option<i64>,
}

/// The value of an attribute as it was sent, whatever it is: the desk says what is wrong with it.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    Fits(super::setting::Value),
    Odd(serde::de::IgnoredAny),
}

impl From<Answer> for model::Held {
    fn from(it: Answer) -> model::Held {
        use super::setting::Value;
        match it {
            Answer::Fits(Value::Flag(flag)) => model::Held::Flag(flag),
            Answer::Fits(Value::Number(number)) => model::Held::Number(number),
            Answer::Fits(Value::Text(text)) => model::Held::Text(text),
            Answer::Fits(Value::Lines(lines)) => model::Held::Lines(lines),
            // No attribute is a list: it is refused by its field.
            Answer::Odd(_) => model::Held::Lines(vec![]),
        }
    }
}

/// What may be shown unmasked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MaskedField {
    Phone,
    Email,
}

/// Show a masked value; leaves an audit row.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct Reveal {
    pub field: MaskedField,
    /// Why it is needed.
    #[schema(min_length = 1, max_length = 200)]
    pub reason: String,
}

/// The unmasked value; null when there is none.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Revealed {
    #[schema(required)]
    pub value: Option<String>,
}

impl From<desk::read::Person> for Customer {
    fn from(it: desk::read::Person) -> Customer {
        let desk::read::Person { customer, identities, conversations, tags, company, merges, attributes } = it;
        Customer {
            id: customer.id.0,
            name: customer.name,
            phone: customer.phone.as_deref().map(mask_phone),
            email: customer.email.as_deref().map(mask_email),
            remark: customer.remark,
            locale: customer.locale.into(),
            created_at: customer.created_at.into(),
            identities: identities.iter().map(|(it, link)| Identity::linked(it, link.as_ref())).collect(),
            attributes: super::setting::shown(&attributes),
            page: customer.page_url.map(|url| SeenPage { url, title: customer.page_title }),
            conversations_count: conversations,
            tags,
            company: company.map(|it| Name { id: it.id.0, name: Some(it.name) }),
            merges: merges.iter().map(super::merge::Merge::from).collect(),
            version: customer.version,
        }
    }
}

impl From<&model::Identity> for Identity {
    fn from(it: &model::Identity) -> Identity {
        Identity::linked(it, None)
    }
}

impl Identity {
    /// With why it belongs to whom it belongs.
    fn linked(it: &model::Identity, link: Option<&model::IdentityLink>) -> Identity {
        Identity {
            id: it.id.0,
            kind: it.kind.clone(),
            value: masked(&it.kind, &it.value),
            verified: it.verified,
            class: it.class.into(),
            evidence: link.map(|link| link.evidence.clone()).unwrap_or_default(),
            strength: link.map(|link| Word(link.strength)),
            since: link.map_or(it.created_at, |link| link.at).into(),
        }
    }
}

/// As it may be shown, by what it is.
pub fn masked(kind: &str, value: &str) -> String {
    match kind {
        "phone" => mask_phone(value),
        "email" => mask_email(value),
        _ => value.to_owned(),
    }
}

impl From<ChangeCustomer> for desk::read::Edit {
    fn from(it: ChangeCustomer) -> desk::read::Edit {
        desk::read::Edit {
            name: it.name,
            phone: it.phone,
            email: it.email,
            remark: it.remark,
            company: it.company,
            attributes: it.attributes.into_iter().map(|(key, value)| (key, value.map(Into::into))).collect(),
            version: it.version,
        }
    }
}

/// 13812341234 → 138****1234; a short one keeps only its last two.
fn mask_phone(phone: &str) -> String {
    let marks: Vec<char> = phone.chars().collect();
    let (head, tail) = if marks.len() >= 10 { (3, 4) } else { (0, 2) };
    let end = marks.len().saturating_sub(tail);
    let shown = |range: std::ops::Range<usize>| marks.get(range).unwrap_or_default().iter().collect::<String>();
    format!("{}****{}", shown(0..head.min(end)), shown(end..marks.len()))
}

/// li.ming@example.com → l****@example.com
fn mask_email(email: &str) -> String {
    let (name, host) = email.rsplit_once('@').unwrap_or((email, ""));
    let first: String = name.chars().take(1).collect();
    if host.is_empty() { format!("{first}****") } else { format!("{first}****@{host}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phone_and_email_are_masked() {
        assert_eq!(mask_phone("13812341234"), "138****1234");
        assert_eq!(mask_phone("+86 138 1234 1234"), "+86****1234");
        assert_eq!(mask_phone("12345"), "****45");
        assert_eq!(mask_phone("1"), "****1");
        assert_eq!(mask_email("li.ming@example.com"), "l****@example.com");
        assert_eq!(mask_email("李明"), "李****");
    }
}
