//! What an agent's line says and hears, without the socket.
use super::{
    line::code,
    talk::{Said, Talk, now},
};
use crate::{
    app::App,
    config::patience,
    message,
    problem::{Code, Problem},
    scope,
    shape::{
        agent::Agent,
        agent_frame::{AgentClientFrame as Heard, AgentServerFrame as Frame, Viewer, Who},
        event::Told,
        message::NewMessage,
    },
    who::Proof,
};
use desk::{
    Staff,
    push::{Feed, Moment, Viewing},
};
use model::{AgentId, ConversationId, EventKind, Scope, port::Soon};
use std::{mem::take, sync::Arc};
use tokio::{
    sync::{broadcast, watch},
    time::{Instant, Interval, interval, sleep_until},
};

/// Log entries looked at in one turn.
const PORTION: usize = 64;
/// A frame of events is closed once it has about so many bytes.
const FRAME_SIZE: usize = 40 * 1024;

/// An agent, or a program, on a line.
pub struct Console {
    app: App,
    who: Staff,
    proof: Proof,
    /// When the proof is asked next, whether or not anything is heard.
    proving: Interval,
    is_due: bool,
    /// News are gathered until then: while much happens at once, a few larger frames take less than many small ones.
    again: Instant,
    feed: Arc<Feed>,
    head: watch::Receiver<i64>,
    moments: broadcast::Receiver<Arc<Moment>>,
    gathered: Vec<Arc<Moment>>,
    /// Everything of the log up to here was told; `None` before hello.
    seq: Option<i64>,
    /// This line counts as a screen of theirs.
    counts: bool,
    viewing: Option<ConversationId>,
}

impl Console {
    /// Ready for hello.
    #[must_use]
    pub fn new(app: App, who: Staff, proof: Proof, feed: Arc<Feed>) -> Console {
        let (head, moments) = (feed.watch(), app.desk.push.live.listen());
        let mut proving = interval(patience::PROOF);
        proving.reset();
        Console {
            app,
            who,
            proof,
            proving,
            is_due: false,
            again: now(),
            feed,
            head,
            moments,
            gathered: Vec::new(),
            seq: None,
            counts: false,
            viewing: None,
        }
    }

    /// The line is over.
    pub async fn leave(&mut self) {
        if let Some(conversation) = self.viewing.take() {
            self.app.desk.looks_at(&self.who, conversation, false).await.unwrap_or_default();
        }
        if take(&mut self.counts)
            && let Err(error) = self.app.desk.disconnected(&self.who).await
        {
            tracing::warn!(%error, agent = %self.who.agent.id, "not marked as gone yet");
        }
    }

    async fn answer(&mut self, text: &str) -> Said<Frame> {
        let (client_id, heard) = match crate::extract::parse::<Heard>(text.as_bytes()) {
            Ok(heard) => (client_id_of(&heard), Ok(heard)),
            Err(problem) => (client_id_in(text), Err(problem)),
        };
        let done = match heard {
            Ok(Heard::Ping {}) => return self.pong().await,
            Ok(Heard::Hello { cursor }) => self.hello(cursor).await,
            Ok(heard) if self.seq.is_some() => self.act(heard).await,
            Ok(_) => Err(Problem::new(Code::Unauthenticated, "say hello first")),
            Err(problem) => Err(problem),
        };
        match done {
            Ok(frames) => Said::frames(frames),
            Err(problem) => {
                let close = self.seq.and_then(|_| ended(&problem));
                Said { frames: vec![Frame::Error { client_id, problem: problem.body(None) }], close }
            }
        }
    }

    async fn hello(&mut self, cursor: Option<String>) -> Result<Vec<Frame>, Problem> {
        let desk = &self.app.desk;
        if !self.counts {
            desk.connected(&self.who).await?;
            self.counts = true;
        }
        let head = self.feed.head();
        let asked = match cursor.as_deref().filter(|cursor| !cursor.is_empty()) {
            None => Some(head),
            Some(cursor) => self.place(cursor).await?,
        };
        let seq = asked.unwrap_or(head);
        self.seq = Some(seq);
        self.who = self.proof.staff(&self.app).await?;
        let (cursor, now) = (desk.agent_cursor(&self.who, seq), desk.clock().now().into());
        let mut frames = vec![Frame::Welcome { cursor: cursor.clone(), agent: Agent::from(&self.who.agent), now }];
        if asked.is_none() {
            frames.push(Frame::Resync { cursor });
        }
        // Who looks at what is told when it changes: a screen that comes later hears how it stands.
        frames.extend(desk.push.live.looked_at(self.who.tenant, &self.who.brands).iter().map(viewed));
        Ok(frames)
    }

    /// The place a cursor means; `None` when it is foreign or the log no longer reaches back to it.
    async fn place(&self, cursor: &str) -> Result<Option<i64>, Problem> {
        let Ok(seq) = self.app.desk.open_agent_cursor(&self.who, cursor) else { return Ok(None) };
        let (first, last) = self.app.desk.log_bounds(self.who.tenant).await?;
        Ok((seq + 1 >= first && seq <= last).then_some(seq))
    }

    async fn act(&mut self, heard: Heard) -> Result<Vec<Frame>, Problem> {
        // The session may have ended and rights may have changed since the line was opened.
        self.who = self.proof.staff(&self.app).await?;
        scope::must(&self.who, Scope::ConversationsWrite)?;
        let desk = &self.app.desk;
        match heard {
            Heard::Hello { .. } | Heard::Ping {} => {}
            Heard::Send {
                client_id,
                conversation,
                kind,
                text,
                attachments,
                mentions,
                card,
                leg,
                template,
                looked,
                seen_seq,
            } => {
                self.app.limits.staff.count(self.who.agent.id)?;
                let again = client_id.clone();
                let asked = NewMessage {
                    client_id: again,
                    kind,
                    text,
                    attachments,
                    mentions,
                    card,
                    leg,
                    template,
                    looked,
                    seen_seq,
                };
                let message = message::say(&self.app, &self.who, conversation.into(), asked).await?;
                return Ok(vec![Frame::Ack { client_id, id: message.id, seq: message.seq, message }]);
            }
            Heard::Read { conversation, seq } => desk.mark_read(&self.who, conversation.into(), seq).await?,
            Heard::Typing { conversation, on } => desk.agent_types(&self.who, conversation.into(), on).await?,
            Heard::Viewing { conversation } => {
                let now = conversation.map(ConversationId);
                if self.viewing == now {
                    return Ok(vec![]); // said again: it was counted once
                }
                if let Some(before) = self.viewing.take() {
                    desk.looks_at(&self.who, before, false).await?;
                }
                if let Some(now) = now {
                    desk.looks_at(&self.who, now, true).await?;
                }
                self.viewing = now;
            }
        }
        Ok(vec![])
    }

    /// A sign of life; also the moment at which a session that has ended ends its line.
    async fn pong(&mut self) -> Said<Frame> {
        match self.proof.staff(&self.app).await {
            Ok(who) => {
                self.who = who;
                Said::frames(vec![Frame::Pong { now: self.app.desk.clock().now().into() }])
            }
            Err(problem) => {
                let close = ended(&problem);
                Said { frames: vec![Self::refusal(problem)], close }
            }
        }
    }

    /// The last word on a line whose session or key has ended; `None`: it holds, or could not be asked just now.
    async fn end(&mut self) -> Option<Said<Frame>> {
        match self.proof.staff(&self.app).await {
            Ok(who) => {
                self.who = who;
                None
            }
            Err(problem) => {
                let close = Some(ended(&problem)?);
                Some(Said { frames: vec![Self::refusal(problem)], close })
            }
        }
    }

    async fn tell(&mut self) -> Result<Vec<Frame>, Problem> {
        self.again = now() + patience::GATHER;
        let mut frames = Vec::new();
        while let Ok(moment) = self.moments.try_recv() {
            self.gathered.push(moment);
            if self.gathered.len() >= PORTION {
                break;
            }
        }
        for moment in take(&mut self.gathered) {
            frames.extend(self.moment(&moment));
        }
        let Some(seq) = self.seq else { return Ok(frames) };
        let heard = match self.feed.after(seq, PORTION) {
            Ok(heard) => heard,
            Err(_behind) => {
                let heard = self.app.desk.hear(self.who.tenant, seq, PORTION as i64).await?;
                heard.into_iter().map(Arc::new).collect()
            }
        };
        let mut items: Vec<Told> = Vec::new();
        let (mut place, mut size) = (seq, 0);
        for heard in &heard {
            if heard.event.agent == Some(self.who.agent.id) && heard.event.kind == EventKind::AgentUpdated {
                self.who = self.app.desk.still(&self.who).await?;
            }
            if !heard.is_for(self.who.agent.id, &self.who.brands) {
                place = heard.event.seq;
                continue;
            }
            let told = Told::of(heard, &|file| self.app.desk.file_path(self.who.tenant, file))
                .map_err(|error| Problem::new(Code::Internal, error.to_string()))?;
            let more = told.size();
            if size + more > FRAME_SIZE && !items.is_empty() {
                frames.push(Frame::Events {
                    cursor: self.app.desk.agent_cursor(&self.who, place),
                    items: take(&mut items),
                });
                size = 0;
            }
            place = heard.event.seq;
            size += more;
            items.push(told);
            frames.extend(heard.agent.as_ref().map(|agent| Frame::Presence { agent: Agent::from(agent) }));
        }
        if !items.is_empty() {
            frames.push(Frame::Events { cursor: self.app.desk.agent_cursor(&self.who, place), items });
        }
        self.seq = Some(place);
        Ok(frames)
    }

    /// Typing and looking, of others, in brands this person may see.
    fn moment(&self, moment: &Moment) -> Option<Frame> {
        let (tenant, brand) = match moment {
            Moment::Typing(it) => (it.tenant, it.brand),
            Moment::Viewing(it) => (it.tenant, it.brand),
        };
        if tenant != self.who.tenant || !self.who.sees(brand) {
            return None;
        }
        match moment {
            Moment::Typing(it) if it.agent == Some(self.who.agent.id) => None,
            Moment::Typing(it) => Some(Frame::Typing {
                conversation: it.conversation.0,
                who: if it.agent.is_some() { Who::Agent } else { Who::Customer },
                agent: it.agent.map(Into::into),
                name: it.name.clone(),
                on: it.on,
                text: it.text.clone(),
            }),
            Moment::Viewing(it) => Some(viewed(it)),
        }
    }
}

fn viewed(it: &Viewing) -> Frame {
    let viewer = |(id, name): &(AgentId, String)| Viewer { id: id.0, name: name.clone() };
    Frame::Viewing { conversation: it.conversation.0, agents: it.agents.iter().map(viewer).collect() }
}

impl Talk for Console {
    type Frame = Frame;

    fn hear<'a>(&'a mut self, text: &'a str) -> Soon<'a, Said<Frame>> {
        Box::pin(self.answer(text))
    }

    async fn wake(&mut self) {
        let Some(seq) = self.seq else { return std::future::pending().await };
        tokio::select! {
            biased;
            _ = self.proving.tick() => self.is_due = true,
            () = sleep_until(self.again), if seq < self.feed.head() => {}
            () = async {
                // Should this be given up half-way, the head says so again.
                let _ = self.head.changed().await;
                sleep_until(self.again).await;
            } => {}
            moment = self.moments.recv() => match moment {
                Ok(moment) => self.gathered.push(moment),
                // Moments that were missed are over by now.
                Err(broadcast::error::RecvError::Lagged(_)) => {}
                Err(broadcast::error::RecvError::Closed) => std::future::pending().await,
            },
        }
    }

    fn news(&mut self) -> Soon<'_, Said<Frame>> {
        Box::pin(async move {
            if take(&mut self.is_due)
                && let Some(last) = self.end().await
            {
                return last;
            }
            match self.tell().await {
                Ok(frames) => Said::frames(frames),
                // Nothing is skipped: the console comes back with its cursor.
                Err(problem) => {
                    Said { frames: vec![Self::refusal(problem)], close: Some((code::LATER, "resume from your cursor")) }
                }
            }
        })
    }

    fn refusal(problem: Problem) -> Frame {
        Frame::Error { client_id: None, problem: problem.body(None) }
    }
    fn bye(retry_ms: u64) -> Frame {
        Frame::Bye { retry_ms }
    }
}

/// How a line is closed whose session or key holds no longer.
fn ended(problem: &Problem) -> Option<(u16, &'static str)> {
    (problem.code == Code::Unauthenticated).then_some((code::POLICY, "signed out"))
}

fn client_id_of(heard: &Heard) -> Option<String> {
    if let Heard::Send { client_id, .. } = heard { Some(client_id.clone()) } else { None }
}

/// The client id of a frame that is otherwise wrong, so that its sender knows which it was.
fn client_id_in(text: &str) -> Option<String> {
    let frame: serde_json::Value = serde_json::from_str(text).ok()?;
    frame.get("client_id")?.as_str().filter(|id| id.len() <= 64).map(str::to_owned)
}
