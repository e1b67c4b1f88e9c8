//! The thread: messages by their place, and the raw bytes behind them.
use crate::{Desk, Error, Result, Staff};
use model::*;
use std::collections::BTreeMap;
use store::Tx;
use store::message::Window;

/// Messages of one other conversation that may stand on a page.
const KIN_MOST: i64 = 500;

/// One line of a thread.
#[derive(Clone, Debug)]
pub struct Line {
    pub message: Message,
    /// It is read in that conversation's thread; here it only had its place.
    pub moved_to: Option<ConversationId>,
}

impl Desk {
    /// A page of the thread, ascending; at most `limit` (1–100) of its own. What was said in conversations that went on in
    /// this one, or on legs that came back to it, stands between, where it was said.
    pub async fn thread(&self, who: &Staff, id: ConversationId, window: Window, limit: i64) -> Result<Vec<Line>> {
        let conversation = self.may_see(who, id).await?;
        let mut tx = self.db.read().await?;
        let own = store::message::window(&mut tx, who.tenant, id, window, false, limit.clamp(1, 100)).await?;
        if conversation.kin == 0 {
            return Ok(own.into_iter().map(|message| Line { message, moved_to: None }).collect());
        }
        self.with_kin(&mut tx, &conversation, own).await
    }

    async fn with_kin(&self, tx: &mut Tx, it: &Conversation, own: Vec<Message>) -> Result<Vec<Line>> {
        let tenant = it.tenant;
        // From this page's first message to the next page's: so that whatever lies between is on one page, once.
        let from = own.first().filter(|first| first.seq > 1).map_or(At(0), |first| first.at);
        let next = match own.last() {
            Some(last) => store::message::at(tx, tenant, it.id, last.seq + 1).await?,
            None => None,
        };
        let until = next.map_or(At(i64::MAX), |next| next.at);
        let kin = self.kin(tx, tenant, it.id).await?;
        let mut others = vec![];
        for id in kin.places().into_iter().filter(|id| *id != it.id) {
            let legs = store::leg::of(tx, tenant, id).await?;
            for message in store::message::between(tx, tenant, id, (from, until), KIN_MOST).await? {
                // Notes and the like go along with a conversation that ended here, not with a single leg.
                let along = match message.leg {
                    Some(leg) => legs.iter().any(|it| it.id == leg && kin.reads(it)),
                    None => kin.family.contains(&id) && message.direction != Direction::Event,
                };
                if along {
                    others.push(Line { message, moved_to: None });
                }
            }
        }
        others.sort_by_key(|line| (line.message.at, line.message.id));
        let (mut others, mut lines) = (others.into_iter().peekable(), vec![]);
        let legs = store::leg::of(tx, tenant, it.id).await?;
        let mut moved: BTreeMap<LegId, ConversationId> = BTreeMap::new();
        for leg in &legs {
            if let Some(shown) = leg.shown_in.filter(|_| !kin.reads(leg)) {
                moved.insert(leg.id, self.read_in(tx, tenant, shown).await?);
            }
        }
        for message in own {
            while let Some(other) =
                others.next_if(|other| (other.message.at, other.message.id) < (message.at, message.id))
            {
                lines.push(other);
            }
            let moved_to = message.leg.and_then(|leg| moved.get(&leg).copied());
            lines.push(Line { message, moved_to });
        }
        lines.extend(others);
        Ok(lines)
    }

    /// What a message was made from, as it came in; of our own page without the signature of its user. It shows what
    /// elsewhere is masked, so only who leads may see it, and the audit says that they did.
    pub async fn raw(&self, who: &Staff, message: MessageId) -> Result<Vec<u8>> {
        who.must(who.agent.role.leads(), "raw messages are for supervisors, operators and administrators")?;
        let mut tx = self.db.write().await?;
        let message = store::message::find(&mut tx, who.tenant, message).await?.ok_or(Error::NotFound("message"))?;
        let conversation = store::conversation::find(&mut tx, who.tenant, message.conversation).await?;
        let seen = conversation.filter(|it| who.sees(it.brand)).ok_or(Error::NotFound("message"))?;
        who.must(who.role_in(seen.brand).leads(), "raw messages are for supervisors, operators and administrators")?;
        let inbound = store::inbound::of_message(&mut tx, who.tenant, message.id).await?;
        let inbound = inbound.ok_or(Error::NotFound("raw bytes of an inbound message"))?;
        self.audit(&mut tx, who, "message.raw_read", &message.id.to_string(), "").await?;
        tx.commit().await?;
        self.bytes_of(inbound).await
    }

    /// Agents type to the customer, and colleagues see it.
    pub async fn agent_types(&self, who: &Staff, id: ConversationId, on: bool) -> Result<()> {
        let it = self.may_see(who, id).await?;
        if it.owner() == Some(who.agent.id) {
            self.push.typing_to(it.customer, &who.agent.name, on);
        }
        self.push.live.say(crate::push::Typing {
            tenant: who.tenant,
            brand: it.brand,
            conversation: id,
            agent: Some(who.agent.id),
            name: Some(who.agent.name.clone()),
            on,
            text: None,
        });
        self.bell.typing.notify_one();
        Ok(())
    }

    /// One more of this person's screens shows the conversation, or one less.
    pub async fn looks_at(&self, who: &Staff, id: ConversationId, on: bool) -> Result<()> {
        if !on {
            // Looking away asks for no right: it may be that they lost it.
            self.push.live.look_away(id, who.agent.id);
            return Ok(());
        }
        let it = self.may_see(who, id).await?;
        self.push.live.look(who.tenant, it.brand, id, who.agent.id, &who.agent.name);
        Ok(())
    }

    /// Signed place in the log, only good for this person.
    pub fn agent_cursor(&self, who: &Staff, seq: i64) -> String {
        self.seal.sign("agent-cursor", who.agent.id.0.as_bytes(), &seq.to_be_bytes())
    }

    /// The place a cursor names; `BadCursor` when it was made for somebody else.
    pub fn open_agent_cursor(&self, who: &Staff, cursor: &str) -> Result<i64> {
        let payload = self.seal.open("agent-cursor", who.agent.id.0.as_bytes(), cursor).ok_or(Error::BadCursor)?;
        payload.try_into().map(i64::from_be_bytes).map_err(|_| Error::BadCursor)
    }
}
