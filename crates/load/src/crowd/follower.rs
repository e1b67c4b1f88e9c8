//! A follower of an official account: speaks by webhook as the platform brings it, three tries for each message, sometimes
//! twice, sometimes two at once and the later one first.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::{sleep, timeout};

use super::{Doors, Phase, Stage};
use crate::door::hook::{Heard, Letter};
use crate::history::{Answer, Call, What};
use crate::provider::Person;
use crate::seed::Seed;
use crate::text;

/// The platform tries so often; what it did not bring then is brought once more when the follower speaks next, so that
/// nothing that was said stays open.
const TRIES: usize = 3;
/// So many messages that wait, and nobody goes on typing.
const PATIENCE: usize = 6;

/// A follower.
pub struct Follower {
    name: String,
    openid: String,
    doors: Doors,
    seed: Seed,
    said: u64,
    outbox: VecDeque<Written>,
    acknowledged: Vec<Written>,
}

#[derive(Clone)]
struct Written {
    client_id: String,
    letter: Letter,
}

/// How the tries for one message ended.
#[derive(PartialEq, Eq)]
enum Brought {
    Heard,
    Refused,
    Open,
}

impl Follower {
    /// Follows the account. `person`: the visitor who is the same customer, which the platform knows by `unionid`.
    pub fn new(stage: &Stage, name: &str, doors: &Doors, mut seed: Seed, person: Option<(&str, &str)>) -> Self {
        let openid = format!("o{name}-{:012x}", seed.draw() >> 16);
        let after = Duration::from_millis(if seed.chance(80) { seed.below(2500) } else { 0 });
        let unionid = person.map(|(_, unionid)| unionid.to_owned());
        doors.provider.introduce(&openid, Person { unionid, after, gate: None });
        let person = person.map(|(person, _)| person.to_owned());
        stage.recorder.note(name, What::Follows { openid: openid.clone(), person });
        let doors = doors.clone();
        Self { name: name.to_owned(), openid, doors, seed, said: 0, outbox: VecDeque::new(), acknowledged: Vec::new() }
    }

    /// Under which the platform knows it.
    pub fn openid(&self) -> &str {
        &self.openid
    }

    /// Lives the follower to the end of the run.
    pub async fn live(mut self, mut stage: Stage) {
        while stage.phase() != Phase::Done {
            if stage.phase() == Phase::Busy {
                self.turn(&stage).await;
            } else {
                self.empty(&stage).await;
            }
            let pace = if stage.phase() == Phase::Busy { stage.pace } else { Duration::from_millis(100) };
            let pace = u64::try_from(pace.as_millis()).unwrap_or(500);
            stage.wait(Duration::from_millis(self.seed.between(pace / 4, pace * 7 / 4))).await;
        }
    }

    async fn turn(&mut self, stage: &Stage) {
        match self.seed.below(100) {
            0..=69 => {
                if self.outbox.len() < PATIENCE {
                    let written = self.write();
                    self.outbox.push_back(written);
                }
                self.empty(stage).await;
            }
            70..=79 => self.two_at_once(stage).await,
            80..=87 => {
                if let Some(before) = self.seed.pick(&self.acknowledged).cloned() {
                    self.bring(stage, &before, 1, self.seed.clone()).await;
                    self.seed.draw();
                }
            }
            88..=93 => self.twice(stage).await,
            _ => {}
        }
    }

    fn write(&mut self) -> Written {
        self.said += 1;
        let client_id = format!("{}-{}", self.name, self.said);
        // XML knows one line end.
        let text = text::saying(&mut self.seed, &client_id).replace("\r\n", "\n");
        let letter = Letter {
            openid: self.openid.clone(),
            msg_id: self.seed.draw() >> 1,
            at: jiff::Timestamp::now().as_second(),
            text,
        };
        Written { client_id, letter }
    }

    /// Brings what waits, in order, as far as it goes.
    async fn empty(&mut self, stage: &Stage) {
        while let Some(first) = self.outbox.front().cloned() {
            let chance = self.seed.child(&first.client_id);
            self.seed.draw();
            let brought = self.bring(stage, &first, TRIES, chance).await;
            if brought == Brought::Open {
                return;
            }
            self.outbox.pop_front();
            if brought == Brought::Heard {
                self.acknowledged.push(first);
            }
        }
    }

    /// Two messages on their way at the same time, the one that was said later first.
    async fn two_at_once(&mut self, stage: &Stage) {
        let (first, second) = (self.write(), self.write());
        let (one, other) = (self.seed.child(&first.client_id), self.seed.child(&second.client_id));
        let (late, early) =
            tokio::join!(self.bring(stage, &second, TRIES, other), self.bring(stage, &first, TRIES, one));
        for (written, brought) in [(first, early), (second, late)] {
            match brought {
                Brought::Heard => self.acknowledged.push(written),
                Brought::Open => self.outbox.push_back(written),
                Brought::Refused => {}
            }
        }
    }

    /// The same message on two lines at the same time.
    async fn twice(&mut self, stage: &Stage) {
        let written = self.write();
        let (one, other) = (self.seed.child("one"), self.seed.child("other"));
        self.seed.draw();
        let both = tokio::join!(self.bring(stage, &written, 1, one), self.bring(stage, &written, 1, other));
        match both {
            (Brought::Heard, _) | (_, Brought::Heard) => self.acknowledged.push(written),
            (Brought::Refused, Brought::Refused) => {}
            _ => self.outbox.push_back(written),
        }
    }

    /// Tries to bring one message so often, as the platform does; each try is an operation of the history.
    async fn bring(&self, stage: &Stage, written: &Written, tries: usize, mut seed: Seed) -> Brought {
        for _ in 0..tries {
            let call = Call::Say {
                client_id: written.client_id.clone(),
                direction: "in".to_owned(),
                conversation: None,
                text: written.letter.text.clone(),
                files: Vec::new(),
            };
            let op = stage.recorder.invoke(&self.name, call);
            // Five in a hundred lines break while the platform waits.
            let patience = Duration::from_millis(if seed.chance(5) { seed.below(25) } else { 6000 });
            let heard = timeout(patience, self.doors.hook.push(&written.letter)).await;
            match heard.unwrap_or_else(|_| Heard::Lost("the line broke".to_owned())) {
                Heard::Success => {
                    stage.recorder.ok(&self.name, op, Answer::Heard);
                    return Brought::Heard;
                }
                Heard::Refused(status) => {
                    stage.odd.note(&format!("follower: refused with {status}"));
                    stage.recorder.fail(&self.name, op, &status.to_string());
                    return Brought::Refused;
                }
                Heard::Lost(why) => {
                    if why.starts_with("the customer was shown") {
                        stage.odd.note(&format!("follower: {why}"));
                    }
                    stage.recorder.info(&self.name, op, &why);
                    sleep(Duration::from_millis(seed.between(50, 300))).await;
                }
            }
        }
        Brought::Open
    }
}
