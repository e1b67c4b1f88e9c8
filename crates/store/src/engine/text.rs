//! The text of a statement is put together while compiling, without a macro of the other kind.

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

/// The bytes of all parts together.
pub const fn size(parts: &[&str]) -> usize {
    let (mut at, mut sum) = (0, 0);
    while at < parts.len() {
        sum += parts[at].len();
        at += 1
    }
    sum
}

/// All parts in one.
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

/// `$1` becomes `?1`: to SQLite `$1` is a name, `?1` a number.
pub const fn numbered<const SIZE: usize>(mut text: [u8; SIZE]) -> [u8; SIZE] {
    let mut at = 0;
    while at + 1 < SIZE {
        if text[at] == b'$' && text[at + 1].is_ascii_digit() {
            text[at] = b'?';
        }
        at += 1;
    }
    text
}

/// What stands in `/*pg … */` becomes SQL.
pub const fn uncomment<const SIZE: usize>(mut text: [u8; SIZE]) -> [u8; SIZE] {
    let (mut at, mut inside) = (0, false);
    while at + 1 < SIZE {
        let opens = text[at] == b'/' && text[at + 1] == b'*';
        if opens && at + 4 < SIZE && text[at + 2] == b'p' && text[at + 3] == b'g' && text[at + 4] == b' ' {
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

/// The bytes as text again.
pub const fn utf8(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => panic!("parts of text make text"),
    }
}
