//! What goes over the wire, with exactly the names and fields of docs/api.md, made from what desk answers. Web derives live here and
//! nowhere else.
//!
//! To add a shape: a file named after the noun, its `mod` line; it enters the OpenAPI document by being named in a handler.
pub mod account_health;
pub mod agent;
pub mod agent_frame;
pub mod agent_invite;
pub mod attachment;
pub mod audit;
pub mod bulk;
pub mod conversation;
pub mod customer;
pub mod delivery;
pub mod directory;
pub mod event;
pub mod job;
pub mod leg;
pub mod media;
pub mod merge;
pub mod message;
pub mod operation;
pub mod order;
pub mod page;
pub mod panel;
pub mod saved_view;
pub mod search;
pub mod second_factor;
pub mod session;
pub mod setting;
pub mod setup;
pub mod time;
pub mod timeline;
pub mod unparsed;
pub mod visitor;
pub mod visitor_frame;
pub mod webhook;
pub mod word;
