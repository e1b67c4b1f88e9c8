//! Words and how they are found. `fold`: how a text is read; `words`: what a text and a question come to in tokens;
//! `snippet`: the piece of a text that is shown.
mod fold;
mod snippet;
mod words;

pub use fold::{Folded, Mark, Run};
pub use snippet::snippet;
pub use words::{Asked, email, number, phone, tokens};
