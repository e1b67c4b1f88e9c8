//! Forms of settings: what fields an entry of a kind has, and whether what was given is right. The console draws its pages
//! from them.
use jiff::civil::{Date, Time};
use model::port::{Choice, Text};
use model::*;

/// Lines of one field at most.
const LINES: usize = 1_000;
const NO_SECRET: &str =
    "whsec_ and 24 to 64 random bytes in base64; echo \"whsec_$(openssl rand -base64 32)\" makes one";

/// One field.
#[derive(Debug)]
pub struct Field {
    pub key: &'static str,
    pub title: Text,
    pub help: Text,
    pub kind: FieldKind,
    pub required: bool,
    /// What stands there while nothing was said.
    pub preset: Preset,
}

/// What a field holds while nothing was said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Preset {
    Nothing,
    Flag(bool),
    Number(i64),
    Text(&'static str),
    Lines(&'static [&'static str]),
}

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FieldKind {
    /// One line of at most so many characters.
    Text {
        most: usize,
    },
    /// Several.
    Paragraph {
        most: usize,
    },
    Number {
        least: i64,
        most: i64,
    },
    Flag,
    Choice(&'static [Choice]),
    /// Some of these.
    Several(&'static [Choice]),
    /// Lines of at most so many characters each.
    Lines {
        most: usize,
    },
    /// `1-5 09:00-18:00` on each line: days of the week from 1 (Monday) to 7, and from when until when.
    Week,
    /// A day, `2026-10-01`.
    Day,
    /// A moment, RFC 3339; it may be left open.
    Moment,
    /// `#rrggbb`
    Color,
    /// An http or https address.
    Url,
    /// Ids of agents.
    Agents,
    /// The id of a queue.
    Queue,
    /// Ids of brands; none means all of them.
    Brands,
    /// What signs calls: `whsec_` and 24 to 64 bytes in base64. It is written and never read back: what is kept is shown
    /// as `true`, and `true` leaves it as it is.
    Secret,
}

impl Field {
    /// A field that may stay empty.
    pub const fn new(key: &'static str, title: Text, kind: FieldKind) -> Field {
        Field { key, title, help: Text { zh: "", en: "" }, kind, required: false, preset: Preset::Nothing }
    }
    pub const fn required(self) -> Field {
        Field { required: true, ..self }
    }
    pub const fn help(self, help: Text) -> Field {
        Field { help, ..self }
    }
    pub const fn preset(self, preset: Preset) -> Field {
        Field { preset, ..self }
    }

    /// The default as it would have been given.
    pub fn given(&self) -> Option<Held> {
        Some(match self.preset {
            Preset::Nothing => return None,
            Preset::Flag(flag) => Held::Flag(flag),
            Preset::Number(number) => Held::Number(number),
            Preset::Text(text) => Held::Text(text.into()),
            Preset::Lines(lines) => Held::Lines(lines.iter().map(|line| (*line).to_owned()).collect()),
        })
    }

    /// As it is kept; `None`: left empty.
    pub fn check(&self, held: Option<Held>) -> Result<Option<Held>, FieldError> {
        let wrong =
            |code: &'static str, detail: String| FieldError { field: format!("fields.{}", self.key), code, detail };
        let held = match held {
            Some(Held::Text(text)) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()).map(Held::Text),
            Some(Held::Lines(lines)) => {
                let lines: Vec<String> =
                    lines.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
                Some(lines).filter(|lines| !lines.is_empty()).map(Held::Lines)
            }
            other => other,
        };
        let Some(held) = held else {
            return if self.required { Err(wrong("required", "must not be empty".into())) } else { Ok(None) };
        };
        match self.takes(&held) {
            Ok(()) => Ok(Some(held)),
            Err(detail) => Err(wrong("format", detail)),
        }
    }

    fn takes(&self, held: &Held) -> Result<(), String> {
        match (self.kind, held) {
            (FieldKind::Text { most }, Held::Text(text)) => {
                short(text, most)?;
                if text.contains('\n') { Err("one line".into()) } else { Ok(()) }
            }
            (FieldKind::Paragraph { most }, Held::Text(text)) => short(text, most),
            (FieldKind::Number { least, most }, Held::Number(number)) if (least..=most).contains(number) => Ok(()),
            (FieldKind::Number { least, most }, _) => Err(format!("a whole number from {least} to {most}")),
            (FieldKind::Flag, Held::Flag(_)) => Ok(()),
            (FieldKind::Choice(choices), Held::Text(text)) => among(choices, text),
            (FieldKind::Several(choices), Held::Lines(lines)) => lines.iter().try_for_each(|it| among(choices, it)),
            (FieldKind::Lines { most }, Held::Lines(lines)) => {
                lines.iter().try_for_each(|line| short(line, most))?;
                if lines.len() > LINES { Err(format!("at most {LINES} lines")) } else { Ok(()) }
            }
            (FieldKind::Week, Held::Lines(lines)) => lines.iter().try_for_each(|line| {
                range(line).map(|_| ()).ok_or_else(|| format!("`{line}`: days and hours as in 1-5 09:00-18:00"))
            }),
            (FieldKind::Day, Held::Text(text)) => {
                text.parse::<Date>().map(|_| ()).map_err(|_| "a day as in 2026-10-01".into())
            }
            (FieldKind::Moment, Held::Text(text)) => {
                text.parse::<jiff::Timestamp>().map(|_| ()).map_err(|_| "a moment as in 2026-10-01T08:00:00Z".into())
            }
            (FieldKind::Color, Held::Text(text)) => {
                let hex = text
                    .strip_prefix('#')
                    .is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
                if hex { Ok(()) } else { Err("a colour as in #1d5fbf".into()) }
            }
            (FieldKind::Url, Held::Text(text)) => {
                let web = ["https://", "http://"].iter().any(|begin| text.starts_with(begin));
                if web && text.len() <= 2_000 { Ok(()) } else { Err("an address that begins with https://".into()) }
            }
            (FieldKind::Agents, Held::Lines(lines)) => {
                lines.iter().try_for_each(|id| id.parse::<AgentId>().map(|_| ()).map_err(|_| "ids of agents".into()))
            }
            (FieldKind::Brands, Held::Lines(lines)) => {
                lines.iter().try_for_each(|id| id.parse::<BrandId>().map(|_| ()).map_err(|_| "ids of brands".into()))
            }
            (FieldKind::Secret, Held::Flag(true)) => Ok(()), // as it was
            (FieldKind::Secret, Held::Text(text)) if is_secret(text) => Ok(()),
            (FieldKind::Secret, _) => Err(NO_SECRET.into()),
            (FieldKind::Queue, Held::Text(id)) => {
                id.parse::<QueueId>().map(|_| ()).map_err(|_| "the id of a queue".into())
            }
            _ => Err("not what this field takes".into()),
        }
    }
}

fn short(text: &str, most: usize) -> Result<(), String> {
    if text.contains('\0') || text.chars().count() > most {
        return Err(format!("at most {most} characters"));
    }
    Ok(())
}

fn among(choices: &[Choice], value: &str) -> Result<(), String> {
    if choices.iter().any(|it| it.value == value) {
        return Ok(());
    }
    let all: Vec<&str> = choices.iter().map(|it| it.value).collect();
    Err(format!("one of {}", all.join(", ")))
}

/// Whether somebody's text is a secret as Standard Webhooks write them: the prefix, then 24 to 64 bytes in base64, padded, with no bit
/// set that belongs to no byte.
pub fn is_secret(text: &str) -> bool {
    let Some(coded) = text.strip_prefix("whsec_") else { return false };
    let bare = coded.trim_end_matches('=');
    let padding = coded.len() - bare.len();
    let rest = match (padding, bare.bytes().last().and_then(sextet)) {
        (0, Some(_)) => 0,
        (1, Some(last)) => last & 0b11,
        (2, Some(last)) => last & 0b1111,
        _ => return false,
    };
    let bytes = (coded.len() / 4 * 3).saturating_sub(padding);
    coded.len().is_multiple_of(4)
        && rest == 0
        && (24..=64).contains(&bytes)
        && bare.bytes().all(|it| sextet(it).is_some())
}

fn sextet(digit: u8) -> Option<u8> {
    match digit {
        b'A'..=b'Z' => Some(digit - b'A'),
        b'a'..=b'z' => Some(digit - b'a' + 26),
        b'0'..=b'9' => Some(digit - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

/// `1-5 09:00-18:00`: from which day of the week to which, from when until when. `24:00` is the day's end.
pub fn range(line: &str) -> Option<(i8, i8, i32, i32)> {
    let (days, hours) = line.split_once(' ')?;
    let (first, last) = days.split_once('-').unwrap_or((days, days));
    let (first, last): (i8, i8) = (first.parse().ok()?, last.parse().ok()?);
    let (from, until) = hours.trim().split_once('-')?;
    let (from, until) = (minutes(from)?, minutes(until)?);
    let fits = (1..=7).contains(&first) && (first..=7).contains(&last) && from < until;
    fits.then_some((first, last, from, until))
}

fn minutes(text: &str) -> Option<i32> {
    if text == "24:00" {
        return Some(24 * 60);
    }
    let time: Time = text.parse().ok()?;
    (text.len() == 5).then(|| i32::from(time.hour()) * 60 + i32::from(time.minute()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_whole_bytes_in_base64_behind_its_prefix() {
        let of = |coded: &str| is_secret(&format!("whsec_{coded}"));
        assert!(of(&"A".repeat(32)) && of(&format!("{}A=", "+/09".repeat(9).get(..34).unwrap())));
        assert!(!of(&"A".repeat(31)) && !of(&"A".repeat(28)) && !of(&"A".repeat(92)) && !of(&"é".repeat(16)));
        assert!(!of(&format!("{}B=", "A".repeat(34))) && !of(&format!("{}====", "A".repeat(32))) && !of(""));
        assert!(!is_secret(&"A".repeat(32)));
    }
}
