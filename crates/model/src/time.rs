//! Time: UTC microseconds inside (as in the database), RFC 3339 outside. Nobody here reads a clock.
use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{fmt, ops, str::FromStr};

/// A moment, in microseconds since 1970-01-01T00:00:00Z. Years 0001–9999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct At(pub i64);

/// A length of time in microseconds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct Span(pub i64);

impl Span {
    /// So many milliseconds.
    pub const fn millis(n: i64) -> Span {
        Span(n * 1_000)
    }
    /// So many seconds.
    pub const fn seconds(n: i64) -> Span {
        Span(n * 1_000_000)
    }
    /// So many minutes.
    pub const fn minutes(n: i64) -> Span {
        Span::seconds(n * 60)
    }
    /// So many hours.
    pub const fn hours(n: i64) -> Span {
        Span::minutes(n * 60)
    }
    /// So many days of 24 hours.
    pub const fn days(n: i64) -> Span {
        Span::hours(n * 24)
    }
}

impl ops::Add<Span> for At {
    type Output = At;
    fn add(self, span: Span) -> At {
        At(self.0.saturating_add(span.0))
    }
}
impl ops::Sub<Span> for At {
    type Output = At;
    fn sub(self, span: Span) -> At {
        At(self.0.saturating_sub(span.0))
    }
}
impl ops::Sub for At {
    type Output = Span;
    fn sub(self, earlier: At) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Timestamp::from_microsecond(self.0) {
            Ok(at) => write!(f, "{at:.6}"),
            Err(_) => write!(f, "out of range: {} µs", self.0),
        }
    }
}
impl fmt::Debug for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
impl FromStr for At {
    type Err = jiff::Error;
    fn from_str(text: &str) -> Result<At, jiff::Error> {
        Ok(At(text.parse::<Timestamp>()?.as_microsecond()))
    }
}
impl Serialize for At {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for At {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<At, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_with_microseconds_and_read_back() {
        let at = At(1_800_000_000_123_456);
        assert_eq!(at.to_string(), "2027-01-15T08:00:00.123456Z");
        assert_eq!(serde_json::from_str::<At>(&serde_json::to_string(&at).unwrap()).unwrap(), at);
        assert_eq!("2027-01-15T16:00:00.123456+08:00".parse::<At>().unwrap(), at);
    }
}
