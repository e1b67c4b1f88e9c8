//! Complete receives (dedupe, identity, conversation, message, log; one transaction each) at 1, 64 and 1024 in flight,
//! beside raw 1,000-row batches of the same rows in the same run. Prints a table; gates nothing.
//! `cargo bench -p store --bench receive [messages]`
#![expect(clippy::disallowed_methods, reason = "a measurement reads the clock and runs many at once")]
mod raw;

use serde_json::json;
use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use testkit::{World, tell_on_sqlite};

const VISITORS: usize = 1_000;

#[tokio::main]
async fn main() {
    // Under `cargo test` a measurement has nothing to say.
    if !std::env::args().any(|arg| arg == "--bench") {
        return;
    }
    let messages: usize = std::env::args().find_map(|arg| arg.parse().ok()).unwrap_or(20_000);
    let raw = raw::batches(messages.max(10_000)).await;
    println!("{:<34}{:>12}{:>12}{:>12}{:>12}", "", "msg/s", "of raw", "p50 ms", "p99 ms");
    println!("{:<34}{raw:>12.0}{:>12}{:>12}{:>12}", "raw 1,000-row batches", "1.00", "", "");
    for in_flight in [1, 64, 1_024] {
        let count = if in_flight == 1 { messages / 20 } else { messages };
        let (rate, p50, p99) = receives(count, in_flight).await;
        println!(
            "{:<34}{rate:>12.0}{:>12.2}{p50:>12.2}{p99:>12.2}",
            format!("receives, {in_flight} in flight"),
            rate / raw
        );
    }
}

/// Messages into open conversations: rate, median and 99th percentile in milliseconds.
async fn receives(count: usize, in_flight: usize) -> (f64, f64, f64) {
    let figures = Cell::new((0.0, 0.0, 0.0));
    tell_on_sqlite(async |world: &World| figures.set(measure(world, count, in_flight).await)).await;
    figures.get()
}

async fn measure(world: &World, count: usize, in_flight: usize) -> (f64, f64, f64) {
    let shop = world.shop();
    let mut visitors = vec![];
    for n in 0..VISITORS {
        let visitor = shop.visitor(&format!("v{n}"));
        visitor.writes("第一句").await.expect("is received");
        let open = visitor.visiting().await.expect("is let in");
        visitors.push((visitor, open));
    }
    let visitors = Arc::new(visitors);
    let next = Arc::new(AtomicUsize::new(0));
    let began = Instant::now();
    let mut writers = tokio::task::JoinSet::new();
    for _ in 0..in_flight {
        let (visitors, next) = (visitors.clone(), next.clone());
        writers.spawn(async move {
            let mut took = vec![];
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                if n >= count {
                    return took;
                }
                let frame = json!({ "t": "send", "client_id": format!("m{n}"), "text": "请问我的订单什么时候能到？谢谢您的帮助" });
                let began = Instant::now();
                let (visitor, open) = &visitors[n % VISITORS];
                visitor.sends_on(open, &frame).await.expect("is received");
                took.push(began.elapsed());
            }
        });
    }
    let mut took: Vec<Duration> = writers.join_all().await.into_iter().flatten().collect();
    let rate = count as f64 / began.elapsed().as_secs_f64();
    took.sort_unstable();
    let at = |part: f64| took[((took.len() - 1) as f64 * part) as usize].as_secs_f64() * 1_000.0;
    (rate, at(0.5), at(0.99))
}
