//! Typing on other people's channels: the customer sees that an agent writes, where the channel can show it. Best effort: at
//! most one call in four seconds for each conversation, and what is missed is missed.
use crate::push::{Moment, Typing};
use crate::{Desk, Result};
use futures_util::future::join_all;
use model::port::{Errand, Transport};
use model::*;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::TryRecvError;

const EVERY: Span = Span::seconds(4);
/// How often it is looked whether somebody types.
const LOOK: Span = Span::millis(500);
/// Moments read at one look.
const MOMENTS: usize = 512;
/// Calls at one look.
const AT_ONCE: usize = 32;

/// Who types, as far as it concerns providers.
#[derive(Default)]
pub(crate) struct Types(Mutex<Known>);

#[derive(Default)]
struct Known {
    heard: Option<Receiver<Arc<Moment>>>,
    talks: BTreeMap<ConversationId, Talk>,
}

struct Talk {
    tenant: TenantId,
    agent: AgentId,
    /// What is to be told.
    wanted: Option<bool>,
    /// What was told last, and when.
    told: Option<(At, bool)>,
}

impl Talk {
    fn rests(&self, now: At) -> bool {
        self.told.is_some_and(|(at, _)| now < at + EVERY)
    }
}

impl Desk {
    pub(crate) async fn tick_typing(&self) -> Result<Option<At>> {
        let told = self.whom_to_tell().into_iter().map(|(id, tenant, agent, on)| async move {
            if let Err(why) = self.tell_typing(tenant, id, agent, on).await {
                tracing::debug!(conversation = %id, %why, "nobody was told that somebody types");
            }
        });
        join_all(told).await;
        Ok(Some(self.now() + LOOK))
    }

    fn whom_to_tell(&self) -> Vec<(ConversationId, TenantId, AgentId, bool)> {
        let now = self.now();
        let mut known = self.engine.types.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Known { heard, talks } = &mut *known;
        let heard = heard.get_or_insert_with(|| self.push.live.listen());
        for _ in 0..MOMENTS {
            match heard.try_recv() {
                Ok(moment) => note(talks, &moment),
                Err(TryRecvError::Lagged(_)) => {}
                Err(_) => break,
            }
        }
        talks.retain(|_, talk| talk.wanted.is_some() || talk.rests(now));
        let ready = talks.iter_mut().filter(|(_, talk)| talk.wanted.is_some() && !talk.rests(now)).take(AT_ONCE);
        let ready = ready.filter_map(|(id, talk)| {
            let on = talk.wanted.take()?;
            talk.told = Some((now, on));
            Some((*id, talk.tenant, talk.agent, on))
        });
        ready.collect()
    }

    async fn tell_typing(&self, tenant: TenantId, id: ConversationId, agent: AgentId, on: bool) -> Result<()> {
        let mut tx = self.db.read().await?;
        let conversation = store::conversation::find(&mut tx, tenant, id).await?;
        if conversation.is_none_or(|it| it.owner() != Some(agent)) {
            return Ok(());
        }
        let last_in = store::message::last_in(&mut tx, tenant, id).await?.and_then(|it| it.leg);
        let legs = store::leg::of(&mut tx, tenant, id).await?;
        let Some(leg) = legs.iter().find(|leg| leg.open && Some(leg.id) == last_in) else { return Ok(()) };
        let shows = self.channel(&leg.channel).map(|channel| channel.manifest());
        if !shows.is_some_and(|it| it.typing && it.transport != Transport::Hosted) {
            return Ok(());
        }
        let account = store::account::find(&mut tx, tenant, leg.account).await?;
        let identity = store::identity::by_id(&mut tx, tenant, leg.identity).await?;
        drop(tx);
        let (Some(account), Some(identity)) = (account, identity) else { return Ok(()) };
        if self.outside.provider.rests(account.id).is_none() {
            let typing = Errand::Typing { value: identity.value, on };
            if let Err(why) = self.errand(&account, &typing).await {
                tracing::debug!(account = %account.id, %why, "typing was not told");
            }
        }
        Ok(())
    }
}

fn note(talks: &mut BTreeMap<ConversationId, Talk>, moment: &Moment) {
    let Moment::Typing(Typing { tenant, conversation, agent: Some(agent), on, .. }) = moment else { return };
    match talks.get_mut(conversation) {
        Some(talk) => (talk.agent, talk.wanted) = (*agent, Some(*on)),
        // That somebody stopped is news only to whoever was told that they began.
        None if *on => {
            let talk = Talk { tenant: *tenant, agent: *agent, wanted: Some(true), told: None };
            talks.insert(*conversation, talk);
        }
        None => {}
    }
}
