//! TypeScript, Vue and CSS text taken apart just far enough for rules: string literals with their lines, and the text
//! with comments blanked out.

/// A string literal (`'…'`, `"…"` or a template) and the line on which it begins, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal {
    /// The inside, escapes as written.
    pub text: String,
    /// Line on which it begins.
    pub line: usize,
}

/// The text with `//…`, `/*…*/` and `<!--…-->` replaced by spaces, line for line. `//` inside a string (an address)
/// stays. Regular expressions are not understood; a quote in one can hide the rest of its line, never more.
#[must_use]
pub fn without_comments(source: &str) -> String {
    let mut kept = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(mark) = rest.chars().next() {
        let (comment, length) = if rest.starts_with("//") && !kept.ends_with(':') {
            (true, rest.find('\n').unwrap_or(rest.len()))
        } else if rest.starts_with("/*") {
            (true, rest.find("*/").map_or(rest.len(), |at| at + 2))
        } else if rest.starts_with("<!--") {
            (true, rest.find("-->").map_or(rest.len(), |at| at + 3))
        } else if matches!(mark, '\'' | '"' | '`') {
            (false, string_length(rest, mark))
        } else {
            (false, mark.len_utf8())
        };
        let (text, after) = rest.split_at(length);
        if comment {
            kept.extend(text.chars().map(|mark| if mark == '\n' { '\n' } else { ' ' }));
        } else {
            kept.push_str(text);
        }
        rest = after;
    }
    kept
}

/// All string literals outside comments.
#[must_use]
pub fn literals(source: &str) -> Vec<Literal> {
    let text = without_comments(source);
    let mut found = Vec::new();
    let (mut rest, mut line) = (text.as_str(), 1);
    while let Some(at) = rest.find(['\'', '"', '`']) {
        let (before, quoted) = rest.split_at(at);
        line += before.matches('\n').count();
        let quote = quoted.chars().next().unwrap_or('"');
        let (literal, after) = quoted.split_at(string_length(quoted, quote));
        found.push(Literal { text: literal.trim_matches(quote).to_owned(), line });
        line += literal.matches('\n').count();
        rest = after;
    }
    found
}

/// Length of the literal at the start, quotes included. Only a template may go on over a line's end: an apostrophe in a
/// Vue text must not swallow the file.
pub(crate) fn string_length(quoted: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, mark) in quoted.char_indices().skip(1) {
        if mark == '\n' && quote != '`' {
            return at;
        }
        if mark == quote && !escaped {
            return at + mark.len_utf8();
        }
        escaped = mark == '\\' && !escaped;
    }
    quoted.len()
}
