//! Short ways to look at what came back.
use desk::Result;
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
