//! A statement: its argument count checked when compiled, itself known to the list of all statements, so that one test
//! can prepare every one of them on both engines.

/// The text of one statement with its `N` placeholders. Only `sql!` makes one.
#[derive(Clone, Copy)]
pub struct Sql<const N: usize> {
    pub(super) known: &'static Known,
}

/// A statement in the list: as it is written, as each engine reads it, and where it stands.
pub struct Known {
    pub written: &'static str,
    pub sqlite: &'static str,
    pub postgres: &'static str,
    pub at: &'static str,
    pub line: u32,
}
inventory::collect!(&'static Known);

/// `sql!("… $1 …")`; parts joined by commas may be constants. `/*pg … */` is a comment to SQLite and SQL to PostgreSQL.
#[macro_export]
macro_rules! sql {
    ($($part:expr),+ $(,)?) => {{
        const PARTS: &[&str] = &[$($part),+];
        const SIZE: usize = $crate::engine::size(PARTS);
        const WRITTEN: [u8; SIZE] = $crate::engine::join(PARTS);
        const SQLITE: [u8; SIZE] = $crate::engine::numbered(WRITTEN);
        const POSTGRES: [u8; SIZE] = $crate::engine::uncomment(WRITTEN);
        const COUNT: usize = $crate::engine::placeholders($crate::engine::utf8(&WRITTEN));
        static KNOWN: $crate::engine::Known = $crate::engine::Known {
            written: $crate::engine::utf8(&WRITTEN),
            sqlite: $crate::engine::utf8(&SQLITE),
            postgres: $crate::engine::utf8(&POSTGRES),
            at: file!(),
            line: line!(),
        };
        $crate::engine::submit!(&KNOWN);
        $crate::engine::Sql::<COUNT>::known(&KNOWN)
    }};
}
pub use inventory::submit;

impl<const N: usize> Sql<N> {
    /// For `sql!` alone.
    pub const fn known(known: &'static Known) -> Self {
        Sql { known }
    }
}

/// Every statement of the program.
pub fn all() -> impl Iterator<Item = &'static Known> {
    inventory::iter::<&'static Known>().copied()
}
