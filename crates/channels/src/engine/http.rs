//! The way out over HTTP, for all channels: guarded addresses, no redirects, no proxy variables, limits on time, size and
//! number, a rest after failures, and errors that tell whether anything can have reached the provider.
use super::{breaker, gate::Gates, guard::Checked, guard::Guard, names::CheckedNames, names::Denied, names::Names};
use model::port::{Body, Clock, Provider, Request, Response, Soon, TransportError};
use model::{AccountId, At, Span};
use reqwest::multipart::{Form, Part};
use reqwest::{Client, Method, RequestBuilder};
use std::error::Error;
use std::{sync::Arc, time::Duration};

const CALLS: &str = "parlor_provider_calls_total";
const SECONDS: &str = "parlor_provider_call_seconds";
const RESTS: &str = "parlor_provider_rests_total";

/// What a call may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Resolving, connecting and TLS together.
    pub connect: Duration,
    /// From the first byte to the last, connecting included.
    pub whole: Duration,
    /// Bytes of an answer's body, however many are asked for.
    pub answer: usize,
    /// Calls of one account under way at once.
    pub at_once: usize,
    /// Calls of one account that may wait for a place, and how long.
    pub waiting: usize,
    pub patience: Duration,
    /// When an account rests.
    pub breaker: breaker::Rules,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            connect: Duration::from_secs(10),
            whole: Duration::from_secs(20),
            answer: 32 * 1024 * 1024,
            at_once: 8,
            waiting: 64,
            patience: Duration::from_secs(10),
            breaker: breaker::Rules { failures: 5, rest: Span::seconds(30) },
        }
    }
}

/// The engine's `Provider`.
pub struct Http {
    guard: Guard,
    limits: Limits,
    clock: Arc<dyn Clock>,
    gates: Gates,
    /// Connects to public addresses only; its connections are never shared with the other's.
    public: Client,
    /// For hosts the operator allowed.
    allowed: Client,
}

impl Http {
    /// Fails when no client can be built.
    pub fn new(guard: Guard, names: Arc<dyn Names>, clock: Arc<dyn Clock>, limits: Limits) -> Result<Http, String> {
        // A client without a process-wide provider panics; whoever was first is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        metrics::describe_counter!(CALLS, "Calls to providers, by kind of channel and how they ended");
        metrics::describe_histogram!(SECONDS, metrics::Unit::Seconds, "Length of calls to providers");
        metrics::describe_counter!(RESTS, "Rests that accounts took after failures in a row");
        let public = client(limits, CheckedNames { names: names.clone(), guarded: true })?;
        let allowed = client(limits, CheckedNames { names, guarded: false })?;
        let gates = Gates::new(limits, clock.clone());
        Ok(Http { guard, limits, clock, gates, public, allowed })
    }

    async fn attempt(&self, account: AccountId, request: Request) -> Result<Response, TransportError> {
        let checked = self.guard.check(&request.url).map_err(TransportError::Refused)?;
        let turn = self.gates.enter(account).await?;
        let answer = self.send(checked, request).await;
        // A refused address says nothing about the provider.
        if matches!(answer, Err(TransportError::Refused(_))) {
            return answer;
        }
        let well = answer.as_ref().is_ok_and(|response| response.status < 500);
        if self.gates.ended(turn, well) {
            metrics::counter!(RESTS, "kind" => self.gates.kind(account)).increment(1);
            tracing::warn!(%account, rest_seconds = self.limits.breaker.rest.0 / 1_000_000, "provider failed several times in a row: the account rests");
        }
        answer
    }

    async fn send(&self, to: Checked, request: Request) -> Result<Response, TransportError> {
        let client = if to.allowed { &self.allowed } else { &self.public };
        let method = Method::from_bytes(request.method.as_bytes()).map_err(|error| refused(&error))?;
        let mut call = carry(client.request(method, to.url), request.body)?;
        for (name, value) in request.headers {
            call = call.header(name, value);
        }
        if let Some(within) = request.within {
            let within = Duration::from_micros(u64::try_from(within.0).unwrap_or(0));
            call = call.timeout(within.min(self.limits.whole));
        }
        let mut answer = call.send().await.map_err(classify)?;
        let headers = answer.headers().iter();
        let headers = headers.map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into()));
        let headers = headers.collect();
        let status = answer.status().as_u16();
        let mut body = Vec::new();
        let most = request.most.min(self.limits.answer);
        loop {
            let part = match answer.chunk().await {
                Ok(Some(part)) => part,
                Ok(None) => break,
                Err(_) if request.start_is_enough => break,
                Err(error) => return Err(no_answer(error)),
            };
            if body.len() + part.len() > most && request.start_is_enough {
                body.extend_from_slice(part.get(..most - body.len()).unwrap_or_default());
                break;
            }
            if body.len() + part.len() > most {
                let why = format!("status {status}, but its body is over {most} bytes");
                return Err(TransportError::NoAnswer(why));
            }
            body.extend_from_slice(&part);
        }
        Ok(Response { status, headers, body })
    }
}

impl Provider for Http {
    fn introduce(&self, account: AccountId, kind: &'static str) {
        self.gates.introduce(account, kind);
    }
    fn rests(&self, account: AccountId) -> Option<At> {
        self.gates.rests(account)
    }
    fn refuses(&self, address: &str) -> Option<String> {
        self.guard.check(address).err()
    }
    fn forget(&self, account: AccountId) {
        self.gates.forget(account);
    }
    fn call<'a>(&'a self, account: AccountId, request: Request) -> Soon<'a, Result<Response, TransportError>> {
        Box::pin(async move {
            let began = self.clock.now();
            let answer = self.attempt(account, request).await;
            let (kind, outcome) = (self.gates.kind(account), outcome(&answer));
            metrics::counter!(CALLS, "kind" => kind, "outcome" => outcome).increment(1);
            let length = (self.clock.now() - began).0.max(0) as f64 / 1e6;
            metrics::histogram!(SECONDS, "kind" => kind).record(length);
            if let Err(error) = &answer {
                tracing::info!(%account, kind, outcome, %error, "call to a provider failed");
            }
            answer
        })
    }
}

/// The body, as it goes out.
fn carry(call: RequestBuilder, body: Body) -> Result<RequestBuilder, TransportError> {
    match body {
        Body::Bytes(bytes) => Ok(call.body(bytes)),
        Body::Form { field, name, media_type, bytes } => {
            let part = Part::bytes(bytes).file_name(name).mime_str(&media_type).map_err(|error| refused(&error))?;
            Ok(call.multipart(Form::new().part(field, part)))
        }
        Body::File { .. } => Err(TransportError::Refused("the file was not put in: a fault of ours".into())),
    }
}

fn outcome(answer: &Result<Response, TransportError>) -> &'static str {
    match answer {
        Ok(response) if response.status >= 500 => "fault",
        Ok(_) => "answered",
        Err(TransportError::NotSent(_) | TransportError::Crowded(_)) => "not_sent",
        Err(TransportError::NoAnswer(_)) => "no_answer",
        Err(TransportError::Refused(_)) => "refused",
    }
}

fn client(limits: Limits, names: CheckedNames) -> Result<Client, String> {
    let names = Arc::new(names);
    let builder = || {
        Client::builder()
            .dns_resolver(names.clone())
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .referer(false)
            .connect_timeout(limits.connect)
            .timeout(limits.whole)
            .pool_max_idle_per_host(limits.at_once)
            // Shorter than servers keep an idle line (5 s is common): a request written into a line that is just being
            // closed would be a lost answer.
            .pool_idle_timeout(Duration::from_secs(4))
            .user_agent(concat!("parlor/", env!("CARGO_PKG_VERSION")))
    };
    builder().build().or_else(|error| {
        // A bare machine has no certificates to trust: what needs none goes on, and every HTTPS call says what is wrong.
        tracing::warn!(
            error = said(&error),
            "no trusted certificates: calls over HTTPS will fail; install ca-certificates"
        );
        builder().tls_certs_only([]).build().map_err(|error| said(&error))
    })
}

/// A call without an answer: did anything leave?
fn classify(error: reqwest::Error) -> TransportError {
    if let Some(denied) = chain(&error).find_map(|error| error.downcast_ref::<Denied>()) {
        return TransportError::Refused(denied.to_string());
    }
    if error.is_builder() {
        return refused(&error.without_url());
    }
    // Names, connecting and TLS: the request itself was not written yet.
    if error.is_connect() {
        return TransportError::NotSent(said(&error.without_url()));
    }
    no_answer(error)
}

/// Addresses carry tokens: no error may show one.
fn no_answer(error: reqwest::Error) -> TransportError {
    TransportError::NoAnswer(said(&error.without_url()))
}

fn refused(error: &(dyn Error + 'static)) -> TransportError {
    TransportError::Refused(format!("not a request: {}", said(error)))
}

/// An error with all its causes, in one line.
fn said(error: &(dyn Error + 'static)) -> String {
    chain(error).map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

fn chain<'e>(error: &'e (dyn Error + 'static)) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error| (**error).source())
}
