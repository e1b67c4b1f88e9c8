//! What needs a person: given up, or in doubt. Seen, sent again from the beginning, or settled by who knows better; each
//! leaves an audit row.
use super::changed;
use super::ending::TRIES;
use crate::again::Tries;
use crate::{Desk, Error, Result, Staff};
use model::*;
use store::Tx;
use store::delivery::Stuck;

const LEADERS: &str = "supervisors, operators and administrators look after what did not go out";

/// What a person saw of one in doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It arrived.
    Sent,
    /// It did not.
    Failed,
}

impl Desk {
    /// In this state and in brands they see, oldest first; at most `limit` behind the one that the page before ended with.
    pub async fn deliveries(
        &self,
        who: &Staff,
        state: DeliveryState,
        after: Option<(At, DeliveryId)>,
        limit: i64,
    ) -> Result<Vec<Stuck>> {
        who.must(who.agent.role.leads(), LEADERS)?;
        Ok(store::delivery::stuck(&mut self.db.read().await?, who.tenant, who.agent.id, state, after, limit).await?)
    }

    /// One that was given up or is in doubt goes out again from the beginning, behind nothing that was said since, if the
    /// channel takes replies now. `id`: the delivery's, or its message's. Pressed twice it goes once: the second is told that it was changed meanwhile.
    pub async fn replay(&self, who: &Staff, id: Uuid) -> Result<Stuck> {
        let mut tries = Tries(TRIES);
        loop {
            if let Some(done) = tries.ended_unless_changed(self.replay_once(who, id).await) {
                return done;
            }
        }
    }

    async fn replay_once(&self, who: &Staff, id: Uuid) -> Result<Stuck> {
        let (mut tx, mut it, message) = self.stuck_one(who, id).await?;
        let now = self.now();
        store::delivery::forget_parts(&mut tx, &it).await?;
        let was = it.state;
        it.state = DeliveryState::Queued;
        it.machine.clear();
        it.attempts = 0;
        (it.first_at, it.next_at) = (now, now);
        (it.fault, it.last_error) = (None, None);
        it.provider_ids.clear();
        self.record_delivery(&mut tx, &it, &message).await?;
        self.use_window_again(&mut tx, &it, &message).await?;
        self.answers_again(&mut tx, &message).await?;
        self.log(&mut tx, who.tenant, changed(&it)).await?;
        self.audit(&mut tx, who, "delivery.replayed", &it.id.to_string(), was.as_str()).await?;
        tx.commit().await?;
        self.bell.ring(who.tenant);
        self.bell.delivery.notify_one();
        self.stuck_now(who, it.id).await
    }

    /// Somebody saw whether one in doubt has arrived. `id` as in `replay`.
    pub async fn settle_doubt(&self, who: &Staff, id: Uuid, outcome: Outcome) -> Result<Stuck> {
        let mut tries = Tries(TRIES);
        loop {
            if let Some(done) = tries.ended_unless_changed(self.settle_doubt_once(who, id, outcome).await) {
                return done;
            }
        }
    }

    async fn settle_doubt_once(&self, who: &Staff, id: Uuid, outcome: Outcome) -> Result<Stuck> {
        let (mut tx, mut it, message) = self.stuck_one(who, id).await?;
        if it.state != DeliveryState::InDoubt {
            return Err(Error::Conflict);
        }
        (it.state, it.fault, it.last_error) = match outcome {
            Outcome::Sent => (DeliveryState::Sent, None, None),
            Outcome::Failed => {
                let why = format!("{} saw that it did not arrive", who.agent.name);
                (DeliveryState::Dead, Some(Fault::Provider), Some(why))
            }
        };
        self.record_delivery(&mut tx, &it, &message).await?;
        if it.state == DeliveryState::Dead {
            self.mend_window(&mut tx, &it, &message).await?;
            self.answered_nothing(&mut tx, &message).await?;
        }
        let word = it.state.as_str();
        self.log(&mut tx, who.tenant, changed(&it)).await?;
        self.audit(&mut tx, who, "delivery.settled", &it.id.to_string(), word).await?;
        tx.commit().await?;
        self.bell.ring(who.tenant);
        self.stuck_now(who, it.id).await
    }

    /// Under its conversation's lock: who may, and that it is stuck.
    async fn stuck_one(&self, who: &Staff, id: Uuid) -> Result<(Tx, Delivery, Message)> {
        who.must(who.agent.role.receives(), "auditors only read")?;
        let tenant = who.tenant;
        let mut tx = self.db.write().await?;
        let gone = Error::NotFound("delivery");
        let of = |it: Option<Delivery>| it.map(|it| (it.id, it.conversation));
        let found = match of(store::delivery::find(&mut tx, tenant, DeliveryId(id)).await?) {
            Some(found) => Some(found),
            None => of(store::delivery::of_message(&mut tx, tenant, MessageId(id)).await?),
        };
        let Some((id, conversation)) = found else { return Err(gone) };
        let conversation = store::conversation::lock(&mut tx, tenant, conversation).await?;
        let Some(conversation) = conversation.filter(|it| who.sees(it.brand)) else { return Err(gone) };
        if !who.role_in(conversation.brand).leads() && conversation.owner() != Some(who.agent.id) {
            return Err(Error::Forbidden("its conversation's owner, or who leads, may do this"));
        }
        // Read again: before the lock somebody else may have been at it.
        let it = store::delivery::find(&mut tx, tenant, id).await?.ok_or(Error::NotFound("delivery"))?;
        let message = store::message::find(&mut tx, tenant, it.message).await?.ok_or(Error::NotFound("message"))?;
        match it.state {
            DeliveryState::Dead | DeliveryState::InDoubt => Ok((tx, it, message)),
            DeliveryState::Queued | DeliveryState::Sent => Err(Error::Conflict),
        }
    }

    async fn stuck_now(&self, who: &Staff, id: DeliveryId) -> Result<Stuck> {
        let found = store::delivery::one(&mut self.db.read().await?, who.tenant, id).await?;
        found.ok_or(Error::NotFound("delivery"))
    }
}
