//! Sending: leases what is due, calls, and writes down how it went. Something may be sent twice (a crash comes between the
//! call and its record), always under the same id. One webhook never takes all places; who is slow holds up no other.
use super::{call, door_of, sign};
use crate::lanes::{AT_ONCE, Lanes, is_full};
use crate::{Desk, Result};
use flow::{Told, told};
use model::port::{Response, TransportError};
use model::*;

/// How long nobody else takes it: longer than any call.
const LEASE: Span = Span::minutes(2);
/// So many attempts of one delivery are remembered.
const REMEMBERED: usize = 20;
const REDIRECT: &str = "it redirects; only the address itself is called";

impl Desk {
    pub(crate) async fn tick_webhook_deliveries(&self) -> Result<Option<At>> {
        let lanes = Lanes {
            lease: &|doing| Box::pin(self.lease_webhooks(doing)),
            owner: |delivery: &WebhookDelivery| delivery.webhook,
            work: &|delivery| Box::pin(async move { self.send_webhook(delivery).await.map(|_| ()) }),
            bell: &self.bell.webhook_delivery,
            ends: &self.engine.ends,
        };
        lanes.run().await?;
        Ok(store::webhook::next_delivery(&mut self.db.read().await?).await?)
    }

    /// What may be sent beside what is under way.
    async fn lease_webhooks(&self, mut doing: Vec<WebhookId>) -> Result<Vec<WebhookDelivery>> {
        let (now, mut leased) = (self.now(), vec![]);
        let next = store::webhook::next_delivery(&mut self.db.read().await?).await?;
        if next.is_none_or(|at| at > now) {
            return Ok(leased);
        }
        let mut tx = self.db.write().await?;
        while doing.len() < AT_ONCE {
            let full: Vec<WebhookId> = doing.iter().copied().filter(|it| is_full(&doing, it)).collect();
            let due = store::webhook::due_deliveries(&mut tx, now, &full, (AT_ONCE - doing.len()) as i64).await?;
            if due.is_empty() {
                break;
            }
            for delivery in due {
                // The first of a webhook that is not full is taken: each round takes something.
                if !is_full(&doing, &delivery.webhook) {
                    doing.push(delivery.webhook);
                    leased.push(store::webhook::lease_delivery(&mut tx, delivery, now + LEASE).await?);
                }
            }
        }
        tx.commit().await?;
        Ok(leased)
    }

    /// One attempt at something that is leased, and how it stands afterwards.
    pub(super) async fn send_webhook(&self, mut delivery: WebhookDelivery) -> Result<WebhookDelivery> {
        let (tenant, held) = (delivery.tenant, delivery.due_at);
        let found = store::webhook::find(&mut self.db.read().await?, tenant, delivery.webhook).await?;
        let Some(webhook) = found else { return Ok(delivery) }; // deleted meanwhile
        let door = door_of(webhook.id);
        self.outside.provider.introduce(door, "webhook");
        if let Some(until) = self.outside.provider.rests(door).filter(|_| delivery.event_seq > 0) {
            // After failures in a row; this is no attempt of its own.
            delivery.due_at = until;
            let mut tx = self.db.write().await?;
            store::webhook::settle_delivery(&mut tx, &delivery, held).await?;
            tx.commit().await?;
            return Ok(delivery);
        }
        let began = self.now();
        let request = call(&webhook, self.webhook_headers(&webhook, &delivery, began), &delivery.body);
        let answer = self.outside.provider.call(door, request).await;
        let now = self.now();
        let attempt = attempt(began, (now - began).0 / 1_000, &answer);
        let outcome = if attempt.error.is_none() { "taken" } else { "failed" };
        metrics::counter!("parlor_webhook_attempts_total", "outcome" => outcome).increment(1);
        delivery.tried += 1;
        let luck = self.outside.chance.secret()[0];
        let next = told(delivery.tried, attempt.status, wish(&answer), now, luck);
        (delivery.state, delivery.due_at) = match next {
            Told::Taken => (WebhookDeliveryState::Delivered, now),
            // A test says how it went and no more.
            Told::Again { .. } if delivery.event_seq == 0 => (WebhookDeliveryState::Failed, now),
            Told::Again { at, .. } => (WebhookDeliveryState::Pending, at),
            Told::GivenUp { .. } | Told::Gone => (WebhookDeliveryState::Failed, now),
        };
        let error = attempt.error.clone();
        delivery.attempts.push(attempt);
        let over = delivery.attempts.len().saturating_sub(REMEMBERED);
        delivery.attempts.drain(..over);
        delivery.leased = false;
        self.settle_webhook(&delivery, held, next, error, now).await?;
        Ok(delivery)
    }

    /// The delivery, and what it says about the webhook: well, failing, resting, or called no more.
    async fn settle_webhook(
        &self,
        delivery: &WebhookDelivery,
        held: At,
        next: Told,
        error: Option<String>,
        now: At,
    ) -> Result<()> {
        let mut tx = self.db.write().await?;
        let webhook = store::webhook::lock(&mut tx, delivery.tenant, delivery.webhook).await?;
        if !store::webhook::settle_delivery(&mut tx, delivery, held).await? {
            return Ok(()); // its lease was over: somebody else has it
        }
        let Some(mut it) = webhook else { return Ok(tx.commit().await?) };
        let was = it.clone();
        match error {
            None => {
                (it.well_at, it.rest_until) = (Some(now), None);
                if it.failing_since.take().is_some() {
                    store::webhook::hurry_deliveries(&mut tx, it.tenant, it.id, now).await?;
                }
            }
            Some(why) => {
                (it.ill_at, it.error) = (Some(now), Some(why));
                // What somebody tries out says nothing about what waits.
                if delivery.event_seq > 0 {
                    it.failing_since = it.failing_since.or(Some(now));
                }
            }
        }
        if let Told::Again { rest, .. } | Told::GivenUp { rest } = next {
            it.rest_until = it.rest_until.max(rest);
        }
        let nothing_went = it.well_at.is_none_or(|well| well < delivery.created_at);
        let why = match next {
            Told::Gone => Some(DisabledReason::Gone),
            Told::GivenUp { .. } if nothing_went => Some(DisabledReason::Failing),
            _ => None,
        };
        if let Some(why) = why.filter(|_| it.state == WebhookState::Active) {
            (it.state, it.disabled_reason) = (WebhookState::Disabled, Some(why));
        }
        store::webhook::keep_health(&mut tx, &it).await?;
        let turned = (was.state, was.failing_since.is_some()) != (it.state, it.failing_since.is_some());
        if turned {
            self.log(&mut tx, it.tenant, NewEvent::of(EventKind::WebhookChanged)).await?;
        }
        if it.state != was.state {
            self.audit_disabled(&mut tx, &it).await?;
            tracing::warn!(webhook = %it.id, reason = ?it.disabled_reason, "a webhook is called no more until an administrator switches it on");
        }
        tx.commit().await?;
        if turned {
            self.bell.ring(it.tenant);
        }
        Ok(())
    }

    /// Nobody did it: the row has no actor.
    async fn audit_disabled(&self, tx: &mut store::Tx, it: &Webhook) -> Result<()> {
        let row = Audit {
            tenant: it.tenant,
            seq: 0,
            id: AuditId(self.id()),
            actor: None,
            action: "webhook.disabled".into(),
            subject: it.id.to_string(),
            detail: format!("{}: {}", it.name, it.disabled_reason.map_or("", DisabledReason::as_str)),
            at: self.now(),
            hash: String::new(),
        };
        Ok(store::audit::append(tx, &row).await?)
    }

    fn webhook_headers(&self, to: &Webhook, it: &WebhookDelivery, now: At) -> Vec<(String, String)> {
        let (id, seconds) = (it.event_id(), now.0 / 1_000_000);
        let old = to.old_sealed.as_ref().filter(|_| to.old_until.is_some_and(|until| now < until));
        let secrets = [Some(&to.sealed), old].into_iter().flatten();
        let secrets: Vec<Secret> = secrets.filter_map(|sealed| self.webhook_secret(to.id, sealed)).collect();
        let signature = sign::signature(&secrets, &id, seconds, &it.body);
        let header = |name: &str, value: String| (name.to_owned(), value);
        vec![
            header("content-type", "application/json".into()),
            header("webhook-id", id),
            header("webhook-timestamp", seconds.to_string()),
            header("webhook-signature", signature),
        ]
    }

    fn webhook_secret(&self, id: WebhookId, sealed: &[u8]) -> Option<Secret> {
        let plain = self.seal.reveal(&format!("webhook:{id}"), sealed)?;
        Some(Secret::new(String::from_utf8(plain).ok()?))
    }
}

fn attempt(at: At, latency_ms: i64, answer: &Result<Response, TransportError>) -> Attempt {
    let (status, error, body) = match answer {
        Ok(it) if (200..300).contains(&it.status) => (Some(it.status), None, it.body.as_slice()),
        Ok(it) if (300..400).contains(&it.status) => (Some(it.status), Some(REDIRECT.into()), it.body.as_slice()),
        Ok(it) => (Some(it.status), Some(format!("it answered {}", it.status)), it.body.as_slice()),
        Err(why) => (None, Some(why.to_string()), &[][..]),
    };
    // No text of a database holds a NUL.
    let answer = String::from_utf8_lossy(body).replace('\0', "\u{fffd}");
    Attempt { at, status, latency_ms, error: error.map(|why: String| why.chars().take(300).collect()), answer }
}

/// `Retry-After` in seconds. A date is not heeded, as it trusts two clocks.
fn wish(answer: &Result<Response, TransportError>) -> Option<u32> {
    let headers = &answer.as_ref().ok()?.headers;
    headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("retry-after"))?.1.trim().parse().ok()
}
