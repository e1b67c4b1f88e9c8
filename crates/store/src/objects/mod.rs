//! Attachment files and large raw bodies, as `objects/ab/<sha256>`: named by what they hold, written once, on the disk
//! before anything may refer to them. What a file is called and who may see it is `attachment`'s business.
mod error;
mod files;
mod folder;
mod hold;
mod kind;
mod picture;
pub use error::{Error, Result};
pub use files::{Alone, Body, Kept, Objects};
pub use hold::Hold;
pub use kind::{UNKNOWN, sniff};
pub use picture::size;
