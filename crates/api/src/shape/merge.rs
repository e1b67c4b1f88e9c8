//! Merges of customers, what one would do, and suggestions that two may be one.
use super::{
    customer::{Identity, Name},
    time::Time,
    word::{Strength, SuggestionState, Word},
};
use model::Uuid;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Two customers who are one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Merge {
    pub id: Uuid,
    /// Who stands for both.
    pub winner: Name,
    pub loser: Name,
    /// `unionid`, `external_id`, `invite`, `agent`, …
    pub evidence: String,
    pub strength: Strength,
    /// The agent who decided; null: it was proved.
    #[schema(required)]
    pub by: Option<Name>,
    pub at: Time,
    #[schema(required)]
    pub undone_at: Option<Time>,
    #[schema(required)]
    pub undone_by: Option<Name>,
    /// How many addresses moved.
    pub identities: usize,
    /// How many open conversations moved or went on in another.
    pub conversations: usize,
}

impl From<&desk::read::MergeSeen> for Merge {
    fn from(it: &desk::read::MergeSeen) -> Merge {
        let merge = &it.merge;
        let name = |id: Uuid, name: &Option<String>| Name { id, name: name.clone() };
        Merge {
            id: merge.id.0,
            winner: name(merge.winner.0, &it.winner),
            loser: name(merge.loser.0, &it.loser),
            evidence: merge.evidence.clone(),
            strength: Word(merge.strength),
            by: merge.actor.map(|id| name(id.0, &it.actor)),
            at: merge.at.into(),
            undone_at: merge.undone_at.map(Into::into),
            undone_by: merge.undone_by.map(|id| name(id.0, &it.undone_by)),
            identities: merge.moved.identities.len(),
            conversations: merge.moved.carried.len() + merge.moved.absorbed.len(),
        }
    }
}

/// The customer who is the same person; they stand for nobody afterwards.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct Other {
    pub other: Uuid,
}

/// What a merge would do now.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MergePreview {
    pub winner: Name,
    pub loser: Name,
    /// Addresses that would move.
    pub identities: Vec<Identity>,
    pub conversations: Vec<Together>,
    pub warnings: Vec<Warning>,
}

/// What would become of one open conversation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Together {
    pub brand: Uuid,
    pub number: i64,
    /// The number of the one it would go on in; null: it stays, as the winner's.
    #[schema(required)]
    pub into: Option<i64>,
    /// Who has it in hand now.
    #[schema(required)]
    pub owner: Option<Name>,
}

/// What to look at twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// Both are in somebody's hands, and not the same ones.
    BothActive,
    /// Your own system calls them by different numbers.
    DifferentExternalId,
    /// Both have an address of the same channel account.
    SameChannel,
}

impl From<desk::read::Preview> for MergePreview {
    fn from(it: desk::read::Preview) -> MergePreview {
        let together = |one: &desk::read::Together| Together {
            brand: one.brand.0,
            number: one.number,
            into: one.into,
            owner: one.owner.as_ref().map(|agent| Name { id: agent.id.0, name: Some(agent.name.clone()) }),
        };
        let warning = |one: &desk::read::Warning| match one {
            desk::read::Warning::BothActive => Warning::BothActive,
            desk::read::Warning::DifferentExternalId => Warning::DifferentExternalId,
            desk::read::Warning::SameChannel => Warning::SameChannel,
        };
        MergePreview {
            winner: Name { id: it.winner.id.0, name: it.winner.name },
            loser: Name { id: it.loser.id.0, name: it.loser.name },
            identities: it.identities.iter().map(Identity::from).collect(),
            conversations: it.conversations.iter().map(together).collect(),
            warnings: it.warnings.iter().map(warning).collect(),
        }
    }
}

/// Two customers who may be one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Suggestion {
    pub id: Uuid,
    /// Both.
    #[schema(min_items = 2, max_items = 2)]
    pub customers: Vec<Suggested>,
    /// `phone`, `email`, `last_four_digits`
    pub reason: String,
    /// What they share, masked.
    pub detail: String,
    pub state: SuggestionState,
    pub at: Time,
}

/// One of two who may be one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Suggested {
    pub id: Uuid,
    #[schema(required)]
    pub name: Option<String>,
    /// Kinds of channels they have used.
    pub channels: Vec<String>,
    /// When they were last heard.
    #[schema(required)]
    pub last_at: Option<Time>,
    /// Number of their open conversation.
    #[schema(required)]
    pub open: Option<i64>,
}

impl From<&desk::read::SuggestionSeen> for Suggestion {
    fn from(it: &desk::read::SuggestionSeen) -> Suggestion {
        let one = |side: &desk::read::Side| Suggested {
            id: side.customer.id.0,
            name: side.customer.name.clone(),
            channels: side.channels.clone(),
            last_at: side.last_at.map(Into::into),
            open: side.open,
        };
        Suggestion {
            id: it.suggestion.id.0,
            customers: it.sides.iter().map(one).collect(),
            reason: it.suggestion.reason.clone(),
            detail: super::customer::masked(&it.suggestion.reason, &it.suggestion.detail),
            state: Word(it.suggestion.state),
            at: it.suggestion.at.into(),
        }
    }
}

/// Whose suggestions, and which page.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListSuggestions {
    /// Only those that concern this customer.
    pub customer: Option<Uuid>,
    /// `next` of the page before.
    #[param(max_length = 512)]
    pub after: Option<String>,
    /// Entries wanted, 1…100; 50 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}
