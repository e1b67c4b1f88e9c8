//! Merge: two customers turn out to be one. Their addresses come together, and so do their open conversations, brand by
//! brand; everything that moved is kept with the merge, so that it can be undone.
mod preview;
mod undo;

pub use preview::{Preview, Together, Warning};

use crate::again::Tries;
use crate::{Desk, Error, Result, Staff};
use flow::Because;
use model::*;
use store::Tx;

/// Why two customers are one.
#[derive(Clone, Debug)]
pub(crate) struct Evidence<'a> {
    /// `unionid`, `external_id`, `invite`, `agent`, …
    pub kind: &'a str,
    pub strength: Strength,
    /// Who said so; `None`: it was proved.
    pub actor: Option<&'a Agent>,
}

/// How often a merge is tried again when other writers are quicker.
const TRIES: usize = 8;

impl Desk {
    /// Somebody of the staff says that `other` is the same person as `id`, who stands for both afterwards.
    pub async fn merge(&self, who: &Staff, id: CustomerId, other: CustomerId) -> Result<Merge> {
        who.must(who.agent.role.receives(), "auditors only read")?;
        let (winner, loser) = self.pair(who, id, other).await?;
        let mut tries = Tries(TRIES);
        loop {
            if let Some(done) = tries.ended(self.merge_once(who, winner, loser).await) {
                self.bell.ring(who.tenant);
                return done;
            }
        }
    }

    async fn merge_once(&self, who: &Staff, winner: CustomerId, loser: CustomerId) -> Result<Merge> {
        let mut tx = self.db.write().await?;
        let evidence = Evidence { kind: "agent", strength: Strength::Strong, actor: Some(&who.agent) };
        let merge = self.merge_in(&mut tx, who.tenant, winner, loser, &evidence).await?;
        let detail = format!("{loser} into {winner}");
        self.audit(&mut tx, who, "customer.merged", &merge.id.to_string(), &detail).await?;
        tx.commit().await?;
        Ok(merge)
    }

    /// Both as they are read today, and visible to this person.
    pub(crate) async fn pair(
        &self,
        who: &Staff,
        id: CustomerId,
        other: CustomerId,
    ) -> Result<(CustomerId, CustomerId)> {
        let (one, other) = (self.person(who, id).await?.customer.id, self.person(who, other).await?.customer.id);
        if one == other {
            return Err(Error::field("other", "same", "these are one customer already"));
        }
        let mut tx = self.db.read().await?;
        for customer in [one, other] {
            let open = store::conversation::open_of(&mut tx, who.tenant, customer).await?;
            let mine = open.iter().all(|it| who.sees(it.brand));
            who.must(
                mine,
                "one of them is being served in a brand you do not see: somebody with a right to it decides",
            )?;
        }
        Ok((one, other))
    }

    /// In this transaction; the caller commits and rings. Both are customers who stand for themselves.
    pub(crate) async fn merge_in(
        &self,
        tx: &mut Tx,
        tenant: TenantId,
        winner: CustomerId,
        loser: CustomerId,
        evidence: &Evidence<'_>,
    ) -> Result<Merge> {
        let (first, second) = (winner.min(loser), winner.max(loser));
        let one = store::customer::lock(tx, tenant, first).await?.ok_or(Error::NotFound("customer"))?;
        let two = store::customer::lock(tx, tenant, second).await?.ok_or(Error::NotFound("customer"))?;
        let (kept, gone) = if winner == first { (one, two) } else { (two, one) };
        if kept.merged_into.is_some() || gone.merged_into.is_some() {
            return Err(Error::Conflict);
        }
        let mut merge = Merge {
            tenant,
            id: MergeId(self.id()),
            winner,
            loser,
            evidence: evidence.kind.to_owned(),
            strength: evidence.strength,
            actor: evidence.actor.map(|agent| agent.id),
            moved: Moved::default(),
            at: self.now(),
            undone_at: None,
            undone_by: None,
        };
        self.join_conversations(tx, &mut merge, evidence).await?;
        self.join_addresses(tx, &mut merge).await?;
        self.join_people(tx, &mut merge, kept, gone).await?;
        for customer in [merge.loser, merge.winner] {
            self.orders_move(tx, tenant, customer).await?;
        }
        store::merge::save(tx, &merge).await?;
        metrics::counter!("parlor_merges_total", "evidence" => merge.evidence.clone()).increment(1);
        Ok(merge)
    }

    /// One open conversation in each brand: the one that survives goes on as the winner's.
    async fn join_conversations(&self, tx: &mut Tx, merge: &mut Merge, evidence: &Evidence<'_>) -> Result<()> {
        let tenant = merge.tenant;
        let own = store::conversation::lock_open_of(tx, tenant, merge.winner).await?;
        for theirs in store::conversation::lock_open_of(tx, tenant, merge.loser).await? {
            match own.iter().find(|it| it.brand == theirs.brand) {
                Some(ours) => self.absorb(tx, merge, ours.clone(), theirs, evidence).await?,
                None => {
                    merge.moved.carried.push(theirs.id);
                    self.carry(tx, theirs, merge.winner).await?;
                }
            }
        }
        Ok(())
    }

    /// The conversation only changes whose it is.
    async fn carry(&self, tx: &mut Tx, mut it: Conversation, to: CustomerId) -> Result<()> {
        it.customer = to;
        it.version += 1;
        if !store::conversation::save(tx, &it).await? {
            return Err(Error::Conflict);
        }
        let (conversation, customer) = (Some(it.id), Some(to));
        let event = NewEvent { conversation, customer, ..NewEvent::of(EventKind::ConversationUpdated) };
        self.log(tx, it.tenant, event).await
    }

    async fn absorb(
        &self,
        tx: &mut Tx,
        merge: &mut Merge,
        ours: Conversation,
        theirs: Conversation,
        evidence: &Evidence<'_>,
    ) -> Result<()> {
        let tenant = merge.tenant;
        let spoke_here = store::message::spoke_last(tx, tenant, ours.id).await?;
        let spoke_there = store::message::spoke_last(tx, tenant, theirs.id).await?;
        let (stays, ends) =
            if flow::survives((&ours, spoke_here), (&theirs, spoke_there)) { (ours, theirs) } else { (theirs, ours) };
        let (customer, owner) = (ends.customer, ends.owner());
        let why = Because { reason: evidence.kind.to_owned(), by: evidence.actor.map(Author::agent) };
        let mut survivor = self.sheet(tx, stays, &[]).await?;
        let mut loser = self.sheet(tx, ends, &[]).await?;
        survivor.conversation.customer = merge.winner;
        let legs = flow::absorb(&mut survivor, &mut loser, &why);
        let (from, into) = (loser.conversation.id, survivor.conversation.id);
        merge.moved.absorbed.push(AbsorbedInto { from, into, customer, legs, owner });
        self.write_in(tx, loser).await?; // its legs close before they open elsewhere
        self.write_in(tx, survivor).await
    }

    async fn join_addresses(&self, tx: &mut Tx, merge: &mut Merge) -> Result<()> {
        for identity in store::identity::of_customer(tx, merge.tenant, merge.loser).await? {
            let link = IdentityLink {
                tenant: merge.tenant,
                identity: identity.id,
                from_customer: Some(merge.loser),
                to_customer: merge.winner,
                evidence: merge.evidence.clone(),
                strength: merge.strength,
                actor: merge.actor,
                merge: Some(merge.id),
                via: None,
                at: merge.at,
            };
            store::identity::relink(tx, &link).await?;
            merge.moved.identities.push(identity.id);
        }
        Ok(())
    }

    /// What the one who stands for both did not know yet is filled in; screens hear that there is one person less.
    async fn join_people(&self, tx: &mut Tx, merge: &mut Merge, mut kept: Customer, gone: Customer) -> Result<()> {
        let tenant = merge.tenant;
        for relative in store::customer::family(tx, tenant, merge.loser).await? {
            store::customer::set_merged(tx, tenant, relative, Some(merge.winner)).await?;
            merge.moved.family.push(relative);
        }
        store::customer::set_merged(tx, tenant, merge.loser, Some(merge.winner)).await?;
        let mut fill = |field: &str, slot: &mut Option<String>, from: &Option<String>| {
            if slot.is_none() && from.is_some() {
                slot.clone_from(from);
                merge.moved.filled.push(field.to_owned());
            }
        };
        fill("name", &mut kept.name, &gone.name);
        fill("phone", &mut kept.phone, &gone.phone);
        fill("email", &mut kept.email, &gone.email);
        fill("remark", &mut kept.remark, &gone.remark);
        if kept.company.is_none() && gone.company.is_some() {
            kept.company = gone.company;
            merge.moved.filled.push("company".into());
        }
        kept.version += 1;
        if !store::customer::save(tx, &kept).await? {
            return Err(Error::Conflict);
        }
        let mut family = store::customer::family(tx, tenant, merge.winner).await?;
        family.push(merge.winner);
        for it in store::suggestion::of_customer(tx, tenant, merge.winner).await? {
            if family.contains(&it.customer) && family.contains(&it.other) {
                store::suggestion::decide(tx, &it, SuggestionState::Accepted, merge.actor, merge.at).await?;
            }
        }
        for customer in [merge.loser, merge.winner] {
            let event = NewEvent { customer: Some(customer), public: true, ..NewEvent::of(EventKind::CustomerMerged) };
            self.log(tx, tenant, event).await?;
        }
        let event = NewEvent { customer: Some(merge.winner), ..NewEvent::of(EventKind::CustomerUpdated) };
        self.log(tx, tenant, event).await
    }

    /// Of customers who were here in a brand that this person leads: latest first, undone ones too; at most `limit`.
    pub async fn merges(&self, who: &Staff, after: Option<(At, MergeId)>, limit: i64) -> Result<Vec<Merge>> {
        who.must(who.agent.role.leads(), "supervisors, operators and administrators review merges")?;
        let brands = who.brands_where(Role::leads);
        Ok(store::merge::list(&mut self.db.read().await?, who.tenant, &brands, after, limit).await?)
    }
}
