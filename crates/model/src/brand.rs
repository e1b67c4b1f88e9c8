//! Brand (品牌/店铺/业务线): a face under which a tenant receives customers.
use crate::{At, BrandId, TenantId};

/// A face of the tenant, with its own accounts, queues and hours.
#[derive(Clone, Debug, PartialEq)]
pub struct Brand {
    pub tenant: TenantId,
    pub id: BrandId,
    pub name: String,
    /// IANA zone, `Asia/Shanghai` by default.
    pub zone: String,
    pub created_at: At,
    /// Takes no new conversations since then; what was said stays and is found.
    pub archived_at: Option<At>,
    pub version: i64,
}
