//! Two conversations turn out to be one customer's: one survives, the other goes on in it; and apart again, by leg.
use crate::Sheet;
use crate::receive::{heard, join};
use model::*;
use std::collections::BTreeSet;

/// Why two are joined, and who said so.
#[derive(Clone, Debug)]
pub struct Because {
    /// `unionid`, `invite`, `agent`, …
    pub reason: String,
    pub by: Option<Author>,
}

impl Because {
    fn by_name(&self) -> Option<String> {
        self.by.as_ref().and_then(|by| by.name.clone())
    }
    fn author(&self) -> Author {
        self.by.clone().unwrap_or(Author::SYSTEM)
    }
}

/// Whether `one` survives: owned before unowned; among owned the one whose agent spoke last; then the older.
pub fn survives(one: (&Conversation, Option<At>), other: (&Conversation, Option<At>)) -> bool {
    let standing = |(it, spoke): (&Conversation, Option<At>)| {
        let owned = it.owner().is_some();
        (!owned, std::cmp::Reverse(spoke.filter(|_| owned)), it.opened_at, it.id)
    };
    standing(one) < standing(other)
}

/// `loser` ends here and goes on in `survivor`: its open legs join there at once, its wait and its place in the line go
/// along, its agent is charged no more. Answers each leg that was open and the one it goes on as.
pub fn absorb(survivor: &mut Sheet<'_>, loser: &mut Sheet<'_>, why: &Because) -> Vec<(LegId, LegId)> {
    let open: Vec<Leg> = loser.legs.iter().filter(|leg| leg.open).cloned().collect();
    let waiting = loser.conversation.waiting_since;
    let before = loser.conversation.place.clone();
    survivor.lend_people(loser);
    loser.shut();
    loser.conversation.merged_into = Some(survivor.conversation.id);
    let (into, number, reason) = (survivor.conversation.id, survivor.conversation.number, why.reason.clone());
    let merged = Happening::Merged { into, number, by_name: why.by_name(), reason };
    loser.happened(EventKind::ConversationMerged, why.author(), merged);
    loser.lend_people(survivor);

    survivor.conversation.kin += 1;
    let (conversation, number, reason) = (loser.conversation.id, loser.conversation.number, why.reason.clone());
    let absorbed = Happening::Absorbed { conversation, number, by_name: why.by_name(), reason };
    survivor.happened(EventKind::ConversationMerged, why.author(), absorbed);
    let mut legs = vec![];
    for leg in open {
        let next = again(survivor, &leg);
        legs.push((leg.id, next.id));
        join(survivor, next);
    }
    if let (Place::Queue { rank: ours, .. }, Place::Queue { rank: theirs, .. }) =
        (&mut survivor.conversation.place, before)
    {
        *ours = theirs.min(*ours);
    }
    if let Some(since) = waiting {
        let earliest = survivor.conversation.waiting_since.map_or(since, |own| own.min(since));
        survivor.conversation.waiting_since = Some(earliest);
        heard(survivor, QueuedBecause::Returned);
    }
    legs
}

/// The same address, on a new leg of this conversation.
fn again(sheet: &Sheet<'_>, leg: &Leg) -> Leg {
    let (id, conversation, joined_at) = (LegId(sheet.ids.id()), sheet.conversation.id, sheet.now);
    Leg { id, conversation, joined_at, read_seq: 0, delivered_seq: 0, shown_in: None, ..leg.clone() }
}

/// What is read on one side of a parting.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Half {
    /// Since when somebody waits for an answer.
    pub waits: Option<At>,
    /// The last thing said.
    pub preview: Option<Preview>,
}

/// Two customers after all: the legs of `leaving` go from `into` back to `from`, with what was said on them meanwhile.
/// `from` opens again if one of them is open: with the agent it had, if they have room, else in the queue.
pub fn split(
    into: &mut Sheet<'_>,
    from: &mut Sheet<'_>,
    leaving: &BTreeSet<LegId>,
    owner: Option<AgentId>,
    (ours, theirs): (Half, Half),
    by: &Author,
) {
    let (back, there) = (from.conversation.id, into.conversation.id);
    let before = into.weight();
    let moving: Vec<Leg> = into.legs.iter().filter(|leg| leaving.contains(&leg.id)).cloned().collect();
    let open: Vec<Leg> = moving.iter().filter(|leg| leg.open && into.conversation.is_open()).cloned().collect();
    for leg in &moving {
        into.leg(leg.id, |leg| {
            leg.open = false;
            leg.shown_in = Some(back);
        });
    }
    into.recharge(before);
    into.conversation.kin += 1;
    let left: Vec<&str> =
        into.legs.iter().filter(|leg| leg.shown_in.is_none()).map(|leg| leg.channel.as_str()).collect();
    let gone = |channel: &str| moving.iter().any(|leg| leg.channel == channel) && !left.contains(&channel);
    into.conversation.channels.retain(|channel| !gone(channel));
    into.conversation.preview = ours.preview;
    let by_name = by.name.clone();
    let split = Happening::Split { conversation: back, number: from.conversation.number, by_name: by_name.clone() };
    into.happened(EventKind::ConversationSplit, by.clone(), split);
    match into.conversation.place {
        Place::Closed { .. } => {}
        // Whoever asked for a person without a word still waits for one.
        Place::Queue { .. } => into.conversation.waiting_since = ours.waits.or(into.conversation.waiting_since),
        Place::Agent { .. } | Place::Pending { .. } => {
            into.conversation.waiting_since = ours.waits;
            into.listen();
        }
    }

    from.conversation.merged_into = None;
    from.conversation.kin += 1;
    from.conversation.preview = theirs.preview;
    for leg in &moving {
        if !from.conversation.channels.contains(&leg.channel) {
            from.conversation.channels.push(leg.channel.clone());
        }
    }
    let split = Happening::Split { conversation: there, number: into.conversation.number, by_name };
    from.happened(EventKind::ConversationSplit, by.clone(), split);
    if open.is_empty() {
        return;
    }
    into.lend_people(from);
    for leg in open {
        let own = |it: &&Leg| {
            it.shown_in.is_none() && it.account == leg.account && it.identity == leg.identity && it.thread == leg.thread
        };
        match from.legs.iter().find(own).map(|it| it.id) {
            Some(id) => from.leg(id, |it| {
                it.open = true;
                it.reply_window.clone_from(&leg.reply_window);
            }),
            None => {
                let next = again(from, &leg);
                from.add_leg(next);
            }
        }
    }
    from.conversation.waiting_since = theirs.waits;
    from.back_or_queue(owner, rank::HEAD, QueuedBecause::Returned);
    from.lend_people(into);
}

/// The leg's address speaks in another conversation from now on.
pub fn part(sheet: &mut Sheet<'_>, leg: LegId) {
    let before = sheet.weight();
    let Some(channel) = sheet.legs.iter().find(|it| it.id == leg && it.open).map(|leg| leg.channel.clone()) else {
        return;
    };
    sheet.leg(leg, |leg| leg.open = false);
    sheet.recharge(before);
    sheet.happened(EventKind::LegUpdated, Author::SYSTEM, Happening::LegLeft { channel });
}
