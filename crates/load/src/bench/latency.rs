//! Customer → agent: from the moment at which a message is due to the moment at which an agent's socket shows it.
//!
//! Messages are due at a fixed rate, whether or not earlier ones have arrived; a server that stalls pays for all that
//! became due meanwhile (no coordinated omission).

use std::time::Duration;

use hdrhistogram::Histogram;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout};

use super::table::{Row, Table};
use super::{Pair, crowd};
use crate::door::{Heard, Socket, shape};

/// How many sockets send, each its share.
const SENDERS: usize = 200;
/// How long the last messages may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// Measures one rate on both servers.
pub async fn measure(pair: &Pair, rate: u64, seconds: u64, table: &mut Table) -> Result<(), String> {
    let tag = format!("b{}", uuid::Uuid::now_v7().simple());
    let text = "杯子到了，但是有一道裂痕，可以换货吗？";
    let senders = crowd::many(SENDERS, |n| {
        let tag = format!("{tag}-{n}");
        async move { crowd::customer(pair, &tag).await }
    })
    .await?;
    let watcher = crowd::watcher(pair).await?;
    let frame = |n: usize| json!({"t": "send", "client_id": format!("{tag}-{n}"), "text": text, "attachments": [], "form": null});
    let ours = flow(senders, watcher, rate, seconds, frame, |heard| crowd::numbers(heard, &tag)).await?;
    let senders = crowd::many(SENDERS, |_| crowd::bare(&pair.bare, "/in")).await?;
    let watcher = crowd::bare(&pair.bare, "/out").await?;
    let bare = flow(
        senders,
        watcher,
        rate,
        seconds,
        |n| json!({"n": n, "text": text}),
        |heard| shape::number(heard, "n").and_then(|n| usize::try_from(n).ok()).into_iter().collect(),
    )
    .await?;
    for (name, quantile) in [("p50", 0.50), ("p99", 0.99)] {
        let (ours, bare) = (
            milliseconds(ours.times.value_at_quantile(quantile)),
            milliseconds(bare.times.value_at_quantile(quantile)),
        );
        let row = Row {
            name: format!("customer to agent at {rate}/s, {name}"),
            figure: format!("{ours:.2} ms"),
            beside: format!("{bare:.2} ms"),
            ratio: Some(ours / bare.max(0.001)),
            limit: None,
        };
        table.add(row);
    }
    let all = ours.missing == 0;
    table.add(Row {
        name: format!("  arrived within {} s", PATIENCE.as_secs()),
        figure: format!("{}", ours.times.len()),
        beside: format!("{}", bare.times.len()),
        ratio: None,
        limit: Some((format!("{} sent, all arrive:", rate * seconds), all)),
    });
    Ok(())
}

struct Flow {
    times: Histogram<u64>,
    missing: usize,
}

/// Lets messages flow at a rate and times each.
async fn flow(
    senders: Vec<Socket>,
    mut watcher: Socket,
    rate: u64,
    seconds: u64,
    frame: impl Fn(usize) -> Value,
    arrived: impl Fn(&Value) -> Vec<usize>,
) -> Result<Flow, String> {
    let count = usize::try_from(rate * seconds).map_err(|error| error.to_string())?;
    let begin = Instant::now() + Duration::from_millis(300);
    let due = move |n: usize| begin + Duration::from_nanos(n as u64 * 1_000_000_000 / rate);
    let mut sending = JoinSet::new();
    let every = senders.len();
    for (first, socket) in senders.into_iter().enumerate() {
        let frames: Vec<(Instant, Value)> = (first..count).step_by(every).map(|n| (due(n), frame(n))).collect();
        sending.spawn(send(socket, frames));
    }
    let mut times = Histogram::<u64>::new_with_bounds(1, 120_000_000, 3).map_err(|error| error.to_string())?;
    let mut seen = vec![false; count];
    let end = due(count) + PATIENCE;
    while times.len() < count as u64 && Instant::now() < end {
        let Ok(heard) = timeout(end - Instant::now(), watcher.next()).await else { break };
        let now = Instant::now();
        match heard {
            Heard::Frame(heard) => {
                for n in arrived(&heard) {
                    if let Some(first @ false) = seen.get_mut(n) {
                        *first = true;
                        times.saturating_record(u64::try_from((now - due(n)).as_micros()).unwrap_or(u64::MAX).max(1));
                    }
                }
            }
            Heard::End(why) => return Err(format!("the watching socket ended: {why}")),
        }
    }
    sending.abort_all();
    let missing = seen.iter().filter(|seen| !**seen).count();
    Ok(Flow { times, missing })
}

/// Sends each frame when it is due and reads away the acknowledgements; says so when one is refused.
async fn send(mut socket: Socket, frames: Vec<(Instant, Value)>) {
    let mut refused = 0_u32;
    let mut frames = frames.into_iter().peekable();
    loop {
        let due = frames.peek().map_or_else(|| Instant::now() + PATIENCE * 2, |(due, _)| *due);
        tokio::select! {
            heard = socket.next() => match heard {
                Heard::Frame(frame) if shape::text(&frame, "t").as_deref() == Some("error") => {
                    refused += 1;
                    if refused == 1 {
                        eprintln!("a sender was refused: {frame}");
                    }
                }
                Heard::Frame(_) => {}
                Heard::End(why) => {
                    eprintln!("a sender's socket ended: {why}");
                    return;
                }
            },
            () = sleep_until(due) => {
                if let Some((_, frame)) = frames.next()
                    && socket.send(&frame).await.is_err()
                {
                    return;
                }
            }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "microseconds of a bench fit a double")]
fn milliseconds(us: u64) -> f64 {
    us as f64 / 1000.0
}
