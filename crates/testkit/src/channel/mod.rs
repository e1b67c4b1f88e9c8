//! Made-up channels, one of each transport, as anybody would write them: one file each and a line in `ALL`.
mod courier;
mod pigeon;
mod porch;

pub use porch::sign_user;

/// Kind of the made-up channel whose provider calls our webhook.
pub const PIGEON: &str = "pigeon";
/// Kind of the made-up channel with everything a second door needs.
pub const COURIER: &str = "courier";
/// Kind of the made-up channel that our own page speaks.
pub const PORCH: &str = "porch";

/// What the world's desk can speak.
pub static ALL: &[&dyn model::port::Channel] = &[&porch::Porch, &pigeon::Pigeon, &courier::Courier];
