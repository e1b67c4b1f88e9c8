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
    #[schema(max_length = 2048)]
    pub url: String,
    #[schema(required, max_length = 300)]
    pub title: Option<String>,
}

/// Changes of a customer; what is absent stays, an empty text forgets.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct ChangeCustomer {
    #[schema(max_length = 100)]
    pub name: Option<String>,
    #[schema(max_length = 40)]
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
