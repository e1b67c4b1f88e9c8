//! A moment on the wire: RFC 3339 in UTC with microseconds.
use model::At;
use serde::{Deserialize, Serialize};

/// RFC 3339 in UTC with microseconds; read with any offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, format = DateTime, example = "2026-11-21T08:00:00.123456Z")]
pub struct Time(pub At);

impl From<At> for Time {
    fn from(at: At) -> Time {
        Time(at)
    }
}
