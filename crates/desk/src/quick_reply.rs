//! Quick replies: the company's, kept by operators, and everybody's own.
use crate::{Desk, Error, FieldError, Result, Staff};
use model::*;

impl Desk {
    /// The company's and this person's own.
    pub async fn quick_replies(&self, who: &Staff) -> Result<Vec<QuickReply>> {
        Ok(store::quick_reply::of(&mut self.db.read().await?, who.tenant, who.agent.id).await?)
    }

    /// `id`: an existing one to change. `company`: everybody's.
    pub async fn save_quick_reply(
        &self,
        who: &Staff,
        id: Option<QuickReplyId>,
        company: bool,
        shortcut: &str,
        title: &str,
        text: &str,
    ) -> Result<QuickReply> {
        who.must(who.agent.role.receives(), "auditors only read")?;
        who.must(!company || who.agent.role.operates(), "company quick replies are kept by operators")?;
        let (shortcut, title, text) = (shortcut.trim(), title.trim(), text.trim());
        let mut wrong = vec![];
        for (field, value, most) in [("shortcut", shortcut, 32), ("title", title, 100), ("text", text, 4_000)] {
            let length = value.chars().count();
            if length == 0 || length > most || value.contains('\0') {
                wrong.push(FieldError {
                    field: field.into(),
                    code: "length",
                    detail: format!("1 to {most} characters"),
                });
            }
        }
        if !wrong.is_empty() {
            return Err(Error::Invalid(wrong));
        }
        if let Some(id) = id {
            self.own_quick_reply(who, id).await?;
        }
        let reply = QuickReply {
            tenant: who.tenant,
            id: id.unwrap_or(QuickReplyId(self.id())),
            owner: (!company).then_some(who.agent.id),
            shortcut: shortcut.into(),
            title: title.into(),
            text: text.into(),
            updated_at: self.now(),
        };
        let mut tx = self.db.write().await?;
        store::quick_reply::save(&mut tx, &reply).await?;
        self.log(&mut tx, who.tenant, NewEvent { only: reply.owner, ..NewEvent::of(EventKind::QuickRepliesChanged) })
            .await?;
        tx.commit().await?;
        self.bell.ring(who.tenant);
        Ok(reply)
    }

    /// One that this person may change.
    pub async fn own_quick_reply(&self, who: &Staff, id: QuickReplyId) -> Result<QuickReply> {
        let found = store::quick_reply::find(&mut self.db.read().await?, who.tenant, id).await?;
        let found = found
            .filter(|it| it.owner.is_none_or(|owner| owner == who.agent.id))
            .ok_or(Error::NotFound("quick reply"))?;
        who.must(found.owner.is_some() || who.agent.role.operates(), "company quick replies are kept by operators")?;
        Ok(found)
    }

    /// Own ones, or the company's by an operator.
    pub async fn delete_quick_reply(&self, who: &Staff, id: QuickReplyId) -> Result<()> {
        let found = self.own_quick_reply(who, id).await?;
        let mut tx = self.db.write().await?;
        store::quick_reply::delete(&mut tx, who.tenant, id).await?;
        self.log(&mut tx, who.tenant, NewEvent { only: found.owner, ..NewEvent::of(EventKind::QuickRepliesChanged) })
            .await?;
        tx.commit().await?;
        self.bell.ring(who.tenant);
        Ok(())
    }
}
