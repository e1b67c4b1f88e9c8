//! WeChat's family: what its official accounts and mini-programs have in common, once. The envelope and the door through
//! which a push comes, how its body reads, what a message becomes, and the calls back: token, media, customer messages.
//!
//! To add a relative: write its channel file beside this folder and take from here what its provider shares. What differs
//! between relatives (events, windows, which media) is theirs; nothing here asks which of them it serves.
pub mod api;
mod card;
pub mod door;
pub mod envelope;
pub mod errands;
pub mod fields;
pub mod message;
pub mod passive;
pub mod sending;
pub mod settings;
mod template;
pub mod verdict;
