//! Patience: when a step that failed is tried again, for at least 75 hours, then the delivery is dead and a person sees it.
//! Pure: time and chance are handed in.
use model::port::{Response, TransportError};
use model::{At, Span};

/// Seconds to wait after the first, second … failure; later ones wait the last of these.
const PAUSES: &[i64] = &[5, 15, 60, 300, 900, 1800, 3600];
/// A failure of the attempt with this number is the last: the pauses before it make 75 hours and 51 minutes.
pub const ATTEMPTS: i64 = 82;
/// No provider's wish for a pause counts for more.
const LONGEST_WISH: Span = Span::hours(24);

/// How a step failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Nothing reached the provider.
    NotSent,
    /// It may have taken effect.
    Unknown,
    /// The provider asks for fewer calls (429), perhaps naming a pause.
    TooMany { after: Option<Span> },
    /// The address may not be called at all.
    Refused,
}

/// What to do about a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Try this step again, not before then.
    Again(At),
    /// It must not be done twice and may have been done: a receipt or a person settles it.
    InDoubt,
    /// Given up, for a person to see and replay.
    Dead,
}

impl Failure {
    /// How a call failed, so far as HTTP itself can tell; `None`: an answer that the channel has to read.
    pub fn of(answer: &Result<Response, TransportError>) -> Option<Failure> {
        match answer {
            Err(TransportError::NotSent(_)) => Some(Failure::NotSent),
            Err(TransportError::NoAnswer(_)) => Some(Failure::Unknown),
            Err(TransportError::Refused(_)) => Some(Failure::Refused),
            Ok(response) if response.status == 429 => Some(Failure::TooMany { after: wish(response) }),
            // Behind a gateway nobody knows how far it came.
            Ok(response) if response.status >= 500 => Some(Failure::Unknown),
            Ok(_) => None,
        }
    }
}

/// What to do after the failed attempt with number `attempt` (from 1). `repeatable`: the step is harmless if done twice.
/// `chance` between 0 and 1 spreads the tries of many over a quarter more than the pause.
pub fn verdict(attempt: i64, failure: Failure, repeatable: bool, now: At, chance: f64) -> Verdict {
    let wish = match failure {
        Failure::Refused => return Verdict::Dead,
        Failure::Unknown if !repeatable => return Verdict::InDoubt,
        Failure::TooMany { after } => after,
        Failure::NotSent | Failure::Unknown => None,
    };
    if attempt >= ATTEMPTS {
        return Verdict::Dead;
    }
    let least = pause(attempt).max(wish.map_or(Span(0), |wish| wish.min(LONGEST_WISH)));
    Verdict::Again(now + Span(least.0 + (least.0 as f64 / 4.0 * chance.clamp(0.0, 1.0)) as i64))
}

/// The least pause after this attempt (from 1).
fn pause(attempt: i64) -> Span {
    let index = usize::try_from(attempt - 1).unwrap_or(0).min(PAUSES.len() - 1);
    Span::seconds(PAUSES[index])
}

/// `Retry-After` in seconds (RFC 9110, section 10.2.3); a date is not heeded, as it trusts two clocks.
fn wish(response: &Response) -> Option<Span> {
    let (_, seconds) = response.headers.iter().find(|(name, _)| name == "retry-after")?;
    seconds.trim().parse::<u32>().ok().map(|seconds| Span::seconds(seconds.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: At = At(1_800_000_000_000_000);
    fn answer(status: u16, headers: &[(&str, &str)]) -> Result<Response, TransportError> {
        let headers = headers.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
        Ok(Response { status, headers, body: Vec::new() })
    }
    fn again(attempt: i64, failure: Failure, chance: f64) -> Span {
        match verdict(attempt, failure, true, NOW, chance) {
            Verdict::Again(at) => at - NOW,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn even_without_luck_it_tries_for_75_hours_and_then_gives_up() {
        let shortest: i64 = (1..ATTEMPTS).map(|attempt| again(attempt, Failure::NotSent, 0.0).0).sum();
        assert!(shortest >= Span::hours(75).0, "{shortest} µs");
        assert!(shortest < Span::hours(80).0, "{shortest} µs");
        assert_eq!(verdict(ATTEMPTS, Failure::NotSent, true, NOW, 0.0), Verdict::Dead);
        assert_eq!(verdict(ATTEMPTS + 1, Failure::TooMany { after: None }, true, NOW, 0.0), Verdict::Dead);
    }

    #[test]
    fn chance_spreads_over_a_quarter() {
        assert_eq!(again(1, Failure::NotSent, 0.0), Span::seconds(5));
        assert_eq!(again(1, Failure::NotSent, 1.0), Span::millis(6250));
        assert_eq!(again(1, Failure::NotSent, 7.5), Span::millis(6250), "out of range is cut");
        assert_eq!(again(0, Failure::NotSent, f64::NAN), Span::seconds(5));
        assert_eq!(again(70, Failure::Unknown, 0.5), Span::seconds(4050));
    }

    #[test]
    fn what_must_not_be_done_twice_is_in_doubt_and_what_may_not_be_called_is_dead() {
        assert_eq!(verdict(1, Failure::Unknown, false, NOW, 0.0), Verdict::InDoubt);
        assert_eq!(verdict(1, Failure::NotSent, false, NOW, 0.0), Verdict::Again(NOW + Span::seconds(5)));
        assert_eq!(
            verdict(1, Failure::TooMany { after: None }, false, NOW, 0.0),
            Verdict::Again(NOW + Span::seconds(5))
        );
        assert_eq!(verdict(1, Failure::Refused, true, NOW, 0.0), Verdict::Dead);
    }

    #[test]
    fn a_provider_may_ask_for_a_longer_pause_but_not_a_shorter_one() {
        let wishes = |value| Failure::of(&answer(429, &[("retry-after", value)])).unwrap();
        assert_eq!(again(1, wishes("120"), 0.0), Span::seconds(120));
        assert_eq!(again(1, wishes("1"), 0.0), Span::seconds(5));
        assert_eq!(again(1, wishes("4000000000"), 0.0), Span::hours(24));
        assert_eq!(wishes("-5"), Failure::TooMany { after: None });
        assert_eq!(wishes("Sun, 06 Nov 1994 08:49:37 GMT"), Failure::TooMany { after: None });
    }

    #[test]
    fn http_tells_how_it_failed() {
        assert_eq!(Failure::of(&answer(200, &[])), None);
        assert_eq!(Failure::of(&answer(404, &[])), None, "the channel reads what its provider means");
        assert_eq!(Failure::of(&answer(502, &[])), Some(Failure::Unknown));
        assert_eq!(Failure::of(&Err(TransportError::NotSent(String::new()))), Some(Failure::NotSent));
        assert_eq!(Failure::of(&Err(TransportError::NoAnswer(String::new()))), Some(Failure::Unknown));
        assert_eq!(Failure::of(&Err(TransportError::Refused(String::new()))), Some(Failure::Refused));
    }
}
