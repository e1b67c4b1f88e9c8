//! How things may change: pure decisions over loaded rows. No IO, no clock, no runtime; time and ids are handed in.
//! Every decision takes a [`Sheet`] (the rows it may touch), changes it, and leaves what must be written in it; or it
//! refuses and nothing happens. To add a decision: a function in the noun's file, a story in `desk`'s tests.
//!
//! Beside them what is pure without a sheet: [`setting`] (which settings there are, and whether a form is right) and [`search`] (what a
//! text and a question come to in words).
mod close;
mod closing_words;
mod hours;
mod house_words;
mod lead;
mod leg;
mod merge;
mod patience;
mod pending;
mod receive;
mod refusal;
mod reply;
mod routing;
mod rules;
pub mod search;
pub mod setting;
mod sheet;
mod silence;
mod take;
mod transfer;
mod webhook;

pub use close::*;
pub use closing_words::*;
pub use hours::*;
pub use house_words::*;
pub use leg::*;
pub use merge::*;
pub use patience::*;
pub use pending::*;
pub use receive::*;
pub use refusal::*;
pub use reply::*;
pub use routing::*;
pub use rules::*;
pub use sheet::*;
pub use silence::*;
pub use take::*;
pub use transfer::*;
pub use webhook::*;
