//! A statement: checked for portability and argument count when compiled, known to the list of all statements,
//! so that one test can prepare every one of them on both engines.

/// The text of one statement with its `N` placeholders. Only `sql!` makes one.
#[derive(Clone, Copy)]
pub struct Sql<const N: usize> {
    pub(super) known: &'static Known,
}

pub struct Known {
    pub sqlite: &'static str,
    pub postgres: &'static str,
    pub at: &'static str,
    pub line: u32,
}
inventory::collect!(&'static Known);

/// `sql!("… $1 …")`; parts joined by commas may be constants. `/*pg … */` is a comment to SQLite and SQL to PostgreSQL.
#[macro_export]
macro_rules! sql {
    (sqlite $sqlite:expr, postgres $postgres:expr) => {{
        const COUNT: usize = $crate::engine::placeholders($postgres);
        static KNOWN: $crate::engine::Known = $crate::engine::Known { sqlite: $sqlite, postgres: $postgres, at: file!(), line: line!() };
        $crate::engine::submit!(&KNOWN);
        $crate::engine::Sql::<COUNT>::known(&KNOWN)
    }};
    ($($part:expr),+ $(,)?) => {{
        const PARTS: &[&str] = &[$($part),+];
        const SIZE: usize = $crate::engine::size(PARTS);
        const SQLITE: [u8; SIZE] = $crate::engine::join(PARTS);
        const POSTGRES: [u8; SIZE] = $crate::engine::uncomment(SQLITE);
        $crate::sql!(sqlite $crate::engine::utf8(&SQLITE), postgres $crate::engine::utf8(&POSTGRES))
    }};
}
pub use inventory::submit;

impl<const N: usize> Sql<N> {
    pub const fn known(known: &'static Known) -> Self {
        Sql { known }
    }
}
pub fn all() -> impl Iterator<Item = &'static Known> {
    inventory::iter::<&'static Known>().copied()
}

/// The highest `$n`.
pub const fn placeholders(text: &str) -> usize {
    let (text, mut at, mut most) = (text.as_bytes(), 0, 0);
    while at < text.len() {
        if text[at] == b'$' {
            let mut n = 0;
            while at + 1 < text.len() && text[at + 1].is_ascii_digit() {
                n = n * 10 + (text[at + 1] - b'0') as usize;
                at += 1;
            }
            if n > most {
                most = n
            }
        }
        at += 1;
    }
    most
}

/// What only one of the two engines understands, or understands differently. Asked by the test of every statement.
pub fn unportable(text: &str) -> Option<&'static str> {
    const NOT: &[(&str, &str)] = &[
        ("::", "CAST(x AS type)"),
        ("?", "$1, $2 …"),
        ("ILIKE", "a folded column"),
        ("NOW()", "the time is handed in"),
        ("->", "JSON stays closed: what is searched is a column"),
        ("json_", "the same"),
        ("SELECT *", "name the columns"),
        ("RETURNING *", "name the columns"),
        ("GREATEST", "CASE WHEN"),
        (" IS $", "IS NOT DISTINCT FROM"),
        (" USING (", "ON"),
    ];
    let said = NOT.iter().find(|(word, _)| text.contains(word)).map(|(_, instead)| *instead);
    said.or((!text.contains("tenant")).then_some("name the tenant, or say /* every tenant */"))
}

pub const fn size(parts: &[&str]) -> usize {
    let (mut at, mut sum) = (0, 0);
    while at < parts.len() {
        sum += parts[at].len();
        at += 1
    }
    sum
}
pub const fn join<const SIZE: usize>(parts: &[&str]) -> [u8; SIZE] {
    let (mut all, mut end, mut part) = ([0; SIZE], 0, 0);
    while part < parts.len() {
        let (text, mut at) = (parts[part].as_bytes(), 0);
        while at < text.len() {
            all[end] = text[at];
            end += 1;
            at += 1
        }
        part += 1;
    }
    all
}
pub const fn uncomment<const SIZE: usize>(mut text: [u8; SIZE]) -> [u8; SIZE] {
    let (mut at, mut inside) = (0, false);
    while at + 1 < SIZE {
        if text[at] == b'/' && text[at + 1] == b'*' && at + 4 < SIZE && text[at + 2] == b'p' && text[at + 3] == b'g' {
            inside = true;
            text[at] = b' ';
            text[at + 1] = b' ';
            text[at + 2] = b' ';
            text[at + 3] = b' ';
        } else if inside && text[at] == b'*' && text[at + 1] == b'/' {
            inside = false;
            text[at] = b' ';
            text[at + 1] = b' ';
        }
        at += 1;
    }
    text
}
pub const fn utf8(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => panic!("parts of text make text"),
    }
}
