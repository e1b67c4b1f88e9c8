//! Deadlines: offers that nobody took, silence, pending dates. Each conversation has one next deadline at most.
use crate::{Desk, Error, Result};
use model::port::Transport;
use model::*;
use std::collections::BTreeSet;

/// How many at one call; the rest at the next.
const AT_ONCE: i64 = 200;

impl Desk {
    pub(crate) async fn tick_deadlines(&self) -> Result<Option<At>> {
        let due = store::conversation::due(&mut self.db.read().await?, self.now(), AT_ONCE).await?;
        for (tenant, id) in due {
            match self.deadline(tenant, id).await {
                Ok(()) | Err(Error::Refused(_) | Error::NotFound(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(store::conversation::next_due(&mut self.db.read().await?).await?)
    }

    async fn deadline(&self, tenant: TenantId, id: ConversationId) -> Result<()> {
        let mut tx = self.db.read().await?;
        let Some(conversation) = store::conversation::find(&mut tx, tenant, id).await? else { return Ok(()) };
        let offered = conversation.offer().map(|offer| offer.agent);
        let customer = store::customer::find(&mut tx, tenant, conversation.customer).await?;
        let locale = customer.map_or(Locale::Zh, |customer| customer.locale);
        let chapter = self.manual(&mut tx, tenant).await?.of(conversation.brand, self.rules);
        drop(tx);
        let words = chapter.words("reminder", locale).unwrap_or(flow::reminder(locale));
        self.change(tenant, id, &[], |sheet| {
            match sheet.conversation.due {
                Some((at, _)) if at > sheet.now => {}
                Some((_, Due::Offer)) => flow::let_pass(sheet),
                Some((_, Due::Remind)) => flow::remind(sheet, words, |leg| self.hosts(leg)),
                Some((_, Due::Silence)) => flow::close_silent(sheet),
                Some((_, Due::Pending)) => flow::pending_over(sheet),
                None => {}
            }
            Ok(())
        })
        .await?;
        let Some(agent) = offered else { return Ok(()) };
        let agent = store::agent::find(&mut self.db.read().await?, tenant, agent).await?;
        if let Some(agent) = agent.filter(|agent| agent.presence == Presence::Break) {
            // What rang beside it, or was offered between two that ran out together, waits for them no longer.
            self.gives_back_offers(tenant, agent.id).await?;
            self.tell_alone(tenant).await?; // it may have been the last who was there
            self.tell_online(tenant).await?;
        }
        Ok(())
    }

    fn hosts(&self, leg: &Leg) -> bool {
        self.channel(&leg.channel).is_some_and(|channel| channel.manifest().transport == Transport::Hosted)
    }

    /// Kinds of channels that our own pages speak.
    pub(crate) fn hosted_kinds(&self) -> BTreeSet<String> {
        let hosted = self.channels().iter().map(|it| it.manifest()).filter(|it| it.transport == Transport::Hosted);
        hosted.map(|it| it.kind.to_owned()).collect()
    }
}
