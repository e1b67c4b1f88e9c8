//! Faults on request: for a number of calls or for a time, per account.
use serde::{Deserialize, Serialize};

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// Answers to the account's calls come `millis` late.
    ApiLate,
    /// The account's calls are answered 502 with a page, and nothing is done.
    ApiBroken,
    /// The call is carried out and never answered.
    ApiSilent,
    /// The call is answered with `errcode`, and nothing is done.
    ApiError,
    /// Sending is answered 45009: the day's quota is used up.
    QuotaSpent,
    /// Nobody listens at the platform's address, for any account; needs `seconds`.
    Refused,
    /// A callback sets out `millis` late.
    CallbackLate,
    /// A callback is made twice.
    CallbackTwice,
    /// A callback waits until the next one has been made.
    CallbackSwapped,
}

/// A fault as it is asked for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Fault {
    /// What goes wrong.
    pub kind: FaultKind,
    /// How often; absent: until its time is over.
    #[serde(default)]
    pub times: Option<u32>,
    /// For how long; absent: until it has happened `times` times.
    #[serde(default)]
    pub seconds: Option<u64>,
    /// Delay of the late kinds, in milliseconds.
    #[serde(default)]
    pub millis: u64,
    /// Code of `api_error`.
    #[serde(default)]
    pub errcode: i64,
    /// Only calls whose path contains this.
    #[serde(default)]
    pub on: Option<String>,
}

impl Fault {
    /// This kind, that many times.
    #[must_use]
    pub fn times(kind: FaultKind, times: u32) -> Fault {
        Fault { kind, times: Some(times), seconds: None, millis: 0, errcode: 0, on: None }
    }
    /// The same with a delay.
    #[must_use]
    pub fn late(self, millis: u64) -> Fault {
        Fault { millis, ..self }
    }
    /// The same on calls whose path contains `part`.
    #[must_use]
    pub fn on(self, part: &str) -> Fault {
        Fault { on: Some(part.to_owned()), ..self }
    }
}

/// The faults of one account that have not happened yet.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<(Fault, Option<u64>)>);

impl Faults {
    /// `now` in unix seconds.
    pub(super) fn add(&mut self, fault: Fault, now: u64) {
        let until = fault.seconds.map(|seconds| now + seconds);
        self.0.push((fault, until));
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Takes one happening of this kind, if it is to happen on this path now.
    pub(super) fn take(&mut self, kind: FaultKind, path: &str, now: u64) -> Option<Fault> {
        self.0.retain(|(fault, until)| fault.times != Some(0) && until.is_none_or(|until| until > now));
        let meant = |fault: &Fault| fault.kind == kind && fault.on.as_ref().is_none_or(|part| path.contains(part));
        let (fault, _) = self.0.iter_mut().find(|(fault, _)| meant(fault))?;
        let found = fault.clone();
        fault.times = fault.times.map(|times| times - 1);
        Some(found)
    }

    /// What is still to happen.
    pub(super) fn list(&self) -> Vec<&Fault> {
        self.0.iter().map(|(fault, _)| fault).collect()
    }
}
