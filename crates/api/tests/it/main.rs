//! The doors, tried from outside: each test is one file, all share one binary.
mod document;
