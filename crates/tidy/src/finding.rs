//! What a rule says when it finds something: where, what, why it matters and what to do now.

use std::fmt;

/// One broken rule at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Path inside the repository, with `/` between the parts.
    pub file: String,
    /// Line, counted from 1; 1 when the whole file is meant.
    pub line: usize,
    /// What is wrong at this place.
    pub what: String,
    /// Why the house has this rule.
    pub why: &'static str,
    /// What to do now.
    pub mend: &'static str,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}\n    why: {}\n    do:  {}", self.file, self.line, self.what, self.why, self.mend)
    }
}

/// Why a rule exists and how to mend a break of it; every finding of that rule carries both.
#[derive(Clone, Copy, Debug)]
pub struct Reason {
    /// Why the house has this rule.
    pub why: &'static str,
    /// What to do now.
    pub mend: &'static str,
}

impl Reason {
    /// A finding of this rule in `file` at `line` (counted from 1).
    #[must_use]
    pub fn at(&self, file: &str, line: usize, what: impl Into<String>) -> Finding {
        Finding { file: file.to_owned(), line, what: what.into(), why: self.why, mend: self.mend }
    }
}
