//! Fan-out: customers write, every watching socket sees each word, while idle visitors sit beside.
//!
//! Both servers send the same bytes: a frame that Parlor sent is taken as the bare server's text. Parlor may put several
//! events into one frame; what counts is events seen per second, from the first sight to the last. Many customers write
//! at once, so that it is the spreading and not the recording that takes the time.

use std::time::Duration;

use serde_json::json;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};

use super::table::{Row, Table};
use super::{Pair, crowd};
use crate::door::Socket;

/// How many events are sent to all.
const EVENTS: usize = 400;
/// How many customers write them.
const WRITERS: usize = 100;
/// The least part of the bare server's rate.
const LIMIT: f64 = 0.6;

/// Measures both servers with so many watchers beside the idle visitors.
pub async fn measure(pair: &Pair, watchers: usize, idle: &[Socket], table: &mut Table) -> Result<(), String> {
    let tag = format!("f{}", uuid::Uuid::now_v7().simple());
    let mut writers = crowd::many(WRITERS, |n| {
        let tag = format!("{tag}-{n}");
        async move { crowd::customer(pair, &tag).await }
    })
    .await?;
    let mut sample = crowd::watcher(pair).await?;
    let all = crowd::many(watchers, |_| crowd::watcher(pair)).await?;
    let say = |n: usize| json!({"t": "send", "client_id": format!("{tag}-{n}"), "text": "杯子到了，但是有一道裂痕", "attachments": [], "form": null});
    let first = writers.first_mut().ok_or("nobody writes")?;
    first.send(&say(EVENTS)).await?;
    let bytes = one_event(&mut sample, &tag).await?;
    drop(sample);
    let marker = "\"message.received\"";
    let ours = spread(all, 1, marker, async {
        for n in 0..EVENTS {
            if let Some(writer) = writers.get_mut(n % WRITERS) {
                writer.send(&say(n)).await?;
            }
        }
        Ok(())
    })
    .await?;
    let still = crowd::many(idle.len(), |_| crowd::bare(&pair.bare, "/idle")).await?;
    let all = crowd::many(watchers, |_| crowd::bare(&pair.bare, "/out")).await?;
    let mut source = crowd::bare(&pair.bare, "/fan").await?;
    let bare = spread(all, 0, marker, async {
        for _ in 0..EVENTS {
            source.send_text(bytes.clone()).await?;
        }
        Ok(())
    })
    .await?;
    drop(still);
    let ratio = ours / bare.max(0.001);
    table.add(Row {
        name: format!("fan-out to {watchers} agents, {} idle visitors", idle.len()),
        figure: format!("{ours:.0} events/s"),
        beside: format!("{bare:.0} events/s"),
        ratio: Some(ratio),
        limit: Some((format!("≥ {LIMIT}"), ratio >= LIMIT)),
    });
    Ok(())
}

/// The bytes of a frame with one received message in it.
async fn one_event(socket: &mut Socket, tag: &str) -> Result<String, String> {
    timeout(Duration::from_secs(10), async {
        loop {
            let text = socket.next_text().await?;
            if text.contains(tag) && text.contains("\"message.received\"") {
                return Ok(text);
            }
        }
    })
    .await
    .unwrap_or_else(|_| Err("no watcher saw the customer's message within 10 s".to_owned()))
}

/// Events seen per second by all sockets together, from the first sight after the sending began to the last. `early` events came before.
async fn spread(
    sockets: Vec<Socket>,
    early: usize,
    marker: &'static str,
    send: impl Future<Output = Result<(), String>>,
) -> Result<f64, String> {
    let watchers = sockets.len();
    let mut reading = JoinSet::new();
    let began = Instant::now();
    for mut socket in sockets {
        reading.spawn(async move {
            let (mut seen, mut first) = (0, None);
            while seen < early + EVENTS {
                let new = socket.next_text().await?.matches(marker).count();
                if seen >= early {
                    first.get_or_insert_with(Instant::now);
                }
                seen += new;
            }
            Ok::<Instant, String>(first.unwrap_or_else(Instant::now))
        });
    }
    send.await?;
    let all = async {
        let mut first = None;
        while let Some(done) = reading.join_next().await {
            let saw = done.map_err(|error| error.to_string())??;
            first = Some(first.map_or(saw, |first: Instant| first.min(saw)));
        }
        Ok::<Instant, String>(first.unwrap_or(began))
    };
    let late = || Err("the watchers did not see everything within 60 s".to_owned());
    let first = timeout(Duration::from_secs(60), all).await.unwrap_or_else(|_| late())?;
    Ok((EVENTS * watchers) as f64 / first.elapsed().as_secs_f64())
}
