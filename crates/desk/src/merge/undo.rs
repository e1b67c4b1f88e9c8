//! Undoing a merge: each address goes back to whom it was taken from, and with it what was said on it.
use super::TRIES;
use crate::{Desk, Error, Result, Staff};
use model::*;
use std::collections::BTreeSet;
use store::Tx;

impl Desk {
    /// The merge, undone. A later merge with one of the two must be undone first.
    pub async fn undo_merge(&self, who: &Staff, id: MergeId) -> Result<Merge> {
        who.must(who.agent.role.receives(), "auditors only read")?;
        let found = store::merge::find(&mut self.db.read().await?, who.tenant, id).await?;
        let merge = found.ok_or(Error::NotFound("merge"))?;
        self.person(who, merge.winner).await.map_err(|_| Error::NotFound("merge"))?;
        for _ in 0..TRIES {
            let mut tx = self.db.write().await?;
            let done = match self.undo_in(&mut tx, who, id).await {
                Ok(merge) => tx.commit().await.map(|()| merge).map_err(Error::from),
                Err(why) => Err(why),
            };
            match done {
                Err(Error::Conflict | Error::Interrupted) => {}
                other => {
                    self.bell.ring(who.tenant);
                    return other;
                }
            }
        }
        Err(Error::Busy)
    }

    async fn undo_in(&self, tx: &mut Tx, who: &Staff, id: MergeId) -> Result<Merge> {
        let tenant = who.tenant;
        let mut merge = store::merge::lock(tx, tenant, id).await?.ok_or(Error::NotFound("merge"))?;
        if merge.undone_at.is_some() {
            return Ok(merge);
        }
        let later = store::merge::is_later(tx, &merge, merge.winner).await?
            || store::merge::is_later(tx, &merge, merge.loser).await?;
        if later {
            return Err(Error::MergedSince);
        }
        let moved: BTreeSet<IdentityId> = merge.moved.identities.iter().copied().collect();
        for it in &merge.moved.absorbed {
            self.part(tx, who, &merge, it, &moved).await?;
        }
        self.return_conversations(tx, &merge, &moved).await?;
        self.return_addresses(tx, who, &merge).await?;
        self.return_people(tx, &merge).await?;
        merge.undone_at = Some(self.now());
        merge.undone_by = Some(who.agent.id);
        store::merge::save(tx, &merge).await?;
        self.audit(tx, who, "customer.unmerged", &merge.id.to_string(), &merge.loser.to_string()).await?;
        Ok(merge)
    }

    /// One conversation is two again: its legs go where their addresses belong.
    async fn part(
        &self,
        tx: &mut Tx,
        who: &Staff,
        merge: &Merge,
        it: &AbsorbedInto,
        moved: &BTreeSet<IdentityId>,
    ) -> Result<()> {
        let tenant = merge.tenant;
        let into = store::conversation::lock(tx, tenant, it.into).await?.ok_or(Error::NotFound("conversation"))?;
        let from = store::conversation::lock(tx, tenant, it.from).await?.ok_or(Error::NotFound("conversation"))?;
        let mut into = self.sheet(tx, into, &[]).await?;
        let mut from = self.sheet(tx, from, it.owner.as_slice()).await?;
        // The survivor may have been the loser's: then it is the winner's addresses that go back.
        let theirs = it.customer == merge.loser;
        let leaving = into.legs.iter().map(|leg| leg.identity).filter(|id| moved.contains(id) == theirs).collect();
        flow::split(&mut into, &mut from, &leaving, it.owner, &Author::agent(&who.agent));
        if !theirs {
            into.conversation.customer = merge.loser;
        }
        // Whose conversation opens again must not have two: the one that closes its legs goes first.
        self.write_in(tx, into).await?;
        self.write_in(tx, from).await
    }

    /// Conversations that were carried along, and those that began since and are only the loser's addresses'.
    async fn return_conversations(&self, tx: &mut Tx, merge: &Merge, moved: &BTreeSet<IdentityId>) -> Result<()> {
        let tenant = merge.tenant;
        let parted: BTreeSet<ConversationId> = merge.moved.absorbed.iter().flat_map(|it| [it.from, it.into]).collect();
        for it in store::conversation::history(tx, tenant, merge.winner).await? {
            let since = it.opened_at >= merge.at || merge.moved.carried.contains(&it.id);
            if it.customer != merge.winner || parted.contains(&it.id) || !since {
                continue;
            }
            let legs = store::leg::of(tx, tenant, it.id).await?;
            if !legs.is_empty() && legs.iter().all(|leg| moved.contains(&leg.identity)) {
                self.carry(tx, it, merge.loser).await?;
            }
        }
        Ok(())
    }

    async fn return_addresses(&self, tx: &mut Tx, who: &Staff, merge: &Merge) -> Result<()> {
        let ours = store::identity::of_customer(tx, merge.tenant, merge.winner).await?;
        for identity in ours.iter().filter(|it| merge.moved.identities.contains(&it.id)) {
            let link = IdentityLink {
                tenant: merge.tenant,
                identity: identity.id,
                from_customer: Some(merge.winner),
                to_customer: merge.loser,
                evidence: "unmerge".into(),
                strength: Strength::Strong,
                actor: Some(who.agent.id),
                merge: Some(merge.id),
                at: self.now(),
            };
            store::identity::relink(tx, &link).await?;
        }
        Ok(())
    }

    async fn return_people(&self, tx: &mut Tx, merge: &Merge) -> Result<()> {
        let tenant = merge.tenant;
        store::customer::set_merged(tx, tenant, merge.loser, None).await?;
        for relative in &merge.moved.family {
            store::customer::set_merged(tx, tenant, *relative, Some(merge.loser)).await?;
        }
        let loser = store::customer::find(tx, tenant, merge.loser).await?.ok_or(Error::NotFound("customer"))?;
        let mut kept = store::customer::lock(tx, tenant, merge.winner).await?.ok_or(Error::NotFound("customer"))?;
        for field in &merge.moved.filled {
            let (slot, theirs) = match field.as_str() {
                "name" => (&mut kept.name, &loser.name),
                "phone" => (&mut kept.phone, &loser.phone),
                "email" => (&mut kept.email, &loser.email),
                _ => (&mut kept.remark, &loser.remark),
            };
            if *slot == *theirs {
                *slot = None; // unless somebody has corrected it since
            }
        }
        kept.version += 1;
        if !store::customer::save(tx, &kept).await? {
            return Err(Error::Conflict);
        }
        for customer in [merge.loser, merge.winner] {
            let merged = NewEvent { customer: Some(customer), public: true, ..NewEvent::of(EventKind::CustomerMerged) };
            self.log(tx, tenant, merged).await?;
            let updated = NewEvent { customer: Some(customer), ..NewEvent::of(EventKind::CustomerUpdated) };
            self.log(tx, tenant, updated).await?;
        }
        Ok(())
    }
}
