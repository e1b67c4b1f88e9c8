//! Many at once (批量): one deed on several conversations, each in a transaction of its own; what fails for one is told of that
//! one, and the others go on.
use crate::conversation::clean_tags;
use crate::{Desk, Error, Result, Staff};
use model::*;

/// Conversations of one deed at most.
const MOST: usize = 100;

/// What is to be done with each of them.
#[derive(Clone, Debug)]
pub enum Deed {
    /// To exactly one of the two.
    Transfer {
        agent: Option<AgentId>,
        queue: Option<QueueId>,
        note: Option<String>,
    },
    /// These tags more, and these less.
    Tag {
        add: Vec<String>,
        remove: Vec<String>,
    },
    Close {
        no_reply_needed: Option<String>,
        disposition: Option<SettingId>,
    },
    Reopen,
    Pend {
        until: At,
        reason: Option<String>,
    },
    Resume,
    /// Read to its end.
    Read,
}

impl Desk {
    /// Does it to each, in the order given; one that is named twice is done once.
    ///
    /// # Errors
    /// `Forbidden`, or `Invalid` when the deed itself or the list is not as it must be: then nothing was done.
    pub async fn bulk(
        &self,
        who: &Staff,
        ids: &[ConversationId],
        deed: &Deed,
    ) -> Result<Vec<(ConversationId, Result<()>)>> {
        who.must(who.agent.role.receives(), "auditors only read")?;
        let mut wanted: Vec<ConversationId> = vec![];
        for id in ids {
            if !wanted.contains(id) {
                wanted.push(*id);
            }
        }
        if wanted.is_empty() || wanted.len() > MOST {
            return Err(Error::field("ids", "out_of_range", format!("1 to {MOST} conversations")));
        }
        match deed {
            Deed::Tag { add, remove } if clean_tags(add)?.is_empty() && clean_tags(remove)?.is_empty() => {
                return Err(Error::field("action.add", "required", "name a tag to add or to remove"));
            }
            Deed::Transfer { agent, queue, .. } if agent.is_some() == queue.is_some() => {
                return Err(Error::field("action.to", "required", "name one agent or one queue"));
            }
            _ => {}
        }
        let mut done = vec![];
        for id in wanted {
            done.push((id, self.one_of_many(who, id, deed).await));
        }
        Ok(done)
    }

    async fn one_of_many(&self, who: &Staff, id: ConversationId, deed: &Deed) -> Result<()> {
        match deed.clone() {
            Deed::Transfer { agent, queue, note } => self.transfer(who, id, agent, queue, note).await,
            Deed::Tag { add, remove } => self.retag(who, id, &add, &remove).await,
            Deed::Close { no_reply_needed, disposition } => self.close(who, id, no_reply_needed, disposition).await,
            Deed::Reopen => self.reopen(who, id).await,
            Deed::Pend { until, reason } => self.pend(who, id, until, reason).await,
            Deed::Resume => self.resume(who, id).await,
            Deed::Read => self.mark_read(who, id, i64::MAX).await,
        }
    }
}
