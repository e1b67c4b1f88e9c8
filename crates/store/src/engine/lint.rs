//! What only one of the two engines understands, or understands differently.

/// A word that is not to be written, and what to write instead.
const NOT: &[(&str, &str)] = &[
    ("::", "CAST(x AS type)"),
    ("?", "$1, $2 …"),
    ("ILIKE", "a folded column"),
    ("NOW()", "the time is handed in"),
    ("CURRENT_TIME", "the time is handed in"),
    ("->", "JSON stays closed: what is searched is a column"),
    ("JSON_", "JSON stays closed: what is searched is a column"),
    ("SELECT *", "name the columns"),
    ("RETURNING *", "name the columns"),
    ("GREATEST", "CASE WHEN"),
    ("LEAST(", "CASE WHEN"),
    (" IS $", "IS NOT DISTINCT FROM"),
    (" USING (", "ON"),
    ("LIMIT NULL", "leave it out"),
    ("INSERT OR ", "ON CONFLICT"),
    ("REPLACE INTO", "ON CONFLICT"),
    ("ROWID", "a key of our own"),
    // On SQLite it would fail at the commit that carries everybody.
    ("DEFERRABLE", "an order of statements that keeps the key true"),
];

/// What to write instead, when a part of a statement or a migration is not the same on both engines.
pub fn inexact(text: &str) -> Option<&'static str> {
    let text = text.to_uppercase();
    NOT.iter().find(|(word, _)| text.contains(word)).map(|(_, instead)| *instead)
}

/// The same for a whole statement, as SQLite reads it, which also has to say whose rows it means.
pub fn unportable(text: &str) -> Option<&'static str> {
    const WAIT: &str = "/*pg FOR UPDATE */ or /*pg FOR SHARE */, which SQLite takes for a comment";
    let plain: String = text.split("/*").map(|part| part.rsplit("*/").next().unwrap_or(part)).collect();
    inexact(&plain)
        .or(["FOR UPDATE", "FOR SHARE"].iter().any(|word| plain.to_uppercase().contains(word)).then_some(WAIT))
        .or((!text.contains("tenant")).then_some("name the tenant, or say /* every tenant */"))
}
