//! Who and what there is: colleagues, brands, queues.
use crate::{Desk, Error, Result, Staff};
use model::*;

impl Desk {
    /// Colleagues who can sign in; programs are not among them.
    pub async fn agents(&self, who: &Staff) -> Result<Vec<Agent>> {
        let mut all = store::agent::all(&mut self.db.read().await?, who.tenant).await?;
        all.retain(Agent::is_person);
        Ok(all)
    }

    /// The company this person works for.
    pub async fn tenant(&self, who: &Staff) -> Result<Tenant> {
        store::organisation::tenant(&mut self.db.read().await?, who.tenant).await?.ok_or(Error::NotFound("tenant"))
    }

    /// Those this person may see.
    pub async fn brands(&self, who: &Staff) -> Result<Vec<Brand>> {
        let mut all = store::organisation::brands(&mut self.db.read().await?, who.tenant).await?;
        all.retain(|brand| who.sees(brand.id));
        Ok(all)
    }

    /// Queues with how many wait in each.
    pub async fn queues(&self, who: &Staff) -> Result<Vec<(Queue, i64)>> {
        let mut tx = self.db.read().await?;
        let mut all = vec![];
        for queue in store::organisation::queues(&mut tx, who.tenant).await? {
            if who.sees(queue.brand) && !queue.deleted {
                let waiting = store::organisation::waiting_in(&mut tx, who.tenant, queue.id).await?;
                all.push((queue, waiting));
            }
        }
        Ok(all)
    }

    /// The language of their screens.
    pub async fn set_locale(&self, who: &Staff, locale: Locale) -> Result<Agent> {
        let mut tx = self.db.write().await?;
        let mut agent = store::agent::lock(&mut tx, who.tenant, who.agent.id).await?.ok_or(Error::Unauthenticated)?;
        agent.locale = locale;
        agent.version += 1;
        if !store::agent::save(&mut tx, &agent).await? {
            return Err(Error::Conflict);
        }
        tx.commit().await?;
        Ok(agent)
    }
}
