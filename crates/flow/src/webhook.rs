//! Webhook: what follows from an attempt to tell one. By Standard Webhooks: only 2xx is success, 410 ends it, who is
//! overloaded is left alone, and everything else comes again, each time later.
use model::{At, Span};

/// Waits after each failure, seconds; after the last attempt it is given up, some three days later.
const WAITS: &[i64] = &[5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
/// Without a wish of its own, who is overloaded is left alone so long.
const THROTTLE: Span = Span::seconds(60);
/// No wish for a pause counts for more.
const LONGEST_WISH: Span = Span::hours(24);

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It took it.
    Taken,
    /// Not now: again at `at`; with `rest`, nothing else goes there before either.
    Again { at: At, rest: Option<At> },
    /// That was the last attempt.
    GivenUp { rest: Option<At> },
    /// It wants to hear nothing any more.
    Gone,
}

/// After the attempt with number `tried` (from 1) that ended with this status (`None`: no answer) and, in seconds, a wish
/// to be left alone. `luck` spreads the tries of many over a tenth more than the wait.
#[must_use]
pub fn told(tried: i64, status: Option<u16>, wish: Option<u32>, now: At, luck: u8) -> Told {
    match status {
        Some(200..=299) => return Told::Taken,
        Some(410) => return Told::Gone,
        _ => {}
    }
    let wish = wish.map(|seconds| Span::seconds(seconds.into()).min(LONGEST_WISH));
    let rest = match status {
        Some(429 | 502 | 504) => Some(now + wish.unwrap_or(THROTTLE)),
        Some(503) => wish.map(|wish| now + wish),
        _ => None,
    };
    let Some(wait) = usize::try_from(tried - 1).ok().and_then(|failures| WAITS.get(failures)) else {
        return Told::GivenUp { rest };
    };
    let spread = Span(wait * 100_000 * i64::from(luck) / 255);
    let at = now + Span::seconds(*wait);
    let at = At((at + spread).0.max(rest.map_or(0, |rest| rest.0)));
    Told::Again { at, rest }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: At = At(1_800_000_000_000_000);

    fn after(tried: i64, status: u16, wish: Option<u32>) -> Told {
        told(tried, Some(status), wish, NOW, 0)
    }
    fn again(seconds: i64, rest: Option<i64>) -> Told {
        Told::Again { at: NOW + Span::seconds(seconds), rest: rest.map(|rest| NOW + Span::seconds(rest)) }
    }

    #[test]
    fn only_2xx_is_taken_and_410_ends_it() {
        assert_eq!([200, 204, 299].map(|status| after(1, status, None)), [Told::Taken; 3]);
        assert_eq!(after(1, 410, None), Told::Gone);
        assert_eq!([301, 302, 307, 400, 404, 500].map(|status| after(1, status, None)), [again(5, None); 6]);
        assert_eq!(told(1, None, None, NOW, 0), again(5, None));
    }

    #[test]
    fn who_is_overloaded_is_left_alone_as_long_as_it_wishes_and_at_most_a_day() {
        assert_eq!([429, 502, 504].map(|status| after(1, status, None)), [again(60, Some(60)); 3]);
        assert_eq!(after(2, 429, Some(7)), again(300, Some(7)));
        assert_eq!(after(1, 503, Some(120)), again(120, Some(120)));
        assert_eq!(after(1, 503, None), again(5, None));
        assert_eq!(after(1, 429, Some(u32::MAX)), again(86_400, Some(86_400)));
        assert_eq!(after(1, 500, Some(900)), again(5, None), "only an overloaded one is asked for its wish");
    }

    #[test]
    fn ten_attempts_in_three_days_and_then_it_is_given_up() {
        let waits: Vec<i64> = (1..10)
            .map(|tried| match after(tried, 500, None) {
                Told::Again { at, rest: None } => (at - NOW).0 / 1_000_000,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(waits, [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]);
        assert_eq!(after(10, 500, None), Told::GivenUp { rest: None });
        let latest = told(2, Some(500), None, NOW, 255);
        assert_eq!(latest, again(330, None), "luck adds at most a tenth");
    }
}
