//! Merge (合并): two customers turned out to be one; kept with everything it moved, so that it can be undone. Suggestion:
//! somebody may be the same person, and why we think so.
use crate::*;
use serde::{Deserialize, Serialize};

/// Two customers became one.
#[derive(Clone, Debug, PartialEq)]
pub struct Merge {
    pub tenant: TenantId,
    pub id: MergeId,
    /// Who stands for both.
    pub winner: CustomerId,
    pub loser: CustomerId,
    /// As in `IdentityLink`.
    pub evidence: String,
    pub strength: Strength,
    /// The agent who decided it; `None`: evidence did.
    pub actor: Option<AgentId>,
    pub moved: Moved,
    pub at: At,
    pub undone_at: Option<At>,
    pub undone_by: Option<AgentId>,
}

/// What a merge moved, to be moved back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    /// Addresses that were the loser's.
    pub identities: Vec<IdentityId>,
    /// Customers who had been merged into the loser before.
    pub family: Vec<CustomerId>,
    /// What the winner did not know of themselves and was taken over: `name`, `phone`, `email`, `remark`,
    /// `company`.
    #[serde(default)]
    pub filled: Vec<String>,
    /// Open conversations that only changed their customer.
    pub carried: Vec<ConversationId>,
    /// Conversations that went on in another.
    pub absorbed: Vec<AbsorbedInto>,
}

/// One conversation that went on in another of the same brand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AbsorbedInto {
    pub from: ConversationId,
    pub into: ConversationId,
    /// Whose conversation `from` was: the merge's loser or, if theirs survived, its winner.
    pub customer: CustomerId,
    /// Each leg of `from` that was open, and the one it goes on as.
    pub legs: Vec<(LegId, LegId)>,
    pub owner: Option<AgentId>,
}

words! {
    SuggestionState { Open = "open", Accepted = "accepted", Dismissed = "dismissed" }
}

/// Two customers who may be one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    pub tenant: TenantId,
    pub id: SuggestionId,
    /// The smaller id of both comes first.
    pub customer: CustomerId,
    pub other: CustomerId,
    /// `phone`, `email`, `last_four_digits`
    pub reason: String,
    /// What they share, masked where it is shown.
    pub detail: String,
    pub state: SuggestionState,
    pub at: At,
    pub decided_by: Option<AgentId>,
    pub decided_at: Option<At>,
}

/// A company (企业) that customers belong to.
#[derive(Clone, Debug, PartialEq)]
pub struct Company {
    pub tenant: TenantId,
    pub id: CompanyId,
    pub name: String,
    pub created_at: At,
    pub version: i64,
}

/// An invitation (邀请接入) to go on over a further channel: whoever brings its code along joins the conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct Invite {
    pub tenant: TenantId,
    pub id: InviteId,
    /// The channel account to come in by.
    pub account: AccountId,
    pub conversation: ConversationId,
    pub customer: CustomerId,
    /// SHA-256 of the code, lower-case hex.
    pub hash: String,
    /// What is scanned or clicked; sealed where it is kept, empty where it is not shown.
    pub link: String,
    pub made_by: AgentId,
    pub made_at: At,
    pub expires_at: At,
    pub used_by: Option<IdentityId>,
    pub used_at: Option<At>,
}
