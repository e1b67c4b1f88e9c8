//! Undoing a merge: each address goes back to whom it was taken from, and with it what was said on it.
use super::TRIES;
use crate::again::Tries;
use crate::kin::Kin;
use crate::{Desk, Error, Result, Staff};
use flow::Half;
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
        let mut tries = Tries(TRIES);
        loop {
            if let Some(done) = tries.ended(self.undo_once(who, id).await) {
                self.bell.ring(who.tenant);
                return done;
            }
        }
    }

    async fn undo_once(&self, who: &Staff, id: MergeId) -> Result<Merge> {
        let mut tx = self.db.write().await?;
        let merge = self.undo_in(&mut tx, who, id).await?;
        tx.commit().await?;
        Ok(merge)
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
        let moved = self.moved(tx, &merge).await?;
        let mut parted = BTreeSet::new();
        for it in &merge.moved.absorbed {
            parted.extend([it.from, it.into]);
            self.part(tx, who, &merge, it, &moved).await?;
        }
        self.part_others(tx, who, &merge, &moved, &parted).await?;
        self.return_addresses(tx, who, &merge, &moved).await?;
        self.return_people(tx, &merge).await?;
        merge.undone_at = Some(self.now());
        merge.undone_by = Some(who.agent.id);
        store::merge::save(tx, &merge).await?;
        self.audit(tx, who, "customer.unmerged", &merge.id.to_string(), &merge.loser.to_string()).await?;
        Ok(merge)
    }

    /// Addresses that go back: those the merge took, and those that they have brought along since.
    async fn moved(&self, tx: &mut Tx, merge: &Merge) -> Result<BTreeSet<IdentityId>> {
        let mut moved: BTreeSet<IdentityId> = merge.moved.identities.iter().copied().collect();
        let links = store::identity::links(tx, merge.tenant, merge.winner).await?;
        // Oldest first: what was brought along may have brought something itself.
        for link in links.iter().rev().filter(|link| link.at >= merge.at && link.merge.is_none()) {
            if link.via.is_some_and(|via| moved.contains(&via)) {
                moved.insert(link.identity);
            }
        }
        Ok(moved)
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
        // The survivor may have been the loser's: then it is the winner's addresses that go back.
        let theirs = it.customer == merge.loser;
        let stays = if theirs { merge.winner } else { merge.loser };
        let leaves = |leg: &Leg| moved.contains(&leg.identity) == theirs;
        let leaving: BTreeSet<LegId> = self.leaving(tx, &into, leaves).await?.iter().map(|leg| leg.id).collect();
        for mut guest in store::leg::shown_in(tx, tenant, into.id).await?.into_iter().filter(|leg| leaves(leg)) {
            guest.shown_in = Some(from.id);
            store::leg::save(tx, &guest).await?;
        }
        self.split(tx, who, (into, stays), (from, it.owner), &leaving).await
    }

    /// The legs that are read in this conversation and go.
    async fn leaving(&self, tx: &mut Tx, it: &Conversation, leaves: impl Fn(&Leg) -> bool) -> Result<Vec<Leg>> {
        let mut legs = store::leg::of(tx, it.tenant, it.id).await?;
        legs.retain(|leg| leg.shown_in.is_none() && leaves(leg));
        Ok(legs)
    }

    /// `into` stays with its customer, `from` goes on by itself; who waits for an answer in which is asked of the messages.
    async fn split(
        &self,
        tx: &mut Tx,
        who: &Staff,
        (into, stays): (Conversation, CustomerId),
        (from, owner): (Conversation, Option<AgentId>),
        leaving: &BTreeSet<LegId>,
    ) -> Result<()> {
        self.must_see(who, &into)?;
        let tenant = into.tenant;
        let mut into = self.sheet(tx, into, &[]).await?;
        let mut from = self.sheet(tx, from, owner.as_slice()).await?;
        for leg in into.legs.iter().filter(|leg| leaving.contains(&leg.id)) {
            store::leg::save(tx, &Leg { shown_in: Some(from.conversation.id), ..leg.clone() }).await?;
        }
        let theirs = self.kin(tx, tenant, from.conversation.id).await?;
        let mut family = self.kin(tx, tenant, into.conversation.id).await?.family;
        family.retain(|id| !theirs.family.contains(id));
        let ours = self.kin_of(tx, tenant, family).await?;
        let halves = (self.half(tx, tenant, &ours).await?, self.half(tx, tenant, &theirs).await?);
        into.conversation.customer = stays;
        flow::split(&mut into, &mut from, leaving, owner, halves, &Author::agent(&who.agent));
        // Whose conversation opens again must not have two: the one that closes its legs goes first.
        self.write_in(tx, into).await?;
        self.write_in(tx, from).await
    }

    async fn half(&self, tx: &mut Tx, tenant: TenantId, kin: &Kin) -> Result<Half> {
        let preview = self.last_said(tx, tenant, kin).await?.map(|it| Preview::of(&it));
        Ok(Half { waits: self.oldest_in(tx, tenant, kin).await?, preview })
    }

    fn must_see(&self, who: &Staff, it: &Conversation) -> Result<()> {
        who.must(
            who.sees(it.brand),
            "a conversation in a brand you do not see is part of it: somebody with a right to it decides",
        )
    }

    /// Conversations that were carried along, and those in which both have spoken since.
    async fn part_others(
        &self,
        tx: &mut Tx,
        who: &Staff,
        merge: &Merge,
        moved: &BTreeSet<IdentityId>,
        parted: &BTreeSet<ConversationId>,
    ) -> Result<()> {
        let tenant = merge.tenant;
        let mut touched: BTreeSet<ConversationId> = merge.moved.carried.iter().copied().collect();
        for identity in moved {
            let legs = store::leg::since(tx, tenant, *identity, merge.at).await?;
            touched.extend(legs.iter().filter(|leg| leg.shown_in.is_none()).map(|leg| leg.conversation));
        }
        for id in touched.difference(parted) {
            let Some(it) = store::conversation::lock(tx, tenant, *id).await? else { continue };
            if it.customer != merge.winner {
                continue;
            }
            let carried = merge.moved.carried.contains(id);
            let theirs = self.leaving(tx, &it, |leg| moved.contains(&leg.identity)).await?;
            let others = self.leaving(tx, &it, |leg| !moved.contains(&leg.identity)).await?;
            let since = |leg: &&Leg| leg.joined_at >= merge.at || leg.open;
            let leaving = if carried { &others } else { &theirs };
            let leaving: Vec<Leg> = leaving.iter().filter(since).cloned().collect();
            if others.is_empty() || (carried && leaving.is_empty()) {
                self.must_see(who, &it)?;
                self.carry(tx, it, merge.loser).await?;
            } else if let Some(first) = leaving.iter().map(|leg| leg.joined_at).min() {
                let (stays, goes) = if carried { (merge.loser, merge.winner) } else { (merge.winner, merge.loser) };
                let owner = it.owner().or(it.last_owner);
                let from = self.beside(tx, &it, goes, first).await?;
                let leaving = leaving.iter().map(|leg| leg.id).collect();
                self.split(tx, who, (it, stays), (from, owner), &leaving).await?;
            }
        }
        Ok(())
    }

    /// A conversation for what one of two said in another's since they were taken for one.
    async fn beside(&self, tx: &mut Tx, it: &Conversation, customer: CustomerId, since: At) -> Result<Conversation> {
        let number = store::conversation::next_number(tx, it.tenant).await?;
        let id = ConversationId(self.id());
        let mut new = flow::open(self.now(), id, number, it.tenant, it.brand, customer, it.home);
        new.opened_at = since;
        if let Place::Closed { at } = it.place {
            new.place = Place::Closed { at };
        }
        Ok(new)
    }

    async fn return_addresses(
        &self,
        tx: &mut Tx,
        who: &Staff,
        merge: &Merge,
        moved: &BTreeSet<IdentityId>,
    ) -> Result<()> {
        let ours = store::identity::of_customer(tx, merge.tenant, merge.winner).await?;
        for identity in ours.iter().filter(|it| moved.contains(&it.id)) {
            let link = IdentityLink {
                tenant: merge.tenant,
                identity: identity.id,
                from_customer: Some(merge.winner),
                to_customer: merge.loser,
                evidence: "unmerge".into(),
                strength: Strength::Strong,
                actor: Some(who.agent.id),
                merge: Some(merge.id),
                via: None,
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
            if field == "company" {
                kept.company = kept.company.filter(|it| Some(*it) != loser.company);
                continue;
            }
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
            self.orders_move(tx, tenant, customer).await?;
            let merged = NewEvent { customer: Some(customer), public: true, ..NewEvent::of(EventKind::CustomerMerged) };
            self.log(tx, tenant, merged).await?;
            let updated = NewEvent { customer: Some(customer), ..NewEvent::of(EventKind::CustomerUpdated) };
            self.log(tx, tenant, updated).await?;
        }
        Ok(())
    }
}
