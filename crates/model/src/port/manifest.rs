//! Manifest: what a channel is and can do. The console draws its form and its composer from it, the capability matrix is
//! made of it, and delivery holds to it.
use super::Text;
use crate::{LegMode, MessageKind};

/// What a channel is and can do; the console draws its form and its composer from it.
#[derive(Debug)]
pub struct Manifest {
    pub kind: &'static str,
    pub title: Text,
    pub transport: Transport,
    pub mode: LegMode,
    /// Hundredths of a chat.
    pub weight: i64,
    /// How long one message may be.
    pub text_limit: usize,
    pub text_unit: TextUnit,
    /// Files that can be sent to the customer; empty: text only.
    pub media: &'static [Media],
    /// Cards that can be sent to the customer, by `Card::word`; empty: none.
    pub cards: &'static [&'static str],
    /// Kinds of messages that customers send here.
    pub hears: &'static [MessageKind],
    pub receipts: bool,
    pub typing: bool,
    /// Replies are taken only for a time, or only so many, after the customer did something.
    pub window: bool,
    /// Outside of the window a template that the provider approved can still be sent.
    pub templates: bool,
    /// The provider makes codes or links that bring a scene of ours along (`Errand::Invite`), or our own page does.
    pub invites: bool,
    /// Requests in a second that one account may make.
    pub rate: u32,
    /// What to click at the provider, step by step, shown beside the form; empty: there is nothing to do there.
    pub guide: &'static [Text],
    pub settings: &'static [Setting],
}

/// What a text's length is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextUnit {
    Characters,
    /// Bytes of UTF-8.
    Bytes,
}

impl TextUnit {
    /// How long a text is in this unit.
    pub fn length(self, text: &str) -> usize {
        match self {
            TextUnit::Characters => text.chars().count(),
            TextUnit::Bytes => text.len(),
        }
    }
}

/// Files of one kind that a channel takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Media {
    /// A media type, or its beginning: `image/png`, `image/`, or nothing for every file.
    pub prefix: &'static str,
    /// Bytes of one file.
    pub most: u64,
}

/// How things travel between the channel and us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// Our own page or program speaks to us; sent at commit.
    Hosted,
    /// The provider calls `/hooks/{kind}/{account}`.
    Webhook,
}

/// One field of an account's form.
#[derive(Debug)]
pub struct Setting {
    pub key: &'static str,
    pub title: Text,
    pub help: Text,
    pub kind: SettingKind,
    pub required: bool,
    pub default: &'static str,
    /// Right as it is for nearly everybody: the console folds it away.
    pub advanced: bool,
}

impl Setting {
    /// The same field, folded away.
    pub const fn advanced(self) -> Setting {
        Setting { advanced: true, ..self }
    }
}

/// One of the values that may be chosen, and what people call it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: &'static str,
    pub title: Text,
}

impl Choice {
    pub const fn of(value: &'static str, title: Text) -> Choice {
        Choice { value, title }
    }
}

/// What a field holds, and how the console shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingKind {
    Text,
    /// A whole number, not negative.
    Number,
    /// Sealed, never shown again.
    Secret,
    Url,
    /// `#rrggbb`
    Color,
    /// One origin per line.
    Origins,
    Choice(&'static [Choice]),
}
