//! What was said stays: the only SQL of the house, on SQLite and PostgreSQL with one text; attachments as files.
//! To add a noun: its table in `migrations/`, one file here with `row!`, its `mod` line. A change is written in the
//! transaction it was decided in, which the caller hands in.
pub mod account;
pub mod agent;
pub mod agent_invite;
pub mod attachment;
pub mod attribute;
pub mod audit;
pub mod check;
pub mod conversation;
pub mod customer;
pub mod delivery;
pub mod draft;
pub mod engine;
pub mod event;
mod field;
pub mod fitness;
pub mod idempotency;
pub mod identity;
pub mod inbound;
pub mod invite;
pub mod job;
pub mod leg;
pub mod mention;
pub mod merge;
pub mod message;
pub mod objects;
pub mod order;
pub mod organisation;
pub mod quick_reply;
pub mod read_mark;
pub mod retention;
pub mod row;
pub mod search;
pub mod second_factor;
pub mod session;
pub mod setting;
pub mod suggestion;
pub mod tag;
pub mod timeline;
pub mod token;
pub mod unparsed;
pub mod webhook;

pub use engine::{Db, Error, Result, Tx};
