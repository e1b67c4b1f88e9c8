//! An agent: ready, accepts offers, pulls, replies by socket and by REST, notes, hands over, closes, parks, goes and comes back.

use std::time::Duration;

use serde_json::json;
use tokio::time::{Instant, sleep_until};

use super::desk::{Asks, Desk};
use super::{Phase, Stage, act};
use crate::door::{Heard, Rest, Socket, shape};
use crate::history::{Act, Standing};
use crate::seed::Seed;
use crate::text;

/// An agent's place in the crowd.
pub struct Agent {
    pub desk: Desk,
    pub rest: Rest,
    pub seed: Seed,
    /// All agents' ids, to hand over to.
    pub colleagues: Vec<String>,
    /// All queues' ids.
    pub queues: Vec<String>,
    ready: bool,
}

impl Agent {
    /// An agent who has signed in.
    pub fn new(name: &str, id: &str, rest: Rest, seed: Seed) -> Self {
        Self { desk: Desk::new(name, id), rest, seed, colleagues: Vec::new(), queues: Vec::new(), ready: false }
    }

    /// Lives the agent to the end of the run.
    pub async fn live(mut self, mut stage: Stage) {
        while stage.phase() != Phase::Done {
            let pause = match Socket::open(&stage.address, "/ws/agent", self.rest.headers()).await {
                Ok(socket) => self.session(&mut stage, socket).await,
                Err(why) => {
                    if why.contains("HTTP error") {
                        stage.odd.note(&format!("agent: {why}"));
                    }
                    self.seed.between(100, 500)
                }
            };
            stage.wait(Duration::from_millis(pause)).await;
        }
    }

    async fn session(&mut self, stage: &mut Stage, mut socket: Socket) -> u64 {
        if let Err(why) = socket.send(&self.desk.hello()).await {
            self.desk.broken(stage, &why);
            return self.seed.between(100, 500);
        }
        let mut deed_at = stage.soon(&mut self.seed);
        let mut alive = Instant::now();
        loop {
            tokio::select! {
                heard = socket.next() => {
                    let frame = match heard {
                        Heard::Frame(frame) => frame,
                        Heard::End(why) => {
                            self.desk.broken(stage, &why);
                            return self.seed.between(50, 500);
                        }
                    };
                    alive = Instant::now();
                    match self.desk.take(stage, &frame) {
                        Asks::Welcome if stage.phase() == Phase::Busy && self.seed.chance(8) => {
                            self.desk.broken(stage, "torn off after the welcome");
                            socket.tear();
                            return self.seed.between(0, 800);
                        }
                        Asks::Nothing | Asks::Welcome => {}
                        Asks::Lists => self.load(stage).await,
                        Asks::Bye(ms) => {
                            self.desk.broken(stage, "bye");
                            return ms.min(2000);
                        }
                    }
                }
                () = sleep_until(deed_at) => {
                    deed_at = stage.soon(&mut self.seed);
                    match self.turn(stage, &mut socket, alive).await {
                        Ok(None) => {}
                        Ok(Some(away)) => {
                            self.desk.broken(stage, "left");
                            socket.tear();
                            return away;
                        }
                        Err(why) => {
                            self.desk.broken(stage, &why);
                            return self.seed.between(50, 500);
                        }
                    }
                }
                _ = stage.phase.changed() => {
                    if stage.phase() == Phase::Done {
                        self.desk.broken(stage, "the run is over");
                        socket.close().await;
                        return 0;
                    }
                }
            }
        }
    }

    /// One turn of work; Some(milliseconds) to go away for so long.
    async fn turn(&mut self, stage: &Stage, socket: &mut Socket, alive: Instant) -> Result<Option<u64>, String> {
        if self.desk.view.is_none() {
            return Ok(None);
        }
        for frame in std::mem::take(&mut self.desk.again) {
            self.desk.sending(stage, &frame);
            socket.send(&frame).await?;
        }
        if stage.phase() != Phase::Busy {
            if self.ready {
                self.ready = !act::presence(stage, &self.desk, &self.rest, "break").await;
            }
            socket.send(&json!({"t": "ping"})).await?;
            let stuck = !self.desk.content() && alive.elapsed() > Duration::from_secs(5);
            return Ok(stuck.then_some(0));
        }
        if !self.ready {
            self.ready = act::presence(stage, &self.desk, &self.rest, "ready").await;
            return Ok(None);
        }
        match self.seed.below(100) {
            0..=3 => return Ok(Some(self.seed.between(0, 2000))),
            4 if stage.long_absences && self.seed.chance(20) => return Ok(Some(self.seed.between(31_000, 36_000))),
            5 => {
                self.ready = !act::presence(stage, &self.desk, &self.rest, "break").await;
                return Ok(None);
            }
            6..=7 => socket.send(&json!({"t": "ping"})).await?,
            _ => {}
        }
        self.work(stage, socket).await?;
        Ok(None)
    }

    /// Answers who waits longest among one's own, else takes what is offered, else pulls, else tidies up.
    async fn work(&mut self, stage: &Stage, socket: &mut Socket) -> Result<(), String> {
        let me = self.desk.id.clone();
        let all = self.desk.conversations.values();
        let offered: Vec<Standing> = all.clone().filter(|one| one.offered.as_ref() == Some(&me)).cloned().collect();
        if let Some(one) = self.seed.pick(&offered).cloned() {
            let deed = if self.seed.chance(92) { Act::Accept } else { Act::Decline };
            act::act(stage, &mut self.desk, &mut self.seed, &self.rest, deed, &one.conversation, None).await;
            return Ok(());
        }
        let closed: Vec<Standing> = all.clone().filter(|one| one.place == "closed").cloned().collect();
        if let (Some(one), true) = (self.seed.pick(&closed).cloned(), self.seed.chance(4)) {
            act::act(stage, &mut self.desk, &mut self.seed, &self.rest, Act::Reopen, &one.conversation, None).await;
            return Ok(());
        }
        let own: Vec<Standing> = all.clone().filter(|one| one.owner.as_ref() == Some(&me)).cloned().collect();
        let queued =
            all.clone().filter(|one| one.place == "queue").min_by(|one, two| one.waiting_since.cmp(&two.waiting_since));
        let first = queued.map(|one| one.conversation.clone());
        let others: Vec<Standing> =
            all.filter(|one| one.place == "agent" && one.owner.as_ref() != Some(&me)).cloned().collect();
        if let (Some(one), true) = (self.seed.pick(&others).cloned(), self.seed.chance(6)) {
            return self.meddle(stage, socket, &one).await;
        }
        if let (Some(one), true) = (self.seed.pick(&own).cloned(), self.seed.chance(12)) {
            return self.tidy(stage, socket, &one).await;
        }
        let waiting = own.iter().filter(|one| one.place == "agent" && one.waiting_since.is_some());
        if let Some(one) = waiting.min_by(|one, two| one.waiting_since.cmp(&two.waiting_since)).cloned() {
            self.say(stage, socket, &one).await?;
        } else if let (Some(one), true) = (first, self.seed.chance(70)) {
            act::act(stage, &mut self.desk, &mut self.seed, &self.rest, Act::Accept, &one, None).await;
        } else if let Some(one) = self.seed.pick(&own).cloned() {
            self.tidy(stage, socket, &one).await?;
        }
        Ok(())
    }

    /// Reaches for what is a colleague's, as a client with an old picture does: accepts it or replies in it.
    async fn meddle(&mut self, stage: &Stage, socket: &mut Socket, one: &Standing) -> Result<(), String> {
        if self.seed.chance(40) {
            return self.say(stage, socket, one).await;
        }
        act::act(stage, &mut self.desk, &mut self.seed, &self.rest, Act::Accept, &one.conversation, None).await;
        Ok(())
    }

    /// Replies, now and then with a note before; half by socket, half by REST.
    async fn say(&mut self, stage: &Stage, socket: &mut Socket, one: &Standing) -> Result<(), String> {
        let kind = if self.seed.chance(12) { "note" } else { "reply" };
        let tag = self.desk.tag();
        let text = text::saying(&mut self.seed, &tag);
        let files = if self.seed.chance(5) { self.upload(stage, &tag).await } else { Vec::new() };
        let leg = if self.seed.chance(15) { self.a_leg(&one.conversation).await } else { None };
        let frame = json!({"t": "send", "client_id": tag, "conversation": one.conversation, "kind": kind, "text": text, "attachments": files, "seen_seq": null, "leg": leg});
        if self.seed.chance(50) {
            self.desk.sending(stage, &frame);
            return socket.send(&frame).await;
        }
        act::message(stage, &self.desk, &mut self.seed, &self.rest, &frame).await;
        Ok(())
    }

    /// Any open leg of a conversation; None where the default will do.
    async fn a_leg(&mut self, conversation: &str) -> Option<String> {
        let legs = self.rest.list(&format!("/api/v1/conversations/{conversation}/legs")).await.ok()?;
        let open = |leg: &&serde_json::Value| leg.get("open").and_then(serde_json::Value::as_bool) == Some(true);
        let open: Vec<String> = legs.iter().filter(open).filter_map(|leg| shape::text(leg, "id")).collect();
        self.seed.pick(&open).cloned()
    }

    /// Uploads a file for a reply; its id when the server took it.
    async fn upload(&mut self, stage: &Stage, tag: &str) -> Vec<String> {
        let file = text::file(&mut self.seed, tag);
        let id = act::upload(stage, &self.desk.name, &self.rest, "/api/v1/attachments?name=", tag, file).await;
        id.map(|(id, sum)| self.desk.attach(id, sum)).into_iter().collect()
    }

    /// Does something to an own conversation in which nobody waits.
    async fn tidy(&mut self, stage: &Stage, socket: &mut Socket, one: &Standing) -> Result<(), String> {
        let deed = match (one.place.as_str(), self.seed.below(100)) {
            ("pending", _) => Act::Resume,
            (_, 0..=24) => Act::Close,
            (_, 25..=44) => Act::Transfer,
            (_, 45..=54) => Act::Pending,
            (_, 55..=69) => return self.say(stage, socket, one).await,
            _ => return Ok(()),
        };
        let (colleague, queue) = (self.seed.pick(&self.colleagues).cloned(), self.seed.pick(&self.queues).cloned());
        let to = match (&colleague, &queue) {
            _ if deed != Act::Transfer => None,
            (Some(agent), _) if *agent != self.desk.id => Some(("agent", agent.as_str())),
            (_, Some(queue)) => Some(("queue", queue.as_str())),
            _ => return Ok(()),
        };
        act::act(stage, &mut self.desk, &mut self.seed, &self.rest, deed, &one.conversation, to).await;
        Ok(())
    }

    /// Loads the lists after a resync.
    async fn load(&mut self, stage: &Stage) {
        match self.rest.list("/api/v1/conversations?view=all").await {
            Ok(conversations) => {
                for conversation in &conversations {
                    self.desk.learn(stage, conversation);
                }
            }
            Err(why) => stage.odd.note(&format!("agent: lists: {why}")),
        }
    }
}
