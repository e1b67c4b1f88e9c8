//! Finding conversations by what was said in them, who the customer is, their number and tags. `fold`: how a text is read;
//! `words`: what a text and a question come to in tokens; `index`: the worker behind the log that writes them; `find`: the
//! answer, by present rights; `snippet`: the piece of a text that is shown.
mod find;
mod fold;
mod index;
mod snippet;
mod words;

pub use find::{Found, Hit, SearchAsked};
