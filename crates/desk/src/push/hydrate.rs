//! A log entry with what it speaks of, as it is when it is read.
use crate::{Desk, Result};
use model::*;
use serde_json::value::RawValue;
use std::sync::OnceLock;

/// One entry, hydrated. Rights are checked by whoever passes it on: brand and `event.only`.
#[derive(Clone, Debug)]
pub struct Heard {
    pub event: Event,
    pub conversation: Option<Conversation>,
    pub customer_name: Option<String>,
    pub message: Option<Message>,
    /// Whose leg it was said on, where a page may hear it.
    pub on_leg_of: Option<IdentityId>,
    /// For `agent.updated`.
    pub agent: Option<Agent>,
    /// As the agents' door wrote it: once, for every line that may hear it.
    pub written: OnceLock<Box<RawValue>>,
}

impl Heard {
    /// Whether this agent may hear it.
    pub fn is_for(&self, agent: AgentId, brands: &[BrandId]) -> bool {
        self.event.only.is_none_or(|only| only == agent)
            && self.conversation.as_ref().is_none_or(|it| brands.contains(&it.brand))
    }
}

impl Desk {
    /// Entries of the log after `after`, hydrated; at most `limit`.
    pub async fn hear(&self, tenant: TenantId, after: i64, limit: i64) -> Result<Vec<Heard>> {
        let mut tx = self.db.read().await?;
        let events = store::event::after(&mut tx, tenant, after, limit).await?;
        let mut heard: Vec<Heard> = Vec::with_capacity(events.len());
        for event in events {
            // Whose leg it is only matters where a page listens.
            let listens = event.customer.is_some_and(|customer| self.push.is_listening(customer));
            heard.push(self.hydrate(&mut tx, event, listens).await?);
        }
        Ok(heard)
    }

    /// `for_page`: a visitor's page may hear it.
    pub(crate) async fn hydrate(&self, tx: &mut store::Tx, event: Event, for_page: bool) -> Result<Heard> {
        let tenant = event.tenant;
        let conversation = match event.conversation {
            Some(id) => store::conversation::find(tx, tenant, id).await?,
            None => None,
        };
        let message = match (event.conversation, event.message_seq) {
            (Some(id), Some(seq)) if event.kind != EventKind::ReadMarked => {
                store::message::at(tx, tenant, id, seq).await?
            }
            _ => None,
        };
        let customer_name = match event.customer.or(conversation.as_ref().map(|it| it.customer)) {
            Some(id) => store::customer::find(tx, tenant, id).await?.and_then(|it| it.name),
            None => None,
        };
        let agent = match (event.kind, event.agent) {
            (EventKind::AgentUpdated, Some(id)) => store::agent::find(tx, tenant, id).await?,
            _ => None,
        };
        let leg = message.as_ref().and_then(|it| it.leg).filter(|_| event.public);
        let on_leg_of = match leg.filter(|_| for_page) {
            Some(leg) => store::leg::identity(tx, tenant, leg).await?,
            None => None,
        };
        Ok(Heard { event, conversation, customer_name, message, on_leg_of, agent, written: OnceLock::new() })
    }

    /// First and last number of the log.
    pub async fn log_bounds(&self, tenant: TenantId) -> Result<(i64, i64)> {
        Ok(store::event::bounds(&mut self.db.read().await?, tenant).await?)
    }
}
