//! Quick replies: the company's and its teams', kept by operators, and everybody's own.
use crate::{Desk, Error, FieldError, Result, Staff};
use model::*;

const KEEPERS: &str = "company quick replies are kept by operators";

/// Whose a quick reply is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuickReplyScope {
    Company,
    Team(SettingId),
    Personal,
}

/// What is to stand there.
#[derive(Clone, Debug)]
pub struct QuickReplyEdit {
    pub scope: QuickReplyScope,
    /// 1 to 32 characters.
    pub shortcut: String,
    /// 1 to 100.
    pub title: String,
    /// 1 to 4,000.
    pub text: String,
    pub expires_at: Option<At>,
}

impl Desk {
    /// The company's, those of this person's teams, and their own. Who keeps the company's sees all teams', and what has expired.
    pub async fn quick_replies(&self, who: &Staff) -> Result<Vec<QuickReply>> {
        let mut tx = self.db.read().await?;
        let mut all = store::quick_reply::of(&mut tx, who.tenant, who.agent.id).await?;
        let teams = store::fitness::of(&mut tx, who.tenant, who.agent.id).await?.teams;
        let now = self.now();
        all.retain(|it| {
            let keeps = it.owner.is_some() || who.agent.role.operates();
            keeps || (it.team.is_none_or(|team| teams.contains(&team)) && it.expires_at.is_none_or(|until| now < until))
        });
        Ok(all)
    }

    /// `id`: an existing one to change.
    pub async fn save_quick_reply(
        &self,
        who: &Staff,
        id: Option<QuickReplyId>,
        edit: &QuickReplyEdit,
    ) -> Result<QuickReply> {
        who.must(who.agent.role.receives(), "auditors only read")?;
        who.must(edit.scope == QuickReplyScope::Personal || who.agent.role.operates(), KEEPERS)?;
        let (shortcut, title, text) = (edit.shortcut.trim(), edit.title.trim(), edit.text.trim());
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
        let mut tx = self.db.write().await?;
        let team = match edit.scope {
            QuickReplyScope::Team(team) => Some(team),
            QuickReplyScope::Company | QuickReplyScope::Personal => None,
        };
        if let Some(team) = team
            && !self.is_setting(&mut tx, who.tenant, "team", team).await?
        {
            return Err(Error::field("team", "unknown", "no such team"));
        }
        let reply = QuickReply {
            tenant: who.tenant,
            id: id.unwrap_or(QuickReplyId(self.id())),
            owner: (edit.scope == QuickReplyScope::Personal).then_some(who.agent.id),
            team,
            shortcut: shortcut.into(),
            title: title.into(),
            text: text.into(),
            expires_at: edit.expires_at,
            updated_at: self.now(),
        };
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
        who.must(found.owner.is_some() || who.agent.role.operates(), KEEPERS)?;
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
