//! Kin: conversations that are read as one. A conversation, those that went on in it, and single legs that came back to
//! them from others when two customers were parted.
use crate::{Desk, Result};
use model::*;
use std::collections::BTreeSet;
use store::Tx;

/// How often one conversation goes on in another at most.
const CHAIN: usize = 20;

/// What is read in one thread.
#[derive(Clone, Debug)]
pub(crate) struct Kin {
    /// The conversation itself and those that went on in it.
    pub family: BTreeSet<ConversationId>,
    /// Legs of whichever conversation that are read here by themselves.
    pub guests: Vec<Leg>,
}

impl Kin {
    /// Whether what was said on this leg is read here.
    pub(crate) fn reads(&self, leg: &Leg) -> bool {
        self.family.contains(&leg.shown_in.unwrap_or(leg.conversation))
    }

    /// Conversations with something that is read here.
    pub(crate) fn places(&self) -> BTreeSet<ConversationId> {
        self.family.iter().copied().chain(self.guests.iter().map(|leg| leg.conversation)).collect()
    }
}

impl Desk {
    pub(crate) async fn kin(&self, tx: &mut Tx, tenant: TenantId, id: ConversationId) -> Result<Kin> {
        let mut family: BTreeSet<ConversationId> =
            store::conversation::kin(tx, tenant, id).await?.into_iter().collect();
        family.insert(id);
        self.kin_of(tx, tenant, family).await
    }

    pub(crate) async fn kin_of(&self, tx: &mut Tx, tenant: TenantId, family: BTreeSet<ConversationId>) -> Result<Kin> {
        let mut guests = vec![];
        for member in &family {
            guests.extend(store::leg::shown_in(tx, tenant, *member).await?);
        }
        Ok(Kin { family, guests })
    }

    /// The conversation in whose thread this one is read by now.
    pub(crate) async fn read_in(&self, tx: &mut Tx, tenant: TenantId, id: ConversationId) -> Result<ConversationId> {
        let mut id = id;
        for _ in 0..CHAIN {
            let it = store::conversation::find(tx, tenant, id).await?;
            match it.and_then(|it| it.merged_into) {
                Some(into) => id = into,
                None => break,
            }
        }
        Ok(id)
    }

    /// The conversation in whose thread this message is read by now.
    pub(crate) async fn home_of(&self, tx: &mut Tx, message: &Message) -> Result<ConversationId> {
        let legs = store::leg::of(tx, message.tenant, message.conversation).await?;
        let shown = legs.iter().find(|leg| Some(leg.id) == message.leg).and_then(|leg| leg.shown_in);
        self.read_in(tx, message.tenant, shown.unwrap_or(message.conversation)).await
    }

    /// Everything inbound that is read here, up to `upto` in the conversation itself, ends this way.
    pub(crate) async fn settle_all(
        &self,
        tx: &mut Tx,
        it: &Conversation,
        upto: i64,
        how: Settled,
        reason: Option<&str>,
    ) -> Result<()> {
        if it.kin == 0 {
            return Ok(store::message::settle(tx, it.tenant, it.id, upto, how, reason).await?);
        }
        let kin = self.kin(tx, it.tenant, it.id).await?;
        for member in &kin.family {
            let upto = if *member == it.id { upto } else { i64::MAX };
            store::message::settle(tx, it.tenant, *member, upto, how, reason).await?;
        }
        for leg in &kin.guests {
            store::message::settle_leg(tx, leg, how, reason).await?;
        }
        Ok(())
    }

    /// When the oldest of it that nobody has settled came in.
    pub(crate) async fn oldest_open(&self, tx: &mut Tx, it: &Conversation) -> Result<Option<At>> {
        if it.kin == 0 {
            return Ok(store::message::oldest_open(tx, it.tenant, it.id).await?);
        }
        let kin = self.kin(tx, it.tenant, it.id).await?;
        self.oldest_in(tx, it.tenant, &kin).await
    }

    pub(crate) async fn oldest_in(&self, tx: &mut Tx, tenant: TenantId, kin: &Kin) -> Result<Option<At>> {
        let mut oldest: Option<At> = None;
        for place in kin.places() {
            let open = store::message::open_legs(tx, tenant, place).await?;
            if open.is_empty() {
                continue;
            }
            let legs = store::leg::of(tx, tenant, place).await?;
            for leg in legs.iter().filter(|leg| open.contains(&leg.id) && kin.reads(leg)) {
                let at = store::message::oldest_open_on(tx, leg).await?;
                oldest = oldest.into_iter().chain(at).min();
            }
        }
        Ok(oldest)
    }

    /// The last thing said that is read here.
    pub(crate) async fn last_said(&self, tx: &mut Tx, tenant: TenantId, kin: &Kin) -> Result<Option<Message>> {
        let mut said = vec![];
        for place in kin.places() {
            let legs = store::leg::of(tx, tenant, place).await?;
            let read = legs.iter().filter(|leg| kin.reads(leg)).map(|leg| Some(leg.id));
            // Notes are on no leg: they stay where they were written.
            let notes = kin.family.contains(&place).then_some(None);
            for leg in read.chain(notes) {
                said.extend(store::message::last_on(tx, tenant, place, leg).await?);
            }
        }
        Ok(said.into_iter().max_by_key(|it| (it.at, it.seq)))
    }
}
