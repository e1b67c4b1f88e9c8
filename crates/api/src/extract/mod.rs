//! How handlers get what they need from a request. Every refusal is a problem.
mod body;
mod ids;
mod query;

pub use body::{Json, no_nul};
pub use ids::{Id, Ids};
pub use query::{Page, Params};
