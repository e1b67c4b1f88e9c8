//! `parlor-load`: the crowd.
mod checker;
mod digest;
mod history;
mod seed;
mod text;
fn main() {}
