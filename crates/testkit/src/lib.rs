//! One world to tell stories in: a desk with a hand-moved clock and seeded chance, made-up channels and a scripted
//! provider outside, people with readable verbs inside. Nothing sleeps: [`World::settle`] turns every worker's tick until
//! nothing is due now. To add a verb: one function on whoever does it. To add a channel: one file in `channel`.
//! Only ever a dev-dependency.
mod agent;
mod authenticator;
mod chance;
mod channel;
mod clock;
mod database;
mod file;
mod mending;
mod past_the_desk;
mod provider;
mod rider;
mod said;
mod screen;
mod sender;
mod settle;
mod shop;
mod sound;
mod visitor;
mod web;
mod world;

pub use agent::Hand;
pub use authenticator::Authenticator;
pub use chance::Seeded;
pub use channel::{COURIER, PIGEON, PORCH, sign_user};
pub use clock::HandClock;
pub use provider::{Called, Scripted, Will};
pub use rider::{Courier, Rider};
pub use said::{quick, refused, texts};
pub use sender::Sender;
pub use shop::{Premises, Shop};
pub use visitor::Visitor;
pub use web::{Endpoint, HeardCall, Hears};
pub use world::{World, tell, tell_of_an_empty_house, tell_on_sqlite};
