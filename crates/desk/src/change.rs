//! Every change to a conversation goes this way: load its rows in one transaction, let `flow` decide, write, commit, ring.
use crate::manual::Chapter;
use crate::{Desk, Error, Result};
use flow::{HouseWords, Out, Refusal, Sheet};
use model::*;
use std::collections::{BTreeMap, BTreeSet};
use store::Tx;

/// What a change left behind, as written.
pub(crate) struct Changed {
    pub conversation: Conversation,
    pub messages: Vec<Message>,
}

/// How often a change is tried again when another writer was quicker.
const TRIES: usize = 8;

impl Desk {
    /// Changes one conversation. `also`: further agents the decision may charge.
    pub(crate) async fn change(
        &self,
        tenant: TenantId,
        id: ConversationId,
        also: &[AgentId],
        decide: impl Fn(&mut Sheet<'_>) -> Result<(), Refusal>,
    ) -> Result<Changed> {
        for _ in 0..TRIES {
            let mut tx = self.db.write().await?;
            let conversation =
                store::conversation::lock(&mut tx, tenant, id).await?.ok_or(Error::NotFound("conversation"))?;
            let mut sheet = self.sheet(&mut tx, conversation, also).await?;
            decide(&mut sheet)?;
            match self.write(tx, sheet).await {
                Err(Error::Conflict | Error::Interrupted) => {}
                other => return other,
            }
        }
        Err(Error::Busy)
    }

    /// The conversation with its legs and everybody a decision may touch.
    pub(crate) async fn sheet(&self, tx: &mut Tx, conversation: Conversation, also: &[AgentId]) -> Result<Sheet<'_>> {
        let tenant = conversation.tenant;
        let mut people: BTreeSet<AgentId> = also.iter().copied().collect();
        people.extend(conversation.owner());
        people.extend(conversation.offer().map(|offer| offer.agent));
        match conversation.place {
            Place::Pending { owner, .. } => people.extend(owner),
            Place::Closed { .. } => people.extend(conversation.last_owner),
            _ => {}
        }
        let mut agents = BTreeMap::new();
        for id in people {
            agents.extend(store::agent::lock(tx, tenant, id).await?.map(|agent| (id, agent)));
        }
        let owner_is_there = conversation.owner().and_then(|owner| agents.get(&owner)).is_some_and(Agent::is_ready);
        let (id, home, brand, version) = (conversation.id, conversation.home, conversation.brand, conversation.version);
        let chapter = self.manual(tx, tenant).await?.of(brand, self.rules);
        let mut sheet = Sheet::new(self.now(), self.outside.chance.as_ref(), chapter.rules, conversation);
        sheet.agents = agents;
        if version > 0 {
            sheet.legs = store::leg::of(tx, tenant, id).await?;
            if !sheet.conversation.is_open() {
                sheet.strangers =
                    store::leg::strangers(tx, tenant, id, sheet.conversation.customer).await?.into_iter().collect();
            }
        }
        // Whoever stays where they are needs neither: in hand, or in the line already.
        if !owner_is_there && !matches!(sheet.conversation.place, Place::Queue { .. }) {
            sheet.anybody = self.anybody(tx, tenant, brand).await?;
            sheet.queue_name =
                store::organisation::queue(tx, tenant, home).await?.map(|queue| queue.name).unwrap_or_default();
        }
        if chapter.speaks() {
            sheet.words = self.house_words(tx, &sheet, &chapter).await?;
        }
        Ok(sheet)
    }

    /// What the brand says by itself now, in the customer's language.
    async fn house_words(&self, tx: &mut Tx, sheet: &Sheet<'_>, chapter: &Chapter) -> Result<HouseWords> {
        let it = &sheet.conversation;
        let customer = store::customer::find(tx, it.tenant, it.customer).await?;
        let locale = customer.map_or(Locale::Zh, |customer| customer.locale);
        let said = |key: &str| chapter.words(key, locale).map(str::to_owned);
        Ok(HouseWords {
            closed: said("closed").filter(|_| !chapter.hours.is_open(sheet.now)),
            farewell: said("farewell"),
            hosted: self.hosted_kinds(),
        })
    }

    /// Writes what a sheet leaves behind and commits.
    pub(crate) async fn write(&self, mut tx: Tx, sheet: Sheet<'_>) -> Result<Changed> {
        let (now, tenant) = (sheet.now, sheet.conversation.tenant);
        let (conversation, legs, agents, out) = sheet.finish();
        let nothing = !out.changed && out.agents.is_empty() && out.legs.is_empty();
        if nothing {
            tx.commit().await?;
            return Ok(Changed { conversation, messages: vec![] });
        }
        self.apply(&mut tx, &conversation, &legs, &agents, &out, now).await?;
        tx.commit().await?;
        self.bell.ring(tenant);
        if out.messages.iter().any(|message| message.receipt == Some(Receipt::Queued)) {
            self.bell.delivery.notify_one();
        }
        Ok(Changed { conversation, messages: out.messages })
    }

    /// Writes what a sheet leaves behind into a transaction that goes on.
    pub(crate) async fn write_in(&self, tx: &mut Tx, sheet: Sheet<'_>) -> Result<()> {
        let now = sheet.now;
        let (conversation, legs, agents, out) = sheet.finish();
        self.apply(tx, &conversation, &legs, &agents, &out, now).await
    }

    async fn apply(
        &self,
        tx: &mut Tx,
        conversation: &Conversation,
        legs: &[Leg],
        agents: &BTreeMap<AgentId, Agent>,
        out: &Out,
        now: At,
    ) -> Result<()> {
        let tenant = conversation.tenant;
        let opens = |it: &NewEvent| matches!(it.kind, EventKind::ConversationOpened | EventKind::ConversationReopened);
        if out.log.iter().any(opens) {
            self.receiving(tx, tenant, conversation.brand).await?;
        }
        if out.changed && !store::conversation::save(tx, conversation).await? {
            return Err(Error::Conflict);
        }
        for agent in out.agents.iter().filter_map(|id| agents.get(id)) {
            if !store::agent::save(tx, agent).await? {
                return Err(Error::Conflict);
            }
        }
        for leg in legs.iter().filter(|leg| out.legs.contains(&leg.id)) {
            store::leg::save(tx, leg).await?;
        }
        if let Some((upto, how, reason)) = &out.settle {
            self.settle_all(tx, conversation, *upto, *how, reason.as_deref()).await?;
        }
        for message in &out.messages {
            store::message::insert(tx, message).await?;
            if message.receipt == Some(Receipt::Queued) {
                self.post(tx, message, legs, now).await?;
            }
        }
        for event in &out.log {
            store::event::append(tx, tenant, event, now).await?;
        }
        Ok(())
    }

    /// Puts an outbound message in the outbox.
    async fn post(&self, tx: &mut Tx, message: &Message, legs: &[Leg], now: At) -> Result<()> {
        let Some(leg) = legs.iter().find(|leg| Some(leg.id) == message.leg) else { return Ok(()) };
        let delivery = Delivery {
            tenant: message.tenant,
            id: DeliveryId(self.id()),
            message: message.id,
            conversation: message.conversation,
            seq: message.seq,
            leg: leg.id,
            identity: leg.identity,
            account: leg.account,
            state: DeliveryState::Queued,
            machine: String::new(),
            attempts: 0,
            next_at: now,
            first_at: now,
            last_error: None,
            fault: None,
            provider_ids: vec![],
        };
        Ok(store::delivery::save(tx, &delivery).await?)
    }

    /// Appends one log entry that changes no conversation.
    pub(crate) async fn log(&self, tx: &mut Tx, tenant: TenantId, event: NewEvent) -> Result<()> {
        Ok(store::event::append(tx, tenant, &event, self.now()).await?)
    }
}
