//! Breaker: after several failures in a row an account rests, then one call tries; pure, the clock is handed in.
use model::{At, Span};

/// When to rest, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Failures in a row that make a rest; at least 1.
    pub failures: u32,
    /// How long a rest lasts before one call may try.
    pub rest: Span,
}

/// Where the breaker stands; starts closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breaker {
    /// Calls go through; so many failed in a row.
    Closed { failed: u32 },
    /// Nothing goes through until then.
    Open { since: At, until: At },
    /// One call is trying; nobody else goes through meanwhile.
    Trying { since: At },
}

impl Default for Breaker {
    fn default() -> Breaker {
        Breaker::Closed { failed: 0 }
    }
}

impl Breaker {
    /// May a call go now? Answers the state with that call counted in, or until when the account rests.
    pub fn ask(self, now: At, rules: Rules) -> Result<Breaker, At> {
        match self {
            Breaker::Closed { .. } => Ok(self),
            // A clock that jumped back must not prolong the rest.
            Breaker::Open { since, until } if since <= now && now < until => Err(until),
            Breaker::Open { .. } => Ok(Breaker::Trying { since: now }),
            Breaker::Trying { since } => Err(since + rules.rest),
        }
    }

    /// A call came to its end, well or not.
    pub fn ended(self, well: bool, now: At, rules: Rules) -> Breaker {
        match self {
            _ if well => Breaker::Closed { failed: 0 },
            Breaker::Closed { failed } if failed + 1 < rules.failures => Breaker::Closed { failed: failed + 1 },
            // Late failures of calls that began before the rest do not prolong it.
            Breaker::Open { .. } => self,
            _ => Breaker::Open { since: now, until: now + rules.rest },
        }
    }

    /// The trying call was given up by its caller: the next one may try.
    pub fn abandoned(self) -> Breaker {
        match self {
            Breaker::Trying { since } => Breaker::Open { since, until: since },
            _ => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: Rules = Rules { failures: 3, rest: Span::seconds(10) };
    fn second(n: i64) -> At {
        At(n * 1_000_000)
    }
    fn failing(times: i64) -> Breaker {
        (0..times).fold(Breaker::default(), |breaker, n| breaker.ended(false, second(n), RULES))
    }

    #[test]
    fn failures_in_a_row_open_it_and_a_success_between_them_does_not() {
        assert_eq!(failing(2), Breaker::Closed { failed: 2 });
        assert_eq!(failing(2).ended(true, second(2), RULES), Breaker::Closed { failed: 0 });
        assert_eq!(failing(3), Breaker::Open { since: second(2), until: second(12) });
        assert_eq!(failing(3).ask(second(11), RULES), Err(second(12)));
        assert_eq!(failing(5), failing(3), "late failures prolong nothing");
    }

    #[test]
    fn after_the_rest_exactly_one_tries_and_decides() {
        let trying = failing(3).ask(second(12), RULES).unwrap();
        assert_eq!(trying, Breaker::Trying { since: second(12) });
        assert_eq!(trying.ask(second(12), RULES), Err(second(22)), "a second one waits");
        assert_eq!(trying.ended(true, second(13), RULES), Breaker::Closed { failed: 0 });
        assert_eq!(trying.ended(false, second(13), RULES), Breaker::Open { since: second(13), until: second(23) });
        assert_eq!(trying.abandoned().ask(second(12), RULES), Ok(Breaker::Trying { since: second(12) }));
    }

    #[test]
    fn a_clock_that_jumped_back_ends_the_rest() {
        assert_eq!(failing(3).ask(second(-1000), RULES), Ok(Breaker::Trying { since: second(-1000) }));
    }
}
