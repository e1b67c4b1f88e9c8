//! The limits that decisions go by, with the house's defaults.
use model::{Locale, Span};

/// Lengths of time and counts that decisions go by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rules {
    /// How long an offer stands.
    pub offer: Span,
    /// After a reply, how long the customer may be silent before a reminder.
    pub remind_after: Span,
    /// After the reminder, how long until it closes.
    pub close_after: Span,
    /// Writing within this after closing reopens the same conversation.
    pub reopen_within: Span,
    /// The longest pending.
    pub pending_most: Span,
    /// After the last socket closed, how long until an agent has vanished.
    pub vanished_after: Span,
    /// Weight that may be offered to one agent at a time: what a person can answer before it runs out.
    pub offered_most: i64,
    /// Offers let pass in a row that make a break.
    pub missed_most: i64,
    /// 漏回: a message unanswered for longer than this is on the list.
    pub unanswered_after: Span,
}

impl Rules {
    /// What holds unless somebody says otherwise.
    pub const DEFAULT: Rules = Rules {
        offer: Span::seconds(20),
        remind_after: Span::minutes(3),
        close_after: Span::minutes(2),
        reopen_within: Span::hours(24),
        pending_most: Span::days(90),
        vanished_after: Span::seconds(30),
        offered_most: 200,
        missed_most: 2,
        unanswered_after: Span::minutes(2),
    };
}

impl Default for Rules {
    fn default() -> Rules {
        Rules::DEFAULT
    }
}

/// What the silent customer is asked.
pub fn reminder(locale: Locale) -> &'static str {
    match locale {
        Locale::Zh => "您还在吗？如果还有问题请直接回复，稍后没有新消息会先结束本次会话，您随时可以再找我们。",
        Locale::En => {
            "Are you still there? Just reply if there is anything else. Without a new message this conversation closes shortly; you can write again at any time."
        }
    }
}
