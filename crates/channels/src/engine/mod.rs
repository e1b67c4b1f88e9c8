//! What all channels share, once: the way out over HTTP with its limits, guard, bulkhead and breaker; signatures.
//! It knows no channel and no provider.
mod breaker;
mod gate;
mod guard;
mod http;
mod names;
pub mod signature;

pub use guard::{Guard, forbidden};
pub use http::{Http, Limits};
pub use names::{Names, SystemNames};
