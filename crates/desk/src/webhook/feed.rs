//! Feeding: what is new in the log becomes deliveries. Rows and cursor move in one transaction, so nothing is left out and
//! nothing is told under two ids; a webhook with much that waits is given more only when some of it is done.
use crate::{Desk, Result};
use model::*;

/// Entries looked at in one go.
const PORTION: i64 = 128;
/// With so many that wait, what is new stays in the log, which is kept 14 days.
const WAITING: i64 = 1_000;

impl Desk {
    pub(crate) async fn tick_webhooks(&self) -> Result<Option<At>> {
        if self.wording.get().is_none() {
            return Ok(None);
        }
        let behind = store::webhook::behind(&mut self.db.read().await?).await?;
        let mut more = false;
        for webhook in behind {
            more |= self.feed_webhook(&webhook).await?;
        }
        Ok(more.then(|| self.now()))
    }

    /// `true`: there is more at once.
    async fn feed_webhook(&self, webhook: &Webhook) -> Result<bool> {
        let Some(wording) = self.wording.get() else { return Ok(false) };
        let tenant = webhook.tenant;
        let mut tx = self.db.read().await?;
        if store::webhook::pending(&mut tx, tenant, webhook.id).await? >= WAITING {
            return Ok(false);
        }
        let events = store::event::after(&mut tx, tenant, webhook.cursor, PORTION).await?;
        let Some(last) = events.last().map(|event| event.seq) else { return Ok(false) };
        let more = events.len() as i64 == PORTION;
        let mut told = vec![];
        // Who is meant is news for whoever passes it on to them; what else is for one person's screens is not.
        let is_told = |it: &Event| it.only.is_none() || it.kind == EventKind::NoteMentioned;
        for event in events.into_iter().filter(|event| is_told(event) && webhook.kinds.contains(&event.kind)) {
            let heard = self.hydrate(&mut tx, event, false).await?;
            if heard.conversation.as_ref().is_none_or(|it| webhook.brands.contains(&it.brand)) {
                told.push(self.webhook_delivery(
                    webhook,
                    heard.event.seq,
                    heard.event.kind.as_str(),
                    wording(self, &heard),
                ));
            }
        }
        drop(tx);
        let mut tx = self.db.write().await?;
        if !store::webhook::advance(&mut tx, webhook, last).await? {
            return Ok(true); // changed meanwhile: looked at again
        }
        for delivery in &told {
            store::webhook::insert_delivery(&mut tx, delivery).await?;
        }
        tx.commit().await?;
        if !told.is_empty() {
            self.bell.webhook_delivery.notify_one();
        }
        Ok(more)
    }

    /// Due now.
    pub(super) fn webhook_delivery(&self, to: &Webhook, event_seq: i64, kind: &str, body: String) -> WebhookDelivery {
        let now = self.now();
        WebhookDelivery {
            tenant: to.tenant,
            id: WebhookDeliveryId(self.id()),
            webhook: to.id,
            event_seq,
            kind: kind.to_owned(),
            body,
            state: WebhookDeliveryState::Pending,
            attempts: vec![],
            tried: 0,
            due_at: now,
            leased: false,
            created_at: now,
        }
    }
}
