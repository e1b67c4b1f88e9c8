//! A text for people in both languages of the house.
use crate::Locale;

/// The same words in Chinese and in English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    pub zh: &'static str,
    pub en: &'static str,
}

impl Text {
    /// Both at once.
    pub const fn of(zh: &'static str, en: &'static str) -> Text {
        Text { zh, en }
    }
    /// The one for this language.
    pub const fn to(self, locale: Locale) -> &'static str {
        match locale {
            Locale::Zh => self.zh,
            Locale::En => self.en,
        }
    }
}
