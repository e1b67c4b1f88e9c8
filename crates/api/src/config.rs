//! What `server` hands in: addresses, limits, switches. Nothing here is read from the environment.
pub use crate::guard::load::Places;
use std::{sync::Arc, time::Duration};
use tokio::sync::watch;
use url::Url;

/// Largest JSON body, bytes.
pub const JSON_LIMIT: usize = 1024 * 1024;
/// Largest attachment, bytes.
pub const FILE_LIMIT: usize = 25 * 1024 * 1024;
/// Largest socket frame, bytes.
pub const FRAME_LIMIT: usize = 64 * 1024;
/// Largest body of a provider's webhook, bytes.
pub const HOOK_LIMIT: usize = 4 * 1024 * 1024;
/// Longest text of a message, characters.
pub const TEXT_LIMIT: usize = 10_000;

/// What the fictional shop's page asks for at `/demo/config.json`.
pub type Demo = Arc<dyn Fn() -> serde_json::Value + Send + Sync>;

/// How this door is set up.
#[derive(Clone)]
pub struct Config {
    /// The address people use, as `https://chat.example.com`; `None`: whatever the `Host` header says.
    pub public_url: Option<Url>,
    /// `PARLOR_TEST=1`: `/ws/echo`, `/test/…`, and rate limits a hundredfold.
    pub test: bool,
    /// `parlor demo`: the fictional shop at `/demo`.
    pub demo: Option<Demo>,
    /// How much may go on at once; more is refused with 503.
    pub places: Places,
    /// The text of `/metrics`.
    pub metrics: Arc<dyn Fn() -> String + Send + Sync>,
    /// Ids for requests.
    pub chance: Arc<dyn model::port::Chance>,
    /// Turns true when the process is about to end: sockets say `bye` and close with 1012.
    pub closing: watch::Receiver<bool>,
}

/// Time-outs, in one place.
pub mod patience {
    use super::Duration;

    /// An ordinary request, from its head to its answer.
    pub const REQUEST: Duration = Duration::from_secs(30);
    /// The longest `wait` a client may ask for.
    pub const WAIT: Duration = Duration::from_secs(25);
    /// An upload of at most 25 MB over a slow line.
    pub const UPLOAD: Duration = Duration::from_secs(300);
    /// For who somebody is, after a webhook that says they came is durable and before it is answered; the shortest
    /// budget of a provider that tells such things is 3 s.
    pub const LOOK_UP: Duration = Duration::from_millis(400);
    /// How long an agent's line gathers news after it has told some; alone, an event is told at once.
    pub const GATHER: Duration = Duration::from_millis(3);
    /// From the socket's opening to its `hello`.
    pub const HELLO: Duration = Duration::from_secs(10);
    /// A socket from which nothing is heard.
    pub const IDLE: Duration = Duration::from_secs(60);
    /// How often an open line asks whether its session or key still holds.
    pub const PROOF: Duration = Duration::from_secs(45);
    /// A reader that does not take what we send.
    pub const SLOW: Duration = Duration::from_secs(20);
    /// A close frame's answer.
    pub const CLOSE: Duration = Duration::from_secs(2);
}
