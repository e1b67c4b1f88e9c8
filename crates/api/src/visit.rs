//! A visitor who is there: frames in, frames out, the same for the socket and for the long poll. Holds little: who it is, what hello
//! said, and a place in the log.
mod news;
mod page;

pub use page::{check_origin, facts};

use crate::{
    app::App,
    guard::site::Site,
    problem::{Code, Problem},
    shape::{
        time::Time,
        visitor::State,
        visitor_frame::{VisitorClientFrame as Heard, VisitorHello, VisitorServerFrame as Frame},
    },
};
use desk::{
    Acked, Hello,
    push::Line,
    read::{Visiting, hosted_raw},
};
use model::{ConversationId, CustomerId, Locale, Receipt};
use serde_json::Value;
use std::{collections::BTreeSet, future::pending, net::IpAddr, sync::Arc};
use tokio::sync::watch;

/// One visitor on one line or in one poll.
pub struct Visit {
    app: App,
    from: From,
    present: Option<Box<Present>>,
    is_lost: bool,
}

/// Where the browser is.
pub struct From {
    /// Of the browser; `None`: a program on this machine, whose address limits nothing.
    address: Option<IpAddr>,
    /// `Origin` other than our own.
    origin: Option<String>,
}

impl From {
    /// Reads it from a request.
    #[must_use]
    pub fn of(site: &Site, headers: &axum::http::HeaderMap) -> From {
        let origin = headers.get(axum::http::header::ORIGIN).map(|origin| origin.to_str().unwrap_or("null").to_owned());
        From {
            address: (!site.local).then_some(site.address),
            origin: origin.filter(|origin| *origin != site.origin()),
        }
    }
}

/// After hello.
struct Present {
    visiting: Visiting,
    hello: Hello,
    line: Option<Arc<Line>>,
    listening_to: Option<CustomerId>,
    /// Whether anybody is there to answer.
    online: watch::Receiver<bool>,
    /// That has changed and was not told yet.
    is_news: bool,
    /// Everything of the log up to here was told.
    seq: i64,
    /// What was told and is not yet marked as delivered.
    owed: Vec<(ConversationId, i64)>,
}

impl Visit {
    /// Nobody yet: hello comes first.
    #[must_use]
    pub fn new(app: App, from: From) -> Visit {
        Visit { app, from, present: None, is_lost: false }
    }

    /// Whether hello was said and understood.
    #[must_use]
    pub fn is_present(&self) -> bool {
        self.present.is_some()
    }

    /// A failure of ours left the page without its news: it has to come back with its cursor.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.is_lost
    }

    /// Answers one frame, given as JSON text.
    pub async fn hear(&mut self, text: &str) -> Vec<Frame> {
        match serde_json::from_str::<Value>(text) {
            Ok(frame) => self.answer(frame).await,
            Err(error) => vec![refusal(None, Problem::new(Code::BadRequest, error.to_string()))],
        }
    }

    /// Answers one frame.
    pub async fn answer(&mut self, frame: Value) -> Vec<Frame> {
        let client_id = frame.get("client_id").and_then(Value::as_str).filter(|id| id.len() <= 64).map(str::to_owned);
        let done = match serde_json::from_value::<Heard>(frame.clone()) {
            Ok(heard) => self.act(heard, &frame).await,
            Err(error) => Err(Problem::field("", "invalid", error.to_string())),
        };
        done.unwrap_or_else(|problem| match problem.code {
            Code::BadCursor if client_id.is_none() => vec![Frame::Resync {}],
            _ => vec![refusal(client_id, problem)],
        })
    }

    async fn act(&mut self, heard: Heard, frame: &Value) -> Result<Vec<Frame>, Problem> {
        if let Heard::Hello(hello) = heard {
            return self.hello(hello).await;
        }
        let app = self.app.clone();
        let Some(present) = self.present.as_deref_mut() else {
            return Err(Problem::new(Code::Unauthenticated, "say hello first"));
        };
        let visiting = &present.visiting;
        match heard {
            Heard::Hello(_) => Ok(vec![]),
            Heard::Ping {} => Ok(vec![Frame::Pong { state: State::from(app.desk.visitor_state(visiting).await?) }]),
            Heard::Send { .. } | Heard::Handoff { .. } => {
                app.limits.visitor_sends.count(visiting.visitor)?;
                if let Some(address) = self.from.address {
                    app.limits.visitor_address.count(address)?;
                }
                let acked = app.desk.hosted(visiting, hosted_raw(&present.hello, visiting.visitor, frame)).await?;
                self.acknowledge(acked).await
            }
            Heard::Read { conversation, seq } => {
                app.desk.visitor_read(visiting, conversation.into(), seq, Receipt::Read).await?;
                Ok(vec![])
            }
            Heard::Typing { on, text } => {
                app.desk.visitor_types(visiting, on, text).await?;
                Ok(vec![])
            }
            Heard::History { before } => {
                let (messages, before) = app.desk.past_before(visiting, &before).await?;
                let messages = messages.iter().map(|(number, message)| news::shown(&app, *number, message)).collect();
                Ok(vec![Frame::History { messages, before }])
            }
        }
    }

    /// Says hello; a refusal is a frame.
    pub async fn greet(&mut self, hello: VisitorHello) -> Vec<Frame> {
        self.hello(hello).await.unwrap_or_else(|problem| match problem.code {
            Code::BadCursor => vec![Frame::Resync {}],
            _ => vec![refusal(None, problem)],
        })
    }

    /// A hello that is refused leaves everything as it was.
    async fn hello(&mut self, asked: VisitorHello) -> Result<Vec<Frame>, Problem> {
        let done = self.enter(asked).await;
        self.is_lost |= done.as_ref().is_err_and(|problem| problem.code.status() >= 500);
        done
    }

    async fn enter(&mut self, asked: VisitorHello) -> Result<Vec<Frame>, Problem> {
        let account = self.app.desk.hosted_account(asked.account.into()).await?;
        page::check_origin(&facts(&self.app, &account), self.from.origin.as_deref())?;
        // The tenant's feed must follow the log before anybody relies on being told.
        self.app.desk.feed(account.tenant).await?;
        let online = self.app.desk.online(&account).await?;
        let cursor = asked.cursor.clone();
        let hello = Hello { cursor: None, ..said(asked) };
        let welcome = self.app.desk.hello(account, &Hello { cursor: cursor.clone(), ..hello.clone() }).await?;
        let mut present = Box::new(Present {
            visiting: welcome.visiting,
            hello,
            listening_to: None,
            line: None,
            online,
            is_news: false,
            seq: welcome.seq,
            owed: Vec::new(),
        });
        present.listening_to = present.visiting.customer.filter(|_| welcome.line.is_some());
        present.line = welcome.line;
        let state = State::from(welcome.state);
        let now = self.app.desk.clock().now();
        let mut frames = news::welcome(
            &self.app,
            &mut present,
            &news::Place {
                from: cursor.as_deref().filter(|_| welcome.resumed && !welcome.missed.is_empty()),
                resumed: welcome.resumed,
            },
            state,
            &welcome.messages,
            welcome.before,
            Time(now),
        );
        frames.extend(news::events(&self.app, &mut present, &welcome.missed, welcome.seq).frames);
        self.hang_up();
        self.present = Some(present);
        if self.join().await? {
            frames.extend(self.catch_up().await);
        }
        Ok(frames)
    }

    /// A page whose address carries an invitation brings it along.
    async fn join(&mut self) -> Result<bool, Problem> {
        let Some(present) = self.present.as_deref() else { return Ok(false) };
        let Some(code) = present.hello.page_url.as_deref().and_then(invitation) else { return Ok(false) };
        Ok(self.app.desk.join(&present.visiting, &code).await?)
    }

    /// Acks first; then, if this was the visitor's first word, what has happened since hello.
    async fn acknowledge(&mut self, acked: Vec<Acked>) -> Result<Vec<Frame>, Problem> {
        let mut frames = Vec::with_capacity(acked.len());
        let mut customer = None;
        for ack in acked {
            customer = ack.customer.or(customer);
            frames.push(Frame::Ack {
                client_id: ack.client_id.unwrap_or_default(),
                id: ack.message.map(Into::into),
                conversation: ack.conversation.map(Into::into),
                seq: ack.seq,
                at: Time(ack.at),
            });
        }
        let is_news =
            self.present.as_ref().is_some_and(|present| customer.is_some() && present.listening_to != customer);
        if is_news {
            frames.extend(self.catch_up().await);
        }
        Ok(frames)
    }

    /// What has happened since; where that fails, the page is to come back for it.
    async fn catch_up(&mut self) -> Vec<Frame> {
        self.enter_again().await.unwrap_or_else(|problem| {
            self.is_lost = true;
            vec![refusal(None, problem)]
        })
    }

    /// Says hello once more from the present place: what was missed, and a line of one's own if there is a customer by now.
    async fn enter_again(&mut self) -> Result<Vec<Frame>, Problem> {
        let app = self.app.clone();
        let Some(present) = self.present.as_deref_mut() else { return Ok(vec![]) };
        let cursor = app.desk.visitor_cursor(present.visiting.visitor, present.seq);
        let token = Some(present.visiting.token.clone());
        // Who this is was proved at hello and stands with their first word; the signature may have run out since.
        let hello = Hello { cursor: Some(cursor), token, user: None, ..present.hello.clone() };
        let welcome = app.desk.hello(present.visiting.account.clone(), &hello).await?;
        if let (Some(customer), Some(line)) = (present.listening_to.take(), present.line.take()) {
            app.desk.push.hang_up(customer, &line);
        }
        let (since, proved) = (present.visiting.since, present.visiting.proved);
        let own = if proved {
            present.visiting.own.union(&welcome.visiting.own).copied().collect()
        } else {
            BTreeSet::clone(&welcome.visiting.own)
        };
        present.visiting = Visiting { since, proved, own: Arc::new(own), ..welcome.visiting };
        present.listening_to = present.visiting.customer.filter(|_| welcome.line.is_some());
        present.line = welcome.line;
        if !welcome.resumed {
            present.seq = welcome.seq;
            return Ok(vec![Frame::Resync {}]);
        }
        let told = news::events(&app, present, &welcome.missed, welcome.seq);
        let mut frames = told.frames;
        if told.is_moved {
            frames.push(Frame::State(State::from(welcome.state)));
        }
        Ok(frames)
    }

    /// Resolves when something may be new; never before hello. Cancel safe.
    pub async fn wake(&mut self) {
        let Some(Present { line, online, is_news, .. }) = self.present.as_deref_mut() else { return pending().await };
        let rings = async {
            match line {
                Some(line) => line.rings().await,
                None => pending().await,
            }
        };
        tokio::select! {
            () = rings => {}
            Ok(()) = online.changed() => *is_news = true,
        }
    }

    /// What is new.
    pub async fn news(&mut self) -> Vec<Frame> {
        let app = self.app.clone();
        let Some(present) = self.present.as_deref_mut() else { return vec![] };
        let is_news = std::mem::take(&mut present.is_news);
        let Some(line) = present.line.clone() else { return if is_news { self.state().await } else { vec![] } };
        let gathered = line.take();
        if gathered.behind {
            let mut frames = self.catch_up().await;
            frames.extend(if is_news { self.state().await } else { vec![] });
            return frames;
        }
        let new: Vec<_> =
            gathered.heard.iter().filter(|heard| heard.event.seq > present.seq).map(|heard| &**heard).collect();
        let last = new.last().map_or(present.seq, |heard| heard.event.seq);
        let told = news::events(&app, present, new.iter().copied(), last);
        let mut frames = told.frames;
        if told.is_moved || is_news {
            frames.extend(self.state().await);
        }
        frames.extend(gathered.typing.map(|(name, on)| Frame::Typing { name: Some(name), on }));
        frames
    }

    /// Where they stand now; a failure is mended by the next pong.
    async fn state(&self) -> Vec<Frame> {
        let Some(present) = self.present.as_deref() else { return vec![] };
        let state = self.app.desk.visitor_state(&present.visiting).await;
        state.ok().map(|state| Frame::State(State::from(state))).into_iter().collect()
    }

    /// What was told has arrived: marks it as delivered.
    pub async fn arrived(&mut self) {
        let Some(present) = self.present.as_deref_mut() else { return };
        for (conversation, seq) in std::mem::take(&mut present.owed) {
            // The next message brings the mark along if this one fails.
            if let Err(error) =
                self.app.desk.visitor_read(&present.visiting, conversation, seq, Receipt::Delivered).await
            {
                tracing::debug!(%error, "not marked as delivered");
            }
        }
    }

    /// Whether `arrived` has something to do.
    #[must_use]
    pub fn owes(&self) -> bool {
        self.present.as_ref().is_some_and(|present| !present.owed.is_empty())
    }

    fn hang_up(&mut self) {
        if let Some(present) = self.present.as_deref_mut()
            && let (Some(customer), Some(line)) = (present.listening_to.take(), present.line.take())
        {
            self.app.desk.push.hang_up(customer, &line);
        }
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        self.hang_up();
    }
}

/// A refusal as a frame.
#[must_use]
pub fn refusal(client_id: Option<String>, problem: Problem) -> Frame {
    Frame::Error { client_id, problem: problem.body(None) }
}

/// The code in `…/join/{code}` or `…?parlor_join={code}`.
fn invitation(page: &str) -> Option<String> {
    let page = url::Url::parse(page).ok()?;
    let path = page.path().strip_prefix("/join/").map(str::to_owned);
    path.or_else(|| page.query_pairs().find(|(name, _)| name == "parlor_join").map(|(_, code)| code.into_owned()))
}

fn said(asked: VisitorHello) -> Hello {
    let is_chinese = |locale: &String| locale.to_ascii_lowercase().starts_with("zh");
    let (page_url, page_title) = asked.page.map_or((None, None), |page| (Some(page.url), page.title));
    Hello {
        token: asked.token,
        cursor: asked.cursor,
        locale: asked.locale.map(|locale| if is_chinese(&locale) { Locale::Zh } else { Locale::En }),
        page_url: page_url.map(|url| url.chars().take(2_048).collect()),
        page_title: page_title.map(|title| title.chars().take(300).collect()),
        user: asked.user.map(|user| (user.payload, user.signature)),
    }
}
