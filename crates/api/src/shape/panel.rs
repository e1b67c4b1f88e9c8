//! Side panels as the console is told of them.
use super::{operation::Text, time::Time};
use model::Uuid;
use serde::Serialize;
use utoipa::ToSchema;

/// What stands beside the customer in a conversation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Panels {
    pub items: Vec<Panel>,
    /// There are orders to be shown, or a system that can be asked for them.
    pub orders: bool,
}

/// A page of the tenant's own.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Panel {
    pub id: Uuid,
    pub title: Text,
    /// Signed; to be opened before `expires_at`.
    pub url: String,
    /// Whom messages are exchanged with.
    pub origin: String,
    pub expires_at: Time,
    pub context: PanelContext,
}

/// What the address says.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PanelContext {
    pub conversation: Uuid,
    pub customer: Uuid,
    /// Your own number for the customer, where your signature proved it.
    #[schema(required)]
    pub external_id: Option<String>,
    pub agent: Uuid,
    pub brand: Uuid,
}

impl From<desk::Panels> for Panels {
    fn from(it: desk::Panels) -> Panels {
        Panels { items: it.panels.into_iter().map(Into::into).collect(), orders: it.orders }
    }
}

impl From<desk::Panel> for Panel {
    fn from(it: desk::Panel) -> Panel {
        let en = if it.title_en.is_empty() { it.title.clone() } else { it.title_en };
        Panel {
            id: it.id.0,
            title: Text { zh: it.title, en },
            url: it.url,
            origin: it.origin,
            expires_at: it.expires_at.into(),
            context: PanelContext {
                conversation: it.context.conversation.0,
                customer: it.context.customer.0,
                external_id: it.context.external_id,
                agent: it.context.agent.0,
                brand: it.context.brand.0,
            },
        }
    }
}
