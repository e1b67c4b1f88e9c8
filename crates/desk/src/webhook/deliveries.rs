//! What was told, for those who keep the webhook: to look at, to replay, and to try out.
use super::{KEEPERS, kept};
use crate::{Desk, Error, Result, Staff};
use model::*;

/// How long nobody else takes what is tried out.
const LEASE: Span = Span::minutes(2);

impl Desk {
    /// Latest first; at most `limit` behind the one that the page before ended with.
    pub async fn webhook_deliveries(
        &self,
        who: &Staff,
        id: WebhookId,
        state: Option<WebhookDeliveryState>,
        after: Option<(At, WebhookDeliveryId)>,
        limit: i64,
    ) -> Result<Vec<WebhookDelivery>> {
        who.must(who.agent.role.administers(), KEEPERS)?;
        let mut tx = self.db.read().await?;
        kept(who, store::webhook::find(&mut tx, who.tenant, id).await?)?;
        Ok(store::webhook::deliveries(&mut tx, who.tenant, id, state, after, limit).await?)
    }

    /// Sends something harmless now, also to a webhook that is switched off, and says how it went.
    pub async fn test_webhook(&self, who: &Staff, id: WebhookId) -> Result<WebhookDelivery> {
        who.must(who.agent.role.administers(), KEEPERS)?;
        let webhook = kept(who, store::webhook::find(&mut self.db.read().await?, who.tenant, id).await?)?;
        let now = self.now();
        let said = serde_json::json!({ "webhook": id, "name": webhook.name });
        let body = serde_json::json!({ "type": WEBHOOK_TEST, "timestamp": now, "data": said }).to_string();
        let fresh = self.webhook_delivery(&webhook, 0, WEBHOOK_TEST, body);
        let delivery = WebhookDelivery { due_at: now + LEASE, leased: true, ..fresh };
        let mut tx = self.db.write().await?;
        store::webhook::insert_delivery(&mut tx, &delivery).await?;
        self.audit(&mut tx, who, "webhook.tested", &id.to_string(), &webhook.name).await?;
        tx.commit().await?;
        // An earlier rest says nothing about what somebody has just mended.
        self.outside.provider.forget(super::door_of(id));
        self.send_webhook(delivery).await
    }

    /// Sends it once more from the beginning, under the same id.
    ///
    /// # Errors
    /// `Conflict` while its webhook is switched off.
    pub async fn replay_webhook(&self, who: &Staff, id: WebhookDeliveryId) -> Result<WebhookDelivery> {
        who.must(who.agent.role.administers(), KEEPERS)?;
        let mut tx = self.db.write().await?;
        let found = store::webhook::find_delivery(&mut tx, who.tenant, id).await?;
        let before = found.filter(|it| it.event_seq > 0).ok_or(Error::NotFound("webhook delivery"))?;
        let webhook = store::webhook::find(&mut tx, who.tenant, before.webhook).await?;
        let webhook = kept(who, webhook).map_err(|_| Error::NotFound("webhook delivery"))?;
        if webhook.state == WebhookState::Disabled || before.leased {
            return Err(Error::Conflict);
        }
        let held = before.due_at;
        let again = WebhookDelivery { state: WebhookDeliveryState::Pending, tried: 0, due_at: self.now(), ..before };
        if !store::webhook::settle_delivery(&mut tx, &again, held).await? {
            return Err(Error::Conflict);
        }
        self.audit(&mut tx, who, "webhook.replayed", &id.to_string(), &again.kind).await?;
        tx.commit().await?;
        self.bell.webhook_delivery.notify_one();
        Ok(again)
    }
}
