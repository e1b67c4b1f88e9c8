//! Calls to a tenant's order system: signed as webhooks are, through the same guarded way out.
use crate::webhook::sign;
use crate::{Desk, Result};
use model::port::{Request, Response, TransportError};
use model::*;
use serde_json::{Value, json};

/// As limits and metrics know it.
const KIND: &str = "order_source";
/// Longest answer, bytes.
const ANSWER: usize = 1 << 20;
/// Verified addresses that are named at most.
const IDENTITIES: usize = 50;

/// What a call came to.
pub(super) enum Came {
    /// Nothing reached them.
    NotSent,
    /// Nothing was sent: too many calls of our own are under way.
    Crowded,
    /// Nobody knows whether anything was done.
    NoAnswer,
    Answered(Response),
    /// The secret cannot be read.
    Misconfigured,
}

impl Desk {
    /// Asks once. `id`: the same for everything that is to be taken as one.
    pub(super) async fn call_source(&self, source: &Setting, id: Uuid, body: &Value) -> Came {
        let Some(secret) = self.setting_secret(source, "secret") else { return Came::Misconfigured };
        let door = AccountId(source.id.0);
        self.outside.provider.introduce(door, KIND);
        let (id, seconds, body) = (format!("msg_{}", id.simple()), self.now().0 / 1_000_000, body.to_string());
        let signature = sign::signature(&[secret], &id, seconds, &body);
        let mut request = Request::new("POST", source.text("url"), body.into_bytes());
        let header = |name: &str, value: String| (name.to_owned(), value);
        request.headers = vec![
            header("content-type", "application/json".into()),
            header("accept", "application/json".into()),
            header("webhook-id", id),
            header("webhook-timestamp", seconds.to_string()),
            header("webhook-signature", signature),
        ];
        request.most = ANSWER;
        request.within = Some(Span::seconds(source.number("timeout_seconds").unwrap_or(5).clamp(1, 10)));
        match self.outside.provider.call(door, request).await {
            Ok(answer) => Came::Answered(answer),
            Err(TransportError::NoAnswer(_)) => Came::NoAnswer,
            Err(TransportError::Crowded(_)) => Came::Crowded,
            Err(TransportError::NotSent(_) | TransportError::Refused(_)) => Came::NotSent,
        }
    }

    /// Who the customer is, by what was proved; `None`: nothing was.
    pub(super) async fn whom(&self, it: &Conversation, customer: CustomerId) -> Result<Option<Value>> {
        let mut tx = self.db.read().await?;
        let mut family = vec![customer];
        family.extend(store::customer::family(&mut tx, it.tenant, customer).await?);
        let mut identities = vec![];
        for member in family {
            identities.extend(store::identity::of_customer(&mut tx, it.tenant, member).await?);
        }
        identities.retain(|it| it.verified && it.class != IdentityClass::Shared && it.kind != "visitor");
        identities.truncate(IDENTITIES);
        if identities.is_empty() {
            return Ok(None);
        }
        let own = identities.iter().filter(|it| it.kind == "external_id");
        let own: Vec<&str> = own.map(|it| it.value.as_str()).collect();
        let all: Vec<Value> = identities.iter().map(|it| json!({ "kind": it.kind, "value": it.value })).collect();
        Ok(Some(json!({ "id": customer, "external_ids": own, "identities": all })))
    }
}
