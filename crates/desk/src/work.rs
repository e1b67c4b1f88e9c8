//! The list of workers. Each is a `tick`: it does what is due and says when it wants to be called again.
use crate::{Bell, Desk, Result};
use model::port::Soon;
use model::{At, Span};
use tokio::sync::Notify;

/// A worker: its name, and what it does; `Some(at)`: call again then at the latest, `None`: only when the bell rings.
pub struct Tick {
    pub name: &'static str,
    pub run: for<'a> fn(&'a Desk) -> Soon<'a, Result<Option<At>>>,
    /// What wakes it before its time.
    pub bell: fn(&Bell) -> &Notify,
    /// At most one call in this time, however often the bell rings.
    pub pause: Span,
}

/// Every worker of the house.
pub const TICKS: &[Tick] = &[
    Tick {
        name: "routing",
        run: |desk| Box::pin(desk.tick_routing()),
        bell: |bell| &bell.routing,
        pause: Span::millis(10),
    },
    Tick {
        name: "deadline",
        run: |desk| Box::pin(desk.tick_deadlines()),
        bell: |bell| &bell.deadline,
        pause: Span::millis(50),
    },
    Tick {
        name: "presence",
        run: |desk| Box::pin(desk.tick_presence()),
        bell: |bell| &bell.presence,
        pause: Span::millis(50),
    },
    Tick {
        name: "delivery",
        run: |desk| Box::pin(desk.tick_delivery()),
        bell: |bell| &bell.delivery,
        pause: Span::millis(5),
    },
    Tick {
        name: "outbox",
        run: |desk| Box::pin(desk.tick_outbox()),
        bell: |bell| &bell.outbox,
        pause: Span::millis(100),
    },
    Tick {
        name: "typing",
        run: |desk| Box::pin(desk.tick_typing()),
        bell: |bell| &bell.typing,
        pause: Span::millis(100),
    },
    Tick { name: "hours", run: |desk| Box::pin(desk.tick_hours()), bell: |bell| &bell.hours, pause: Span::seconds(1) },
    Tick { name: "jobs", run: |desk| Box::pin(desk.tick_jobs()), bell: |bell| &bell.jobs, pause: Span::millis(50) },
    Tick {
        name: "search",
        run: |desk| Box::pin(desk.tick_search()),
        bell: |bell| &bell.search,
        pause: Span::millis(250),
    },
    Tick {
        name: "webhooks",
        run: |desk| Box::pin(desk.tick_webhooks()),
        bell: |bell| &bell.webhooks,
        pause: Span::millis(100),
    },
    Tick {
        name: "webhook deliveries",
        run: |desk| Box::pin(desk.tick_webhook_deliveries()),
        bell: |bell| &bell.webhook_delivery,
        pause: Span::millis(50),
    },
    Tick {
        name: "housekeeping",
        run: |desk| Box::pin(desk.tick_housekeeping()),
        bell: |bell| &bell.housekeeping,
        pause: Span::seconds(1),
    },
];
