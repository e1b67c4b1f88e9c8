//! Doors for people and programs.
pub mod app;
pub mod config;
pub mod extract;
pub mod guard;
pub mod problem;
pub mod shape;
pub mod ws;
