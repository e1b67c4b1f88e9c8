//! Push: screens hear what the log says. One look at the log hydrates each entry once for everybody; agents follow a ring
//! of recent entries, visitors the line of their own customer; whoever falls behind reads the log itself.
mod feed;
mod hydrate;
mod live;
mod visitors;

pub use feed::{Behind, Feed};
pub use hydrate::Heard;
pub use live::{Live, Moment, Typing, Viewing};
pub use visitors::{Gathered, Line};

use crate::{Desk, Result};
use model::*;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The sockets' side of the desk; nothing here is truth, everything can be read again from the log.
#[derive(Default)]
pub struct Push {
    feeds: Mutex<HashMap<TenantId, Arc<Feed>>>,
    visitors: Mutex<HashMap<CustomerId, Vec<Arc<Line>>>>,
    sockets: Mutex<HashMap<AgentId, usize>>,
    pub live: Live,
}

pub(crate) fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Push {
    /// One more socket of this agent; `true`: the first.
    pub(crate) fn connect(&self, agent: AgentId) -> bool {
        let mut sockets = held(&self.sockets);
        let count = sockets.entry(agent).or_default();
        *count += 1;
        *count == 1
    }
    /// One less; `true`: it was the last.
    pub(crate) fn disconnect(&self, agent: AgentId) -> bool {
        let mut sockets = held(&self.sockets);
        match sockets.get_mut(&agent) {
            Some(count) if *count > 1 => {
                *count -= 1;
                false
            }
            _ => sockets.remove(&agent).is_some(),
        }
    }
    /// Whether a socket of theirs is open.
    pub fn is_connected(&self, agent: AgentId) -> bool {
        held(&self.sockets).contains_key(&agent)
    }
}

impl Desk {
    /// The tenant's feed, made at the first asking at the log's present end.
    pub async fn feed(&self, tenant: TenantId) -> Result<Arc<Feed>> {
        if let Some(feed) = held(&self.push.feeds).get(&tenant) {
            return Ok(feed.clone());
        }
        let (_, last) = store::event::bounds(&mut self.db.read().await?, tenant).await?;
        Ok(held(&self.push.feeds).entry(tenant).or_insert_with(|| Arc::new(Feed::new(last))).clone())
    }

    /// Takes what is new in the logs of the tenants that rang to those who listen. Called by one loop only.
    /// What could not be taken after an error rings again.
    pub async fn advance(&self) -> Result<()> {
        let mut rung = self.bell.rung();
        while let Some(tenant) = rung.first().copied() {
            if let Err(why) = self.advance_one(tenant).await {
                self.bell.ring_again(rung);
                return Err(why);
            }
            rung.remove(&tenant);
        }
        Ok(())
    }

    async fn advance_one(&self, tenant: TenantId) -> Result<()> {
        let feed = self.feed(tenant).await?;
        loop {
            let heard = self.hear(tenant, feed.head(), 256).await?;
            if heard.is_empty() {
                return Ok(());
            }
            let heard: Vec<Arc<Heard>> = heard.into_iter().map(Arc::new).collect();
            for it in heard.iter().filter(|it| it.event.public) {
                self.push.tell_visitors(it);
            }
            feed.extend(heard);
        }
    }
}
