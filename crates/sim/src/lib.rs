//! The outside world, played: today the customers of the demo, who use the public doors only. To add a person: one entry
//! in `people::PEOPLE`.
#![expect(clippy::disallowed_methods, reason = "people take their time, on the wall clock")]
mod crowd;
mod people;
mod visit;

pub use crowd::{Crowd, Door};
