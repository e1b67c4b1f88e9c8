//! What the log says, in a visitor's frames.
use super::{Frame, Present};
use crate::{
    app::App,
    shape::{
        time::Time,
        visitor::{State, VisitorEvent, VisitorMessage},
    },
};
use desk::push::Heard;
use model::{Direction, EventKind, Message};
use std::mem::take;

/// A frame is closed once its messages have about so many bytes; a single longer message goes alone.
const FRAME_SIZE: usize = 32 * 1024;

/// Frames, and whether the conversation may have moved.
pub(super) struct Told {
    pub frames: Vec<Frame>,
    pub is_moved: bool,
}

/// A message as this visitor sees it.
pub(super) fn shown(app: &App, number: i64, message: &Message) -> VisitorMessage {
    VisitorMessage::of(message, number, &|file| app.desk.file_path(message.tenant, file))
}

/// A cursor that says hello afresh: what a frame carries while more of the same must follow before the place it leads to is
/// reached. Whoever is cut off in between begins again and misses nothing.
const AFRESH: &str = "";

/// Where a welcome leads: to the visitor's place in the log, or, with events to follow, where the visitor came from.
pub(super) struct Place<'c> {
    /// The cursor that was said at hello, when what was missed since is about to follow.
    pub from: Option<&'c str>,
    pub resumed: bool,
}

/// The first frame; what does not fit follows as events.
pub(super) fn welcome(
    app: &App,
    present: &mut Present,
    place: &Place<'_>,
    state: State,
    messages: &[(i64, Message)],
    before: Option<String>,
    now: Time,
) -> Vec<Frame> {
    let end = app.desk.visitor_cursor(present.visiting.visitor, present.seq);
    let mut portions = portions(messages.iter().map(|(number, message)| shown(app, *number, message)), size);
    let first = if portions.is_empty() { Vec::new() } else { portions.remove(0) };
    for (_, message) in messages {
        owe(present, message);
    }
    let token = present.visiting.token.clone();
    let after = portions.len();
    let cursor_of = |still: usize| if still == 0 { end.clone() } else { AFRESH.to_owned() };
    let cursor = place.from.map_or_else(|| cursor_of(after), str::to_owned);
    let mut frames =
        vec![Frame::Welcome { token, cursor, now, resumed: place.resumed, state, messages: first, before }];
    frames.extend(portions.into_iter().enumerate().map(|(n, portion)| Frame::Events {
        cursor: cursor_of(after - n - 1),
        items: portion.into_iter().map(|message| VisitorEvent::Message { message }).collect(),
    }));
    frames
}

/// Events up to `last`, which becomes the visitor's place in the log; each frame leads only as far as it tells.
pub(super) fn events<'h>(
    app: &App,
    present: &mut Present,
    heard: impl IntoIterator<Item = &'h Heard>,
    last: i64,
) -> Told {
    let mut items = Vec::new();
    let mut is_moved = false;
    for heard in heard {
        if heard.event.kind == EventKind::CustomerMerged {
            // Who they are has changed, and with it what they may see: they say hello again.
            return Told { frames: vec![Frame::Resync {}], is_moved: false };
        }
        is_moved |= moves(heard.event.kind);
        items.extend(item(app, present, heard).map(|item| (heard.event.seq, item)));
    }
    present.seq = present.seq.max(last);
    let size = |(_, item): &(i64, VisitorEvent)| match item {
        VisitorEvent::Message { message } => size(message),
        VisitorEvent::Receipt { .. } => 128,
    };
    let portions = portions(items, size);
    let count = portions.len();
    let frame = |(n, portion): (usize, Vec<(i64, VisitorEvent)>)| {
        let told = portion.last().map(|(seq, _)| *seq).filter(|_| n + 1 < count).unwrap_or(present.seq);
        let cursor = app.desk.visitor_cursor(present.visiting.visitor, told);
        Frame::Events { cursor, items: portion.into_iter().map(|(_, item)| item).collect() }
    };
    Told { frames: portions.into_iter().enumerate().map(frame).collect(), is_moved }
}

fn item(app: &App, present: &mut Present, heard: &Heard) -> Option<VisitorEvent> {
    let message =
        heard.message.as_ref().filter(|message| app.desk.shows(&present.visiting, message, heard.on_leg_of))?;
    let number = heard.conversation.as_ref()?.number;
    if heard.event.kind == EventKind::MessageUpdated {
        let receipt = message.receipt.filter(|_| message.direction == Direction::Out)?;
        return Some(VisitorEvent::Receipt {
            conversation: message.conversation.0,
            seq: message.seq,
            receipt: receipt.into(),
        });
    }
    owe(present, message);
    Some(VisitorEvent::Message { message: shown(app, number, message) })
}

fn owe(present: &mut Present, message: &Message) {
    let is_open = message.receipt.is_some_and(|receipt| receipt < model::Receipt::Delivered);
    if message.direction == Direction::Out && is_open {
        present.owed.retain(|(conversation, _)| *conversation != message.conversation);
        present.owed.push((message.conversation, message.seq));
    }
}

fn moves(kind: EventKind) -> bool {
    use EventKind as K;
    matches!(
        kind,
        K::ConversationOpened
            | K::ConversationQueued
            | K::ConversationOffered
            | K::ConversationAssigned
            | K::ConversationTransferred
            | K::ConversationPending
            | K::ConversationResumed
            | K::ConversationClosed
            | K::ConversationReopened
            | K::EventAdded
    )
}

/// About how many bytes it takes as JSON.
fn size(message: &VisitorMessage) -> usize {
    512 + message.text.len() + message.attachments.len() * 512
}

fn portions<T>(items: impl IntoIterator<Item = T>, size: impl Fn(&T) -> usize) -> Vec<Vec<T>> {
    let (mut all, mut one, mut bytes) = (Vec::new(), Vec::new(), 0);
    for item in items {
        let more = size(&item);
        if bytes + more > FRAME_SIZE && !one.is_empty() {
            all.push(take(&mut one));
            bytes = 0;
        }
        bytes += more;
        one.push(item);
    }
    if !one.is_empty() {
        all.push(one);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_messages_go_into_frames_of_their_own_and_keep_their_order() {
        let sizes = [10_000, 20_000, 10_000, 90_000, 5, 5];
        let cut = portions(sizes, |size| *size);
        assert_eq!(cut, vec![vec![10_000, 20_000], vec![10_000], vec![90_000], vec![5, 5]]);
        assert!(portions(Vec::<usize>::new(), |_| 0).is_empty());
    }
}
