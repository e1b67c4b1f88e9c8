//! How a delivery ended, and with it what had waited for that: an early receipt, the time of the customer's silence, the
//! leg's reply window.
use super::{changed, updated};
use crate::again::Tries;
use crate::{Desk, Result};
use model::*;
use store::Tx;

/// What the provider has taken must be recorded: how often it is tried when other writers are quicker.
pub(super) const TRIES: usize = 16;
/// Longest reason that is kept, characters.
const WHY_MOST: usize = 500;

impl Desk {
    pub(super) async fn settle_delivery(
        &self,
        mut it: Delivery,
        state: DeliveryState,
        why: Option<String>,
    ) -> Result<()> {
        it.state = state;
        it.last_error = why.map(|why| why.chars().filter(|c| *c != '\0').take(WHY_MOST).collect());
        let mut tries = Tries(TRIES);
        loop {
            if let Some(done) = tries.ended(self.settle_once(&it).await) {
                return done;
            }
        }
    }

    async fn settle_once(&self, it: &Delivery) -> Result<()> {
        let mut tx = self.db.write().await?;
        let conversation = store::conversation::lock(&mut tx, it.tenant, it.conversation).await?;
        let Some(message) = store::message::find(&mut tx, it.tenant, it.message).await? else {
            store::delivery::save(&mut tx, it).await?;
            return Ok(tx.commit().await?);
        };
        self.record_delivery(&mut tx, it, &message).await?;
        let mut heard = it.clone();
        for id in &it.provider_ids {
            if let Some(early) = store::delivery::part(&mut tx, it, id, self.now()).await? {
                self.heard_of(&mut tx, &mut heard, early).await?;
            }
        }
        if it.state == DeliveryState::Dead {
            self.mend_window(&mut tx, it, &message).await?;
        }
        self.end_change(tx, it, conversation, &message).await?;
        let kind = message.channel.unwrap_or_default();
        metrics::counter!("parlor_deliveries_total", "kind" => kind, "how" => it.state.as_str()).increment(1);
        Ok(())
    }

    /// The delivery as it is now, and what its message shows of it.
    pub(super) async fn record_delivery(&self, tx: &mut Tx, it: &Delivery, message: &Message) -> Result<()> {
        let receipt = match it.state {
            DeliveryState::Sent => Receipt::Sent,
            DeliveryState::InDoubt => Receipt::InDoubt,
            DeliveryState::Dead => Receipt::Failed,
            DeliveryState::Queued => Receipt::Queued,
        };
        store::delivery::save(tx, it).await?;
        store::message::set_receipt(tx, it.tenant, it.message, receipt).await?;
        let why = it.last_error.clone().unwrap_or_default();
        let failed =
            (it.state == DeliveryState::Dead).then(|| Failed { fault: it.fault.unwrap_or(Fault::Provider), why });
        if message.parts.failed != failed {
            let parts = Parts { failed, ..message.parts.clone() };
            store::message::set_parts(tx, it.tenant, it.conversation, it.seq, &parts).await?;
        }
        self.log(tx, it.tenant, updated(it.conversation, it.seq)).await
    }

    /// Commits: what left begins the time of the customer's silence; what never will has answered nothing.
    pub(super) async fn end_change(
        &self,
        mut tx: Tx,
        it: &Delivery,
        conversation: Option<Conversation>,
        message: &Message,
    ) -> Result<()> {
        if matches!(it.state, DeliveryState::Dead | DeliveryState::InDoubt) {
            self.log(&mut tx, it.tenant, changed(it)).await?;
        }
        match conversation {
            Some(conversation) => {
                let mut sheet = self.sheet(&mut tx, conversation, &[]).await?;
                flow::went_out(&mut sheet, it.leg, message.author.kind == AuthorKind::System);
                self.write_in(&mut tx, sheet).await?;
                if it.state == DeliveryState::Dead {
                    self.answered_nothing(&mut tx, message).await?;
                }
                tx.commit().await?;
            }
            None => tx.commit().await?,
        }
        self.bell.ring(it.tenant);
        Ok(())
    }

    /// The provider said that the window is closed, or did not take all of it and so used less of it up.
    pub(super) async fn mend_window(&self, tx: &mut Tx, it: &Delivery, message: &Message) -> Result<()> {
        let Some(mut leg) = live_leg(tx, it).await? else { return Ok(()) };
        let channel = message.channel.as_deref().and_then(|kind| self.channel(kind));
        let taken = channel.map_or(0, |channel| channel.taken(&it.machine));
        let Some(window) = leg.reply_window.as_mut().filter(|window| is_of(window, message)) else { return Ok(()) };
        let before = window.remaining;
        window.remaining = match (it.fault, before) {
            (Some(Fault::Window), _) => Some(0),
            (_, Some(left)) => Some(left + (replies(message) - taken).max(0)),
            (_, None) => None,
        };
        if window.remaining != before {
            self.save_leg(tx, &leg).await?;
        }
        Ok(())
    }

    /// A person has it sent again, from its beginning: a reply of now, for which the window must be open.
    pub(super) async fn use_window_again(&self, tx: &mut Tx, it: &Delivery, message: &Message) -> Result<()> {
        if message.parts.template {
            return Ok(());
        }
        let Some(mut leg) = live_leg(tx, it).await? else { return Ok(()) };
        let Some(window) = leg.reply_window.as_mut() else { return Ok(()) };
        if !window.takes(replies(message), self.now()) {
            return Err(flow::Refusal::WindowClosed { leg: leg.id }.into());
        }
        let Some(left) = window.remaining else { return Ok(()) };
        window.remaining = Some((left - replies(message)).max(0));
        self.save_leg(tx, &leg).await
    }

    async fn save_leg(&self, tx: &mut Tx, leg: &Leg) -> Result<()> {
        store::leg::save(tx, leg).await?;
        let conversation = Some(leg.conversation);
        self.log(tx, leg.tenant, NewEvent { conversation, ..NewEvent::of(EventKind::LegUpdated) }).await
    }
}

/// The leg on which they are talked to now: after a merge another than the one it was said on.
async fn live_leg(tx: &mut Tx, it: &Delivery) -> Result<Option<Leg>> {
    let mut legs = store::leg::of_identity(tx, it.tenant, it.identity).await?;
    let at = legs.iter().position(|leg| leg.open).or_else(|| legs.iter().position(|leg| leg.id == it.leg));
    Ok(at.map(|at| legs.swap_remove(at)))
}

/// The window that this message used up: a template needs none, and what the customer did since has opened another.
fn is_of(window: &Window, message: &Message) -> bool {
    !message.parts.template && window.opened_at <= message.at
}

/// How many replies it counts as: its text and each file.
fn replies(message: &Message) -> i64 {
    i64::from(!message.text.is_empty()) + message.parts.attachments.len() as i64
}
