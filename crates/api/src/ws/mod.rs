//! The lines held open: `/ws/agent`, `/ws/visitor` and, for tests, `/ws/echo`. `line` knows sockets and nothing of conversations; the
//! talks know frames and nothing of sockets.
pub mod agent;
mod console;
pub mod echo;
mod line;
mod talk;
pub mod visitor;
