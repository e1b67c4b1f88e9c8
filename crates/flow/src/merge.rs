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

/// `loser` ends here and goes on in `survivor`: its open legs join there at once, its wait goes along, its agent is charged
/// no more. Answers each leg that was open and the one it goes on as.
pub fn absorb(survivor: &mut Sheet<'_>, loser: &mut Sheet<'_>, why: &Because) -> Vec<(LegId, LegId)> {
    let open: Vec<Leg> = loser.legs.iter().filter(|leg| leg.open).cloned().collect();
    let waiting = loser.conversation.waiting_since;
    survivor.lend_people(loser);
    loser.shut();
    loser.conversation.merged_into = Some(survivor.conversation.id);
    let all: Vec<LegId> = loser.legs.iter().map(|leg| leg.id).collect();
    for id in all {
        loser.leg(id, |leg| leg.shown_in = Some(survivor.conversation.id));
    }
    let (into, number, reason) = (survivor.conversation.id, survivor.conversation.number, why.reason.clone());
    let merged = Happening::Merged { into, number, by_name: why.by_name(), reason };
    loser.happened(EventKind::ConversationMerged, why.author(), merged);
    loser.lend_people(survivor);

    survivor.conversation.kin += 1;
    let (conversation, number, reason) = (loser.conversation.id, loser.conversation.number, why.reason.clone());
    let absorbed = Happening::Absorbed { conversation, number, by_name: why.by_name(), reason };
    survivor.happened(EventKind::ConversationMerged, why.author(), absorbed);
    let mut legs = vec![];
    for before in open {
        let id = LegId(survivor.ids.id());
        legs.push((before.id, id));
        let joined_at = survivor.now;
        let leg = Leg { id, conversation: into, joined_at, read_seq: 0, delivered_seq: 0, shown_in: None, ..before };
        join(survivor, leg);
    }
    if let Some(since) = waiting {
        let earliest = survivor.conversation.waiting_since.map_or(since, |own| own.min(since));
        survivor.conversation.waiting_since = Some(earliest);
        heard(survivor, QueuedBecause::Returned);
    }
    legs
}

/// Two customers after all: the legs of `leaving` go from `into` back to `from`, with what was said on them meanwhile.
/// `from` opens again if `into` is open: with the agent it had, if they have room, else in the queue.
pub fn split(
    into: &mut Sheet<'_>,
    from: &mut Sheet<'_>,
    leaving: &BTreeSet<IdentityId>,
    owner: Option<AgentId>,
    by: &Author,
) {
    let was_open = into.conversation.is_open();
    let (back, there) = (from.conversation.id, into.conversation.id);
    let mut reopened: BTreeSet<IdentityId> = BTreeSet::new();
    let before = into.weight();
    let moving: Vec<Leg> = into.legs.iter().filter(|leg| leaving.contains(&leg.identity)).cloned().collect();
    let spoke = moving.iter().any(|leg| leg.open);
    for leg in moving {
        if leg.open {
            reopened.insert(leg.identity);
        }
        into.leg(leg.id, |leg| {
            leg.open = false;
            leg.shown_in = Some(back);
        });
    }
    into.recharge(before);
    into.conversation.kin += 1;
    let by_name = by.name.clone();
    let split = Happening::Split { conversation: back, number: from.conversation.number, by_name: by_name.clone() };
    into.happened(EventKind::ConversationSplit, by.clone(), split);

    from.conversation.merged_into = None;
    from.conversation.kin += 1;
    let own: Vec<LegId> = from.legs.iter().filter(|leg| leg.shown_in == Some(there)).map(|leg| leg.id).collect();
    for id in own {
        from.leg(id, |leg| leg.shown_in = None);
    }
    let split = Happening::Split { conversation: there, number: into.conversation.number, by_name };
    from.happened(EventKind::ConversationSplit, by.clone(), split);
    if !was_open || !spoke {
        return;
    }
    into.lend_people(from);
    let again: Vec<LegId> = from.legs.iter().filter(|leg| reopened.contains(&leg.identity)).map(|leg| leg.id).collect();
    for id in again {
        from.leg(id, |leg| leg.open = true);
    }
    from.conversation.waiting_since = into.conversation.waiting_since;
    from.back_or_queue(owner, rank::HEAD, QueuedBecause::Returned);
    from.lend_people(into);
}
