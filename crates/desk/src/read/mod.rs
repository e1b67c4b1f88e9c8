//! What pages show: rows joined and checked for rights, nothing decided.
mod directory;
mod inbox;
mod leg;
mod merge;
mod thread;
mod view;

pub use crate::customer::{Edit, LinkSeen, Person};
pub use crate::merge::{Preview, Together, Warning};
pub use crate::visitor::{Visiting, hosted_raw};
pub use leg::LegSeen;
pub use merge::{MergeSeen, Side, SuggestionSeen};
pub use store::conversation::{Counts, Listed, View};
pub use store::message::Window;
pub use thread::Line;
pub use view::SavedView;
