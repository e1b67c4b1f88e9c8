//! Merges and suggestions as people read them: with names, and what is known of each side.
use crate::{Desk, Result, Staff};
use model::*;
use store::Tx;

/// A merge with the names of everybody in it.
#[derive(Clone, Debug)]
pub struct MergeSeen {
    pub merge: Merge,
    pub winner: Option<String>,
    pub loser: Option<String>,
    pub actor: Option<String>,
    pub undone_by: Option<String>,
}

/// A suggestion with what is known of both.
#[derive(Clone, Debug)]
pub struct SuggestionSeen {
    pub suggestion: Suggestion,
    pub sides: Vec<Side>,
}

/// One of two who may be one.
#[derive(Clone, Debug)]
pub struct Side {
    pub customer: Customer,
    /// Kinds of channels of their latest conversations.
    pub channels: Vec<String>,
    pub last_at: Option<At>,
    /// Number of their open conversation.
    pub open: Option<i64>,
}

impl Desk {
    /// With the names of those whom this person may see.
    pub async fn merges_seen(&self, who: &Staff, merges: Vec<Merge>) -> Result<Vec<MergeSeen>> {
        let mut tx = self.db.read().await?;
        let mut seen = vec![];
        for merge in merges {
            seen.push(MergeSeen {
                winner: name_of(&mut tx, who, merge.winner).await?,
                loser: name_of(&mut tx, who, merge.loser).await?,
                actor: agent_of(&mut tx, who.tenant, merge.actor).await?,
                undone_by: agent_of(&mut tx, who.tenant, merge.undone_by).await?,
                merge,
            });
        }
        Ok(seen)
    }

    /// With both sides as this person may see them; what they may not see one of is left out.
    pub async fn suggestions_seen(&self, who: &Staff, all: Vec<Suggestion>) -> Result<Vec<SuggestionSeen>> {
        let mut tx = self.db.read().await?;
        let mut seen = vec![];
        for suggestion in all {
            let (mut sides, mut may) = (vec![], true);
            for id in [suggestion.customer, suggestion.other] {
                let Some(customer) = store::customer::find(&mut tx, who.tenant, id).await? else { continue };
                let history = store::conversation::history_in(&mut tx, who.tenant, id, &who.brands).await?;
                may &= !history.is_empty();
                let mut channels: Vec<String> = vec![];
                for kind in history.iter().take(5).flat_map(|it| it.channels.clone()) {
                    if !channels.contains(&kind) {
                        channels.push(kind);
                    }
                }
                let last_at = history.first().map(|it| it.updated_at);
                let open = history.iter().find(|it| it.is_open()).map(|it| it.number);
                sides.push(Side { customer, channels, last_at, open });
            }
            if may && sides.len() == 2 {
                seen.push(SuggestionSeen { suggestion, sides });
            }
        }
        Ok(seen)
    }
}

/// `None` also for somebody whom the reader may not see (any more).
pub(super) async fn name_of(tx: &mut Tx, who: &Staff, id: CustomerId) -> Result<Option<String>> {
    let it = store::customer::find(tx, who.tenant, id).await?;
    let stands = it.as_ref().and_then(|it| it.merged_into).unwrap_or(id);
    let sees = store::timeline::count(tx, who.tenant, stands, &who.brands).await? > 0;
    Ok(it.filter(|_| sees).and_then(|it| it.name))
}

async fn agent_of(tx: &mut Tx, tenant: TenantId, id: Option<AgentId>) -> Result<Option<String>> {
    match id {
        Some(id) => Ok(store::agent::find(tx, tenant, id).await?.map(|it| it.name)),
        None => Ok(None),
    }
}
