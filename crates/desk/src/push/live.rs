//! What is only true for a moment and never stored: who types, who looks at what.
use model::*;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tokio::sync::broadcast;

/// Somebody types in a conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct Typing {
    pub tenant: TenantId,
    pub brand: BrandId,
    pub conversation: ConversationId,
    /// `None`: the customer.
    pub agent: Option<AgentId>,
    pub name: Option<String>,
    pub on: bool,
    /// What the customer has typed so far, for the agent's preview.
    pub text: Option<String>,
}

/// Who has a conversation on their screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Viewing {
    pub tenant: TenantId,
    pub brand: BrandId,
    pub conversation: ConversationId,
    pub agents: Vec<(AgentId, String)>,
}

/// Something that is only true now.
#[derive(Clone, Debug)]
pub enum Moment {
    Typing(Typing),
    Viewing(Viewing),
}

/// Who looks at one conversation, each with how many of their screens do.
struct Looked {
    tenant: TenantId,
    brand: BrandId,
    by: Vec<(AgentId, String, usize)>,
}

impl Looked {
    fn said(&self, conversation: ConversationId) -> Viewing {
        let agents = self.by.iter().map(|(id, name, _)| (*id, name.clone())).collect();
        Viewing { tenant: self.tenant, brand: self.brand, conversation, agents }
    }
}

/// Moments for agents' screens; a slow screen misses some, which is how moments are.
pub struct Live {
    moments: broadcast::Sender<Arc<Moment>>,
    looking: Mutex<HashMap<ConversationId, Looked>>,
}

impl Default for Live {
    fn default() -> Live {
        Live { moments: broadcast::Sender::new(256), looking: Mutex::default() }
    }
}

impl Live {
    /// Every moment from now on; one that is too slow misses some.
    pub fn listen(&self) -> broadcast::Receiver<Arc<Moment>> {
        self.moments.subscribe()
    }

    /// Somebody types, or stopped.
    pub fn say(&self, typing: Typing) {
        let _ = self.moments.send(Arc::new(Moment::Typing(typing)));
    }

    /// What is looked at in these brands of a tenant, for a screen that was not there when it began; at most 1,000.
    pub fn looked_at(&self, tenant: TenantId, brands: &[BrandId]) -> Vec<Viewing> {
        let looking = super::held(&self.looking);
        let theirs = looking.iter().filter(|(_, it)| it.tenant == tenant && brands.contains(&it.brand));
        theirs.map(|(id, it)| it.said(*id)).take(1_000).collect()
    }

    /// One more of this agent's screens shows the conversation.
    pub fn look(&self, tenant: TenantId, brand: BrandId, conversation: ConversationId, agent: AgentId, name: &str) {
        let mut looking = super::held(&self.looking);
        let it = looking.entry(conversation).or_insert_with(|| Looked { tenant, brand, by: vec![] });
        match it.by.iter_mut().find(|(id, ..)| *id == agent) {
            Some((_, _, screens)) => *screens += 1,
            None => it.by.push((agent, name.to_owned(), 1)),
        }
        let said = it.said(conversation);
        drop(looking);
        let _ = self.moments.send(Arc::new(Moment::Viewing(said)));
    }

    /// One less; where another of theirs still shows it they are still there.
    pub fn look_away(&self, conversation: ConversationId, agent: AgentId) {
        let mut looking = super::held(&self.looking);
        let Some(it) = looking.get_mut(&conversation) else { return };
        if let Some((_, _, screens)) = it.by.iter_mut().find(|(id, ..)| *id == agent) {
            *screens = screens.saturating_sub(1);
        }
        it.by.retain(|(_, _, screens)| *screens > 0);
        let said = it.said(conversation);
        if it.by.is_empty() {
            looking.remove(&conversation);
        }
        drop(looking);
        let _ = self.moments.send(Arc::new(Moment::Viewing(said)));
    }
}
