//! Doors for people and programs: HTTP, sockets, provider calls in, web pages. Thin: who asks is checked, what was asked is read, the
//! desk does it, its answer is shown. No SQL, no decisions; this room never sees the store.
//!
//! `router` is the list of all doors; `problem` the only way to refuse; `who` the only way to become somebody; `shape` what goes over
//! the wire. To add a door: a handler in the file of its noun, its line in `router`, and docs/api.md.
mod addresses;
mod agent;
mod agent_invite;
mod api_key;
pub mod app;
mod attachment;
mod audit;
mod bulk;
mod channel_account;
pub mod config;
mod conversation;
mod customer;
mod delivery;
mod directory;
mod docs;
mod document;
mod draft;
mod event;
mod extract;
mod file;
mod guard;
mod health;
mod hook;
mod idempotent;
mod identity;
mod job;
mod join;
mod leg;
mod list;
mod mention;
mod merge;
mod message;
mod order;
mod organisation;
mod page;
mod panel;
mod problem;
mod qr;
mod quick_reply;
pub mod retention;
mod router;
mod saved_view;
mod scope;
mod search;
mod second_factor;
mod session;
mod setting;
mod setup;
mod shape;
mod test_door;
mod timeline;
mod unparsed;
mod visit;
mod visitor;
mod webhook;
mod who;
mod work;
mod ws;

pub use app::App;
pub use config::{Config, Demo, Places};
pub use router::{openapi, router};
