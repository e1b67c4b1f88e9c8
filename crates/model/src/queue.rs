//! Queue (队列): where conversations of one brand wait for an agent.
use crate::{BrandId, QueueId, SettingId, TenantId};

/// A line of one brand.
#[derive(Clone, Debug, PartialEq)]
pub struct Queue {
    pub tenant: TenantId,
    pub id: QueueId,
    pub brand: BrandId,
    pub name: String,
    /// Only agents of this team are offered what waits here.
    pub team: Option<SettingId>,
    /// Only agents who have this skill at `level` or above.
    pub skill: Option<SettingId>,
    /// 1 to 5.
    pub level: i64,
    /// Out of the list; what once waited here keeps its name.
    pub deleted: bool,
    pub version: i64,
}

/// Highest level of a skill.
pub const TOP_LEVEL: i64 = 5;

/// Whom a queue asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    pub team: Option<SettingId>,
    /// With the least level that is enough.
    pub skill: Option<(SettingId, i64)>,
}

impl Queue {
    /// A first version that anybody of the brand serves.
    pub fn new(tenant: TenantId, id: QueueId, brand: BrandId, name: String) -> Queue {
        Queue { tenant, id, brand, name, team: None, skill: None, level: 1, deleted: false, version: 1 }
    }
    /// What an agent must have to be offered what waits here.
    pub fn needs(&self) -> Needs {
        Needs { team: self.team, skill: self.skill.map(|skill| (skill, self.level)) }
    }
}
