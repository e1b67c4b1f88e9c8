//! What pages show: rows joined and checked for rights, nothing decided.
mod directory;
mod gallery;
mod inbox;
mod leg;
mod merge;
mod thread;
mod timeline;
mod view;

pub use crate::customer::{Edit, LinkSeen, Person};
pub use crate::merge::{Preview, Together, Warning};
pub use crate::visitor::{Visiting, hosted_raw};
pub use gallery::{Gallery, KINDS as FILE_KINDS, Sent, kind_of as file_kind};
pub use leg::LegSeen;
pub use merge::{MergeSeen, Side, SuggestionSeen};
pub use store::conversation::{Counts, Listed, View};
pub use store::message::Window;
pub use thread::Line;
pub use timeline::{Entry, KINDS as TIMELINE_KINDS, Place, Talk, Told};
pub use view::SavedView;
