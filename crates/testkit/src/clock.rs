//! A clock that only moves when the story says so.
use model::port::Clock;
use model::{At, Span};
use std::sync::atomic::{AtomicI64, Ordering};

/// Stands still until it is moved by hand; never goes backwards.
pub struct HandClock(AtomicI64);

impl HandClock {
    /// Every story begins on a Monday morning in Shanghai: 2026-03-02T09:00+08:00.
    pub const MORNING: At = At(1_772_413_200_000_000);

    /// Time passes.
    pub fn pass(&self, span: Span) {
        assert!(span.0 >= 0, "time does not go back");
        self.0.fetch_add(span.0, Ordering::SeqCst);
    }
}

impl Default for HandClock {
    fn default() -> HandClock {
        HandClock(AtomicI64::new(HandClock::MORNING.0))
    }
}

impl Clock for HandClock {
    fn now(&self) -> At {
        At(self.0.load(Ordering::SeqCst))
    }
}
