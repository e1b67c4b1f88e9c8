//! One customer who comes by both doors, and what is to become of it.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::time::{Instant, sleep};

use super::board::{Board, Conversation, Known};
use crate::crowd::{Doors, Scene};
use crate::door::hook::{Heard, Letter};
use crate::door::{Rest, Socket, shape, signed};
use crate::provider::Person;
use crate::race::wait_for;

/// How long anything may take before it counts as not done.
const PATIENCE: Duration = Duration::from_secs(15);
/// Within this time late evidence makes one of two.
pub const LATE: Duration = Duration::from_secs(2);

/// What proves that the two are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// The page's signature and the provider name the same unionid.
    There,
    /// Nothing but four digits that both know.
    None,
    /// The provider tells the unionid when both conversations are in somebody's hands.
    Late,
}

/// Which door is first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    AtOnce,
    WebFirst,
    HookFirst,
}

/// All that rounds share.
pub struct Ground {
    pub scene: Scene,
    pub doors: Doors,
    pub board: Arc<Board>,
}

/// A round's customer.
pub struct Round {
    pub number: usize,
    pub evidence: Evidence,
    pub order: Order,
}

/// How it ended: how long the joining took (microseconds, none where nothing is joined), and whether by a merge.
pub struct Ended {
    pub took: Option<u64>,
    pub merged: bool,
}

impl Round {
    /// Plays it. The error is what was wrong.
    pub async fn play(&self, ground: &Ground) -> Result<Ended, String> {
        let name = format!("d{}", self.number);
        let union = (self.evidence != Evidence::None).then(|| format!("union-{name}"));
        let digits = format!("{:04}", self.number % 10_000);
        let gate = watch::Sender::new(self.evidence != Evidence::Late);
        let openid = format!("o{name}-{:x}", self.number * 7919);
        let person = Person { unionid: union.clone(), after: Duration::ZERO, gate: Some(gate.subscribe()) };
        ground.doors.provider.introduce(&openid, person);
        let phone = (self.evidence == Evidence::None).then(|| format!("1380013{digits}"));
        let user = signed::user(&ground.doors.secret, &format!("ext-{name}"), union.as_deref(), phone.as_deref());
        let mut socket = Socket::open(&ground.scene.address, "/ws/visitor", &[]).await?;
        let hello = json!({"t": "hello", "account": ground.scene.account, "token": null, "cursor": null, "locale": "zh-CN", "user": user});
        socket.send(&hello).await?;
        wait_for(&mut socket, "welcome").await?;
        let (web, hook) = (format!("网页 [{name}w]"), format!("微信 [{name}h]"));
        let by_web = say(&mut socket, &name, &web);
        let letter = letter(&openid, &hook, self.number as u64 * 2 + 1);
        let by_hook = bring(ground, &letter);
        match self.order {
            Order::AtOnce => {
                let (one, other) = tokio::join!(by_web, by_hook);
                one.and(other)?;
            }
            Order::WebFirst => {
                by_web.await?;
                by_hook.await?;
            }
            Order::HookFirst => {
                by_hook.await?;
                by_web.await?;
            }
        }
        let heard = Instant::now();
        let ended = match self.evidence {
            Evidence::There => self.one(ground, (&web, &hook), heard).await,
            Evidence::None => self.two(ground, (&web, &hook), &openid, &digits).await,
            Evidence::Late => {
                both_owned(ground, (&web, &hook)).await?;
                let told = Instant::now();
                gate.send_replace(true);
                let ended = self.one(ground, (&web, &hook), told).await?;
                match ended.took {
                    Some(took) if took > LATE.as_micros() as u64 => Err(format!("joined after {} ms", took / 1000)),
                    _ => Ok(ended),
                }
            }
        };
        socket.close().await;
        ended
    }

    /// One conversation with one owner; whatever else there was is closed and says where it goes on.
    async fn one(&self, ground: &Ground, texts: (&str, &str), since: Instant) -> Result<Ended, String> {
        let joined = |known: &Known| {
            let (one, other) = (known.of(texts.0)?, known.of(texts.1)?);
            let (survivor, same) = (known.survivor(one)?, known.survivor(other)?);
            let is_one = survivor.id == same.id && survivor.merged_into.is_none() && survivor.owner.is_some();
            is_one.then(|| (one.clone(), other.clone(), survivor.clone()))
        };
        let found = ground.board.until(since + PATIENCE, joined).await;
        let (one, other, survivor) = found.ok_or("not one conversation with an owner after 15 s")?;
        let kept = read(&ground.scene.admin, &survivor.id).await?;
        if shape::text(&kept, "place").as_deref() != Some("agent") || shape::text(&kept, "owner") != survivor.owner {
            return Err(format!("the survivor stands otherwise: {kept}"));
        }
        let losers = [&one, &other].into_iter().filter(|it| it.id != survivor.id);
        let mut took = 0;
        let mut merged = false;
        for loser in losers {
            let kept = read(&ground.scene.admin, &loser.id).await?;
            let closed = shape::text(&kept, "place").as_deref() == Some("closed");
            let into = shape::text(&kept, "merged_into");
            if !closed || into.as_ref() != Some(&survivor.id) || shape::text(&kept, "owner").is_some() {
                return Err(format!("the merged one stands otherwise: {kept}"));
            }
            merged = true;
            let at = loser.merged_at.unwrap_or(since);
            took = u64::try_from(at.saturating_duration_since(since).as_micros()).unwrap_or(u64::MAX);
        }
        open_for(ground, &survivor.customer, 1).await?;
        close(ground, &survivor).await?;
        Ok(Ended { took: Some(took), merged })
    }

    /// Two conversations, each with an owner; four digits that both know make a suggestion, and nothing more.
    async fn two(&self, ground: &Ground, texts: (&str, &str), openid: &str, digits: &str) -> Result<Ended, String> {
        let (one, other) = both_owned(ground, texts).await?;
        bring(ground, &letter(openid, digits, self.number as u64 * 2 + 2)).await?;
        let by = Instant::now() + PATIENCE;
        loop {
            let path = format!("/api/v1/suggestions?customer={}", one.customer);
            let open = ground.scene.admin.list(&path).await?;
            let names = |suggestion: &Value| {
                let customers = shape::list(suggestion, "customers").iter();
                let ids: Vec<String> = customers.filter_map(|customer| shape::text(customer, "id")).collect();
                ids.contains(&one.customer) && ids.contains(&other.customer)
            };
            if open.iter().any(names) {
                break;
            }
            if Instant::now() > by {
                return Err("no suggestion after 15 s".to_owned());
            }
            sleep(Duration::from_millis(20)).await;
        }
        for it in [&one, &other] {
            open_for(ground, &it.customer, 1).await?;
            close(ground, it).await?;
        }
        Ok(Ended { took: None, merged: false })
    }
}

/// Both conversations, different ones, each in somebody's hands.
async fn both_owned(ground: &Ground, texts: (&str, &str)) -> Result<(Conversation, Conversation), String> {
    let owned = |known: &Known| {
        let (one, other) = (known.of(texts.0)?, known.of(texts.1)?);
        (one.owner.is_some() && other.owner.is_some()).then(|| (one.clone(), other.clone()))
    };
    let found = ground.board.until(Instant::now() + PATIENCE, owned).await;
    let (one, other) = found.ok_or("without evidence: not two owned conversations after 15 s")?;
    if one.id == other.id || one.customer == other.customer {
        return Err("one conversation or customer without any evidence".to_owned());
    }
    Ok((one, other))
}

async fn say(socket: &mut Socket, name: &str, text: &str) -> Result<(), String> {
    let client_id = format!("{name}w");
    socket.send(&json!({"t": "send", "client_id": client_id, "text": text, "attachments": [], "form": null})).await?;
    // A merge may tell the page to say hello again before it hears the ack; the ack comes all the same.
    wait_for(socket, "ack").await.map(|_| ())
}

fn letter(openid: &str, text: &str, msg_id: u64) -> Letter {
    let at = jiff::Timestamp::now().as_second();
    Letter { openid: openid.to_owned(), msg_id, at, text: text.to_owned() }
}

/// As the platform does: three tries.
async fn bring(ground: &Ground, letter: &Letter) -> Result<(), String> {
    let mut last = Heard::Success;
    for _ in 0..3 {
        last = ground.doors.hook.push(letter).await;
        if last == Heard::Success {
            return Ok(());
        }
    }
    Err(format!("the webhook: {last:?}"))
}

async fn read(admin: &Rest, id: &str) -> Result<Value, String> {
    admin.get(&format!("/api/v1/conversations/{id}")).await.done("read a conversation")
}

/// Exactly so many of a customer's conversations are open.
async fn open_for(ground: &Ground, customer: &str, expected: usize) -> Result<(), String> {
    let all = ground.scene.admin.list(&format!("/api/v1/customers/{customer}/conversations")).await?;
    let open = all.iter().filter(|it| shape::text(it, "place").as_deref() != Some("closed")).count();
    if open == expected { Ok(()) } else { Err(format!("customer {customer} has {open} open conversations")) }
}

/// The owner closes it, so that their hands are free for the next.
async fn close(ground: &Ground, it: &Conversation) -> Result<(), String> {
    let owner = ground.scene.agents.iter().find(|(id, _)| Some(id) == it.owner.as_ref());
    let (_, rest) = owner.ok_or("an owner who is none of the agents")?;
    let path = format!("/api/v1/conversations/{}/close", it.id);
    rest.post(&path, &json!({"no_reply_needed": "客户已道谢"})).await.done("close").map(|_| ())
}
