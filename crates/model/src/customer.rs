//! Customer (客户): a person; identity (身份): one address of theirs; identity link: the evidence that joined or split them.
use crate::{AccountId, AgentId, At, CompanyId, CustomerId, IdentityId, Locale, MergeId, TenantId, words};

words! {
    /// Whether an address names one person by itself.
    IdentityClass { Personal = "personal", Shared = "shared", Proxy = "proxy", Unknown = "unknown" }
    /// What evidence is good for.
    Strength {
        /// The very address.
        Exact = "exact",
        /// Joins by itself: proved by a signature or by the provider.
        Strong = "strong",
        /// Only suggests: somebody typed it.
        Weak = "weak",
    }
}

/// A person, with what we know of them; `None` where we know nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Customer {
    pub tenant: TenantId,
    pub id: CustomerId,
    pub name: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    /// What colleagues noted about this person.
    pub remark: Option<String>,
    pub locale: Locale,
    /// The page they were last seen on.
    pub page_url: Option<String>,
    pub page_title: Option<String>,
    pub company: Option<CompanyId>,
    /// Known to be the same person as this one, who stands for both; their conversations are read together.
    pub merged_into: Option<CustomerId>,
    pub created_at: At,
    pub version: i64,
}

/// One address, and whose it is; unique by (tenant, kind, scope, value).
#[derive(Clone, Debug, PartialEq)]
pub struct Identity {
    pub tenant: TenantId,
    pub id: IdentityId,
    /// `visitor`, `external_id`, `phone`, `email`, or what a channel calls its addresses.
    pub kind: String,
    /// Where the value is unique: a channel account, or empty for the whole tenant.
    pub scope: String,
    pub value: String,
    pub class: IdentityClass,
    pub verified: bool,
    pub customer: CustomerId,
    pub created_at: At,
}

/// An address as a channel hands it over, before we know whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    pub kind: String,
    pub scope: String,
    pub value: String,
    pub class: IdentityClass,
    pub verified: bool,
}

impl Address {
    /// A browser of a web chat account.
    pub fn visitor(account: AccountId, visitor: impl ToString) -> Address {
        Address {
            kind: "visitor".into(),
            scope: account.to_string(),
            value: visitor.to_string(),
            class: IdentityClass::Personal,
            verified: false,
        }
    }
    /// A tenant's own number for a customer, proved by a signature.
    pub fn external(value: impl Into<String>) -> Address {
        Address {
            kind: "external_id".into(),
            scope: String::new(),
            value: value.into(),
            class: IdentityClass::Personal,
            verified: true,
        }
    }
}

/// Why an identity now belongs to another customer; a log, so that it can be undone.
#[derive(Clone, Debug, PartialEq)]
pub struct IdentityLink {
    pub tenant: TenantId,
    pub identity: IdentityId,
    pub from_customer: Option<CustomerId>,
    pub to_customer: CustomerId,
    /// `first_contact`, `external_id`, `unionid`, `invite`, `agent`, `unmerge`, …
    pub evidence: String,
    pub strength: Strength,
    /// The agent who said so.
    pub actor: Option<AgentId>,
    /// The merge it was part of.
    pub merge: Option<MergeId>,
    /// The address that brought this one along, as a browser brings its user's number.
    pub via: Option<IdentityId>,
    pub at: At,
}
