//! A customer as the panel beside the thread shows them.
use super::{
    time::Time,
    word::{IdentityClass, Locale},
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
    pub attributes: BTreeMap<String, String>,
    /// The page they were last seen on.
    #[schema(required)]
    pub page: Option<SeenPage>,
    #[schema(minimum = 0)]
    pub conversations_count: i64,
}

/// One address of a customer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Identity {
    pub id: Uuid,
    pub kind: String,
    pub value: String,
    pub verified: bool,
    pub class: IdentityClass,
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
        let desk::read::Person { customer, identities, conversations } = it;
        Customer {
            id: customer.id.0,
            name: customer.name,
            phone: customer.phone.as_deref().map(mask_phone),
            email: customer.email.as_deref().map(mask_email),
            remark: customer.remark,
            locale: customer.locale.into(),
            created_at: customer.created_at.into(),
            identities: identities.iter().map(Identity::from).collect(),
            attributes: BTreeMap::new(),
            page: customer.page_url.map(|url| SeenPage { url, title: customer.page_title }),
            conversations_count: conversations,
        }
    }
}

impl From<&model::Identity> for Identity {
    fn from(it: &model::Identity) -> Identity {
        let value = match it.kind.as_str() {
            "phone" => mask_phone(&it.value),
            "email" => mask_email(&it.value),
            _ => it.value.clone(),
        };
        Identity { id: it.id.0, kind: it.kind.clone(), value, verified: it.verified, class: it.class.into() }
    }
}

impl From<ChangeCustomer> for desk::read::Edit {
    fn from(it: ChangeCustomer) -> desk::read::Edit {
        desk::read::Edit { name: it.name, phone: it.phone, email: it.email, remark: it.remark }
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
