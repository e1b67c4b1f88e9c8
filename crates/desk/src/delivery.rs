//! Delivery: the outbox. Each queued message is led through its channel's sending machine until it is sent, refused for
//! good, or in doubt; each step is kept, so that a restart goes on where it stood and never blindly repeats.
use crate::{Desk, Error, Result};
use futures_util::future::join_all;
use model::port::{Sending, Step};
use model::*;
use std::collections::BTreeMap;

/// How many at one call.
const AT_ONCE: i64 = 50;
/// Steps of one sending machine; more is a machine that runs in circles.
const STEPS: usize = 40;
/// Waits between attempts, seconds; the last repeats until `GIVE_UP`.
const WAITS: &[i64] = &[1, 5, 15, 60, 300, 900, 3_600];
const GIVE_UP: Span = Span::hours(76);
/// What the provider has taken must be recorded: how often it is tried when other writers are quicker.
const TRIES: usize = 8;

impl Desk {
    pub(crate) async fn tick_delivery(&self) -> Result<Option<At>> {
        let due = store::delivery::due(&mut self.db.read().await?, self.now(), AT_ONCE).await?;
        let mut accounts: BTreeMap<AccountId, Vec<Delivery>> = BTreeMap::new();
        for delivery in due {
            accounts.entry(delivery.account).or_default().push(delivery);
        }
        // One after another to one account, side by side otherwise: a provider who does not answer holds up nobody else.
        let done = accounts.into_values().map(|line| async {
            for delivery in line {
                self.deliver(delivery).await?;
            }
            Ok(())
        });
        join_all(done).await.into_iter().collect::<Result<()>>()?;
        Ok(store::delivery::next_due(&mut self.db.read().await?).await?)
    }

    async fn deliver(&self, mut it: Delivery) -> Result<()> {
        let mut tx = self.db.read().await?;
        let tenant = it.tenant;
        let message = store::message::find(&mut tx, tenant, it.message).await?.ok_or(Error::NotFound("message"))?;
        let account =
            store::account::find(&mut tx, tenant, it.account).await?.ok_or(Error::NotFound("channel account"))?;
        let legs = store::leg::of(&mut tx, tenant, it.conversation).await?;
        let identity = match legs.iter().find(|leg| leg.id == it.leg) {
            Some(leg) => store::identity::by_id(&mut tx, tenant, leg.identity).await?,
            None => None,
        };
        drop(tx);
        let (Some(channel), Some(to)) = (self.channel(&account.kind), identity) else {
            return self.settle_delivery(it, DeliveryState::Dead, Some("its channel or address is gone".into())).await;
        };
        let opened = self.opened(&account);
        self.outside.provider.introduce(account.id, channel.manifest().kind);
        let mut last = None;
        it.attempts += 1;
        for _ in 0..STEPS {
            let sending = Sending {
                message: message.id,
                to: to.value.clone(),
                text: message.text.clone(),
                attachments: message.parts.attachments.clone(),
                template: false,
                machine: it.machine.clone(),
            };
            match channel.next(&opened, &sending, last.take(), self.now()) {
                Step::Sent(ids) => {
                    it.provider_ids = ids;
                    return self.settle_delivery(it, DeliveryState::Sent, None).await;
                }
                Step::Never { fault, why } => {
                    it.fault = Some(fault);
                    return self.settle_delivery(it, DeliveryState::Dead, Some(why)).await;
                }
                Step::NeedToken { .. } => return self.settle_delivery(it, DeliveryState::Dead, None).await,
                Step::InDoubt(why) => return self.settle_delivery(it, DeliveryState::InDoubt, Some(why)).await,
                Step::RetryAt { at, why, machine } => {
                    it.machine = machine;
                    return self.later(it, at, why).await;
                }
                Step::Call { request, machine, .. } => {
                    // Kept before the call: after a crash a step that must not be repeated is in doubt, never sent again.
                    if machine != it.machine {
                        it.machine = machine;
                        self.keep(&it).await?;
                    }
                    last = Some(self.outside.provider.call(account.id, request).await);
                }
            }
        }
        self.settle_delivery(it, DeliveryState::Dead, Some(format!("not done after {STEPS} steps"))).await
    }

    /// Tries again later, each time further apart, until it is given up.
    async fn later(&self, mut it: Delivery, earliest: At, why: String) -> Result<()> {
        let now = self.now();
        if now > it.first_at + GIVE_UP {
            return self.settle_delivery(it, DeliveryState::Dead, Some(why)).await;
        }
        let step = usize::try_from(it.attempts - 1).unwrap_or(0).min(WAITS.len() - 1);
        let jitter = i64::from(self.outside.chance.secret()[0]) * WAITS[step] * 1_000_000 / 1_024;
        it.next_at = earliest.max(now + Span::seconds(WAITS[step]) + Span(jitter));
        it.last_error = Some(why);
        self.keep(&it).await
    }

    async fn keep(&self, it: &Delivery) -> Result<()> {
        let mut tx = self.db.write().await?;
        store::delivery::save(&mut tx, it).await?;
        Ok(tx.commit().await?)
    }

    /// How it ended, and with it what had waited for that: an early receipt, the time of the customer's silence.
    async fn settle_delivery(&self, mut it: Delivery, state: DeliveryState, why: Option<String>) -> Result<()> {
        it.state = state;
        it.last_error = why;
        for _ in 0..TRIES {
            match self.settle_once(&it).await {
                Err(Error::Conflict | Error::Interrupted) => {}
                other => return other,
            }
        }
        Err(Error::Busy)
    }

    async fn settle_once(&self, it: &Delivery) -> Result<()> {
        let receipt = match it.state {
            DeliveryState::Sent => Receipt::Sent,
            DeliveryState::InDoubt => Receipt::InDoubt,
            DeliveryState::Dead => Receipt::Failed,
            DeliveryState::Queued => Receipt::Queued,
        };
        let mut tx = self.db.write().await?;
        let conversation = store::conversation::lock(&mut tx, it.tenant, it.conversation).await?;
        let message = store::message::find(&mut tx, it.tenant, it.message).await?;
        store::delivery::save(&mut tx, it).await?;
        store::message::set_receipt(&mut tx, it.tenant, it.message, receipt).await?;
        self.log(&mut tx, it.tenant, updated(it.conversation, it.seq)).await?;
        for id in &it.provider_ids {
            if let Some(early) = store::delivery::part(&mut tx, it, id, self.now()).await? {
                self.climb(&mut tx, it, early).await?;
            }
        }
        match conversation {
            Some(conversation) => {
                let mut sheet = self.sheet(&mut tx, conversation, &[]).await?;
                let reminded = message.is_some_and(|it| it.author.kind == AuthorKind::System);
                flow::went_out(&mut sheet, it.leg, reminded);
                self.write(tx, sheet).await?;
            }
            None => tx.commit().await?,
        }
        self.bell.ring(it.tenant);
        Ok(())
    }

    /// A provider says how far a message came. One for a message that does not know its id yet waits for it.
    pub(crate) async fn receipt(
        &self,
        mut tx: store::Tx,
        account: &ChannelAccount,
        provider_id: &str,
        receipt: Receipt,
    ) -> Result<crate::Acked> {
        let (tenant, now) = (account.tenant, self.now());
        let part = store::delivery::part_of(&mut tx, tenant, account.id, provider_id, now).await?;
        match part.delivery {
            None => {
                let furthest = part.early.map_or(receipt, |early| early.max(receipt));
                store::delivery::park(&mut tx, tenant, account.id, provider_id, furthest).await?;
            }
            Some(id) => {
                if let Some(it) = store::delivery::find(&mut tx, tenant, id).await? {
                    self.climb(&mut tx, &it, receipt).await?;
                }
            }
        }
        tx.commit().await?;
        self.bell.ring(tenant);
        Ok(crate::Acked { client_id: None, message: None, conversation: None, seq: None, customer: None, at: now })
    }

    /// The message, and those before it on its leg, have come so far. A failure is its own alone.
    async fn climb(&self, tx: &mut store::Tx, it: &Delivery, receipt: Receipt) -> Result<()> {
        let after = if receipt == Receipt::Failed { it.seq - 1 } else { 0 };
        for seq in store::message::climb(tx, it.tenant, it.conversation, it.leg, (after, it.seq), receipt).await? {
            self.log(tx, it.tenant, updated(it.conversation, seq)).await?;
        }
        Ok(())
    }
}

fn updated(conversation: ConversationId, seq: i64) -> NewEvent {
    NewEvent {
        conversation: Some(conversation),
        message_seq: Some(seq),
        public: true,
        ..NewEvent::of(EventKind::MessageUpdated)
    }
}
