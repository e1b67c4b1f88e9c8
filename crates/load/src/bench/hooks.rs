//! Webhooks: how long the platform waits for `success` at a steady rate, with its API alive, silent and dead, beside a server that
//! only syncs. And what becomes of answers that agents give while it is dead: they wait where people see them, and each
//! goes out once when it returns.

use std::path::Path;
use std::time::Duration;

use serde_json::json;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until};

use super::bare;
use super::table::{Row, Table};
use crate::cli;
use crate::crowd::{Doors, Scene};
use crate::door::hook::{Heard, Letter};
use crate::door::{Address, Hook, shape};
use crate::doors::Agent;
use crate::provider::{Person, Provider};
use crate::seed::Seed;
use crate::server::{self, EMAIL, PASSWORD, Server};

/// So many webhooks may be on their way at once.
const LINES: usize = 256;
/// Who writes.
const FOLLOWERS: u64 = 500;
/// Answers that are given while the provider is dead.
const ANSWERS: usize = 20;
/// How long the answers may take once it is back: an account rests for half a minute, and what waits comes again apart.
const RETURN: Duration = Duration::from_secs(180);
/// The limit of the acknowledgement's p99.9, microseconds.
const LIMIT: u64 = 500_000;

/// Measures all of it.
pub async fn measure(options: &cli::Bench, program: &Path, table: &mut Table) -> Result<(), String> {
    let folder = server::fresh_folder("bench-hooks")?;
    let provider = Provider::open("127.0.0.1:0", Seed::new(1)).await?;
    let mut server = Server::start_calling(program, &folder, provider.host()).await?;
    let capacity = u32::try_from(ANSWERS).unwrap_or(20);
    let scene = Scene::set(&server.address, EMAIL, PASSWORD, 1, capacity).await?;
    let doors = scene.open_doors(&provider).await?;
    let (mut child, at) = bare::start_as(&folder.join("bare.log"), &["--hooks"]).await?;
    let bare = Hook::new(&at, "/hook", "bare")?;
    let mut desk = JoinSet::new();
    let taken = take(&server.address, &scene, &doors, &mut desk).await?;
    let (rate, seconds) = (options.hooks, options.hook_seconds);

    let limit = flow(&bare, &provider, "b", rate, seconds).await;
    let alive = flow(&doors.hook, &provider, "a", rate, seconds).await;
    provider.silence(true);
    let silent = flow(&doors.hook, &provider, "s", rate, seconds).await;
    provider.silence(false);
    provider.live_on(false);
    let said = answer(&scene, &taken).await?;
    let dead = flow(&doors.hook, &provider, "d", rate, seconds).await;
    rows(table, rate, seconds, ("alive", &alive), &limit, false);
    rows(table, rate, seconds, ("silent", &silent), &limit, true);
    rows(table, rate, seconds, ("dead", &dead), &limit, true);

    let waiting = scene.admin.list("/api/v1/deliveries?state=queued").await?;
    let waiting = waiting.iter().filter_map(|it| shape::text(it, "text")).filter(|text| said.contains(text)).count();
    let early = count(&provider, &said);
    provider.live_on(true);
    let back = Instant::now();
    while count(&provider, &said) < said.len() && back.elapsed() < RETURN {
        sleep(Duration::from_millis(50)).await;
    }
    let took = back.elapsed();
    // Whatever is sent twice is sent again soon.
    sleep(Duration::from_secs(5)).await;
    let once = said.iter().filter(|text| count(&provider, std::slice::from_ref(*text)) == 1).count();
    let good = waiting == said.len() && early == 0 && once == said.len();
    table.add(Row {
        name: "answers given while the provider is dead".to_owned(),
        figure: format!("{waiting} wait"),
        beside: format!("{once} sent once"),
        ratio: None,
        limit: Some((format!("{} of {0}, {} s after its return:", said.len(), took.as_secs()), good)),
    });
    desk.abort_all();
    let _gone = child.kill().await;
    server.kill().await;
    std::fs::remove_dir_all(&folder).map_err(|error| error.to_string())
}

/// An agent takes conversations of followers, to answer in them later; their ids.
async fn take(
    address: &Address,
    scene: &Scene,
    doors: &Doors,
    desk: &mut JoinSet<String>,
) -> Result<Vec<String>, String> {
    let (id, rest) = scene.agents.first().ok_or("no agent")?;
    desk.spawn(Agent::arrive(address, id, rest, None).await?.work());
    for n in 0..ANSWERS {
        let openid = format!("oanswer{n}");
        doors.provider.introduce(&openid, Person::default());
        let heard = doors.hook.push(&letter(&openid, n as u64 + 1, "在吗？".to_owned())).await;
        if heard != Heard::Success {
            return Err(format!("a webhook: {heard:?}"));
        }
    }
    let until = Instant::now() + Duration::from_secs(10);
    loop {
        let mine = rest.list("/api/v1/conversations?view=mine").await?;
        let owned = mine.iter().filter(|it| shape::text(it, "owner").as_ref() == Some(id));
        let owned: Vec<String> = owned.filter_map(|it| shape::text(it, "id")).collect();
        if owned.len() == ANSWERS {
            return Ok(owned);
        }
        if Instant::now() > until {
            return Err(format!("the agent took {} of {ANSWERS} conversations within 10 s", owned.len()));
        }
        sleep(Duration::from_millis(50)).await;
    }
}

/// Answers in each of them; the texts.
async fn answer(scene: &Scene, conversations: &[String]) -> Result<Vec<String>, String> {
    let (_, rest) = scene.agents.first().ok_or("no agent")?;
    let mut said = Vec::new();
    for (n, conversation) in conversations.iter().enumerate() {
        let text = format!("稍等，马上为您查 [{n}]");
        let body = json!({"client_id": format!("answer-{n}"), "kind": "reply", "text": text, "attachments": []});
        rest.post(&format!("/api/v1/conversations/{conversation}/messages"), &body).await.done("answer")?;
        said.push(text);
    }
    Ok(said)
}

/// How often the provider took one of these.
fn count(provider: &Provider, said: &[String]) -> usize {
    provider.accepted().iter().filter(|(_, text)| said.contains(text)).count()
}

fn letter(openid: &str, msg_id: u64, text: String) -> Letter {
    Letter { openid: openid.to_owned(), msg_id, at: jiff::Timestamp::now().as_second(), text }
}

/// Times from the moment a webhook was due to its `success`, sorted, microseconds; and how many got none.
struct Flow {
    times: Vec<u64>,
    failed: usize,
}

/// Brings webhooks at a rate, whether or not earlier ones are answered: who stalls pays for all that became due meanwhile.
async fn flow(hook: &Hook, provider: &Provider, tag: &str, rate: u64, seconds: u64) -> Flow {
    for n in 0..FOLLOWERS {
        provider.introduce(&format!("o{tag}{n}"), Person::default());
    }
    let count = rate * seconds;
    let begin = Instant::now() + Duration::from_millis(500);
    let mut lines = JoinSet::new();
    for first in 0..LINES as u64 {
        let (hook, tag) = (hook.clone(), tag.to_owned());
        lines.spawn(async move {
            let (mut times, mut failed) = (Vec::new(), 0);
            for n in (first..count).step_by(LINES) {
                let due = begin + Duration::from_nanos(n * 1_000_000_000 / rate);
                sleep_until(due).await;
                let base = u64::from(tag.bytes().next().unwrap_or(0)) << 40;
                let letter =
                    letter(&format!("o{tag}{}", n % FOLLOWERS), base + n, format!("杯子到了，有一道裂痕 [{n}]"));
                match hook.push(&letter).await {
                    Heard::Success => times.push(u64::try_from(due.elapsed().as_micros()).unwrap_or(u64::MAX)),
                    Heard::Refused(_) | Heard::Lost(_) => failed += 1,
                }
            }
            (times, failed)
        });
    }
    let mut all = Flow { times: Vec::new(), failed: 0 };
    for (times, failed) in lines.join_all().await {
        all.times.extend(times);
        all.failed += failed;
    }
    all.times.sort_unstable();
    all
}

fn rows(table: &mut Table, rate: u64, seconds: u64, (name, ours): (&str, &Flow), bare: &Flow, limited: bool) {
    for (quantile, permille) in [("p50", 500), ("p99", 990), ("p99.9", 999)] {
        let (mine, limit) = (at(&ours.times, permille), at(&bare.times, permille));
        let holds = (limited && permille == 999).then(|| ("< 500 ms".to_owned(), mine < LIMIT));
        table.add(Row {
            name: format!("webhook to success at {rate}/s, provider {name}, {quantile}"),
            figure: format!("{:.2} ms", milliseconds(mine)),
            beside: format!("{:.2} ms", milliseconds(limit)),
            ratio: Some(milliseconds(mine) / milliseconds(limit).max(0.001)),
            limit: holds,
        });
    }
    table.add(Row {
        name: "  acknowledged".to_owned(),
        figure: format!("{}", ours.times.len()),
        beside: format!("{}", bare.times.len()),
        ratio: None,
        limit: Some((format!("{} sent, all acknowledged:", rate * seconds), ours.failed == 0)),
    });
}

/// The time within which so many of a thousand are done; 0 of nothing.
fn at(sorted: &[u64], permille: usize) -> u64 {
    let at = (sorted.len() * permille / 1000).min(sorted.len().saturating_sub(1));
    sorted.get(at).copied().unwrap_or(0)
}

#[expect(clippy::cast_precision_loss, reason = "microseconds of a bench fit a double")]
fn milliseconds(us: u64) -> f64 {
    us as f64 / 1000.0
}
