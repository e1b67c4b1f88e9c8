//! The only loops: each worker's tick when its time has come or the bell rings, the screens' news, and quiet clean-up.
use desk::{Desk, TICKS, Tick};
use futures_util::FutureExt as _;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Without any sign a worker still looks this often: a lost ring costs a slow look, never work.
const SLOW_LOOK: Duration = Duration::from_secs(5);

/// All of them; they end when `closing` turns true.
pub fn start(desk: &Arc<Desk>, closing: &watch::Receiver<bool>) -> JoinSet<()> {
    let mut loops = JoinSet::new();
    for tick in TICKS {
        loops.spawn(keep(desk.clone(), tick, closing.clone()));
    }
    loops.spawn(news(desk.clone(), closing.clone()));
    loops
}

async fn keep(desk: Arc<Desk>, tick: &'static Tick, mut closing: watch::Receiver<bool>) {
    while !*closing.borrow() {
        // A worker that panics is tried again like one that fails: nobody else would do its work.
        let ran = AssertUnwindSafe((tick.run)(&desk)).catch_unwind().await;
        let wait = match ran.unwrap_or_else(|_| Err(desk::Error::File("it panicked: see above".into()))) {
            Ok(Some(at)) => {
                let ahead = at - desk.clock().now();
                Duration::from_micros(u64::try_from(ahead.0).unwrap_or(0)).min(SLOW_LOOK)
            }
            Ok(None) => SLOW_LOOK,
            Err(why) => {
                tracing::error!(worker = tick.name, %why, "tries again in a second");
                metrics::counter!("parlor_worker_errors_total", "worker" => tick.name).increment(1);
                Duration::from_secs(1)
            }
        };
        let pause = Duration::from_micros(u64::try_from(tick.pause.0).unwrap_or(0));
        tokio::select! {
            () = async {
                tokio::time::sleep(pause.min(wait)).await;
                tokio::select! {
                    () = (tick.bell)(&desk.bell).notified() => {}
                    () = tokio::time::sleep(wait.saturating_sub(pause)) => {}
                }
            } => {}
            _ = closing.changed() => {}
        }
    }
}

async fn news(desk: Arc<Desk>, mut closing: watch::Receiver<bool>) {
    while !*closing.borrow() {
        if let Err(why) = desk.advance().await {
            tracing::error!(%why, "screens wait a moment");
            tokio::time::sleep(Duration::from_millis(200)).await; // what was not told has rung again
        }
        tokio::select! {
            () = desk.bell.log.notified() => {}
            _ = closing.changed() => {}
        }
    }
}
