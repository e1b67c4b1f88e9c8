//! The order system of the fictional shop 拾光, as a tenant runs one: it takes only what is signed and fresh, does nothing
//! twice under one id, and misbehaves on request.
//!
//! It knows nothing of our side: both are written from docs/integrate.md and meet only over HTTP.
//!
//! | file | is |
//! |---|---|
//! | `server` | the door, and what tests and the demo ask of it |
//! | `proof` | whether a call is ours to believe |
//! | `book` | the orders, and what is done with them |
//! | `goods` | what the shop's customers have bought |
mod book;
mod goods;
mod proof;
mod server;

pub use proof::secret;
pub use server::{Fault, Shop};
