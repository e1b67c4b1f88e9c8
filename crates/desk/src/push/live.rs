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

/// Moments for agents' screens; a slow screen misses some, which is how moments are.
pub struct Live {
    moments: broadcast::Sender<Arc<Moment>>,
    looking: Mutex<HashMap<ConversationId, Vec<(AgentId, String)>>>,
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

    /// This agent's screen now shows the conversation, or no longer.
    pub fn look(
        &self,
        tenant: TenantId,
        brand: BrandId,
        conversation: ConversationId,
        agent: AgentId,
        name: &str,
        on: bool,
    ) {
        let mut looking = super::held(&self.looking);
        let agents = looking.entry(conversation).or_default();
        agents.retain(|(id, _)| *id != agent);
        if on {
            agents.push((agent, name.to_owned()));
        }
        let agents = agents.clone();
        if agents.is_empty() {
            looking.remove(&conversation);
        }
        drop(looking);
        let _ = self.moments.send(Arc::new(Moment::Viewing(Viewing { tenant, brand, conversation, agents })));
    }
}
