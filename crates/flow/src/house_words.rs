//! Words of the house itself: what a brand has customers told without an agent, on the channel where they spoke last.
use crate::Sheet;
use model::*;
use std::collections::BTreeSet;

/// What a brand says by itself in the customer's language; what is `None` is not said.
#[derive(Clone, Debug, Default)]
pub struct HouseWords {
    /// When they write outside of its hours.
    pub closed: Option<String>,
    /// When the conversation is closed with everything answered.
    pub farewell: Option<String>,
    /// Kinds of channels that are our own pages, where whatever is said has arrived.
    pub hosted: BTreeSet<String>,
}

impl Sheet<'_> {
    /// Says these words on the open live leg that came last; where replies are counted only while one is left for the agent.
    /// `None`: there is no such leg. `Some(None)`: it takes none now. Else whether they have arrived.
    pub(crate) fn tell(&mut self, words: &str, hosted: impl Fn(&Leg) -> bool) -> Option<Option<bool>> {
        let leg = self.legs.iter().rev().find(|leg| leg.open && leg.mode == LegMode::Live).cloned()?;
        if !leg.takes(2, self.now) || crate::use_window(self, leg.id, 1).is_err() {
            return Some(None);
        }
        let arrived = hosted(&leg);
        let message = Message {
            leg: Some(leg.id),
            channel: Some(leg.channel.clone()),
            text: words.to_owned(),
            receipt: Some(if arrived { Receipt::Sent } else { Receipt::Queued }),
            ..self.blank(Direction::Out, Author::SYSTEM)
        };
        self.say(EventKind::MessageSent, message);
        Some(Some(arrived))
    }

    pub(crate) fn tell_closed(&mut self) {
        if let Some(words) = self.words.closed.clone() {
            let hosted = self.words.hosted.clone();
            self.tell(&words, |leg| hosted.contains(&leg.channel));
        }
    }

    /// Not where somebody still waits for an answer.
    pub(crate) fn tell_farewell(&mut self) {
        if let Some(words) = self.words.farewell.clone().filter(|_| self.conversation.waiting_since.is_none()) {
            let hosted = self.words.hosted.clone();
            self.tell(&words, |leg| hosted.contains(&leg.channel));
        }
    }
}
