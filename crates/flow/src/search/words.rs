//! Words: what a text is found by, and what a question asks for. Runs of Chinese are known by every two neighbours, other
//! words by their beginnings; whoever asks looks at the text again, so a token may promise more than it holds.
use super::fold::{Folded, Run};
use model::SearchTerm;
use std::collections::BTreeSet;

/// Beginnings of a word that are kept, characters. A longer question is narrowed down by the text.
const BEGINNINGS: [usize; 7] = [2, 4, 8, 12, 16, 24, 32];
/// Tokens of one message at most; behind them nothing is found.
const MOST: usize = 4_096;

/// What a text is found by.
pub fn tokens(text: &str) -> BTreeSet<String> {
    let it = Folded::of(text);
    let mut all = BTreeSet::new();
    for run in &it.runs {
        let chars: Vec<char> = it.text(*run).chars().collect();
        if chars.len() == 1 {
            all.extend(chars.iter().map(char::to_string));
        } else if run.cjk {
            all.extend(chars.windows(2).map(String::from_iter));
        } else {
            let some = BEGINNINGS.iter().filter(|n| **n <= chars.len());
            all.extend(some.map(|n| chars.iter().take(*n).collect::<String>()));
        }
        if all.len() >= MOST {
            break;
        }
    }
    all
}

/// The number of a conversation, as a token no text has.
pub fn number(number: i64) -> String {
    format!("#{number}")
}

/// A phone is found whole, or by the four digits that its mask shows: nobody learns a digit by asking.
pub fn phone(phone: &str) -> Vec<String> {
    let digits = digits(phone);
    let mut all = vec![];
    if digits.len() >= 5 {
        all.push(format!("+{digits}"));
    }
    if digits.len() >= 10 {
        all.push(format!("~{}", digits.get(digits.len() - 4..).unwrap_or_default()));
    }
    all
}

/// An e-mail address is found whole, or by what its mask shows: everything from the `@` on.
pub fn email(email: &str) -> Vec<String> {
    let email = email.trim().to_lowercase().replace(char::is_whitespace, "");
    let host = email.rfind('@').and_then(|at| email.get(at..)).filter(|host| host.len() > 1).map(str::to_owned);
    std::iter::once(format!("={email}")).chain(host).collect()
}

fn digits(phone: &str) -> String {
    let all: String = phone.chars().filter(char::is_ascii_digit).collect();
    match all.strip_prefix("86") {
        Some(rest) if rest.len() == 11 => rest.to_owned(),
        _ => all,
    }
}

/// One word or phrase of a question.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    runs: Vec<(bool, Vec<char>)>,
    /// As the index knows it.
    pub term: SearchTerm,
}

impl Asked {
    /// `None`: there is nothing in it that could be found.
    pub fn of(word: &str) -> Option<Asked> {
        if let Some(n) = word.strip_prefix('#').or_else(|| word.strip_prefix('＃')) {
            let n: i64 = n.parse().ok().filter(|n| *n > 0)?;
            let instead = vec![number(n)];
            return Some(Asked { runs: vec![], term: SearchTerm { tokens: vec![], instead } });
        }
        let it = Folded::of(word);
        let runs: Vec<(bool, Vec<char>)> =
            it.runs.iter().map(|run| (run.cjk, it.text(*run).chars().collect())).collect();
        let tokens: BTreeSet<String> = runs.iter().flat_map(|(cjk, chars)| wanted(*cjk, chars)).collect();
        let term = SearchTerm { tokens: tokens.into_iter().collect(), instead: instead(word) };
        let none = term.tokens.is_empty() && term.instead.is_empty();
        (!none).then_some(Asked { runs, term })
    }

    /// Where it stands in this text, UTF-16 units; `None`: not all of it is there.
    pub fn marks(&self, text: &Folded) -> Option<Vec<(usize, usize)>> {
        if self.runs.is_empty() {
            return None;
        }
        let mut all = vec![];
        for (cjk, chars) in &self.runs {
            let before = all.len();
            for run in text.runs.iter().filter(|run| run.cjk == *cjk) {
                places(text, *run, chars, &mut all);
            }
            if all.len() == before {
                return None;
            }
        }
        Some(all)
    }
}

/// A run of Chinese anywhere in another; a word where one begins.
fn places(text: &Folded, run: Run, chars: &[char], all: &mut Vec<(usize, usize)>) {
    let marks = text.marks.get(run.start..run.end).unwrap_or_default();
    let last = if run.cjk { marks.len().saturating_sub(chars.len()) } else { 0 };
    let mut at = 0;
    while at <= last {
        let piece = marks.get(at..at + chars.len()).unwrap_or_default();
        if piece.len() == chars.len() && piece.iter().map(|it| it.ch).eq(chars.iter().copied()) {
            all.extend(piece.first().zip(piece.last()).map(|(first, last)| (first.from, last.to)));
            at += chars.len();
        } else {
            at += 1;
        }
    }
}

fn wanted(cjk: bool, chars: &[char]) -> Vec<String> {
    if chars.len() == 1 {
        return chars.iter().map(char::to_string).collect();
    }
    if cjk {
        return chars.windows(2).map(String::from_iter).collect();
    }
    let longest = BEGINNINGS.iter().rev().find(|n| **n <= chars.len()).copied().unwrap_or(0);
    vec![chars.iter().take(longest).collect()]
}

fn instead(word: &str) -> Vec<String> {
    if word.contains('@') {
        let word = word.trim().to_lowercase();
        return if word.starts_with('@') { vec![word] } else { vec![format!("={word}")] };
    }
    let is_phone = word.chars().all(|it| it.is_ascii_digit() || matches!(it, '+' | '-' | '(' | ')'));
    let digits = digits(word);
    match digits.len() {
        4 if is_phone => vec![format!("~{digits}")],
        5.. if is_phone => vec![format!("+{digits}")],
        _ => vec![],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        tokens(text).into_iter().collect()
    }

    #[test]
    fn chinese_is_known_by_neighbours_and_words_by_their_beginnings() {
        assert_eq!(all("退款申请"), ["款申", "申请", "退款"]);
        assert_eq!(all("好 refunded A"), ["a", "re", "refu", "refunded", "好"]);
        assert_eq!(tokens(&"长".repeat(10_000)).len(), 1);
        let many: String = (0..10_000u32).filter_map(|n| char::from_u32(0x4e00 + n)).collect();
        assert!(tokens(&many).len() >= MOST);
        assert!(all(" %_'\"😀\u{200b}").is_empty());
    }

    #[test]
    fn a_phone_is_found_whole_or_by_what_its_mask_shows() {
        assert_eq!(phone("+86 138-1234-5678"), ["+13812345678", "~5678"]);
        assert_eq!(phone("13812345678"), ["+13812345678", "~5678"]);
        assert_eq!(phone("12345"), ["+12345"]);
        assert_eq!(Asked::of("5678").unwrap().term.instead, ["~5678"]);
        assert_eq!(Asked::of("12345678").unwrap().term.instead, ["+12345678"]);
        assert_eq!(email("Li.Ming@Example.com"), ["=li.ming@example.com", "@example.com"]);
        assert_eq!(Asked::of("@example.com").unwrap().term.instead, ["@example.com"]);
    }

    #[test]
    fn what_is_asked_is_looked_for_in_the_text() {
        let marks = |word: &str, text: &str| Asked::of(word).unwrap().marks(&Folded::of(text));
        assert_eq!(marks("退款", "我要退款，退款呢"), Some(vec![(2, 4), (5, 7)]));
        assert_eq!(marks("ref", "Refund the refs, prefer"), Some(vec![(0, 3), (11, 14)]));
        assert_eq!(marks("refundable", "refunded"), None);
        assert_eq!(marks("iphone手机", "手机是 iPhone"), Some(vec![(4, 10), (0, 2)]));
        assert!(Asked::of("%_").is_none() && Asked::of("#0").is_none() && Asked::of("#x").is_none());
    }
}
