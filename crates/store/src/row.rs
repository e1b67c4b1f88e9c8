//! How a noun is kept as a row: `row!` writes the column list, the placeholders and the update list once for each.
use crate::engine::Bind;

/// The parts of SQL that follow from a record's columns.
pub trait Kept {
    /// `a, b, c`
    const COLUMNS: &'static str;
    /// `$1, $2, $3`
    const MARKS: &'static str;
    /// `a = excluded.a, b = excluded.b, c = excluded.c`
    const SETS: &'static str;
}

/// The values in the order of the columns.
pub trait Values<const N: usize> {
    fn values(&self) -> [&dyn Bind; N];
}

macro_rules! row { ($record:ident { $first:ident $(, $more:ident)* $(,)? }) => {
    impl $crate::engine::Record for $record {
        fn read(row: &$crate::engine::Row<'_>) -> $crate::engine::Result<Self> {
            Ok($record { $first: row.get(stringify!($first))? $(, $more: row.get(stringify!($more))?)* })
        }
    }
    impl $crate::row::Kept for $record {
        const COLUMNS: &'static str = concat!(stringify!($first) $(, ", ", stringify!($more))*);
        const MARKS: &'static str = {
            const COUNT: usize = $crate::row::count(&[stringify!($first) $(, stringify!($more))*]);
            const MARKS: [u8; $crate::row::marks_size(COUNT)] = $crate::row::marks(COUNT);
            $crate::engine::utf8(&MARKS)
        };
        const SETS: &'static str =
            concat!(stringify!($first), " = excluded.", stringify!($first) $(, ", ", stringify!($more), " = excluded.", stringify!($more))*);
    }
    impl $crate::row::Values<{ $crate::row::count(&[stringify!($first) $(, stringify!($more))*]) }> for $record {
        fn values(&self) -> [&dyn $crate::engine::Bind; $crate::row::count(&[stringify!($first) $(, stringify!($more))*])] {
            [&self.$first $(, &self.$more)*]
        }
    }
} }
pub(crate) use row;

/// How many columns.
pub const fn count(columns: &[&str]) -> usize {
    columns.len()
}

/// Bytes of `$1, $2, … $n`.
pub const fn marks_size(n: usize) -> usize {
    let (mut size, mut i) = (0, 1);
    while i <= n {
        size += if i < 10 { 2 } else { 3 };
        i += 1;
    }
    size + 2 * n.saturating_sub(1)
}

/// `$1, $2, … $n`, n < 100.
pub const fn marks<const SIZE: usize>(n: usize) -> [u8; SIZE] {
    let (mut text, mut at, mut i) = ([b' '; SIZE], 0, 1);
    while i <= n {
        text[at] = b'$';
        at += 1;
        if i >= 10 {
            text[at] = b'0' + (i / 10) as u8;
            at += 1;
        }
        text[at] = b'0' + (i % 10) as u8;
        at += 1;
        if i < n {
            text[at] = b',';
            at += 2;
        }
        i += 1;
    }
    text
}
