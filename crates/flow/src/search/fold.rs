//! Folding: one way to read a text for finding. Compatibility forms are one (NFKC), case and accents do not matter, marks
//! that nobody sees are not there; each folded character knows where it stood.
use unicode_normalization::UnicodeNormalization as _;

/// One folded character, and where it came from: UTF-16 units, as browsers count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    pub ch: char,
    pub from: usize,
    pub to: usize,
}

/// Neighbouring characters of one kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Run {
    /// Chinese, Japanese, Korean: written without spaces.
    pub cjk: bool,
    pub start: usize,
    pub end: usize,
}

/// A text as it is read, and the words and runs in it.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    pub marks: Vec<Mark>,
    pub runs: Vec<Run>,
}

impl Folded {
    pub fn of(text: &str) -> Folded {
        let mut it = Folded::default();
        let (mut at, mut before) = (0, Kind::Gap);
        for ch in text.chars() {
            let (from, to) = (at, at + ch.len_utf16());
            at = to;
            if unseen(ch) {
                continue;
            }
            for ch in folded(ch) {
                let kind = kind(ch);
                let n = it.marks.len();
                match (kind, it.runs.last_mut()) {
                    (Kind::Gap, _) => {}
                    (_, Some(run)) if kind == before => run.end = n + 1,
                    _ => it.runs.push(Run { cjk: kind == Kind::Cjk, start: n, end: n + 1 }),
                }
                before = kind;
                it.marks.push(Mark { ch, from, to });
            }
        }
        it
    }

    pub fn text(&self, run: Run) -> String {
        self.marks.get(run.start..run.end).unwrap_or_default().iter().map(|mark| mark.ch).collect()
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Gap,
    Cjk,
    Word,
}

fn kind(ch: char) -> Kind {
    if is_cjk(ch) {
        Kind::Cjk
    } else if ch.is_alphanumeric() {
        Kind::Word
    } else {
        Kind::Gap
    }
}

fn folded(ch: char) -> impl Iterator<Item = char> {
    let accented = matches!(ch, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
    let plain = accented.then(|| std::iter::once(ch).nfkd().filter(|it| !is_accent(*it)));
    let other = (!accented).then(|| std::iter::once(ch).nfkc());
    plain.into_iter().flatten().chain(other.into_iter().flatten()).flat_map(char::to_lowercase)
}

fn is_accent(ch: char) -> bool {
    matches!(ch, '\u{300}'..='\u{36f}')
}

/// Zero-width marks, directions, joiners, variations, soft hyphens, and accents that stand by themselves.
fn unseen(ch: char) -> bool {
    is_accent(ch)
        || matches!(ch, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}')
        || matches!(ch, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(ch, '\u{fe00}'..='\u{fe0f}')
}

fn is_cjk(ch: char) -> bool {
    matches!(ch, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
        || matches!(ch, '\u{3005}' | '\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}')
        || matches!(ch, '\u{31f0}'..='\u{31ff}' | '\u{ac00}'..='\u{d7af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(text: &str) -> Vec<String> {
        let it = Folded::of(text);
        it.runs.iter().map(|run| it.text(*run)).collect()
    }

    #[test]
    fn forms_case_accents_and_unseen_marks_do_not_matter() {
        assert_eq!(runs("ＡＢＣ１２３ Café Cafe\u{301} İ"), ["abc123", "cafe", "cafe", "i"]);
        assert_eq!(runs("退\u{200b}款\u{202e}申请"), ["退款申请"]);
        assert_eq!(runs("iPhone手机，한국어 שלום 😀%_'\""), ["iphone", "手机", "한국어", "שלום"]);
    }

    #[test]
    fn every_mark_knows_where_it_stood() {
        let it = Folded::of("😀退㈱");
        let at: Vec<_> = it.marks.iter().map(|mark| (mark.ch, mark.from, mark.to)).collect();
        assert_eq!(at, [('😀', 0, 2), ('退', 2, 3), ('(', 3, 4), ('株', 3, 4), (')', 3, 4)]);
    }
}
