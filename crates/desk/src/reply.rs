//! Replies and notes: checked, recorded, put in the outbox; a repeated client id gets the first one's answer.
use crate::again::Tries;
use crate::{Desk, Error, Result, Staff};
use flow::Way;
use model::port::{Said, TextUnit, Transport};
use model::*;
use store::Tx;

/// What an agent wants to say.
#[derive(Clone, Debug)]
pub struct Draft {
    /// 1–64 printable ASCII characters, unique for the agent.
    pub client_id: String,
    pub note: bool,
    pub text: String,
    pub attachments: Vec<AttachmentId>,
    /// Ids of colleagues and teams whom a note names; at most 20.
    pub mentions: Vec<Uuid>,
    pub card: Option<Card>,
    pub leg: Option<LegId>,
    /// As the approved template of the leg's channel, outside of its reply window.
    pub template: bool,
    /// The agent has looked at words that were pointed out, and means them.
    pub looked: bool,
    /// The last message the agent has seen; what the customer or a colleague said after it refuses the reply once.
    pub seen: Option<i64>,
}

/// Longest text of a note, characters.
const NOTE_MOST: usize = 10_000;

impl Desk {
    /// Durable when this returns. Another text under the same client id still answers with the first message.
    pub async fn say(&self, who: &Staff, id: ConversationId, draft: &Draft) -> Result<Message> {
        who.must(who.agent.role.receives(), "auditors only read")?;
        self.may_see(who, id).await?;
        valid(draft)?;
        let mut tries = Tries(8);
        loop {
            if let Some(done) = tries.ended(self.say_once(who, id, draft).await) {
                return done;
            }
        }
    }

    async fn say_once(&self, who: &Staff, id: ConversationId, draft: &Draft) -> Result<Message> {
        let tenant = who.tenant;
        let mut tx = self.db.write().await?;
        if let Some(before) = store::message::by_client_id(&mut tx, tenant, who.agent.id.0, &draft.client_id).await? {
            tx.commit().await?; // the first may still be on its way to the disk
            return Ok(before);
        }
        let conversation =
            store::conversation::lock(&mut tx, tenant, id).await?.ok_or(Error::NotFound("conversation"))?;
        let brand = conversation.brand;
        let attachments = self.attachments(&mut tx, tenant, &draft.attachments, &who.agent.id.to_string()).await?;
        let last_in = if draft.note { None } else { store::message::last_in(&mut tx, tenant, id).await? };
        let mut sheet = self.sheet(&mut tx, conversation, &[who.agent.id]).await?;
        if !draft.note {
            self.manual(&mut tx, tenant).await?.allows(&draft.text, draft.looked, who.role_in(brand))?;
        }
        let said = Said {
            text: draft.text.chars().filter(|c| *c != '\0').collect(),
            client_id: Some(draft.client_id.clone()),
            card: draft.card.clone(),
            ..Said::default()
        };
        let mut went_by = None;
        let seq = if draft.note {
            let mentions = self.mentions(&mut tx, who, brand, &draft.mentions).await?;
            let (seq, lines) = flow::note(&mut sheet, &who.agent, said, attachments, mentions);
            for line in &lines {
                store::mention::insert(&mut tx, line).await?;
            }
            seq
        } else {
            let newer = self.newer(&mut tx, who, id, last_in.as_ref(), draft.seen).await?;
            let leg = flow::way(&sheet, draft.leg, last_in.and_then(|it| it.leg))?;
            let way = Way { leg, hosted: self.is_hosted(&sheet, leg), template: draft.template };
            self.fits(&sheet, leg, &said)?;
            went_by = sheet.legs.iter().find(|it| it.id == leg && way.hosted).map(|leg| leg.account);
            let seq = flow::reply(&mut sheet, &who.agent, way, said, attachments, newer)?;
            // Whoever answers has read what they answer.
            let me = who.agent.id;
            if store::read_mark::climb(&mut tx, tenant, me, id, seq, sheet.conversation.in_count).await? {
                let (message_seq, agent, only) = (Some(seq), Some(me), Some(me));
                sheet.log(NewEvent { message_seq, agent, only, ..NewEvent::of(EventKind::ReadMarked) });
                self.read_mentions(&mut tx, who, id, seq).await?;
            }
            seq
        };
        let changed = self.write(tx, sheet).await?;
        if let Some(account) = went_by {
            self.engine.health.well(account, self.now());
        }
        changed.messages.into_iter().find(|message| message.seq == seq).ok_or(Error::Conflict)
    }

    /// What the customer said, or a colleague replied, after all that the writer has seen.
    async fn newer(
        &self,
        tx: &mut Tx,
        who: &Staff,
        id: ConversationId,
        last_in: Option<&Message>,
        seen: Option<i64>,
    ) -> Result<Option<i64>> {
        let Some(seen) = seen else { return Ok(None) };
        let by_another = store::message::last_reply_of_others(tx, who.tenant, id, who.agent.id, seen).await?;
        Ok(last_in.map(|it| it.seq).filter(|seq| seen < *seq).max(by_another))
    }

    fn is_hosted(&self, sheet: &flow::Sheet<'_>, leg: LegId) -> bool {
        let channel = sheet.legs.iter().find(|it| it.id == leg).and_then(|leg| self.channel(&leg.channel));
        channel.is_some_and(|channel| channel.manifest().transport == Transport::Hosted)
    }

    fn fits(&self, sheet: &flow::Sheet<'_>, leg: LegId, said: &Said) -> Result<()> {
        let channel = sheet.legs.iter().find(|it| it.id == leg).and_then(|leg| self.channel(&leg.channel));
        let Some(manifest) = channel.map(|channel| channel.manifest()) else { return Ok(()) };
        if manifest.text_unit.length(&said.text) > manifest.text_limit {
            let unit = match manifest.text_unit {
                TextUnit::Characters => "characters",
                TextUnit::Bytes => "bytes",
            };
            let why = format!("this channel carries at most {} {unit}", manifest.text_limit);
            return Err(Error::field("text", "too_long", why));
        }
        if let Some(card) = said.card.as_ref().filter(|card| !manifest.cards.contains(&card.word())) {
            let all = manifest.cards.join(", ");
            let why = format!("this channel carries no card of the kind {}; it carries: [{all}]", card.word());
            return Err(Error::field("card", "unable", why));
        }
        Ok(())
    }
}

fn valid(draft: &Draft) -> Result<()> {
    let id = &draft.client_id;
    if id.is_empty() || id.len() > 64 || !id.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(Error::field("client_id", "format", "1 to 64 printable ASCII characters"));
    }
    if draft.text.trim().is_empty() && draft.attachments.is_empty() && draft.card.is_none() {
        return Err(Error::field("text", "required", "say something or attach a file"));
    }
    if let Some(card) = &draft.card {
        crate::card::right(card, draft)?;
    }
    if draft.text.chars().count() > NOTE_MOST {
        return Err(Error::field("text", "too_long", format!("at most {NOTE_MOST} characters")));
    }
    if draft.template && draft.text.trim().is_empty() {
        return Err(Error::field("text", "required", "a template carries a text"));
    }
    if draft.template && !draft.attachments.is_empty() {
        return Err(Error::field("attachments", "unable", "a template carries text only"));
    }
    if !draft.note && !draft.mentions.is_empty() {
        return Err(Error::field("mentions", "unable", "only a note names colleagues: leave them out of a reply"));
    }
    if draft.attachments.len() > 10 {
        return Err(Error::field("attachments", "too_many", "at most 10 files"));
    }
    Ok(())
}
