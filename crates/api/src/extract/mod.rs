//! How handlers get what they need from a request. Every refusal is a problem.
mod body;
mod ids;
mod query;

pub use body::{Json, Maybe, length, parse, unread};
pub use ids::Id;
pub use query::{Kept, Page, Params, limit};
