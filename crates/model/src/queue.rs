//! Queue (队列): where conversations of one brand wait for an agent.
use crate::{BrandId, QueueId, TenantId};

/// A line of one brand.
#[derive(Clone, Debug, PartialEq)]
pub struct Queue {
    pub tenant: TenantId,
    pub id: QueueId,
    pub brand: BrandId,
    pub name: String,
}
