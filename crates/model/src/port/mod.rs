//! Ports: what the house asks of the outside, as object-safe traits with boxed std futures and no runtime's types.
mod chance;
mod channel;
mod errand;
mod manifest;
mod provider;
mod sending;
mod text;

pub use chance::*;
pub use channel::*;
pub use errand::*;
pub use manifest::*;
pub use provider::*;
pub use sending::*;
pub use text::*;

/// A future that a port hands back.
pub type Soon<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;
