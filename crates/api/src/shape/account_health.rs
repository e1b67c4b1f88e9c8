//! How a channel account does, and what its live test and its code show.
use super::{operation::Text, time::Time, word::Fault};
use serde::Serialize;
use utoipa::ToSchema;

/// How a channel account does.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Health {
    pub state: Condition,
    #[schema(required)]
    pub last_in_at: Option<Time>,
    /// Since the program started.
    #[schema(required)]
    pub last_out_at: Option<Time>,
    /// Since the program started; `error` says what it was.
    #[schema(required)]
    pub last_error_at: Option<Time>,
    #[schema(required)]
    pub error: Option<String>,
    #[schema(minimum = 0)]
    pub queued: i64,
    #[schema(required)]
    pub oldest_queued_at: Option<Time>,
    #[schema(minimum = 0)]
    pub in_doubt: i64,
    #[schema(minimum = 0)]
    pub dead: i64,
}

/// In a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Nothing ever came in or went out.
    Unused,
    Ok,
    /// The last thing that was tried went wrong.
    Failing,
    /// Nothing is called for a moment, after failures in a row.
    Resting,
}

impl From<&desk::AccountHealth> for Health {
    fn from(it: &desk::AccountHealth) -> Health {
        Health {
            state: match it.state {
                desk::Condition::Unused => Condition::Unused,
                desk::Condition::Ok => Condition::Ok,
                desk::Condition::Failing => Condition::Failing,
                desk::Condition::Resting => Condition::Resting,
            },
            last_in_at: it.last_in_at.map(Into::into),
            last_out_at: it.last_out_at.map(Into::into),
            last_error_at: it.last_error_at.map(Into::into),
            error: it.error.clone(),
            queued: it.queued,
            oldest_queued_at: it.oldest_queued_at.map(Into::into),
            in_doubt: it.in_doubt,
            dead: it.dead,
        }
    }
}

/// What a live test found.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AccountCheck {
    pub ok: bool,
    pub lines: Vec<CheckLine>,
    /// Who can do something about it.
    #[schema(required)]
    pub fault: Option<Fault>,
    /// Why not, in the provider's words.
    #[schema(required)]
    pub error: Option<String>,
}

/// Something the provider said of the account.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CheckLine {
    pub title: Text,
    pub value: String,
}

impl From<desk::Checked> for AccountCheck {
    fn from(it: desk::Checked) -> AccountCheck {
        let lines = it.lines.into_iter().map(|(title, value)| CheckLine { title: title.into(), value });
        AccountCheck { ok: it.ok, lines: lines.collect(), fault: it.fault.map(Into::into), error: it.error }
    }
}

/// What customers scan to come in; good for 30 days.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AccountCode {
    pub link: String,
    /// The link as an SVG to print.
    pub qr: String,
}
