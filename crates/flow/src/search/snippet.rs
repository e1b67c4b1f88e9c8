//! Snippet: the piece of a text around what was found, short enough for a line or two.

/// Before the first mark, and altogether; characters.
const BEFORE: usize = 24;
const MOST: usize = 120;
/// Marks that are told of one snippet.
const MARKS: usize = 20;

/// A piece of `text` and the marks in it, UTF-16 units of the piece.
pub fn snippet(text: &str, mut marks: Vec<(usize, usize)>) -> (String, Vec<(usize, usize)>) {
    marks.sort_unstable();
    let first = marks.first().map_or(0, |mark| mark.0);
    // Where each character begins, in UTF-16 units.
    let mut at = 0;
    let chars: Vec<(usize, char)> = text
        .chars()
        .map(|ch| {
            let from = at;
            at += ch.len_utf16();
            (from, ch)
        })
        .collect();
    let found = chars.partition_point(|(from, _)| *from < first);
    let start = found.saturating_sub(BEFORE);
    let end = chars.len().min(start + MOST);
    let shown = chars.get(start..end).unwrap_or_default();
    let from = shown.first().map_or(0, |it| it.0);
    let to = chars.get(end).map_or(at, |it| it.0);
    let mut piece = String::new();
    let mut ahead = 0;
    if start > 0 {
        piece.push('…');
        ahead = 1;
    }
    // Each line break is a space: as long as it was.
    piece.extend(shown.iter().map(|(_, ch)| if ch.is_whitespace() || ch.is_control() { ' ' } else { *ch }));
    if end < chars.len() {
        piece.push('…');
    }
    let mut told: Vec<(usize, usize)> = vec![];
    for (begin, finish) in marks.into_iter().filter(|mark| mark.0 >= from && mark.1 <= to) {
        let mark = (begin - from + ahead, finish - from + ahead);
        if let Some(last) = told.last_mut().filter(|last| mark.0 <= last.1) {
            last.1 = last.1.max(mark.1);
        } else if told.len() < MARKS {
            told.push(mark);
        }
    }
    (piece, told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_around_what_was_found() {
        let text = format!("{}退款{}", "前".repeat(100), "后".repeat(200));
        let (piece, marks) = snippet(&text, vec![(100, 102), (299, 300)]);
        assert_eq!(piece.chars().count(), 1 + MOST + 1);
        assert_eq!(marks, [(25, 27)]);
        assert_eq!(piece.chars().skip(25).take(2).collect::<String>(), "退款");
    }

    #[test]
    fn marks_that_touch_are_one_and_lines_are_one() {
        assert_eq!(snippet("退款\n申请", vec![(3, 5), (0, 2), (1, 3)]), ("退款 申请".into(), vec![(0, 5)]));
        assert_eq!(snippet("", vec![]), (String::new(), vec![]));
    }
}
