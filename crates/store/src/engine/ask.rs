//! A statement with its values, and the parts that are only sometimes there.
use super::{Bind, Known, Sql};
use sqlx::{AssertSqlSafe, SqlSafeStr, SqlStr};

pub struct Ask<'a> {
    known: &'static Known,
    more: String,
    pub(super) values: Vec<&'a dyn Bind>,
    pub(super) at: &'static str,
    pub(super) line: u32,
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
    pub fn with<'a>(self, values: [&'a dyn Bind; N]) -> Ask<'a> {
        Ask { known: self.known, more: String::new(), values: values.into(), at: self.known.at, line: self.known.line }
    }
}
impl<'a> Ask<'a> {
    /// Appends a part; each bare `$` in it takes the next number.
    pub fn push<const N: usize>(mut self, part: &'static str, values: [&'a dyn Bind; N]) -> Self {
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
    pub(super) fn text(&self, of: impl Fn(&Known) -> &'static str) -> SqlStr {
        let text = of(self.known);
        if self.more.is_empty() {
            return text.into_sql_str();
        }
        AssertSqlSafe(format!("{text}{}", self.more)).into_sql_str() // parts are &'static str: no user input
    }
}
