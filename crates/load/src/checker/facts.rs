//! A history sorted for the checks: operations with their outcomes, views with what they showed, threads as they are kept.

use std::collections::{BTreeMap, BTreeSet};

use crate::history::{Act, Answer, Call, Kept, Record, Role, Seen, Standing, What};

/// The messages that are read in one thread, in order: conversation and sequence of each.
pub type Reading<'a> = &'a [(String, u64)];

/// The sorted history. Everything borrows from the records.
pub struct Facts<'a> {
    pub records: &'a [Record],
    /// By operation number.
    pub ops: BTreeMap<u64, Op<'a>>,
    /// Role by client name.
    pub roles: BTreeMap<&'a str, Role>,
    /// The customer that a second window belongs to, by the window's name.
    pub windows: BTreeMap<&'a str, &'a str>,
    /// Openid and, where evidence joins them, the visitor who is the same customer; by the follower's name.
    pub followers: BTreeMap<&'a str, (&'a str, Option<&'a str>)>,
    /// What the provider took, by openid, in order.
    pub accepted: BTreeMap<&'a str, Vec<(u64, &'a str)>>,
    /// Openids of which the provider told the server who they are, with the record of that.
    pub evidence: BTreeMap<&'a str, u64>,
    /// What is read in a conversation's thread, and the record that says so.
    pub readings: BTreeMap<&'a str, (u64, Reading<'a>)>,
    /// Client name by agent id.
    pub agents: BTreeMap<&'a str, &'a str>,
    /// Operation numbers of a message's sendings, by client id, in order.
    pub says: BTreeMap<&'a str, Vec<u64>>,
    /// Kept messages by conversation, by sequence.
    pub threads: BTreeMap<&'a str, Vec<Row<'a>>>,
    /// The conversations in which each customer's words stand or were acknowledged, by whatever door.
    pub own: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// Kept messages by client id.
    pub by_client: BTreeMap<&'a str, Vec<Row<'a>>>,
    /// How each conversation ended.
    pub endings: BTreeMap<&'a str, Ending<'a>>,
    /// By view number.
    pub views: BTreeMap<u64, View<'a>>,
    /// Every standing that anybody saw or was answered, with the record it is in.
    pub standings: Vec<(u64, &'a Standing)>,
}

/// An operation.
pub struct Op<'a> {
    pub who: &'a str,
    pub call: &'a Call,
    /// The record in which it was asked.
    pub asked: u64,
    /// The record in which it ended.
    pub ended: Option<u64>,
    pub end: End<'a>,
}

/// How an operation ended.
#[derive(Clone, Copy, PartialEq)]
pub enum End<'a> {
    Ok(&'a Answer),
    Fail(&'a str),
    /// With why nobody knows; `busy: …` when the server said to try again.
    Unknown(&'a str),
}

/// A kept message and the record that says so.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    pub n: u64,
    pub kept: &'a Kept,
}

/// The end of a conversation.
pub struct Ending<'a> {
    pub n: u64,
    pub standing: &'a Standing,
    pub number: u64,
    pub customer: &'a str,
    pub brand: &'a str,
    pub lists: &'a [String],
    pub merged_into: Option<&'a str>,
}

/// What one client was told from one start on.
pub struct View<'a> {
    pub who: &'a str,
    /// The record in which it began.
    pub began: u64,
    /// Whether it is the client's last one.
    pub last: bool,
    /// In the order of the history.
    pub told: Vec<Told<'a>>,
}

/// One delivery within a view.
pub enum Told<'a> {
    Snapshot { n: u64, whole: bool, seen: &'a [Seen] },
    Saw { n: u64, seen: &'a [Seen] },
    Resync { n: u64 },
}

impl<'a> Facts<'a> {
    /// Sorts a history.
    pub fn of(records: &'a [Record]) -> Self {
        let mut facts = Self {
            records,
            ops: BTreeMap::new(),
            roles: BTreeMap::new(),
            windows: BTreeMap::new(),
            followers: BTreeMap::new(),
            accepted: BTreeMap::new(),
            evidence: BTreeMap::new(),
            readings: BTreeMap::new(),
            agents: BTreeMap::new(),
            says: BTreeMap::new(),
            threads: BTreeMap::new(),
            own: BTreeMap::new(),
            by_client: BTreeMap::new(),
            endings: BTreeMap::new(),
            views: BTreeMap::new(),
            standings: Vec::new(),
        };
        for record in records {
            facts.take(record);
        }
        for rows in facts.threads.values_mut() {
            rows.sort_by_key(|row| row.kept.seq);
        }
        facts.own = facts.conversations();
        facts.evidence = evidence(records);
        let mut latest: BTreeMap<&str, u64> = BTreeMap::new();
        for (view, of) in &facts.views {
            let newest = latest.entry(of.who).or_insert(*view);
            *newest = (*newest).max(*view);
        }
        for (view, of) in &mut facts.views {
            of.last = latest.get(of.who) == Some(view);
        }
        facts
    }

    fn take(&mut self, record: &'a Record) {
        let n = record.n;
        match &record.what {
            What::Client { role, id } => {
                self.roles.insert(&record.who, *role);
                match (role, id) {
                    (Role::Agent, Some(id)) => drop(self.agents.insert(id, &record.who)),
                    (Role::Customer, Some(of)) => drop(self.windows.insert(&record.who, of)),
                    _ => {}
                }
            }
            What::Invoke { op, call } => self.ask(record, *op, call),
            What::Ok { op, answer } => {
                if let Answer::Stands(standing) = answer {
                    self.standings.push((n, standing));
                }
                self.end(*op, n, End::Ok(answer));
            }
            What::Fail { op, code } => self.end(*op, n, End::Fail(code)),
            What::Info { op, why } => self.end(*op, n, End::Unknown(why)),
            What::Stream { view, .. } => {
                self.view(*view, record);
            }
            What::Snapshot { view, whole, seen } => {
                self.view(*view, record).told.push(Told::Snapshot { n, whole: *whole, seen });
            }
            What::Saw { view, seen } => self.view(*view, record).told.push(Told::Saw { n, seen }),
            What::Resync { view } => self.view(*view, record).told.push(Told::Resync { n }),
            What::State(standing) => self.standings.push((n, standing)),
            What::Conversation { standing, number, customer, brand, lists, merged_into } => {
                self.standings.push((n, standing));
                let ending = Ending {
                    n,
                    standing,
                    number: *number,
                    customer,
                    brand,
                    lists,
                    merged_into: merged_into.as_deref(),
                };
                self.endings.insert(&standing.conversation, ending);
            }
            What::Message(kept) => {
                let row = Row { n, kept };
                self.threads.entry(&kept.conversation).or_default().push(row);
                if let Some(client_id) = &kept.client_id {
                    self.by_client.entry(client_id).or_default().push(row);
                }
            }
            What::Follows { openid, person } => {
                self.followers.insert(&record.who, (openid, person.as_deref()));
            }
            What::Accepted { to, text } => self.accepted.entry(to).or_default().push((n, text)),
            What::Thread { conversation, items } => {
                self.readings.insert(conversation, (n, items));
            }
            What::Inquiry { .. } | What::Evidence { .. } => {} // sorted in `evidence`
            What::Start { .. } | What::Cut { .. } | What::Fault { .. } | What::Quiet | What::Doctor { .. } => {}
        }
    }

    fn ask(&mut self, record: &'a Record, op: u64, call: &'a Call) {
        if let Call::Say { client_id, .. } = call {
            self.says.entry(client_id).or_default().push(op);
        }
        self.ops.insert(op, Op { who: &record.who, call, asked: record.n, ended: None, end: End::Unknown("") });
    }

    fn end(&mut self, op: u64, n: u64, end: End<'a>) {
        if let Some(op) = self.ops.get_mut(&op) {
            op.ended = Some(n);
            op.end = end;
        }
    }

    fn view(&mut self, view: u64, record: &'a Record) -> &mut View<'a> {
        self.views.entry(view).or_insert_with(|| View {
            who: &record.who,
            began: record.n,
            last: false,
            told: Vec::new(),
        })
    }

    /// The customer behind a client: itself, whose second window it is, or the visitor who follows by this name.
    pub fn person(&self, who: &'a str) -> &'a str {
        let follows = self.followers.get(who).and_then(|(_, person)| *person);
        follows.or(self.windows.get(who).copied()).unwrap_or(who)
    }

    /// Whether this customer is known to come by both doors.
    pub fn has_two_doors(&self, person: &str) -> bool {
        self.followers.values().any(|(_, of)| *of == Some(person))
    }

    /// The conversation in which this one is read in the end: itself, or what absorbed it.
    pub fn survivor<'s>(&'s self, conversation: &'s str) -> &'s str {
        let mut at = conversation;
        // A chain cannot be longer than there are conversations; a ring would be a violation of its own.
        for _ in 0..self.endings.len() {
            match self.endings.get(at).and_then(|ending| ending.merged_into) {
                Some(next) => at = next,
                None => break,
            }
        }
        at
    }

    fn conversations(&self) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
        let speaks = |who: &str| matches!(self.roles.get(who), Some(Role::Customer | Role::Follower));
        let mut own: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for op in self.ops.values().filter(|op| speaks(op.who)) {
            if let End::Ok(Answer::Said { conversation, .. }) = op.end {
                own.entry(self.person(op.who)).or_default().insert(conversation);
            }
        }
        for (client_id, rows) in &self.by_client {
            let Some(op) = self.sendings(client_id).next().filter(|op| speaks(op.who)) else { continue };
            own.entry(self.person(op.who)).or_default().extend(rows.iter().map(|row| row.kept.conversation.as_str()));
        }
        own
    }

    /// The sendings of a message, in order.
    pub fn sendings(&self, client_id: &str) -> impl Iterator<Item = &Op<'a>> {
        self.says.get(client_id).into_iter().flatten().filter_map(|op| self.ops.get(op))
    }

    /// A conversation's thread, by sequence; empty for an unknown one.
    pub fn thread(&self, conversation: &str) -> &[Row<'a>] {
        self.threads.get(conversation).map_or(&[], Vec::as_slice)
    }

    /// The first kept message with this place.
    pub fn row(&self, conversation: &str, seq: u64) -> Option<Row<'a>> {
        let thread = self.thread(conversation);
        let at = thread.partition_point(|row| row.kept.seq < seq);
        thread.get(at).filter(|row| row.kept.seq == seq).copied()
    }

    /// Operations of one act on one conversation.
    pub fn acts(&self, act: Act) -> impl Iterator<Item = (&Op<'a>, &'a str)> {
        self.ops.values().filter_map(move |op| match op.call {
            Call::Do { act: done, conversation, .. } if *done == act => Some((op, conversation.as_str())),
            _ => None,
        })
    }

    /// What there was, in numbers, for the last line of a report.
    pub fn counts(&self) -> BTreeMap<&'static str, u64> {
        let mut counts = BTreeMap::new();
        for key in ["acknowledged", "refused", "unknown", "faults", "cuts", "seen"] {
            counts.insert(key, 0);
        }
        let mut add = |key, by: usize| *counts.entry(key).or_insert(0) += by as u64;
        for op in self.ops.values() {
            add(
                match op.end {
                    End::Ok(_) => "acknowledged",
                    End::Fail(_) => "refused",
                    End::Unknown(_) => "unknown",
                },
                1,
            );
        }
        for record in self.records {
            match &record.what {
                What::Fault { .. } => add("faults", 1),
                What::Cut { .. } => add("cuts", 1),
                What::Saw { seen, .. } | What::Snapshot { seen, .. } => add("seen", seen.len()),
                _ => {}
            }
        }
        for row in self.threads.values().flatten().filter(|row| row.kept.direction == "out" && !row.kept.on_the_web()) {
            match row.kept.receipt.as_deref() {
                Some("in_doubt") => add("in doubt", 1),
                Some("queued") => add("still queued", 1),
                _ => {}
            }
        }
        add("taken by the provider", self.accepted.values().map(Vec::len).sum());
        add("merged", self.endings.values().filter(|ending| ending.merged_into.is_some()).count());
        add("clients", self.roles.len());
        add("conversations", self.endings.len());
        add("messages", self.threads.values().map(Vec::len).sum());
        counts
    }
}

/// What the server was told of openids. If it was killed before it had kept that, it asks again.
fn evidence(records: &[Record]) -> BTreeMap<&str, u64> {
    let mut told = BTreeMap::new();
    for record in records {
        if let What::Evidence { openid } = &record.what {
            told.entry(openid.as_str()).or_insert(record.n);
        }
    }
    told
}
