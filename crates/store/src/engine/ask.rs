//! A statement with its values, and the parts that are only sometimes there.
use super::lint;
use super::{Bind, Known, Sql};
use sqlx::{AssertSqlSafe, SqlSafeStr, SqlStr};
use std::borrow::Cow;

/// What is asked of a `Tx`. Made by `sql!(…).with([…])`.
pub struct Ask<'a> {
    known: &'a Known,
    more: String,
    values: Vec<&'a dyn Bind>,
}

impl<'a, const N: usize> From<(Sql<N>, [&'a dyn Bind; N])> for Ask<'a> {
    fn from((sql, values): (Sql<N>, [&'a dyn Bind; N])) -> Self {
        sql.with(values)
    }
}
impl From<Sql<0>> for Ask<'_> {
    fn from(sql: Sql<0>) -> Self {
        sql.with([])
    }
}
impl<const N: usize> Sql<N> {
    /// The values for `$1`, `$2` …
    pub fn with<'a>(self, values: [&'a dyn Bind; N]) -> Ask<'a> {
        Ask { known: self.known, more: String::new(), values: values.into() }
    }
}

impl<'a> Ask<'a> {
    /// Appends a part; each bare `$` in it takes the next number.
    pub fn push<const N: usize>(mut self, part: &'static str, values: [&'a dyn Bind; N]) -> Self {
        debug_assert_eq!(part.matches('$').count(), N, "as many values as `$` in {part:?}");
        debug_assert_eq!(lint::inexact(part), None, "in {part:?}");
        let mut values = values.into_iter();
        for piece in part.split_inclusive('$') {
            self.more.push_str(piece);
            if piece.ends_with('$') {
                self.values.extend(values.next());
                self.more.push_str(&self.values.len().to_string());
            }
        }
        self
    }
    /// Appends the part when there is a value for it.
    pub fn when<T: Bind>(self, value: &'a Option<T>, part: &'static str) -> Self {
        match value {
            Some(value) => self.push(part, [value]),
            None => self,
        }
    }
    /// Appends the part with a list in place of its one `$`: `" AND id IN ($)"`. None of an empty list matches. The
    /// list is filled up to a power of two with its last value, so that few texts stay prepared. At most 1,024 values.
    pub fn among<T: Bind>(mut self, part: &'static str, values: &'a [T]) -> Self {
        debug_assert_eq!(part.matches('$').count(), 1, "one `$` for the list in {part:?}");
        let (before, after) = part.split_once('$').unwrap_or((part, ""));
        let filled = if values.is_empty() { 0 } else { values.len().next_power_of_two() };
        let last = values.last().map(|last| last as &dyn Bind);
        let mut numbers = vec![];
        for value in values.iter().map(|value| value as &dyn Bind).chain(last.into_iter().cycle()).take(filled) {
            self.values.push(value);
            numbers.push(format!("${}", self.values.len()));
        }
        let list = if numbers.is_empty() { "NULL".into() } else { numbers.join(", ") };
        self.more.push_str(&format!("{before}{list}{after}"));
        self
    }

    /// For a statement that is only prepared.
    pub(super) fn bare(known: &'a Known) -> Ask<'a> {
        Ask { known, more: String::new(), values: vec![] }
    }
    /// Where the statement is written: file and line.
    pub(super) fn place(&self) -> (&'static str, u32) {
        (self.known.at, self.known.line)
    }
    pub(super) fn values(&self) -> &[&'a dyn Bind] {
        &self.values
    }
    /// As SQLite reads it.
    pub(super) fn sqlite(&self) -> Cow<'static, str> {
        if self.more.is_empty() {
            return Cow::Borrowed(self.known.sqlite);
        }
        // In the parts every `$` stands for a number: `Ask` has put it there.
        Cow::Owned(format!("{}{}", self.known.sqlite, self.more.replace('$', "?")))
    }
    /// As PostgreSQL reads it.
    pub(super) fn postgres(&self) -> SqlStr {
        if self.more.is_empty() {
            return self.known.postgres.into_sql_str();
        }
        AssertSqlSafe(format!("{}{}", self.known.postgres, self.more)).into_sql_str() // parts are &'static str: no user input
    }
}
