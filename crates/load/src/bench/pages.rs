//! Inbox and thread pages over three sizes of the same company, asked in turn so that whatever else the machine does falls
//! on all of them alike.
//!
//! A page is asked as the console asks for it, with 50 entries. Times go from the request to the last byte of the answer.
//! Rows are those the store's statements visit, as the filler counted them (see `crates/store/benches/pages/rows.rs`).

use std::path::Path;
use std::time::Duration;

use serde_json::Value;
use tokio::fs::File;
use tokio::time::Instant;

use super::company::Company;
use super::table::{Row, Table};
use crate::door::shape;
use crate::seed::Seed;

/// Entries of a page when the console does not say.
const PAGE: u64 = 50;
/// The most rows read for each entry of a page.
const ROWS: f64 = 3.0;
/// The most by which the largest company's p99 may exceed the smallest's.
const GROWTH: f64 = 1.5;
/// Requests for each page and size before it counts.
const WARM: usize = 30;

/// A page by its name, and the addresses it may be asked at: one of them at each turn.
struct Page {
    name: &'static str,
    paths: Vec<String>,
}

/// Asks every page of every company `samples` times; companies are ordered by size.
pub async fn measure(companies: &[Company], samples: usize, table: &mut Table) -> Result<(), String> {
    let mut asked = Vec::new();
    for company in companies {
        asked.push(pages(company).await?);
    }
    let names: Vec<&str> = asked.first().map(|pages| pages.iter().map(|page| page.name).collect()).unwrap_or_default();
    let mut seed = Seed::new(1);
    for (at, name) in names.iter().enumerate() {
        for company in companies {
            warm(&company.file).await?;
        }
        let mut times = vec![Vec::with_capacity(samples); companies.len()];
        for turn in 0..WARM + samples {
            for step in 0..companies.len() {
                let which = (turn + step) % companies.len();
                let (Some(company), Some(page)) = (companies.get(which), asked.get(which).and_then(|all| all.get(at)))
                else {
                    continue;
                };
                let path = seed.pick(&page.paths).ok_or_else(|| format!("{name}: nothing to ask for"))?;
                let began = Instant::now();
                company.reader.bytes(path).await?;
                if let Some(times) = times.get_mut(which).filter(|_| turn >= WARM) {
                    times.push(began.elapsed());
                }
            }
        }
        tell(name, companies, times, table);
    }
    Ok(())
}

/// Brings the database into the kernel's cache: how pages grow is asked here, not how fast the disk is.
async fn warm(file: &Path) -> Result<(), String> {
    let read = async { tokio::io::copy(&mut File::open(file).await?, &mut tokio::io::sink()).await };
    read.await.map(|_bytes| ()).map_err(|error: std::io::Error| format!("{}: {error}", file.display()))
}

/// Every page of a company.
async fn pages(company: &Company) -> Result<Vec<Page>, String> {
    let list = |view: &str| vec![format!("/api/v1/conversations?view={view}")];
    let told = |key: &str| shape::text(&company.told, key).unwrap_or_default();
    let ids = |key: &str| shape::list(&company.told, key).iter().filter_map(Value::as_str).map(str::to_owned);
    let newest = ids("threads").map(|id| format!("/api/v1/conversations/{id}/messages")).collect();
    let middle = ids("long").flat_map(|id| {
        (1..=20).map(move |part| format!("/api/v1/conversations/{id}/messages?before={}", 1_000 + part * 150))
    });
    let after = middle_of_all(company).await?;
    Ok(vec![
        Page { name: "inbox, mine", paths: list("mine") },
        Page { name: "inbox, queue", paths: list("queue") },
        Page { name: "inbox, all", paths: list("all") },
        Page { name: "inbox, all, further down", paths: after },
        Page {
            name: "inbox, all, a small brand",
            paths: vec![format!("/api/v1/conversations?view=all&brand={}", told("rare"))],
        },
        Page { name: "inbox, unanswered", paths: list("unanswered") },
        Page { name: "inbox, pending", paths: list("pending") },
        Page { name: "inbox, closed", paths: list("closed") },
        Page { name: "thread, newest page", paths: newest },
        Page { name: "thread, in the middle of 5,000", paths: middle.collect() },
        Page {
            name: "panel, a customer's history",
            paths: vec![format!("/api/v1/customers/{}/conversations", told("customer"))],
        },
    ])
}

/// Full pages behind the first of the list of all.
async fn middle_of_all(company: &Company) -> Result<Vec<String>, String> {
    let (mut paths, mut path) = (Vec::new(), "/api/v1/conversations?view=all".to_owned());
    loop {
        let page = company.reader.get(&path).await.done(&path)?;
        let Some(next) = shape::text(&page, "next") else { break };
        path = format!("/api/v1/conversations?view=all&after={next}");
        paths.push(path.clone());
    }
    // The last is not full.
    paths.pop();
    Ok(paths)
}

/// The rows of one page: its times at the largest beside the smallest, the sizes between, and what it reads.
fn tell(name: &str, companies: &[Company], times: Vec<Vec<Duration>>, table: &mut Table) {
    let figures: Vec<(f64, f64)> = times.into_iter().map(quantiles).collect();
    let (Some(small), Some(smallest)) = (companies.first(), figures.first()) else { return };
    for (company, (p50, p99)) in companies.iter().zip(&figures).skip(1) {
        let is_last = company.messages == companies.last().map_or(0, |last| last.messages);
        let ratio = p99 / smallest.1.max(0.001);
        table.add(Row {
            name: format!("{name}, p50 / p99 over {}", size(company.messages)),
            figure: format!("{p50:.2} / {p99:.2} ms"),
            beside: format!("{:.2} / {:.2} ms at {}", smallest.0, smallest.1, size(small.messages)),
            ratio: Some(ratio),
            limit: is_last.then(|| (format!("≤ {GROWTH} of p99"), ratio <= GROWTH)),
        });
    }
    let count = |company: &Company, key: &str| {
        company.rows.get(name).and_then(|page| shape::number(page, key)).unwrap_or(u64::MAX)
    };
    let rows: Vec<u64> = companies.iter().map(|company| count(company, "rows")).collect();
    let shown: Vec<u64> = companies.iter().map(|company| count(company, "items")).collect();
    let ratio = rows.iter().max().map_or(f64::NAN, |most| *most as f64 / PAGE as f64);
    let each = |numbers: &[u64]| numbers.iter().map(u64::to_string).collect::<Vec<_>>().join(" / ");
    table.add(Row {
        name: format!("{name}, rows read at each size"),
        figure: each(&rows),
        beside: format!("{} shown", each(&shown)),
        ratio: Some(ratio),
        limit: Some((format!("≤ {ROWS} for each of {PAGE}"), ratio <= ROWS)),
    });
}

/// p50 and p99 in milliseconds.
fn quantiles(mut times: Vec<Duration>) -> (f64, f64) {
    times.sort_unstable();
    let at = |part: f64| {
        let index = (times.len().saturating_sub(1) as f64 * part).round() as usize;
        times.get(index).map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
    };
    (at(0.50), at(0.99))
}

/// `10 k`, `1 M`.
fn size(messages: u64) -> String {
    if messages >= 1_000_000 { format!("{} M", messages / 1_000_000) } else { format!("{} k", messages / 1_000) }
}
