//! What agents do with a conversation: take, decline, hand over, close, put aside, tag, read.
use crate::{Desk, Error, Result, Staff};
use flow::To;
use model::*;

impl Desk {
    /// The conversation, if this person may see its brand.
    pub(crate) async fn may_see(&self, who: &Staff, id: ConversationId) -> Result<Conversation> {
        let found = store::conversation::find(&mut self.db.read().await?, who.tenant, id).await?;
        found.filter(|it| who.sees(it.brand)).ok_or(Error::NotFound("conversation"))
    }

    async fn work(
        &self,
        who: &Staff,
        id: ConversationId,
        decide: impl Fn(&mut flow::Sheet<'_>) -> Result<(), flow::Refusal>,
    ) -> Result<()> {
        who.must(who.agent.role.receives(), "auditors only read")?;
        self.may_see(who, id).await?;
        self.change(who.tenant, id, &[who.agent.id], decide).await?;
        Ok(())
    }

    /// Takes the offer, or pulls it from the queue.
    pub async fn accept(&self, who: &Staff, id: ConversationId) -> Result<()> {
        let me = who.agent.id;
        self.work(who, id, move |sheet| flow::accept(sheet, me)).await
    }

    /// Gives an offer back; the next agent's turn.
    pub async fn decline(&self, who: &Staff, id: ConversationId) -> Result<()> {
        let me = who.agent.id;
        self.work(who, id, move |sheet| {
            flow::decline(sheet, me);
            Ok(())
        })
        .await
    }

    /// `no_reply_needed`: why open questions need no answer, at most 200 characters. `disposition`: what it was about.
    pub async fn close(
        &self,
        who: &Staff,
        id: ConversationId,
        no_reply_needed: Option<String>,
        disposition: Option<SettingId>,
    ) -> Result<()> {
        let no_reply_needed = short(no_reply_needed, "no_reply_needed", 200)?;
        let brand = self.may_see(who, id).await?.brand;
        let mut tx = self.db.read().await?;
        let needs_disposition = self.manual(&mut tx, who.tenant).await?.of(brand, self.rules).needs_disposition;
        let disposition = match disposition {
            Some(id) => {
                let found = store::setting::find(&mut tx, who.tenant, id).await?;
                let found = found.filter(|it| it.kind == "disposition" && it.brand == Some(brand) && !it.deleted);
                let it = found.ok_or(Error::field("disposition", "unknown", "no disposition of this brand"))?;
                Some((it.id, it.name))
            }
            None => None,
        };
        drop(tx);
        let closing = flow::Closing { no_reply_needed, disposition, needs_disposition };
        let by = who.acting_in(brand);
        self.work(who, id, |sheet| flow::close(sheet, &by, &closing)).await
    }

    /// Undo of close, or back into own hands within 24 hours.
    pub async fn reopen(&self, who: &Staff, id: ConversationId) -> Result<()> {
        // Whose it is may have changed since it closed: it opens as theirs who stands for them now.
        let Conversation { customer, brand, .. } = self.may_see(who, id).await?;
        let by = who.acting_in(brand);
        let found = store::customer::find(&mut self.db.read().await?, who.tenant, customer).await?;
        let stands = found.and_then(|it| it.merged_into).unwrap_or(customer);
        let done = self
            .work(who, id, |sheet| {
                sheet.conversation.customer = stands;
                flow::reopen(sheet, &by)
            })
            .await;
        match done {
            Err(Error::Store(error)) if error.is_taken() => Err(Error::Conflict),
            other => other,
        }
    }

    /// Aside until `until`, at most 90 days ahead.
    pub async fn pend(&self, who: &Staff, id: ConversationId, until: At, reason: Option<String>) -> Result<()> {
        let reason = short(reason, "reason", 200)?;
        let by = who.acting_in(self.may_see(who, id).await?.brand);
        self.work(who, id, |sheet| flow::pend(sheet, &by, until, reason.clone())).await
    }

    /// Back before its date.
    pub async fn resume(&self, who: &Staff, id: ConversationId) -> Result<()> {
        let by = who.acting_in(self.may_see(who, id).await?.brand);
        self.work(who, id, |sheet| flow::resume(sheet, &by)).await
    }

    /// To an agent (by id) or a queue; a leader may take it from wherever it is.
    pub async fn transfer(
        &self,
        who: &Staff,
        id: ConversationId,
        to_agent: Option<AgentId>,
        to_queue: Option<QueueId>,
        note: Option<String>,
    ) -> Result<()> {
        who.must(who.agent.role.receives(), "auditors only read")?;
        let note = short(note, "note", 2_000)?;
        let conversation = self.may_see(who, id).await?;
        let mut tx = self.db.read().await?;
        let (to, also) =
            match (to_agent, to_queue) {
                (Some(agent), None) => {
                    let brands = store::agent::brands(&mut tx, who.tenant, agent).await?;
                    if !brands.contains(&conversation.brand) {
                        return Err(Error::field("to", "unknown", "no agent with a right to this brand"));
                    }
                    (To::Agent(agent), vec![who.agent.id, agent])
                }
                (None, Some(queue)) => {
                    let queue = store::organisation::queue(&mut tx, who.tenant, queue).await?;
                    let queue = queue
                        .filter(|it| it.brand == conversation.brand && !it.deleted)
                        .ok_or(Error::field("to", "unknown", "no such queue in this brand"))?;
                    (To::Queue { id: queue.id, name: queue.name }, vec![who.agent.id])
                }
                _ => return Err(Error::field("to", "required", "name one agent or one queue")),
            };
        drop(tx);
        let by = who.acting_in(conversation.brand);
        self.change(who.tenant, id, &also, |sheet| flow::transfer(sheet, &by, to.clone(), note.clone())).await?;
        Ok(())
    }

    /// This inbound message needs no reply.
    pub async fn settle(&self, who: &Staff, id: ConversationId, seq: i64, reason: &str) -> Result<()> {
        who.must(who.agent.role.receives(), "auditors only read")?;
        self.may_see(who, id).await?;
        let Some(reason) = short(Some(reason.to_owned()), "reason", 200)? else {
            return Err(Error::field("reason", "required", "say why no reply is needed"));
        };
        let mut tx = self.db.write().await?;
        let conversation =
            store::conversation::lock(&mut tx, who.tenant, id).await?.ok_or(Error::NotFound("conversation"))?;
        if !store::message::settle_one(&mut tx, who.tenant, id, seq, &reason).await? {
            return match store::message::at(&mut tx, who.tenant, id, seq).await? {
                Some(message) if message.direction == Direction::In => Ok(tx.commit().await?),
                _ => Err(Error::NotFound("inbound message")),
            };
        }
        let message = store::message::at(&mut tx, who.tenant, id, seq).await?.ok_or(Error::NotFound("message"))?;
        let home = self.home_of(&mut tx, &message).await?;
        let oldest =
            if home == id { self.oldest_open(&mut tx, &conversation).await? } else { conversation.waiting_since };
        let mut sheet = self.sheet(&mut tx, conversation, &[who.agent.id]).await?;
        flow::settle(&mut sheet, &who.agent, seq, reason, oldest);
        if home != id {
            self.write_in(&mut tx, sheet).await?;
            let it =
                store::conversation::lock(&mut tx, who.tenant, home).await?.ok_or(Error::NotFound("conversation"))?;
            let oldest = self.oldest_open(&mut tx, &it).await?;
            sheet = self.sheet(&mut tx, it, &[who.agent.id]).await?;
            flow::waits_since(&mut sheet, oldest);
            sheet.log(NewEvent::of(EventKind::ConversationUpdated));
        }
        self.write(tx, sheet).await?;
        Ok(())
    }

    /// These tags more, and these less; at most 20 altogether.
    pub(crate) async fn retag(&self, who: &Staff, id: ConversationId, add: &[String], remove: &[String]) -> Result<()> {
        let (add, remove) = (clean_tags(add)?, clean_tags(remove)?);
        let changed = |tags: &[String]| {
            let mut tags: Vec<String> = tags.iter().filter(|tag| !remove.contains(tag)).cloned().collect();
            tags.extend(add.iter().filter(|tag| !tags.contains(tag)).cloned().collect::<Vec<_>>());
            tags
        };
        clean_tags(&changed(&self.may_see(who, id).await?.tags))?;
        self.work(who, id, |sheet| {
            let tags = changed(&sheet.conversation.tags);
            flow::tag(sheet, tags);
            Ok(())
        })
        .await
    }

    /// At most 20 of at most 32 characters.
    pub async fn tag(&self, who: &Staff, id: ConversationId, tags: Vec<String>) -> Result<()> {
        let clean = clean_tags(&tags)?;
        self.work(who, id, |sheet| {
            flow::tag(sheet, clean.clone());
            Ok(())
        })
        .await
    }

    /// Has read up to here; climbs only.
    pub async fn mark_read(&self, who: &Staff, id: ConversationId, seq: i64) -> Result<()> {
        self.may_see(who, id).await?;
        let mut tx = self.db.write().await?;
        // Held: a word that came between the two counts would be counted once only.
        let conversation =
            store::conversation::lock(&mut tx, who.tenant, id).await?.ok_or(Error::NotFound("conversation"))?;
        let seq = seq.clamp(0, conversation.last_seq);
        let after = if seq == conversation.last_seq {
            0
        } else {
            store::message::inbound_after(&mut tx, who.tenant, id, seq).await?
        };
        if store::read_mark::climb(&mut tx, who.tenant, who.agent.id, id, seq, conversation.in_count - after).await? {
            let event = NewEvent {
                conversation: Some(id),
                message_seq: Some(seq),
                agent: Some(who.agent.id),
                only: Some(who.agent.id),
                ..NewEvent::of(EventKind::ReadMarked)
            };
            self.log(&mut tx, who.tenant, event).await?;
            self.read_mentions(&mut tx, who, id, seq).await?;
        }
        tx.commit().await?;
        self.bell.ring(who.tenant);
        Ok(())
    }
}

/// Each once, none empty.
pub(crate) fn clean_tags(tags: &[String]) -> Result<Vec<String>> {
    let mut clean: Vec<String> = vec![];
    for tag in tags.iter().map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()) {
        if tag.chars().count() > 32 || tag.contains('\0') {
            return Err(Error::field("tags", "too_long", "a tag has at most 32 characters"));
        }
        if !clean.contains(&tag) {
            clean.push(tag);
        }
    }
    if clean.len() > 20 {
        return Err(Error::field("tags", "too_many", "at most 20 tags"));
    }
    Ok(clean)
}

/// Trimmed; empty is none; at most `most` characters.
pub(crate) fn short(text: Option<String>, field: &str, most: usize) -> Result<Option<String>> {
    let text = text.map(|text| text.trim().replace('\0', "")).filter(|text| !text.is_empty());
    match &text {
        Some(text) if text.chars().count() > most => {
            Err(Error::field(field, "too_long", format!("at most {most} characters")))
        }
        _ => Ok(text),
    }
}
