//! Drafts: the same on every device of an agent.
use crate::{Desk, Error, Result, Staff};
use model::*;

const TEXT_MOST: usize = 10_000;

impl Desk {
    /// Own drafts in this conversation.
    pub async fn drafts(&self, who: &Staff, id: ConversationId) -> Result<Vec<Draft>> {
        self.may_see(who, id).await?;
        Ok(store::draft::of(&mut self.db.read().await?, who.tenant, who.agent.id, id).await?)
    }

    /// An empty text forgets it.
    pub async fn save_draft(&self, who: &Staff, id: ConversationId, mode: DraftMode, text: &str) -> Result<Draft> {
        who.must(who.agent.role.receives(), "auditors only read")?;
        self.may_see(who, id).await?;
        if text.chars().count() > TEXT_MOST {
            return Err(Error::field("text", "too_long", format!("at most {TEXT_MOST} characters")));
        }
        let text = text.replace('\0', "");
        let draft =
            Draft { tenant: who.tenant, agent: who.agent.id, conversation: id, mode, text, updated_at: self.now() };
        let mut tx = self.db.write().await?;
        store::draft::save(&mut tx, &draft).await?;
        let event = NewEvent {
            conversation: Some(id),
            agent: Some(who.agent.id),
            only: Some(who.agent.id),
            ..NewEvent::of(EventKind::DraftSaved)
        };
        self.log(&mut tx, who.tenant, event).await?;
        tx.commit().await?;
        self.bell.ring(who.tenant);
        Ok(draft)
    }
}
