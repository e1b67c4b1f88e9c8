//! The audit: what was done with privilege, by whom, on which.
use super::{customer::Name, time::Time};
use model::{AgentId, Uuid};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

/// One row of the audit's chain.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AuditRow {
    /// Place in the chain, 1, 2, 3 …
    #[schema(minimum = 1)]
    pub seq: i64,
    pub id: Uuid,
    /// Who; null: nobody of the staff.
    #[schema(required)]
    pub actor: Option<Name>,
    /// `noun.verb`.
    #[schema(example = "customer.revealed")]
    pub action: String,
    /// On which: an id, as a rule.
    pub subject: String,
    pub detail: String,
    pub at: Time,
    /// SHA-256 over the hash before and this row; docs/invariants.md says of what.
    pub hash: String,
}

impl AuditRow {
    /// With the name of who did it.
    #[must_use]
    pub fn of(it: &model::Audit, names: &BTreeMap<AgentId, String>) -> AuditRow {
        AuditRow {
            seq: it.seq,
            id: it.id.0,
            actor: it.actor.map(|id| Name { id: id.0, name: names.get(&id).cloned() }),
            action: it.action.clone(),
            subject: it.subject.clone(),
            detail: it.detail.clone(),
            at: it.at.into(),
            hash: it.hash.clone(),
        }
    }
}

/// What a look at the whole chain found.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AuditChain {
    /// How many rows stand in it.
    #[schema(minimum = 0)]
    pub rows: i64,
    /// Every row is as it was written.
    pub ok: bool,
    /// The first place at which it is not.
    #[schema(required)]
    pub first_broken: Option<i64>,
}

impl From<model::Chain> for AuditChain {
    fn from(it: model::Chain) -> AuditChain {
        AuditChain { rows: it.rows, ok: it.first_broken.is_none(), first_broken: it.first_broken }
    }
}

/// A page of the audit, narrowed.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AuditQuery {
    /// `next` of the page before.
    #[param(max_length = 512)]
    pub after: Option<String>,
    /// Entries wanted, 1…100; 50 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
    /// Only by this agent.
    pub actor: Option<Uuid>,
    /// Only this action.
    #[param(max_length = 100)]
    pub action: Option<String>,
    /// At or after this moment.
    pub from: Option<Time>,
    /// Before this moment.
    pub until: Option<Time>,
}
