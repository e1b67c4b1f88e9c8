//! A tiny server in memory that writes clean histories: what a correct Parlor would have let everybody see.

use crate::digest::body;
use crate::history::{Act, Answer, Call, EventFact, Kept, Record, Role, Seen, Standing, What};

/// A history being told.
pub struct Story {
    pub records: Vec<Record>,
    rooms: Vec<Room>,
    agents: usize,
    ops: u64,
    log: u64,
    views: Vec<(String, Role, u64)>,
    next_view: u64,
    time: u64,
}

struct Room {
    customer: String,
    standing: Standing,
    thread: Vec<Kept>,
}

impl Story {
    /// So many customers, each with a room of their own once they speak, agents, and one program; all listen.
    pub fn new(customers: usize, agents: usize) -> Self {
        let mut story = Self {
            records: Vec::new(),
            rooms: Vec::new(),
            agents,
            ops: 0,
            log: 0,
            views: Vec::new(),
            next_view: 0,
            time: 0,
        };
        story.put("run", What::Start { seed: 1, options: String::new() });
        for n in 0..agents {
            story.client(&format!("a{n}"), Role::Agent, Some(format!("agent-{n}")));
        }
        for n in 0..customers {
            story.client(&format!("c{n}"), Role::Customer, None);
        }
        story.client("p0", Role::Program, None);
        story
    }

    /// A customer's second window opens; it is named like the customer with a `w` behind.
    pub fn window(&mut self, customer: &str) {
        self.client(&format!("{customer}w"), Role::Customer, Some(customer.to_owned()));
    }

    fn client(&mut self, who: &str, role: Role, id: Option<String>) {
        self.put(who, What::Client { role, id });
        self.views.push((who.to_owned(), role, 0));
        self.listen(who);
    }

    fn put(&mut self, who: &str, what: What) -> u64 {
        let n = self.records.len() as u64;
        self.records.push(Record { n, us: n * 100, who: who.to_owned(), what });
        n
    }

    /// The client opens a view anew; a customer gets all that there is as a snapshot.
    pub fn listen(&mut self, who: &str) {
        self.next_view += 1;
        let view = self.next_view;
        let Some(entry) = self.views.iter_mut().find(|(name, ..)| name == who) else { return };
        entry.2 = view;
        let role = entry.1;
        self.put(who, What::Stream { view, goes_on: false });
        if role == Role::Customer {
            let rooms = self.rooms.iter().filter(|room| room.customer == who.trim_end_matches('w'));
            let seen = rooms
                .flat_map(|room| &room.thread)
                .filter(|kept| kept.for_customer())
                .map(|kept| sight(kept, None))
                .collect();
            self.put(who, What::Snapshot { view, whole: true, seen });
        }
    }

    /// The client's stream breaks and goes on.
    pub fn resume(&mut self, who: &str) {
        if let Some((_, _, view)) = self.views.iter().find(|(name, ..)| name == who).cloned() {
            self.put(who, What::Cut { view, why: "test".to_owned() });
            self.put(who, What::Stream { view, goes_on: true });
        }
    }

    /// A customer says something; the same client id may be acknowledged several times.
    pub fn say(&mut self, customer: &str, client_id: &str, text: &str, answers: usize) {
        let room = self.room(customer);
        let call = self.saying(client_id, "in", None, text);
        let op = self.ask(customer, call.clone());
        let seq = self.keep(room, "in", "customer", Some(format!("person-{customer}")), text, Some(client_id), None);
        self.stand(room, |standing| {
            let now = format!("2026-01-01T00:00:{:08}Z", seq);
            standing.waiting_since.get_or_insert(now);
        });
        self.said(customer, op, room, seq, answers > 0);
        for _ in 1..answers.max(1) {
            let op = self.ask(customer, call.clone());
            self.said(customer, op, room, seq, true);
        }
    }

    /// An agent replies or notes.
    pub fn write(&mut self, agent: usize, room: usize, client_id: &str, direction: &str, text: &str) {
        let who = format!("a{agent}");
        let conversation = self.rooms[room].standing.conversation.clone();
        let call = self.saying(client_id, direction, Some(conversation), text);
        let op = self.ask(&who, call);
        let seq = self.keep(room, direction, "agent", Some(format!("agent-{agent}")), text, Some(client_id), None);
        if direction == "out" {
            self.stand(room, |standing| standing.waiting_since = None);
        }
        self.said(&who, op, room, seq, true);
    }

    /// An agent does something to a room, as `act` says.
    pub fn act(&mut self, agent: usize, room: usize, act: Act) {
        let (who, id) = (format!("a{agent}"), format!("agent-{agent}"));
        let conversation = self.rooms[room].standing.conversation.clone();
        let op = self.ask(&who, Call::Do { act, conversation, to: None });
        match act {
            Act::Accept => {
                self.event(room, "conversation.assigned", Some(&id), Some("pull"), None);
                self.stand(room, |standing| (standing.place, standing.owner) = ("agent".to_owned(), Some(id.clone())));
            }
            Act::Close => {
                self.event(room, "conversation.closed", None, None, Some("agent"));
                self.stand(room, |standing| {
                    (standing.place, standing.owner, standing.waiting_since) = ("closed".to_owned(), None, None);
                });
            }
            _ => {
                self.event(room, "conversation.transferred", None, None, None);
                self.event(room, "conversation.queued", None, None, None);
                self.stand(room, |standing| (standing.place, standing.owner) = ("queue".to_owned(), None));
            }
        }
        let standing = self.rooms[room].standing.clone();
        self.put(&who, What::Ok { op, answer: Answer::Stands(standing) });
    }

    /// The owner of a room and whether it is open.
    pub fn owner(&self, room: usize) -> (Option<usize>, bool) {
        let standing = &self.rooms[room].standing;
        let owner = standing.owner.as_deref().and_then(|id| id.strip_prefix("agent-")).and_then(|n| n.parse().ok());
        (owner, standing.place != "closed")
    }

    /// How many rooms there are.
    pub fn rooms(&self) -> usize {
        self.rooms.len()
    }

    /// Everything is read back.
    pub fn end(mut self) -> Vec<Record> {
        self.put("run", What::Quiet);
        for (at, room) in std::mem::take(&mut self.rooms).into_iter().enumerate() {
            let place = room.standing.place.clone();
            let mut lists = if place == "closed" { vec![] } else { vec!["all".to_owned()] };
            match room.standing.owner.as_deref() {
                Some(id) => lists.push(format!("mine a{}", id.trim_start_matches("agent-"))),
                None => lists.push(place),
            }
            let (number, brand) = (at as u64 + 1, "brand".to_owned());
            let customer = room.customer.clone();
            self.put(
                "run",
                What::Conversation { standing: room.standing, number, customer, brand, lists, merged_into: None },
            );
            for kept in room.thread {
                self.put("run", What::Message(kept));
            }
        }
        self.put("run", What::Doctor { ok: true, findings: vec![] });
        self.records
    }

    fn room(&mut self, customer: &str) -> usize {
        let open = self.rooms.iter().position(|room| room.customer == customer && room.standing.place != "closed");
        if let Some(room) = open {
            return room;
        }
        let standing = Standing {
            conversation: format!("room-{}", self.rooms.len()),
            version: 0,
            place: "queue".to_owned(),
            owner: None,
            offered: None,
            queue: Some("queue".to_owned()),
            waiting_since: None,
            pending_until: None,
            last_seq: 0,
        };
        self.rooms.push(Room { customer: customer.to_owned(), standing, thread: Vec::new() });
        let room = self.rooms.len() - 1;
        self.event(room, "conversation.opened", None, None, None);
        self.event(room, "conversation.queued", None, None, None);
        room
    }

    fn saying(&self, client_id: &str, direction: &str, conversation: Option<String>, text: &str) -> Call {
        Call::Say {
            client_id: client_id.to_owned(),
            direction: direction.to_owned(),
            conversation,
            text: text.to_owned(),
            files: vec![],
        }
    }

    fn ask(&mut self, who: &str, call: Call) -> u64 {
        self.ops += 1;
        self.put(who, What::Invoke { op: self.ops, call });
        self.ops
    }

    fn said(&mut self, who: &str, op: u64, room: usize, seq: u64, told: bool) {
        let kept = &self.rooms[room].thread[usize::try_from(seq).unwrap() - 1];
        let answer = Answer::Said { id: kept.id.clone(), conversation: kept.conversation.clone(), seq };
        let what = if told { What::Ok { op, answer } } else { What::Info { op, why: "test".to_owned() } };
        self.put(who, what);
    }

    fn event(&mut self, room: usize, kind: &str, agent: Option<&str>, how: Option<&str>, by: Option<&str>) {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let event = EventFact { kind: kind.to_owned(), agent: owned(agent), how: owned(how), by: owned(by) };
        self.keep(room, "event", "system", None, "", None, Some(event));
    }

    #[expect(clippy::too_many_arguments, reason = "one row, told once")]
    fn keep(
        &mut self,
        room: usize,
        direction: &str,
        by: &str,
        author: Option<String>,
        text: &str,
        client_id: Option<&str>,
        event: Option<EventFact>,
    ) -> u64 {
        let place = &mut self.rooms[room];
        place.standing.last_seq += 1;
        let seq = place.standing.last_seq;
        let kept = Kept {
            conversation: place.standing.conversation.clone(),
            seq,
            id: format!("m{room}-{seq}"),
            direction: direction.to_owned(),
            author_kind: by.to_owned(),
            author,
            text: text.to_owned(),
            files: vec![],
            client_id: client_id.map(str::to_owned),
            event,
            channel: None,
            leg: None,
            receipt: None,
        };
        place.thread.push(kept.clone());
        let customer = place.customer.clone();
        self.log += 1;
        for (who, role, view) in self.views.clone() {
            if role == Role::Customer && (who.trim_end_matches('w') != customer || !kept.for_customer()) {
                continue;
            }
            let mut seen = sight(&kept, (role != Role::Customer).then_some(self.log));
            if role == Role::Program {
                (seen.id, seen.body) = (None, None);
            }
            self.put(&who, What::Saw { view, seen: vec![seen] });
        }
        seq
    }

    fn stand(&mut self, room: usize, change: impl FnOnce(&mut Standing)) {
        self.time += 1;
        let standing = &mut self.rooms[room].standing;
        change(standing);
        standing.version += 1;
        let standing = standing.clone();
        for agent in 0..self.agents.min(1) {
            self.put(&format!("a{agent}"), What::State(standing.clone()));
        }
    }
}

fn sight(kept: &Kept, log: Option<u64>) -> Seen {
    Seen {
        log,
        conversation: kept.conversation.clone(),
        seq: kept.seq,
        id: Some(kept.id.clone()),
        body: Some(body(&kept.text)),
    }
}
