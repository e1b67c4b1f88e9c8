//! Idempotency keys: a repeated write gets the first one's answer.
use crate::{Desk, Error, Result, Staff};
use model::Span;
use store::idempotency::Answered;

/// What the key says.
pub enum Begun {
    /// Nobody has used it: do the work, then `finish` (or `forget` when nothing happened).
    Fresh,
    /// Done before with the same body.
    Before { status: u16, response: String },
}

impl Desk {
    /// Asks whether this person used the key before, and claims it if not. A claim that is older than the `longest` a
    /// request may take was cut off, by a crash or by a client that left: whoever repeats it takes it over.
    pub async fn begin_idempotent(&self, who: &Staff, key: &str, body_hash: &str, longest: Span) -> Result<Begun> {
        let row = Answered {
            tenant: who.tenant,
            principal: who.agent.id,
            key: key.to_owned(),
            body_hash: body_hash.to_owned(),
            status: 0,
            response: String::new(),
            at: self.now(),
        };
        let mut tx = self.db.write().await?;
        let is_mine = store::idempotency::begin(&mut tx, &row).await?
            || store::idempotency::take_over(&mut tx, &row, row.at - longest).await?;
        let before = store::idempotency::find(&mut tx, who.tenant, who.agent.id, key).await?;
        tx.commit().await?;
        match before {
            _ if is_mine => Ok(Begun::Fresh),
            None => Err(Error::StillUnderWay), // it ended just now without an answer
            Some(before) if before.body_hash != body_hash => Err(Error::KeyReused),
            Some(before) if before.status == 0 => Err(Error::StillUnderWay),
            Some(before) => Ok(Begun::Before { status: before.status as u16, response: before.response }),
        }
    }

    /// The answer that repetitions will get.
    pub async fn finish_idempotent(&self, who: &Staff, key: &str, status: u16, response: &str) -> Result<()> {
        let mut tx = self.db.write().await?;
        store::idempotency::finish(&mut tx, who.tenant, who.agent.id, key, i64::from(status), response).await?;
        Ok(tx.commit().await?)
    }

    /// Nothing happened: the key may be used again.
    pub async fn forget_idempotent(&self, who: &Staff, key: &str) -> Result<()> {
        let mut tx = self.db.write().await?;
        store::idempotency::forget(&mut tx, who.tenant, who.agent.id, key).await?;
        Ok(tx.commit().await?)
    }
}
