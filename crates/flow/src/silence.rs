//! The customer has fallen silent after our answer: first a reminder, then the conversation closes; writing reopens it.
use crate::Sheet;
use model::*;

/// Says these words on the open live leg that came last, and sets the time of closing.
pub fn remind(sheet: &mut Sheet<'_>, words: &str, hosted: impl Fn(&Leg) -> bool) {
    let Some((at, Due::Remind)) = sheet.conversation.due else { return };
    if at > sheet.now || sheet.conversation.waiting_since.is_some() || sheet.conversation.owner().is_none() {
        return;
    }
    let Some(leg) = sheet.legs.iter().rev().find(|leg| leg.open && leg.mode == LegMode::Live).cloned() else {
        sheet.conversation.due = None;
        sheet.touch();
        return;
    };
    // Where replies are counted, the agent's go first: no reminder takes the last one.
    if !leg.takes(2, sheet.now) {
        sheet.conversation.due = Some((sheet.now + sheet.rules.close_after, Due::Silence));
        sheet.touch();
        return;
    }
    if crate::use_window(sheet, leg.id, 1).is_err() {
        return;
    }
    let said = hosted(&leg);
    let message = Message {
        leg: Some(leg.id),
        channel: Some(leg.channel.clone()),
        text: words.to_owned(),
        receipt: Some(if said { Receipt::Sent } else { Receipt::Queued }),
        ..sheet.blank(Direction::Out, Author::SYSTEM)
    };
    sheet.say(EventKind::MessageSent, message);
    sheet.conversation.due = said.then_some((sheet.now + sheet.rules.close_after, Due::Silence));
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
    sheet.shut();
    let what = Happening::Closed { by: ClosedBy::Silence, by_name: None, reason: None, disposition: None };
    sheet.happened(EventKind::ConversationClosed, Author::SYSTEM, what);
}
