//! The thread: messages by their place, and the raw bytes behind them.
use crate::{Desk, Error, Result, Staff};
use model::*;
use store::message::Window;

impl Desk {
    /// A page of the thread, ascending; at most `limit` (1–100).
    pub async fn thread(&self, who: &Staff, id: ConversationId, window: Window, limit: i64) -> Result<Vec<Message>> {
        self.may_see(who, id).await?;
        Ok(store::message::window(&mut self.db.read().await?, who.tenant, id, window, false, limit.clamp(1, 100))
            .await?)
    }

    /// What a message was made from, as it came in; of our own page without the signature of its user. It shows what
    /// elsewhere is masked, so only who leads may see it, and the audit says that they did.
    pub async fn raw(&self, who: &Staff, message: MessageId) -> Result<Vec<u8>> {
        who.must(who.agent.role.leads(), "raw messages are for supervisors, operators and administrators")?;
        let mut tx = self.db.write().await?;
        let message = store::message::find(&mut tx, who.tenant, message).await?.ok_or(Error::NotFound("message"))?;
        let conversation = store::conversation::find(&mut tx, who.tenant, message.conversation).await?;
        if !conversation.is_some_and(|it| who.sees(it.brand)) {
            return Err(Error::NotFound("message"));
        }
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
        Ok(())
    }

    /// This person's screen shows the conversation now, or no longer.
    pub async fn looks_at(&self, who: &Staff, id: ConversationId, on: bool) -> Result<()> {
        let it = self.may_see(who, id).await?;
        self.push.live.look(who.tenant, it.brand, id, who.agent.id, &who.agent.name, on);
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
