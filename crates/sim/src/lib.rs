//! The outside world, played: the customers of the demo, who use the public doors only, and the providers behind
//! channels, each in a folder of its own. To add a person: one entry in `people::PEOPLE`. To add a provider: one folder.
#![expect(clippy::disallowed_methods, reason = "people take their time, on the wall clock; so do providers")]
mod crowd;
mod people;
pub mod shop;
mod visit;
pub mod wechat;

pub use crowd::{Crowd, Door};
