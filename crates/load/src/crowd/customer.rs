//! A customer on a socket: writes in bursts, sends files, loses the line, reloads the page, sends again what was acknowledged.

use std::time::Duration;

use serde_json::json;
use tokio::sync::watch::Receiver;
use tokio::time::{Instant, sleep_until};

use super::visitor::{Took, Visitor};
use super::{Phase, Stage, act, poll};
use crate::door::{Heard, Rest, Socket};
use crate::seed::Seed;
use crate::text;

/// Lives one customer from the first hello to the end of the run. Every sixth one is on a network without WebSockets.
pub async fn live(stage: Stage, number: usize, visitor: Visitor, seed: Seed, rest: Rest) {
    if number % 6 == 5 {
        poll::live(stage, visitor, seed, rest).await;
    } else {
        on_socket(stage, visitor, seed, rest).await;
    }
}

/// Lives a customer's second window: the same token, a socket and a stream of its own, no word.
pub async fn second_window(
    mut stage: Stage,
    name: String,
    mut token: Receiver<Option<String>>,
    seed: Seed,
    rest: Rest,
) {
    let mut visitor = Visitor::new(&name);
    visitor.silent = true;
    while visitor.token.is_none() && stage.phase() != Phase::Done {
        tokio::select! {
            _ = token.changed() => visitor.token = token.borrow().clone(),
            _ = stage.phase.changed() => {}
        }
    }
    on_socket(stage, visitor, seed, rest).await;
}

async fn on_socket(mut stage: Stage, mut visitor: Visitor, mut seed: Seed, rest: Rest) {
    while stage.phase() != Phase::Done {
        let pause = match Socket::open(&stage.address, "/ws/visitor", &[]).await {
            Ok(socket) => session(&mut stage, &mut visitor, &mut seed, &rest, socket).await,
            Err(_) => seed.between(100, 500),
        };
        stage.wait(Duration::from_millis(pause)).await;
    }
}

/// What the customer does next.
pub enum Deed {
    /// Puts messages into the outbox.
    Say,
    /// Sends an acknowledged message again.
    Repeat,
    /// Marks as read, shows that it types.
    Small,
    /// Leaves politely, tears the line off, tears it off right after sending, reloads the page.
    Leave,
    Tear,
    TearAfterSending,
    Reload,
}

impl Deed {
    /// One of them, mostly speech.
    pub fn choose(seed: &mut Seed) -> Self {
        match seed.below(100) {
            0..=64 => Self::Say,
            65..=72 => Self::Repeat,
            73..=82 => Self::Small,
            83..=85 => Self::Leave,
            86..=90 => Self::Tear,
            91..=96 => Self::TearAfterSending,
            _ => Self::Reload,
        }
    }
}

/// One line from its hello to its end; answers for how many milliseconds to stay away.
async fn session(stage: &mut Stage, visitor: &mut Visitor, seed: &mut Seed, rest: &Rest, mut socket: Socket) -> u64 {
    if let Err(why) = socket.send(&visitor.hello(&stage.account)).await {
        visitor.broken(stage, &why);
        return seed.between(100, 500);
    }
    let mut deed_at = stage.soon(seed);
    let mut alive = Instant::now();
    loop {
        tokio::select! {
            heard = socket.next() => {
                let frame = match heard {
                    Heard::Frame(frame) => frame,
                    Heard::End(why) => {
                        visitor.broken(stage, &why);
                        return seed.between(50, 500);
                    }
                };
                alive = Instant::now();
                match visitor.take(stage, &frame) {
                    Took::Nothing => {}
                    // A line that breaks between the welcome and what was missed must cost nothing.
                    Took::Welcome if stage.phase() == Phase::Busy && seed.chance(8) => {
                        visitor.broken(stage, "torn off after the welcome");
                        socket.tear();
                        return seed.between(0, 800);
                    }
                    Took::Welcome => {
                        if let Err(why) = flush(stage, visitor, &mut socket).await {
                            visitor.broken(stage, &why);
                            return seed.between(50, 500);
                        }
                    }
                    Took::Resync => {
                        visitor.broken(stage, "resync");
                        return 0;
                    }
                    Took::Bye(ms) => {
                        visitor.broken(stage, "bye");
                        return ms.min(2000);
                    }
                }
            }
            () = sleep_until(deed_at) => {
                deed_at = stage.soon(seed);
                let deed = if stage.phase() == Phase::Busy { Deed::choose(seed) } else { calm(visitor, alive) };
                match perform(stage, visitor, seed, rest, &mut socket, &deed).await {
                    Ok(true) => {}
                    Ok(false) => {
                        visitor.broken(stage, "left");
                        if matches!(deed, Deed::Leave | Deed::Reload) { socket.close().await } else { socket.tear() }
                        return seed.between(0, 1500);
                    }
                    Err(why) => {
                        visitor.broken(stage, &why);
                        return seed.between(50, 500);
                    }
                }
            }
            _ = stage.phase.changed() => {
                if stage.phase() == Phase::Done {
                    visitor.broken(stage, "the run is over");
                    socket.close().await;
                    return 0;
                }
            }
        }
    }
}

/// In the quiet a customer only listens; a line on which an answer stays out for 5 s is given up.
fn calm(visitor: &Visitor, alive: Instant) -> Deed {
    if !visitor.content() && alive.elapsed() > Duration::from_secs(5) { Deed::Tear } else { Deed::Small }
}

/// Does a deed; false when the line is to end.
async fn perform(
    stage: &Stage,
    visitor: &mut Visitor,
    seed: &mut Seed,
    rest: &Rest,
    socket: &mut Socket,
    deed: &Deed,
) -> Result<bool, String> {
    match deed {
        Deed::Say | Deed::TearAfterSending => {
            speak(stage, visitor, seed, rest).await;
            flush(stage, visitor, socket).await?;
            Ok(!matches!(deed, Deed::TearAfterSending))
        }
        Deed::Repeat => {
            if let Some(frame) = visitor.repeat(stage, seed.draw()) {
                socket.send(&frame).await?;
            }
            Ok(true)
        }
        Deed::Small => {
            if visitor.token.is_some() {
                socket.send(&json!({"t": "ping"})).await?;
                if let Some((conversation, seq)) = &visitor.latest {
                    socket.send(&json!({"t": "read", "conversation": conversation, "seq": seq})).await?;
                }
            }
            flush(stage, visitor, socket).await?;
            Ok(true)
        }
        Deed::Leave | Deed::Tear => Ok(false),
        Deed::Reload => {
            visitor.broken(stage, "reloads");
            visitor.forget_cursor();
            Ok(false)
        }
    }
}

/// Puts one to four messages into the outbox, now and then with a file.
pub async fn speak(stage: &Stage, visitor: &mut Visitor, seed: &mut Seed, rest: &Rest) {
    if visitor.token.is_none() || visitor.silent || visitor.waits_for_answers() {
        return;
    }
    for _ in 0..if seed.chance(25) { seed.between(2, 4) } else { 1 } {
        let tag = visitor.tag();
        let files = if seed.chance(4) { upload(stage, visitor, seed, rest, &tag).await } else { Vec::new() };
        visitor.say(tag.clone(), text::saying(seed, &tag), files);
    }
}

/// Uploads a file; its id and sum when the server took it.
async fn upload(stage: &Stage, visitor: &Visitor, seed: &mut Seed, rest: &Rest, tag: &str) -> Vec<(String, String)> {
    let file = text::file(seed, tag);
    let rest = rest.with_authorization(&format!("Visitor {}", visitor.token.as_deref().unwrap_or_default()));
    let path = format!("/api/visitor/attachments?account={}&name=", stage.account);
    act::upload(stage, &visitor.name, &rest, &path, tag, file).await.into_iter().collect()
}

async fn flush(stage: &Stage, visitor: &mut Visitor, socket: &mut Socket) -> Result<(), String> {
    for frame in visitor.take_outbox(stage) {
        socket.send(&frame).await?;
    }
    Ok(())
}
