//! Ways to reach somebody as people write them: what counts as a telephone number and as an e-mail address, and how two of
//! them are compared. They are shown as they were written.

/// Digits of a telephone number: a short code of a service has 5, E.164 ends at 15.
const DIGITS: std::ops::RangeInclusive<usize> = 5..=15;
/// Digits of an extension.
const EXTENSION: std::ops::RangeInclusive<usize> = 1..=6;
/// Fewer digits may be anybody's: they are not compared.
const COMPARED: usize = 7;
/// What stands before an extension.
const BEFORE: &[&str] = &["转", "ext.", "ext", "#", "x"];

/// Why it is none: a code and a sentence.
pub(crate) type Wrong = (&'static str, &'static str);

/// `+86 138-0013-8000`, `010-62345678 转 8012`, `(021) 5555 1234`: digits with the usual separators.
pub(crate) fn phone(said: &str) -> Result<(), Wrong> {
    if said.contains('*') {
        return Err(("masked", "this is the masked number: reveal it first, or write the new one"));
    }
    let wrong = Err(("format", "a telephone number of 5 to 15 digits, with + in front where it has a country"));
    let (number, extension) = parted(said);
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    let spelt = number.char_indices().all(|(at, c)| match c {
        '+' => at == 0,
        ' ' | '-' | '(' | ')' | '.' => true,
        c => c.is_ascii_digit(),
    });
    let extends = extension
        .is_none_or(|it| it.trim().bytes().all(|b| b.is_ascii_digit()) && EXTENSION.contains(&it.trim().len()));
    if spelt && extends && DIGITS.contains(&digits(number)) { Ok(()) } else { wrong }
}

/// `name@host.tld`, at most 254 characters.
pub(crate) fn email(said: &str) -> Result<(), Wrong> {
    if said.contains('*') {
        return Err(("masked", "this is the masked address: reveal it first, or write the new one"));
    }
    let wrong = Err(("format", "an e-mail address, as li.ming@example.com"));
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>()[],;:\\\"@".contains(c);
    let Some((name, host)) = said.rsplit_once('@') else { return wrong };
    let named = !name.is_empty() && name.chars().count() <= 64 && name.chars().all(plain);
    let labels: Vec<&str> = host.split('.').collect();
    let label = |it: &&str| {
        let inner = it.chars().all(|c| c.is_alphanumeric() || c == '-');
        !it.is_empty() && it.len() <= 63 && inner && !it.starts_with('-') && !it.ends_with('-')
    };
    let ends = labels.last().is_some_and(|it| it.chars().count() >= 2);
    let dotted = !name.starts_with('.') && !name.ends_with('.') && !name.contains("..");
    if named && dotted && labels.len() >= 2 && ends && labels.iter().all(label) { Ok(()) } else { wrong }
}

/// As two of a kind are compared; `None`: too short to mean anybody, or nothing of the kind.
pub(crate) fn compared(kind: &str, said: &str) -> Option<String> {
    match kind {
        "phone" => {
            let digits: String = parted(said).0.chars().filter(char::is_ascii_digit).collect();
            let home = digits.strip_prefix("0086").or(digits.strip_prefix("86")).unwrap_or(&digits);
            (home.len() >= COMPARED).then(|| home.to_owned())
        }
        "email" => Some(said.trim().to_lowercase()).filter(|it| it.contains('@')),
        _ => None,
    }
}

/// The number, and the extension behind it.
fn parted(said: &str) -> (&str, Option<&str>) {
    let said = said.trim();
    let found = BEFORE.iter().find_map(|mark| said.split_once(mark));
    found.map_or((said, None), |(number, extension)| (number.trim_end(), Some(extension)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_as_people_write_them() {
        let right = "13800138000,+86 138 0013 8000,0086-13800138000,010-62345678,010-62345678 转 8012,(021) 5555.1234,\
                     +1 (415) 555-0100 ext. 22,95588,400-820-8820";
        for it in right.split(',') {
            assert_eq!(phone(it), Ok(()), "{it}");
        }
        for it in
            ["138****8000", "1234", "12+34567", "一三八", "138001380001234567", "010-62345678 转 x", "<b>13800138000"]
        {
            assert!(phone(it).is_err(), "{it}");
        }
        assert_eq!(phone("138****8000").map_err(|it| it.0), Err("masked"));
    }

    #[test]
    fn addresses_have_a_name_and_a_host() {
        for it in ["li.ming@example.com", "a+b@sub.example.co", "李明@例子.公司"] {
            assert_eq!(email(it), Ok(()), "{it}");
        }
        for it in
            ["l****@example.com", "li", "@example.com", "li@", "li@com", "a b@example.com", "a@-x.com", "a..b@x.com"]
        {
            assert!(email(it).is_err(), "{it}");
        }
    }

    #[test]
    fn one_number_is_one_however_it_is_written() {
        let all = ["13800138000", "+86 138-0013-8000", "0086 138 0013 8000", "138 0013 8000 转 8"];
        assert!(all.iter().all(|it| compared("phone", it).as_deref() == Some("13800138000")));
        assert_eq!(compared("phone", "95588"), None);
        assert_eq!(compared("email", " Li@Example.COM ").as_deref(), Some("li@example.com"));
    }
}
