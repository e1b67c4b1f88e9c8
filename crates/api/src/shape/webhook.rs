//! Webhooks as administrators see them, and what is told to them.
use super::{
    conversation::Conversation,
    event::Event,
    message::Message,
    time::Time,
    word::{DisabledReason, EventKind, WebhookDeliveryState, WebhookState},
};
use desk::{Desk, push::Heard};
use model::Uuid;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Longest body, bytes.
const MOST: usize = 20_000;

/// An address that hears what happens.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Webhook {
    pub id: Uuid,
    pub name: String,
    pub url: String,
    /// What it hears.
    pub kinds: Vec<EventKind>,
    /// Whose conversations it hears of.
    pub brands: Vec<Uuid>,
    pub state: WebhookState,
    #[schema(required)]
    pub disabled_reason: Option<DisabledReason>,
    pub health: WebhookHealth,
    /// Until then the secret before signs too.
    #[schema(required)]
    pub old_secret_until: Option<Time>,
    pub created_at: Time,
    /// `whsec_…`: only in the answer that made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

/// How its calls go.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WebhookHealth {
    /// Since when every attempt has failed; null: the last one went through, or there was none.
    #[schema(required)]
    pub failing_since: Option<Time>,
    #[schema(required)]
    pub last_ok_at: Option<Time>,
    #[schema(required)]
    pub last_error_at: Option<Time>,
    /// Why the last failure was one.
    #[schema(required)]
    pub error: Option<String>,
    /// It asked to be left alone until then.
    #[schema(required)]
    pub rests_until: Option<Time>,
    /// Deliveries that wait.
    pub pending: i64,
}

/// A new webhook.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct NewWebhook {
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
    /// http(s); a private address only where the operator allows it.
    #[schema(max_length = 2000)]
    pub url: String,
    pub kinds: Vec<EventKind>,
    /// All that the caller sees when left out.
    pub brands: Option<Vec<Uuid>>,
}

/// Changes of a webhook; what is absent stays.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct ChangeWebhook {
    #[schema(min_length = 1, max_length = 100)]
    pub name: Option<String>,
    #[schema(max_length = 2000)]
    pub url: Option<String>,
    pub kinds: Option<Vec<EventKind>>,
    pub brands: Option<Vec<Uuid>>,
    pub state: Option<WebhookState>,
}

/// One thing told, with everything that was tried; kept 30 days.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WebhookDelivery {
    pub id: Uuid,
    /// `webhook-id` of its requests: the same at every attempt.
    pub event_id: String,
    pub webhook: Uuid,
    /// An event's kind, or `webhook.test`.
    pub kind: String,
    pub state: WebhookDeliveryState,
    /// What is sent, as it is sent.
    pub body: String,
    /// The latest 20, in order.
    pub attempts: Vec<WebhookAttempt>,
    /// While it waits: when it is tried next.
    #[schema(required)]
    pub next_at: Option<Time>,
    pub created_at: Time,
}

/// One time it was sent.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WebhookAttempt {
    pub at: Time,
    /// Null: there was no answer.
    #[schema(required)]
    pub status: Option<u16>,
    pub latency_ms: i64,
    /// Why it did not count as taken.
    #[schema(required)]
    pub error: Option<String>,
    /// The first KiB of the answer.
    pub answer: String,
}

/// Parameters of a webhook's deliveries.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListWebhookDeliveries {
    /// Only these.
    #[param(inline)]
    pub state: Option<WebhookDeliveryState>,
    /// `next` of the page before.
    #[param(max_length = 512)]
    pub after: Option<String>,
    /// Entries wanted, 1…100; 50 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}

/// The body of a call to a webhook.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WebhookPayload {
    #[serde(rename = "type")]
    pub kind: EventKind,
    pub timestamp: Time,
    pub data: WebhookData,
}

/// What happened, in the shapes of REST as they were when it was written down.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WebhookData {
    /// Its place in the log: of two calls the one with the higher number happened later.
    pub seq: i64,
    #[schema(required)]
    pub conversation: Option<Conversation>,
    #[schema(required)]
    pub message: Option<Message>,
    #[schema(required)]
    pub message_seq: Option<i64>,
    #[schema(required)]
    pub agent: Option<Uuid>,
    #[schema(required)]
    pub customer: Option<Uuid>,
    /// The message was too long to be sent along: ask for it by `message_seq`.
    pub cut: bool,
}

impl Webhook {
    /// As its keepers see it; `secret` only where it was made just now.
    #[must_use]
    pub fn of(it: &desk::ListedWebhook, now: model::At, secret: Option<String>) -> Webhook {
        let (waiting, it) = (it.pending, &it.webhook);
        let ahead = |at: Option<model::At>| at.filter(|at| *at > now).map(Time);
        Webhook {
            id: it.id.0,
            name: it.name.clone(),
            url: it.url.clone(),
            kinds: it.kinds.iter().map(|kind| (*kind).into()).collect(),
            brands: it.brands.iter().map(|brand| brand.0).collect(),
            state: it.state.into(),
            disabled_reason: it.disabled_reason.map(Into::into),
            health: WebhookHealth {
                failing_since: it.failing_since.map(Time),
                last_ok_at: it.well_at.map(Time),
                last_error_at: it.ill_at.map(Time),
                error: it.error.clone(),
                rests_until: ahead(it.rest_until),
                pending: waiting,
            },
            old_secret_until: ahead(it.old_until),
            created_at: it.created_at.into(),
            secret,
        }
    }
}

impl From<&model::WebhookDelivery> for WebhookDelivery {
    fn from(it: &model::WebhookDelivery) -> WebhookDelivery {
        let waits = it.state == model::WebhookDeliveryState::Pending;
        WebhookDelivery {
            id: it.id.0,
            event_id: it.event_id(),
            webhook: it.webhook.0,
            kind: it.kind.clone(),
            state: it.state.into(),
            body: it.body.clone(),
            attempts: it.attempts.iter().map(WebhookAttempt::from).collect(),
            next_at: waits.then(|| it.due_at.into()),
            created_at: it.created_at.into(),
        }
    }
}

impl From<&model::Attempt> for WebhookAttempt {
    fn from(it: &model::Attempt) -> WebhookAttempt {
        WebhookAttempt {
            at: it.at.into(),
            status: it.status,
            latency_ms: it.latency_ms,
            error: it.error.clone(),
            answer: it.answer.clone(),
        }
    }
}

/// How an entry of the log is told: what does not fit is left out, and `cut` says so.
#[must_use]
pub fn words(desk: &Desk, heard: &Heard) -> String {
    let url = |file: &model::Attached| desk.file_path(heard.event.tenant, file);
    let Event { seq, kind, at, conversation, message, message_seq, agent, customer } = Event::of(heard, &url);
    let data = WebhookData { seq, conversation, message, message_seq, agent, customer, cut: false };
    let mut payload = WebhookPayload { kind, timestamp: at, data };
    let text = serde_json::to_string(&payload).unwrap_or_default();
    if text.len() <= MOST {
        return text;
    }
    (payload.data.message, payload.data.cut) = (None, true);
    serde_json::to_string(&payload).unwrap_or_default()
}
