//! What a merge would do, before anybody decides it.
use crate::{Desk, Result, Staff};
use model::*;

/// What would happen; nothing has.
#[derive(Clone, Debug)]
pub struct Preview {
    pub winner: Customer,
    pub loser: Customer,
    /// Addresses that would move.
    pub identities: Vec<Identity>,
    /// The loser's open conversations.
    pub conversations: Vec<Together>,
    pub warnings: Vec<Warning>,
}

/// One open conversation and what would become of it.
#[derive(Clone, Debug)]
pub struct Together {
    pub brand: BrandId,
    pub number: i64,
    /// The conversation it would go on in; `None`: it stays and changes its customer.
    pub into: Option<i64>,
    /// Who has it in hand now.
    pub owner: Option<Agent>,
}

/// What to look at twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// Both are in somebody's hands, and not the same ones.
    BothActive,
    /// Your own system calls them by different numbers.
    DifferentExternalId,
    /// Both have an address of the same channel account.
    SameChannel,
}

impl Desk {
    /// As `merge` would do it now.
    pub async fn merge_preview(&self, who: &Staff, id: CustomerId, other: CustomerId) -> Result<Preview> {
        let (winner, loser) = self.pair(who, id, other).await?;
        let (one, two) = (self.person(who, winner).await?, self.person(who, loser).await?);
        let tenant = who.tenant;
        let mut tx = self.db.read().await?;
        let own = store::conversation::open_of(&mut tx, tenant, winner).await?;
        let (mut conversations, mut warnings) = (vec![], vec![]);
        let plain = |all: Vec<(Identity, _)>| -> Vec<Identity> { all.into_iter().map(|(it, _)| it).collect() };
        let (ours, theirs) = (plain(one.identities), plain(two.identities));
        for ending in store::conversation::open_of(&mut tx, tenant, loser).await? {
            let going_on = own.iter().find(|it| it.brand == ending.brand);
            if let Some(going_on) = going_on {
                let spoke_here = store::message::spoke_last(&mut tx, tenant, going_on.id).await?;
                let spoke_there = store::message::spoke_last(&mut tx, tenant, ending.id).await?;
                let stays = flow::survives((going_on, spoke_here), (&ending, spoke_there));
                let (from, into) = if stays { (&ending, going_on) } else { (going_on, &ending) };
                let owner = self.owner_of(&mut tx, from).await?;
                if owner.is_some() && into.owner().is_some() && from.owner() != into.owner() {
                    warnings.push(Warning::BothActive);
                }
                conversations.push(Together { brand: from.brand, number: from.number, into: Some(into.number), owner });
            } else {
                let owner = self.owner_of(&mut tx, &ending).await?;
                conversations.push(Together { brand: ending.brand, number: ending.number, into: None, owner });
            }
        }
        let clash = |kind: &str| {
            let values = |all: &[Identity]| -> Vec<String> {
                all.iter().filter(|it| it.kind == kind).map(|it| it.value.clone()).collect()
            };
            let (ours, theirs) = (values(&ours), values(&theirs));
            !ours.is_empty() && !theirs.is_empty() && !ours.iter().any(|it| theirs.contains(it))
        };
        if clash("external_id") {
            warnings.push(Warning::DifferentExternalId);
        }
        let same =
            |it: &Identity| !it.scope.is_empty() && ours.iter().any(|own| own.kind == it.kind && own.scope == it.scope);
        if theirs.iter().any(same) {
            warnings.push(Warning::SameChannel);
        }
        let identities = theirs;
        Ok(Preview { winner: one.customer, loser: two.customer, identities, conversations, warnings })
    }

    async fn owner_of(&self, tx: &mut store::Tx, it: &Conversation) -> Result<Option<Agent>> {
        match it.owner() {
            Some(owner) => Ok(store::agent::find(tx, it.tenant, owner).await?),
            None => Ok(None),
        }
    }
}
