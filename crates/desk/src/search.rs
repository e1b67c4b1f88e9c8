//! Finding conversations by what was said in them, who the customer is, their number and tags. `index`: the worker behind the
//! log that writes what `flow::search` makes of a text; `find`: the answer, by present rights.
mod find;
mod index;

pub use find::{Found, Hit, SearchAsked};
