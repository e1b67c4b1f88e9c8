//! The invariants, asked after every step of a random day.
use crate::day::{Day, Talk, person};
use crate::step::{Step, step};
use model::*;
use proptest::prelude::*;

proptest! {
    #[test]
    fn every_day_ends_in_order(steps in prop::collection::vec(step(), 1..60)) {
        let mut day = Day::begins();
        for step in steps {
            let before: Vec<Before> = day.talks.iter().map(Before::of).collect();
            let agents = day.agents.clone();
            day.step(&step);
            for talk in &day.talks {
                in_order(talk);
                in_its_place(talk);
                nothing_lost(talk);
            }
            recount(&day);
            for (was, is) in before.iter().zip(&day.talks).filter(|(was, is)| was.it.id == is.it.id) {
                wait_goes_on(&step, &was.it, &is.it);
                fence_grows(&was.it, &is.it);
                nobody_snatches(&step, &was.it, &is.it);
                nothing_rewritten(was, is);
            }
            within_limits(&step, &agents, &day);
        }
    }
}

/// I4: the sequence is 1..n without gap; counters equal a recount.
fn in_order(talk: &Talk) {
    let seqs: Vec<i64> = talk.messages.iter().map(|it| it.seq).collect();
    assert_eq!(seqs, (1..=talk.it.last_seq).collect::<Vec<_>>());
    let inbound = talk.messages.iter().filter(|it| it.direction == Direction::In).count();
    assert_eq!(talk.it.in_count, inbound as i64);
}

/// I7: the place, its deadline and the customer's wait agree.
fn in_its_place(talk: &Talk) {
    let it = &talk.it;
    match it.place {
        Place::Queue { offer: Some(offer), .. } => assert_eq!(it.due, Some((offer.until, Due::Offer))),
        Place::Queue { offer: None, .. } => assert_eq!(it.due, None),
        Place::Pending { until, .. } => assert_eq!(it.due, Some((until, Due::Pending))),
        Place::Closed { .. } => assert_eq!(it.due, None),
        Place::Agent { .. } => {
            assert!(it.due.is_none_or(|(_, due)| matches!(due, Due::Remind | Due::Silence)), "{:?}", it.due);
            assert!(it.due.is_none() || it.waiting_since.is_none(), "reminds a customer who waits for us");
        }
    }
    if matches!(it.place, Place::Queue { .. }) {
        assert!(it.waiting_since.is_some(), "queued, and nobody waits");
    }
    let legs_open = talk.legs.iter().any(|leg| leg.open);
    assert!(it.version == 0 || legs_open == it.is_open(), "legs are open exactly while the conversation is");
}

/// A message without an end is somebody waiting, in an open conversation.
fn nothing_lost(talk: &Talk) {
    let open = talk.messages.iter().filter(|it| it.direction == Direction::In && it.settled.is_none());
    if let Some(oldest) = open.map(|it| it.at).min() {
        let since = talk.it.waiting_since.expect("an unanswered message, and nobody waits");
        assert!(since <= oldest, "the wait began after the oldest message without an answer");
        assert!(talk.it.is_open(), "closed over a message without an answer");
    }
}

/// I8, first half: what agents carry is what they own and are offered.
fn recount(day: &Day) {
    for agent in day.agents.values() {
        let sum = |mine: &dyn Fn(&Conversation) -> bool| -> i64 {
            let weight = |it: &Talk| it.legs.iter().filter(|leg| leg.open).map(|leg| leg.weight).max().unwrap_or(100);
            day.talks.iter().filter(|talk| mine(&talk.it)).map(weight).sum()
        };
        assert_eq!(agent.load, sum(&|it| it.owner() == Some(agent.id)), "load of {}", agent.name);
        let offered = sum(&|it| it.offer().is_some_and(|offer| offer.agent == agent.id));
        assert_eq!(agent.offered, offered, "offered to {}", agent.name);
    }
}

/// I8, second half: only a leg that joins may take somebody over their limit.
fn within_limits(step: &Step, before: &std::collections::BTreeMap<AgentId, Agent>, day: &Day) {
    if matches!(step, Step::JoinsByAnotherLeg { .. }) {
        return;
    }
    for (was, is) in before.values().zip(day.agents.values()) {
        let more = is.load + is.offered > was.load + was.offered;
        assert!(!more || is.load + is.offered <= is.capacity, "{} was given too much by {step:?}", is.name);
    }
}

/// I7: a wait ends by an answer, a close or a settlement, and by nothing else; faults never make it younger.
fn wait_goes_on(step: &Step, was: &Conversation, is: &Conversation) {
    let Some(since) = was.waiting_since else { return };
    let ends = matches!(step, Step::Reply { .. } | Step::Close { .. } | Step::Settle { .. });
    assert!(ends || is.waiting_since == Some(since), "{step:?} changed a wait: {:?}", is.waiting_since);
    assert!(is.waiting_since.is_none_or(|now| now >= since));
}

/// I6: whoever becomes the owner holds a fence that nobody held before, and so does nobody once it is taken away.
fn fence_grows(was: &Conversation, is: &Conversation) {
    assert!(is.fence >= was.fence);
    let taken = is.owner().is_some() && is.owner() != was.owner();
    let lost = was.owner().is_some() && matches!(is.place, Place::Queue { .. });
    assert!(!(taken || lost) || is.fence > was.fence, "{:?} → {:?} behind the same fence", was.place, is.place);
}

/// I6: taking is only for what nobody has and nobody else is being offered.
fn nobody_snatches(step: &Step, was: &Conversation, is: &Conversation) {
    let Step::Accept { by, .. } = step else { return };
    let held = was.owner().or(was.offer().map(|offer| offer.agent)).filter(|agent| *agent != person(*by));
    assert!(held.is_none() || was.place == is.place, "snatched: {:?} → {:?}", was.place, is.place);
}

/// What was said stays as it was said; only its end may be added.
fn nothing_rewritten(was: &Before, is: &Talk) {
    assert!(is.messages.len() >= was.said.len());
    for ((id, settled), new) in was.said.iter().zip(&is.messages) {
        assert_eq!(*id, new.id, "another message at its place");
        assert!(settled.is_none() || *settled == new.settled, "an end was changed");
    }
    assert!(is.it.version >= was.it.version);
}

/// A conversation before a step, and what of its messages must not change.
struct Before {
    it: Conversation,
    said: Vec<(MessageId, Option<Settled>)>,
}
impl Before {
    fn of(talk: &Talk) -> Before {
        Before { it: talk.it.clone(), said: talk.messages.iter().map(|it| (it.id, it.settled)).collect() }
    }
}
