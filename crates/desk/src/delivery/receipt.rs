//! Receipts: how far the provider says a message came. They only climb; what is in doubt is settled by one.
use super::{changed, updated};
use crate::{Desk, Result};
use model::*;
use store::Tx;

impl Desk {
    /// A provider says how far a message came, by its own id for it, or by ours where it was told that. One for a message
    /// that does not know its id yet waits for it.
    pub(crate) async fn receipt(
        &self,
        mut tx: Tx,
        account: &ChannelAccount,
        provider_id: &str,
        receipt: Receipt,
    ) -> Result<crate::Acked> {
        let (tenant, now) = (account.tenant, self.now());
        let part = store::delivery::part_of(&mut tx, tenant, account.id, provider_id, now).await?;
        let known = match (part.delivery, provider_id.parse::<Uuid>()) {
            (Some(id), _) => store::delivery::find(&mut tx, tenant, id).await?,
            (None, Ok(id)) => {
                let ours = store::delivery::of_message(&mut tx, tenant, MessageId(id)).await?;
                ours.filter(|it| it.account == account.id)
            }
            (None, Err(_)) => None,
        };
        match known {
            None => {
                let furthest = part.early.map_or(receipt, |early| early.max(receipt));
                store::delivery::park(&mut tx, tenant, account.id, provider_id, furthest).await?;
            }
            Some(mut it) => self.heard_of(&mut tx, &mut it, receipt).await?,
        }
        tx.commit().await?;
        self.bell.ring(tenant);
        Ok(crate::Acked { client_id: None, message: None, conversation: None, seq: None, customer: None, at: now })
    }

    /// What the provider says of it, now or before we knew its id.
    pub(super) async fn heard_of(&self, tx: &mut Tx, it: &mut Delivery, receipt: Receipt) -> Result<()> {
        let arrived = matches!(receipt, Receipt::Sent | Receipt::Delivered | Receipt::Read);
        match it.state {
            DeliveryState::InDoubt if arrived => {
                it.state = DeliveryState::Sent;
                self.settled_by_receipt(tx, it).await?;
                self.climb(tx, it, receipt).await
            }
            DeliveryState::InDoubt | DeliveryState::Sent if receipt == Receipt::Failed => {
                it.state = DeliveryState::Dead;
                it.fault = Some(Fault::Recipient);
                it.last_error = Some("the provider says that it did not arrive".into());
                self.settled_by_receipt(tx, it).await
            }
            _ => self.climb(tx, it, receipt).await,
        }
    }

    async fn settled_by_receipt(&self, tx: &mut Tx, it: &Delivery) -> Result<()> {
        if let Some(message) = store::message::find(tx, it.tenant, it.message).await? {
            // A failure after it was seen is told of another copy.
            if it.state == DeliveryState::Dead && matches!(message.receipt, Some(Receipt::Delivered | Receipt::Read)) {
                return Ok(());
            }
            self.record_delivery(tx, it, &message).await?;
            self.log(tx, it.tenant, changed(it)).await?;
        }
        Ok(())
    }

    /// The message, and those before it on its leg, have come so far. A failure is its own alone.
    async fn climb(&self, tx: &mut Tx, it: &Delivery, receipt: Receipt) -> Result<()> {
        let after = if receipt == Receipt::Failed { it.seq - 1 } else { 0 };
        for seq in store::message::climb(tx, it.tenant, it.conversation, it.leg, (after, it.seq), receipt).await? {
            self.log(tx, it.tenant, updated(it.conversation, seq)).await?;
        }
        Ok(())
    }
}
