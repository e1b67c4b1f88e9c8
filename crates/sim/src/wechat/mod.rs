//! The WeChat platform, played whole: api.weixin.qq.com for any number of official accounts and mini-programs that share
//! unionids, and the phones of the people who follow them. It verifies as the provider does and misbehaves on request.
//!
//! It knows nothing of our adapter: both are written from the same description and meet only over HTTP.
//!
//! | file | is |
//! |---|---|
//! | `platform` | start, handle, the two doors (provider side, control side) |
//! | `account`, `world` | what exists: accounts, people, followers, what each phone shows |
//! | `token`, `window`, `media`, `fault` | rules without IO |
//! | `api`, `send`, `template`, `user` | what a developer's program calls |
//! | `act`, `callback`, `passive` | what a person does, the call it makes at the account's webhook, what its answer does |
//! | `control` | JSON under `/sim/` for the phone page and for tests from outside |
mod account;
mod act;
mod api;
mod callback;
mod client;
mod control;
mod crypto;
mod door;
mod fault;
mod media;
mod passive;
mod platform;
mod refusal;
mod send;
mod template;
mod token;
mod user;
mod window;
mod world;
mod xml;

pub use account::{Account, Format, Key, Kind, Mode};
pub use act::{Act, Said};
pub use callback::{Delivery, Outcome, Try};
pub use crypto::Envelope;
pub use fault::{Fault, FaultKind};
pub use platform::{Platform, Rules};
pub use token::Tokens;
pub use window::{Scene, Window};
pub use world::{Call, From, Shown};
