//! The search index: what a message costs to be found by, and how long questions take. Prints a table; gates nothing.
//! `cargo bench --workspace --bench search [messages]`
#![expect(clippy::disallowed_methods, reason = "a measurement reads the clock and runs many at once")]

use desk::{SearchAsked, TICKS};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use testkit::{Hand, World, tell_on_sqlite};

const VISITORS: usize = 2_000;
const WRITERS: usize = 64;
/// What is said again and again, beside words that are drawn.
const COMMON: [&str; 6] =
    ["你好，请问", "谢谢，麻烦了", "订单什么时候发货", "我要申请退款", "the order number is", "thank you"];

#[tokio::main]
async fn main() {
    // Under `cargo test` a measurement has nothing to say.
    if !std::env::args().any(|arg| arg == "--bench") {
        return;
    }
    let messages: usize = std::env::args().find_map(|arg| arg.parse().ok()).unwrap_or(100_000);
    tell_on_sqlite(async |world: &World| measure(world, messages).await).await;
}

/// A text of its own for each number: something common, twelve characters of three thousand, a number.
fn text(n: usize) -> String {
    let mut seed = (n as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut draw = |of: u64| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed % of
    };
    let said = COMMON[draw(COMMON.len() as u64) as usize];
    let drawn: String = (0..12).filter_map(|_| char::from_u32(0x4e00 + draw(3_000) as u32)).collect();
    format!("{said} {drawn} {}", 100_000_000 + n)
}

async fn measure(world: &World, messages: usize) {
    let shop = world.shop();
    let mut visitors = vec![];
    for n in 0..VISITORS {
        let visitor = shop.visitor(&format!("v{n}"));
        visitor.writes("第一句").await.expect("is received");
        let open = visitor.visiting().await.expect("is let in");
        visitors.push((visitor, open));
    }
    let (visitors, next) = (Arc::new(visitors), Arc::new(AtomicUsize::new(0)));
    let began = Instant::now();
    let mut writers = tokio::task::JoinSet::new();
    for _ in 0..WRITERS {
        let (visitors, next) = (visitors.clone(), next.clone());
        writers.spawn(async move {
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                if n >= messages {
                    return;
                }
                let (visitor, open) = &visitors[n % VISITORS];
                let frame = json!({ "t": "send", "client_id": format!("b{n}"), "text": text(n), "attachments": [] });
                visitor.sends_on(open, &frame).await.expect("is received");
            }
        });
    }
    while writers.join_next().await.is_some() {}
    println!("{messages} messages in {VISITORS} conversations, written in {:.1} s", began.elapsed().as_secs_f64());
    let size = || {
        std::fs::read_dir(world.folder())
            .map_or(0, |all| all.flatten().filter_map(|one| one.metadata().ok()).map(|it| it.len()).sum::<u64>())
    };
    let before = size();
    let began = Instant::now();
    let tick = TICKS.iter().find(|tick| tick.name == "search").expect("the worker");
    while (tick.run)(&world.desk()).await.expect("it works").is_some() {}
    let took = began.elapsed();
    println!(
        "indexed in {:.1} s: {:.0} µs a message; {:.0} bytes a message",
        took.as_secs_f64(),
        took.as_micros() as f64 / messages as f64,
        size().saturating_sub(before) as f64 / messages as f64
    );
    let hand = shop.hire("查", model::Role::Agent).await;
    println!("{:<34}{:>9}{:>10}{:>10}{:>10}", "", "found", "p50 ms", "p95 ms", "most ms");
    let rare = |n: usize| {
        text(n * 97 % messages)
            .split(' ')
            .rev()
            .nth(1)
            .map(|it| it.chars().take(4).collect::<String>())
            .unwrap_or_default()
    };
    ask(&hand, "four drawn characters", &rare).await;
    ask(&hand, "two drawn characters", |n| rare(n).chars().take(2).collect()).await;
    ask(&hand, "a number of nine digits", |n| (100_000_000 + n * 97 % messages).to_string()).await;
    ask(&hand, "a common phrase", |_| "申请退款".into()).await;
    ask(&hand, "the beginning of a common word", |_| "tha".into()).await;
    ask(&hand, "common and drawn", |n| format!("退款 {}", rare(n))).await;
    ask(&hand, "two common phrases", |_| "发货 退款".into()).await;
    ask(&hand, "what nobody said", |_| "鼉鼉鼉".into()).await;
}

async fn ask(hand: &Hand, what: &str, question: impl Fn(usize) -> String) {
    let (mut took, mut found) = (vec![], 0);
    for n in 0..200 {
        let asked = SearchAsked { q: question(n), limit: 20, ..SearchAsked::default() };
        let began = Instant::now();
        let (page, _) = hand.world.desk().search(&hand.staff, &asked).await.expect("an answer");
        took.push(began.elapsed());
        found += page.len();
    }
    took.sort();
    let ms = |it: Duration| it.as_secs_f64() * 1e3;
    println!(
        "{what:<34}{:>9.1}{:>10.2}{:>10.2}{:>10.2}",
        found as f64 / 200.0,
        ms(took[100]),
        ms(took[190]),
        ms(took[199])
    );
}
