//! Tenant (企业): one company on a shared installation; nothing crosses tenants.
use crate::{At, TenantId};

/// A company.
#[derive(Clone, Debug, PartialEq)]
pub struct Tenant {
    pub tenant: TenantId,
    pub name: String,
    pub created_at: At,
}
