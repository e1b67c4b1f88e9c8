//! The built web pages, carried inside the binary: bytes by path, nothing else. A leaf: it knows neither HTTP nor our rooms.
mod asset;
mod media_type;

pub use asset::{Asset, Coding, find, is_built};
pub use media_type::media_type;
