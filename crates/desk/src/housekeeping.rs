//! Housekeeping: forgets what has outlived its time, a little at each call.
use crate::session::IDLE;
use crate::{Desk, Result};
use model::{At, Span};

const LOG_KEPT: Span = Span::days(14);
const ANSWERS_KEPT: Span = Span::days(2);
/// Receipts whose message never learnt its id.
const EARLY_KEPT: Span = Span::days(30);
/// Invitations of people, after their end.
const INVITES_KEPT: Span = Span::days(30);
/// What was told to webhooks.
const WEBHOOKS_KEPT: Span = Span::days(30);
/// What a tenant's order system said.
const ORDERS_KEPT: Span = Span::days(30);
const EVERY: Span = Span::minutes(10);
const AT_ONCE: i64 = 500;

impl Desk {
    pub(crate) async fn tick_housekeeping(&self) -> Result<Option<At>> {
        let now = self.now();
        let mut tx = self.db.write().await?;
        let pruned = store::event::prune(&mut tx, now - LOG_KEPT, AT_ONCE).await?;
        store::delivery::sweep_early(&mut tx, now - EARLY_KEPT).await?;
        store::session::sweep(&mut tx, now, now - IDLE).await?;
        store::agent_invite::sweep(&mut tx, now - INVITES_KEPT).await?;
        let swept = store::webhook::sweep_deliveries(&mut tx, now - WEBHOOKS_KEPT, AT_ONCE).await?;
        store::order::sweep_answers(&mut tx, now - ORDERS_KEPT).await?;
        store::idempotency::sweep(&mut tx, now - ANSWERS_KEPT).await?;
        tx.commit().await?;
        self.send_ended_keys_home(now).await?;
        self.begin_retention().await?;
        Ok(Some(if pruned.max(swept) as i64 == AT_ONCE { now } else { now + EVERY }))
    }
}
