//! Attribute (自定义字段): one thing a tenant keeps of a customer beside name, phone and e-mail. Which ones there are, and of
//! which type, its settings of the kind `attribute` say.
use crate::{At, CustomerId, Held, TenantId};

/// What is kept under one key of one customer.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    pub tenant: TenantId,
    pub customer: CustomerId,
    /// As its definition calls it in the API.
    pub key: String,
    /// `None`: emptied, also of what somebody whom this customer stands for had.
    pub value: Option<Held>,
    /// A text in lower case, for the search; empty where it is none.
    pub folded: String,
    pub updated_at: At,
}

impl Attribute {
    /// Of this customer, as of now.
    pub fn of(tenant: TenantId, customer: CustomerId, key: &str, value: Option<Held>, now: At) -> Attribute {
        let folded = match &value {
            Some(Held::Text(text)) => text.to_lowercase(),
            _ => String::new(),
        };
        Attribute { tenant, customer, key: key.to_owned(), value, folded, updated_at: now }
    }
}
