//! What pages show: rows joined and checked for rights, nothing decided.
mod directory;
mod inbox;
mod thread;

pub use crate::customer::{Edit, Person};
pub use crate::visitor::{Visiting, hosted_raw};
pub use store::conversation::{Counts, Listed, View};
pub use store::message::Window;
