//! The list of workers. Each is a `tick`: it does what is due and says when it wants to be called again.
use crate::{Desk, Result};
use model::At;
use model::port::Soon;

/// A worker: its name, and what it does; `Some(at)`: call again then at the latest, `None`: only when the bell rings.
pub struct Tick {
    pub name: &'static str,
    pub run: for<'a> fn(&'a Desk) -> Soon<'a, Result<Option<At>>>,
}

pub const TICKS: &[Tick] = &[
    Tick { name: "routing", run: |desk| Box::pin(desk.tick_routing()) },
    Tick { name: "deadline", run: |desk| Box::pin(desk.tick_deadlines()) },
    Tick { name: "presence", run: |desk| Box::pin(desk.tick_presence()) },
    Tick { name: "delivery", run: |desk| Box::pin(desk.tick_delivery()) },
    Tick { name: "housekeeping", run: |desk| Box::pin(desk.tick_housekeeping()) },
];
