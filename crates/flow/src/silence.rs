//! The customer has fallen silent after our answer: first a reminder, then the conversation closes; writing reopens it.
use crate::Sheet;
use model::*;

/// Says these words on the open live leg that came last, and sets the time of closing.
pub fn remind(sheet: &mut Sheet<'_>, words: &str, hosted: impl Fn(&Leg) -> bool) {
    let Some((at, Due::Remind)) = sheet.conversation.due else { return };
    if at > sheet.now || sheet.conversation.waiting_since.is_some() || sheet.conversation.owner().is_none() {
        return;
    }
    let silence = Some((sheet.now + sheet.rules.close_after, Due::Silence));
    sheet.conversation.due = match sheet.tell(words, hosted) {
        // What is only queued has not been said yet: see `went_out`.
        None | Some(Some(false)) => None,
        // Where replies are counted, the agent's go first: no reminder takes the last one.
        Some(None) | Some(Some(true)) => silence,
    };
    sheet.touch();
}

/// What was queued on this leg has left, or never will: only now the time of the customer's silence begins. `reminded`: it
/// was the reminder.
pub fn went_out(sheet: &mut Sheet<'_>, leg: LegId, reminded: bool) {
    let live = sheet.legs.iter().any(|it| it.id == leg && it.mode == LegMode::Live);
    if !live || sheet.conversation.waiting_since.is_some() || sheet.conversation.owner().is_none() {
        return;
    }
    let (span, due) =
        if reminded { (sheet.rules.close_after, Due::Silence) } else { (sheet.rules.remind_after, Due::Remind) };
    sheet.conversation.due = Some((sheet.now + span, due));
    sheet.touch();
}

/// Still silent: closes.
pub fn close_silent(sheet: &mut Sheet<'_>) {
    let Some((at, Due::Silence)) = sheet.conversation.due else { return };
    if at > sheet.now || sheet.conversation.waiting_since.is_some() {
        return;
    }
    sheet.tell_farewell();
    sheet.shut();
    let what = Happening::Closed { by: ClosedBy::Silence, by_name: None, reason: None, disposition: None };
    sheet.happened(EventKind::ConversationClosed, Author::SYSTEM, what);
}
