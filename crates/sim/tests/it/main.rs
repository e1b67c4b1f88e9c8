//! Stories about the simulated platforms: that they verify, count and fail as the providers do.
#![expect(clippy::disallowed_methods, reason = "a real webhook is served beside the tests, and lateness is measured")]
mod callbacks;
mod control;
mod envelope;
mod faults;
mod media;
mod sending;
mod shop;
mod tokens;
mod windows;
mod world;
