//! Patience: when what failed on its way out is tried again, for at least 75 hours; then a person sees it.
use model::port::Response;
use model::*;

/// Seconds to wait after the first, second … failure; later ones wait the last of these.
const PAUSES: &[i64] = &[1, 5, 15, 60, 300, 900, 3_600];
/// A failure this long after the beginning is the last.
const LONGEST: Span = Span::hours(76);
/// No provider's wish for a pause counts for more.
const LONGEST_WISH: Span = Span::hours(24);

/// When to try again after the failed attempt with number `attempt` (from 1) of what began at `first_at`: not before
/// `earliest`, and not before its pause; `luck` spreads the tries of many over a quarter more than the pause. `None`: it is
/// given up.
pub fn again(attempt: i64, first_at: At, earliest: At, now: At, luck: u8) -> Option<At> {
    if is_over(first_at, now) {
        return None;
    }
    let step = usize::try_from(attempt - 1).unwrap_or(0).min(PAUSES.len() - 1);
    let spread = Span(PAUSES[step] * 1_000_000 / 4 * i64::from(luck) / 255);
    Some(earliest.max(now + Span::seconds(PAUSES[step])) + spread)
}

/// Whether what began then is tried no more.
pub fn is_over(first_at: At, now: At) -> bool {
    now > first_at + LONGEST
}

/// What a provider asked for that takes no calls for a time: `Retry-After` in seconds (RFC 9110, section 10.2.3) with a 429
/// or a 503, at most a day. A date is not heeded, as it trusts two clocks.
pub fn wish(answer: &Response) -> Option<Span> {
    let (_, seconds) = answer.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("retry-after"))?;
    let seconds = seconds.trim().parse::<u32>().ok().filter(|_| matches!(answer.status, 429 | 503))?;
    Some(Span::seconds(seconds.into()).min(LONGEST_WISH))
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: At = At(1_800_000_000_000_000);
    fn pause(attempt: i64, luck: u8) -> Span {
        again(attempt, START, START, START, luck).expect("it has just begun") - START
    }

    #[test]
    fn even_without_luck_it_tries_for_75_hours_and_then_gives_up() {
        let (mut now, mut tries) = (START, 1);
        while let Some(next) = again(tries, START, now, now, 0) {
            (now, tries) = (next, tries + 1);
        }
        assert!(now - START >= Span::hours(75) && now - START < Span::hours(78), "{:?}", now - START);
        assert!(tries < 100, "{tries} tries");
    }

    #[test]
    fn chance_spreads_over_a_quarter() {
        assert_eq!((pause(1, 0), pause(1, 255)), (Span::seconds(1), Span::millis(1_250)));
        assert_eq!((pause(0, 0), pause(70, 0)), (Span::seconds(1), Span::hours(1)));
        assert_eq!(pause(70, 255), Span::seconds(4_500));
    }

    #[test]
    fn a_provider_may_ask_for_a_longer_pause_but_not_a_shorter_one() {
        let at = |wish| again(1, START, START + Span::millis(wish), START, 0).expect("again") - START;
        assert_eq!((at(120_000), at(10)), (Span::seconds(120), Span::seconds(1)));
    }

    #[test]
    fn a_wish_is_read_where_it_has_a_meaning() {
        let answer = |status, value: &str| {
            let headers = vec![("Retry-After".to_owned(), value.to_owned())];
            wish(&Response { status, headers, body: vec![] })
        };
        assert_eq!(answer(429, " 120 "), Some(Span::seconds(120)));
        assert_eq!(answer(503, "4000000000"), Some(Span::hours(24)));
        assert_eq!((answer(429, "-5"), answer(200, "5")), (None, None));
        assert_eq!(answer(429, "Sun, 06 Nov 1994 08:49:37 GMT"), None);
        assert_eq!(wish(&Response { status: 429, headers: vec![], body: vec![] }), None);
    }
}
