//! The sheet: one conversation with everybody a decision may touch, and what the decision leaves to be written.
use crate::{HouseWords, Rules};
use model::port::Chance;
use model::*;
use std::collections::{BTreeMap, BTreeSet};

/// Rows of one conversation, loaded in one transaction, and what a decision does to them.
pub struct Sheet<'a> {
    pub now: At,
    pub ids: &'a dyn Chance,
    pub rules: Rules,
    pub conversation: Conversation,
    pub legs: Vec<Leg>,
    /// Legs whose address belongs to another customer by now: they do not open again.
    pub strangers: BTreeSet<LegId>,
    /// Owner, offered agent, target: whoever the decision may charge.
    pub agents: BTreeMap<AgentId, Agent>,
    /// Whoever speaks is on the block list: what they say is kept and rings nowhere.
    pub blocked: bool,
    /// Somebody is there to receive in this brand.
    pub anybody: bool,
    pub queue_name: String,
    pub words: HouseWords,
    out: Out,
}

/// What must be written, in one transaction.
#[derive(Debug, Default)]
pub struct Out {
    pub messages: Vec<Message>,
    pub log: Vec<NewEvent>,
    /// Inbound messages up to this seq end this way.
    pub settle: Option<(i64, Settled, Option<String>)>,
    pub agents: BTreeSet<AgentId>,
    pub legs: BTreeSet<LegId>,
    pub changed: bool,
}

impl<'a> Sheet<'a> {
    /// A sheet without legs and people yet.
    pub fn new(now: At, ids: &'a dyn Chance, rules: Rules, conversation: Conversation) -> Sheet<'a> {
        Sheet {
            now,
            ids,
            rules,
            conversation,
            legs: vec![],
            strangers: BTreeSet::new(),
            agents: BTreeMap::new(),
            blocked: false,
            anybody: true,
            queue_name: String::new(),
            words: HouseWords::default(),
            out: Out::default(),
        }
    }

    /// What the decision leaves behind; the conversation's version and time move if anything changed.
    pub fn finish(mut self) -> (Conversation, Vec<Leg>, BTreeMap<AgentId, Agent>, Out) {
        if self.out.changed {
            self.conversation.version += 1;
            self.conversation.updated_at = self.now;
        }
        for id in &self.out.agents {
            if let Some(agent) = self.agents.get_mut(id) {
                agent.version += 1;
            }
        }
        (self.conversation, self.legs, self.agents, self.out)
    }

    /// What the decision has left so far.
    pub fn out(&self) -> &Out {
        &self.out
    }

    /// What it costs whoever owns it: the dearest open live leg, or else the dearest open one.
    pub fn weight(&self) -> i64 {
        let most = |mode: Option<LegMode>| {
            self.legs
                .iter()
                .filter(|leg| leg.open && mode.is_none_or(|mode| leg.mode == mode))
                .map(|leg| leg.weight)
                .max()
        };
        most(Some(LegMode::Live)).or(most(None)).unwrap_or(100)
    }

    /// The conversation's row must be written.
    pub fn touch(&mut self) {
        self.out.changed = true
    }

    /// Changes an agent on the sheet.
    pub fn agent(&mut self, id: AgentId, change: impl FnOnce(&mut Agent)) {
        if let Some(agent) = self.agents.get_mut(&id) {
            change(agent);
            self.out.agents.insert(id);
        }
    }

    /// Changes a leg on the sheet.
    pub fn leg(&mut self, id: LegId, change: impl FnOnce(&mut Leg)) {
        if let Some(leg) = self.legs.iter_mut().find(|leg| leg.id == id) {
            change(leg);
            self.out.legs.insert(id);
        }
    }

    /// A leg that is new.
    pub fn add_leg(&mut self, leg: Leg) {
        if !self.conversation.channels.contains(&leg.channel) {
            self.conversation.channels.push(leg.channel.clone());
        }
        self.out.legs.insert(leg.id);
        self.out.changed = true;
        self.legs.push(leg);
    }

    /// Gives the message its place and says so in the log.
    pub fn say(&mut self, kind: EventKind, mut message: Message) -> i64 {
        self.conversation.last_seq += 1;
        message.seq = self.conversation.last_seq;
        if message.direction == Direction::In {
            self.conversation.in_count += 1;
        }
        if message.direction != Direction::Event {
            self.conversation.preview = Some(Preview::of(&message));
        }
        let (seq, public, agent) = (message.seq, message.public, self.acting(&message));
        self.out.messages.push(message);
        self.log(NewEvent { message_seq: Some(seq), public, agent, ..NewEvent::of(kind) });
        seq
    }

    fn acting(&self, message: &Message) -> Option<AgentId> {
        match message.author.kind {
            AuthorKind::Agent => message.author.id.map(AgentId),
            _ => self.conversation.owner(),
        }
    }

    /// A pill in the thread.
    pub fn happened(&mut self, kind: EventKind, author: Author, what: Happening) {
        let public = what.is_public();
        let message = Message {
            parts: Parts { event: Some(what), ..Parts::default() },
            public,
            ..self.blank(Direction::Event, author)
        };
        self.say(kind, message);
    }

    /// An entry about this conversation.
    pub fn log(&mut self, event: NewEvent) {
        self.out.changed = true;
        self.out.log.push(NewEvent {
            conversation: Some(self.conversation.id),
            customer: Some(self.conversation.customer),
            ..event
        });
    }

    /// Inbound messages up to this seq end this way.
    pub fn settle(&mut self, upto: i64, how: Settled, reason: Option<String>) {
        self.out.settle = Some((upto, how, reason));
    }

    /// A message without words, place and id's owner filled in.
    pub fn blank(&self, direction: Direction, author: Author) -> Message {
        Message {
            tenant: self.conversation.tenant,
            id: MessageId(self.ids.id()),
            conversation: self.conversation.id,
            seq: 0,
            leg: None,
            channel: None,
            direction,
            author,
            kind: if direction == Direction::Event { MessageKind::Event } else { MessageKind::Text },
            text: String::new(),
            parts: Parts::default(),
            client_id: None,
            public: matches!(direction, Direction::In | Direction::Out),
            receipt: None,
            settled: None,
            settled_reason: None,
            at: self.now,
        }
    }

    /// Whoever is on this sheet goes over to the other one, with what was changed about them: one row, one hand.
    pub(crate) fn lend_people(&mut self, to: &mut Sheet<'_>) {
        for (id, agent) in std::mem::take(&mut self.agents) {
            let changed = self.out.agents.remove(&id);
            if changed || !to.agents.contains_key(&id) {
                to.agents.insert(id, agent);
            }
            if changed {
                to.out.agents.insert(id);
            }
        }
    }

    /// Its legs have changed since it weighed this much: whoever is charged or asked for it is charged the difference.
    pub(crate) fn recharge(&mut self, before: i64) {
        let dearer = self.weight() - before;
        match self.conversation.place {
            Place::Agent { owner } if dearer != 0 => {
                self.agent(owner, |agent| agent.load = (agent.load + dearer).max(0));
            }
            Place::Queue { offer: Some(offer), .. } if dearer != 0 => {
                self.agent(offer.agent, |agent| agent.offered = (agent.offered + dearer).max(0));
            }
            _ => {}
        }
    }

    /// The owner is there and would stay within the limit.
    pub fn has_room(&self, agent: AgentId) -> bool {
        self.agents.get(&agent).is_some_and(|agent| agent.is_ready() && agent.room() >= self.weight())
    }
}
