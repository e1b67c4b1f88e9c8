//! Short ways to look at what came back.
use desk::{QuickReplyEdit, QuickReplyScope, Result};
use model::Message;

/// The code of what was refused; a story that expected a refusal and got none fails.
#[track_caller]
pub fn refused<T>(done: Result<T>) -> &'static str {
    match done {
        Ok(_) => panic!("it was not refused"),
        Err(why) => why.code(),
    }
}

/// What was said, without what happened.
pub fn texts(messages: &[Message]) -> Vec<&str> {
    messages.iter().filter(|it| it.parts.event.is_none()).map(|it| it.text.as_str()).collect()
}

/// A quick reply to be kept, good for ever.
pub fn quick(scope: QuickReplyScope, shortcut: &str, title: &str, text: &str) -> QuickReplyEdit {
    let (shortcut, title, text) = (shortcut.to_owned(), title.to_owned(), text.to_owned());
    QuickReplyEdit { scope, shortcut, title, text, expires_at: None }
}
