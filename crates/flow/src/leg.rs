//! Legs: what a customer's action opens for our replies, what a reply uses up, and what they do beside speaking.
use crate::{Refusal, Sheet};
use model::port::{Act, Opens};
use model::*;

/// The customer did something that opens a reply window on this leg, or closes it. `at`: when they did it. What they did
/// before counts no more than what they did since, in whichever order we hear of it.
pub fn open_window(sheet: &mut Sheet<'_>, leg: LegId, opens: &Opens, at: At) {
    let Some(before) = sheet.legs.iter().find(|it| it.id == leg).map(|it| it.reply_window.clone()) else { return };
    if before.as_ref().is_some_and(|window| window.opened_at > at) {
        return;
    }
    let after =
        Window { kind: opens.kind.to_owned(), opened_at: at, expires_at: at + opens.lasts, remaining: opens.replies };
    let (now, before) = (sheet.now, before.as_ref());
    let same = |it: &Window| it.takes(1, now) && it.kind == after.kind && it.remaining == after.remaining;
    let told = !before.is_some_and(same);
    sheet.leg(leg, |leg| leg.reply_window = Some(after.clone()));
    if told {
        sheet.log(NewEvent::of(EventKind::LegUpdated));
    }
}

/// A reply goes out here: what it uses up of the window, or a refusal where the channel would refuse it.
pub fn use_window(sheet: &mut Sheet<'_>, leg: LegId, replies: i64) -> Result<(), Refusal> {
    let Some(window) = sheet.legs.iter().find(|it| it.id == leg).and_then(|it| it.reply_window.clone()) else {
        return Ok(());
    };
    if !window.takes(replies, sheet.now) {
        return Err(Refusal::WindowClosed { leg });
    }
    if let Some(left) = window.remaining {
        let remaining = Some((left - replies).max(0));
        sheet.leg(leg, |leg| leg.reply_window = Some(Window { remaining, ..window.clone() }));
        sheet.log(NewEvent::of(EventKind::LegUpdated));
    }
    Ok(())
}

/// They did something without saying anything; a conversation that is open shows it.
pub fn acted(sheet: &mut Sheet<'_>, leg: LegId, act: &Act) {
    let Some(channel) = sheet.legs.iter().find(|it| it.id == leg).map(|leg| leg.channel.clone()) else { return };
    let what = match act {
        Act::Left => Happening::LegLeft { channel },
        Act::Pressed { key } => Happening::LegPressed { channel, key: key.clone() },
        Act::Came { .. } | Act::Other => return,
    };
    sheet.happened(EventKind::LegUpdated, Author::SYSTEM, what);
}
