//! A day at the desk, kept as `desk` would keep it in rows: what a refused decision did is forgotten, what a decision
//! left is written, all at once.
use crate::step::{PEOPLE, Step, TALKS};
use flow::*;
use model::port::{Chance, Said};
use model::*;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

/// One conversation with everything said in it.
#[derive(Debug)]
pub struct Talk {
    pub it: Conversation,
    pub legs: Vec<Leg>,
    pub messages: Vec<Message>,
}

#[derive(Debug)]
pub struct Day {
    pub now: At,
    pub talks: Vec<Talk>,
    pub agents: BTreeMap<AgentId, Agent>,
    ids: Count,
}

/// Ids that count.
#[derive(Debug, Default)]
struct Count(AtomicU64);
impl Chance for Count {
    fn id(&self) -> Uuid {
        Uuid::from_u128(u128::from(self.0.fetch_add(1, Ordering::SeqCst)) + 1_000)
    }
    fn secret(&self) -> [u8; 32] {
        [0; 32]
    }
}

const TENANT: TenantId = TenantId(Uuid::from_u128(1));
const QUEUE: QueueId = QueueId(Uuid::from_u128(3));

pub fn person(n: usize) -> AgentId {
    AgentId(Uuid::from_u128(100 + n as u128))
}

impl Day {
    pub fn begins() -> Day {
        let now = At(1_000_000_000_000_000);
        let ids = Count::default();
        let talks = (0..TALKS).map(|n| fresh(now, &ids, n)).collect();
        let agents = (0..PEOPLE).map(|n| (person(n), agent(n, now))).collect();
        Day { now, talks, agents, ids }
    }

    /// One decision on one conversation. Refused: nothing happened.
    pub fn decide<T>(&mut self, on: usize, decide: impl FnOnce(&mut Sheet<'_>) -> Result<T, Refusal>) -> Option<T> {
        let talk = &mut self.talks[on];
        let mut sheet = Sheet::new(self.now, &self.ids, Rules::DEFAULT, talk.it.clone());
        sheet.legs = talk.legs.clone();
        sheet.agents = self.agents.clone();
        sheet.anybody = self.agents.values().any(Agent::is_ready);
        let done = decide(&mut sheet).ok()?;
        let (it, legs, agents, out) = sheet.finish();
        if let Some((upto, how, reason)) = out.settle {
            let open = |it: &&mut Message| it.direction == Direction::In && it.settled.is_none() && it.seq <= upto;
            for message in talk.messages.iter_mut().filter(open) {
                (message.settled, message.settled_reason) = (Some(how), reason.clone());
            }
        }
        talk.messages.extend(out.messages);
        (talk.it, talk.legs) = (it, legs);
        self.agents = agents;
        Some(done)
    }

    pub fn step(&mut self, step: &Step) {
        let known = |day: &Day, on: usize| day.talks[on].it.version > 0;
        match *step {
            Step::Writes { on, text } => self.writes(on, text),
            Step::AsksForAPerson { on } => {
                let leg = self.talks[on].legs[0].id;
                self.decide(on, |sheet| {
                    handoff(sheet, leg);
                    Ok(())
                });
            }
            Step::Comes { who } => self.presence(who, Presence::Ready),
            Step::Rests { who } => self.presence(who, Presence::Break),
            Step::Leaves { who } => {
                self.presence(who, Presence::Offline);
                for on in (0..TALKS).filter(|on| known(self, *on)).collect::<Vec<_>>() {
                    self.decide(on, |sheet| {
                        owner_left(sheet, person(who));
                        Ok(())
                    });
                }
            }
            Step::Later { seconds } => self.later(self.now + Span::seconds(seconds)),
            Step::JoinsByAnotherLeg { on, weight } if known(self, on) => {
                let leg = leg(&self.talks[on].it, &self.ids, weight, self.now);
                self.decide(on, |sheet| {
                    join(sheet, leg);
                    Ok(())
                });
            }
            _ => self.works(step),
        }
    }

    /// What agents do; only with a conversation that has begun.
    fn works(&mut self, step: &Step) {
        use Step::*;
        let (Offer { on, to: by }
        | Accept { on, by }
        | Decline { on, by }
        | Reply { on, by }
        | Note { on, by }
        | Settle { on, by }
        | Close { on, by, .. }
        | Reopen { on, by }
        | Pend { on, by, .. }
        | Resume { on, by }
        | HandTo { on, by, .. }
        | HandToQueue { on, by }) = *step
        else {
            return;
        };
        if self.talks[on].it.version == 0 {
            return;
        }
        let (who, now) = (self.agents[&person(by)].clone(), self.now);
        if let Settle { .. } = step {
            return self.settles(on, &who);
        }
        self.decide(on, |sheet| match *step {
            Offer { .. } => offer(sheet, who.id),
            Accept { .. } => accept(sheet, who.id),
            Decline { .. } => {
                decline(sheet, who.id);
                Ok(())
            }
            Reply { .. } => {
                let way = Way { leg: way(sheet, None, None)?, hosted: true, template: false };
                reply(sheet, &who, way, said("您好"), vec![], None).map(|_| ())
            }
            Note { .. } => {
                note(sheet, &who, said("记一下"), vec![], Mentions::default());
                Ok(())
            }
            Close { reason, .. } => {
                let no_reply_needed = reason.then(|| "广告".to_owned());
                close(sheet, &who, &Closing { no_reply_needed, ..Closing::default() })
            }
            Reopen { .. } => reopen(sheet, &who),
            Pend { minutes, .. } => pend(sheet, &who, now + Span::minutes(minutes), None),
            Resume { .. } => resume(sheet, &who),
            HandTo { to, .. } => transfer(sheet, &who, To::Agent(person(to)), None),
            _ => transfer(sheet, &who, To::Queue { id: QUEUE, name: "售后".into() }, None),
        });
    }

    fn writes(&mut self, on: usize, text: &'static str) {
        let talk = &self.talks[on];
        if !continues(&talk.it, self.now, Rules::DEFAULT.reopen_within) {
            self.talks[on] = fresh(self.now, &self.ids, on);
        }
        let leg = self.talks[on].legs[0].id;
        let author = Author { kind: AuthorKind::Customer, id: None, name: None };
        self.decide(on, |sheet| Ok(receive(sheet, leg, author, said(text), vec![], None)));
    }

    fn settles(&mut self, on: usize, who: &Agent) {
        let open = |it: &&mut Message| it.direction == Direction::In && it.settled.is_none();
        let Some(message) = self.talks[on].messages.iter_mut().find(open) else { return };
        message.settled = Some(Settled::NoReplyNeeded);
        let seq = message.seq;
        let left = |it: &&Message| it.direction == Direction::In && it.settled.is_none();
        let oldest = self.talks[on].messages.iter().find(left).map(|it| it.at);
        self.decide(on, |sheet| {
            settle(sheet, who, seq, "广告".into(), oldest);
            Ok(())
        });
    }

    fn presence(&mut self, who: usize, presence: Presence) {
        if let Some(agent) = self.agents.get_mut(&person(who)) {
            agent.presence = presence;
            agent.missed = 0;
        }
    }

    /// Deadlines are met one after the other, each at its time.
    fn later(&mut self, until: At) {
        for _ in 0..1_000 {
            let due =
                (0..TALKS).filter_map(|on| self.talks[on].it.due.map(|(at, due)| (at, on, due))).min_by_key(|it| it.0);
            let Some((at, on, due)) = due.filter(|it| it.0 <= until) else {
                self.now = until;
                return;
            };
            self.now = self.now.max(at);
            self.decide(on, |sheet| {
                match due {
                    Due::Offer => let_pass(sheet),
                    Due::Remind => remind(sheet, "在吗", |_| true),
                    Due::Silence => close_silent(sheet),
                    Due::Pending => pending_over(sheet),
                }
                Ok(())
            });
        }
        panic!("a deadline comes again and again: {:?}", self.talks);
    }
}

fn said(text: &str) -> Said {
    Said { text: text.to_owned(), ..Said::default() }
}

fn fresh(now: At, ids: &Count, n: usize) -> Talk {
    let customer = CustomerId(Uuid::from_u128(500 + n as u128));
    let it = open(now, ConversationId(ids.id()), 1, TENANT, BrandId(Uuid::from_u128(2)), customer, QUEUE);
    let leg = leg(&it, ids, 100, now);
    Talk { it, legs: vec![leg], messages: vec![] }
}

fn leg(it: &Conversation, ids: &Count, weight: i64, now: At) -> Leg {
    Leg {
        tenant: TENANT,
        id: LegId(ids.id()),
        conversation: it.id,
        account: AccountId(Uuid::from_u128(4)),
        channel: "porch".into(),
        identity: IdentityId(ids.id()),
        thread: String::new(),
        mode: LegMode::Live,
        open: true,
        weight,
        joined_at: now,
        read_seq: 0,
        delivered_seq: 0,
        reply_window: None,
        shown_in: None,
    }
}

fn agent(n: usize, now: At) -> Agent {
    Agent {
        tenant: TENANT,
        id: person(n),
        name: format!("agent {n}"),
        email: String::new(),
        password: Secret::default(),
        role: if n + 1 == PEOPLE { Role::Supervisor } else { Role::Agent },
        locale: Locale::Zh,
        presence: Presence::Ready,
        presence_reason: None,
        presence_since: now,
        gone_at: None,
        capacity: 200,
        load: 0,
        offered: 0,
        missed: 0,
        assigned_at: At(0),
        state: AgentState::Active,
        acted_at: At(0),
        version: 1,
    }
}
