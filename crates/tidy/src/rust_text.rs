//! Rust text taken apart just far enough for rules: what is code, what is a comment, what is a string literal.
//!
//! Rules about words must not stumble over a word in a comment, and rules about literals must see only literals.

/// What a stretch of source text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Everything that is neither comment nor literal text.
    Code,
    /// `//…` or `/*…*/`, with its marks.
    Comment,
    /// The inside of a string literal, without quotes, escapes as written.
    Literal,
}

/// A stretch of source text of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// What it is.
    pub kind: Kind,
    /// The text itself.
    pub text: &'a str,
    /// Line on which it begins, counted from 1.
    pub line: usize,
}

/// Cuts Rust source into pieces. Text that does not end (an open string) becomes one last piece; nothing fails.
#[must_use]
pub fn pieces(source: &str) -> Vec<Piece<'_>> {
    let mut cut = Cutter { rest: source, line: 1, pieces: Vec::new() };
    let mut code = 0;
    while code < cut.rest.len() {
        let (before, after) = cut.rest.split_at(code);
        if after.starts_with("//") {
            cut.take(code, Kind::Code);
            cut.take(after.find('\n').unwrap_or(after.len()), Kind::Comment);
        } else if after.starts_with("/*") {
            cut.take(code, Kind::Code);
            cut.take(block_comment(after), Kind::Comment);
        } else if let Some((open, close)) = string_opening(before, after) {
            cut.take(code + open, Kind::Code);
            let inside = if close == "\"" { plain_string(cut.rest) } else { cut.rest.find(&close) };
            cut.take(inside.unwrap_or(cut.rest.len()), Kind::Literal);
            code = close.len().min(cut.rest.len());
            continue;
        } else {
            code += step(after);
            continue;
        }
        code = 0;
    }
    cut.take(code, Kind::Code);
    cut.pieces
}

/// The source line by line with comments and the insides of literals left out.
#[must_use]
pub fn code_lines(source: &str) -> Vec<(usize, String)> {
    let mut lines = vec![(1, String::new())];
    for piece in pieces(source).iter().filter(|piece| piece.kind == Kind::Code) {
        for (offset, text) in piece.text.split('\n').enumerate() {
            let number = piece.line + offset;
            match lines.last_mut() {
                Some((last, line)) if *last == number => line.push_str(text),
                _ => lines.push((number, text.to_owned())),
            }
        }
    }
    lines
}

struct Cutter<'a> {
    rest: &'a str,
    line: usize,
    pieces: Vec<Piece<'a>>,
}

impl Cutter<'_> {
    fn take(&mut self, length: usize, kind: Kind) {
        let (text, rest) = self.rest.split_at(length);
        if !text.is_empty() {
            self.pieces.push(Piece { kind, text, line: self.line });
        }
        self.line += text.matches('\n').count();
        self.rest = rest;
    }
}

/// Length of the opening of a string literal (`"`, `r#"`) at the start of `after`, and what closes it.
fn string_opening(before: &str, after: &str) -> Option<(usize, String)> {
    if after.starts_with('"') {
        return Some((1, "\"".to_owned()));
    }
    let in_word = before.ends_with(|last: char| last.is_alphanumeric() || last == '_');
    // `br"` and `cr"` are found at their `r`, one step after the `b` or `c`.
    let prefixed = before.ends_with('b') || before.ends_with('c');
    let hashes = after.strip_prefix('r')?;
    let quote = hashes.find(|mark| mark != '#')?;
    let opens = hashes.split_at(quote).1.starts_with('"') && (!in_word || prefixed);
    opens.then(|| (quote + 2, format!("\"{}", "#".repeat(quote))))
}

fn plain_string(inside: &str) -> Option<usize> {
    let mut escaped = false;
    inside.char_indices().find_map(|(at, mark)| {
        let closes = mark == '"' && !escaped;
        escaped = mark == '\\' && !escaped;
        closes.then_some(at)
    })
}

fn block_comment(after: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < after.len() {
        let (_, rest) = after.split_at(at);
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    after.len()
}

/// How far to go in code: over one character, or over a whole character literal so that `'"'` opens no string.
fn step(after: &str) -> usize {
    let first = after.chars().next().map_or(1, char::len_utf8);
    let Some(inside) = after.strip_prefix('\'') else { return first };
    let mut marks = inside.char_indices();
    match marks.next() {
        Some((_, '\\')) => {
            // The escaped mark itself may be a quote; the next quote after it closes.
            marks.next();
            marks.find(|(_, mark)| *mark == '\'').map_or(first, |(at, _)| at + 2)
        }
        // `'a'` is a character, `'a` alone a lifetime.
        Some(_) => match marks.next() {
            Some((at, '\'')) => at + 2,
            _ => first,
        },
        None => first,
    }
}
