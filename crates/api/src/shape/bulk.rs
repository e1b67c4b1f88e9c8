//! One deed on many conversations: what is asked, and what came of each.
use super::{conversation::Target, time::Time};
use crate::problem::ProblemBody;
use model::Uuid;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is to be done, and with which.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct Bulk {
    /// One that is named twice is done once.
    #[schema(min_items = 1, max_items = 100)]
    pub ids: Vec<Uuid>,
    pub action: BulkAction,
}

/// As the single actions of the same names.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BulkAction {
    /// Hand over.
    Transfer {
        to: Target,
        #[schema(max_length = 2000)]
        note: Option<String>,
    },
    /// Tags more and tags less, the others stay.
    Tag {
        #[serde(default)]
        #[schema(max_items = 20)]
        add: Vec<String>,
        #[serde(default)]
        #[schema(max_items = 20)]
        remove: Vec<String>,
    },
    /// End it.
    Close {
        #[schema(min_length = 1, max_length = 200)]
        no_reply_needed: Option<String>,
        disposition: Option<Uuid>,
    },
    /// Undo of close.
    Reopen {},
    /// Wait for the customer or a date.
    Pending {
        until: Time,
        #[schema(max_length = 200)]
        reason: Option<String>,
    },
    /// End the waiting.
    Resume {},
    /// Read to its end.
    Read {},
}

/// What came of each, in the order asked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BulkAnswers {
    pub items: Vec<BulkAnswer>,
}

/// What came of one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BulkAnswer {
    pub id: Uuid,
    pub ok: bool,
    /// Why not.
    #[schema(required)]
    pub problem: Option<ProblemBody>,
}

impl From<BulkAction> for desk::Deed {
    fn from(it: BulkAction) -> desk::Deed {
        use desk::Deed;
        match it {
            BulkAction::Transfer { to, note } => {
                Deed::Transfer { agent: to.agent.map(Into::into), queue: to.queue.map(Into::into), note }
            }
            BulkAction::Tag { add, remove } => Deed::Tag { add, remove },
            BulkAction::Close { no_reply_needed, disposition } => {
                Deed::Close { no_reply_needed, disposition: disposition.map(Into::into) }
            }
            BulkAction::Reopen {} => Deed::Reopen,
            BulkAction::Pending { until, reason } => Deed::Pend { until: until.0, reason },
            BulkAction::Resume {} => Deed::Resume,
            BulkAction::Read {} => Deed::Read,
        }
    }
}
