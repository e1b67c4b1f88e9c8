//! To add a channel: write one file here, add its mod line and its line in ALL.
//!
//! A channel only speaks its protocol: no IO, no clock, no storage, no retry. What all of them need to reach the outside
//! is in `engine`; what a family of them shares is one helper file beside them. The behaviour suite in `tests/it` walks
//! ALL and tells each channel the stories its capabilities allow: give it a fixture there. Nothing outside its own file
//! may know a channel's name.
pub mod engine;
mod matrix;
mod miniprogram;
mod signed_user;
mod webchat;
mod wechat;
mod wechat_family;

pub use matrix::page as matrix;
use model::port::Channel;

/// Every kind of door there is.
pub static ALL: &[&dyn Channel] = &[&webchat::Webchat, &wechat::Wechat, &miniprogram::Miniprogram];

/// The channel of this kind, as an account names it; `None` for a kind nobody speaks.
pub fn find(kind: &str) -> Option<&'static dyn Channel> {
    ALL.iter().copied().find(|channel| channel.manifest().kind == kind)
}
