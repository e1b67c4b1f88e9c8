//! The loop of every line held open: hear a frame, answer it; hear a wake-up, say what is new; end on silence, restart or nonsense.
//!
//! The future stays small, for thousands of idle visitors hold one each: whatever works is boxed by the talk and lives only while it works.
use super::line::{Cut, Heard, Line, code, retry_after};
use crate::{config::patience, guard::limits::FrameBudget, problem::Problem};
use model::port::Soon;
use serde::Serialize;
use std::hash::{BuildHasher as _, RandomState};
use tokio::{
    sync::watch,
    time::{Instant, interval},
};

/// What a talk has to say, and whether that was the last.
pub struct Said<F> {
    /// Frames, in order.
    pub frames: Vec<F>,
    /// Close with this code and reason afterwards.
    pub close: Option<(u16, &'static str)>,
}

impl<F> Said<F> {
    /// Frames and nothing else.
    #[must_use]
    pub fn frames(frames: Vec<F>) -> Said<F> {
        Said { frames, close: None }
    }
}

/// One side of a line: knows frames, knows nothing of sockets.
pub trait Talk: Send {
    /// What it says.
    type Frame: Serialize + Send + Sync;
    /// Answers a frame.
    fn hear<'a>(&'a mut self, text: &'a str) -> Soon<'a, Said<Self::Frame>>;
    /// Resolves when something may be new. Cancel safe.
    fn wake(&mut self) -> impl Future<Output = ()> + Send;
    /// What is new, in bounded portions; `wake` resolves at once while there is more.
    fn news(&mut self) -> Soon<'_, Said<Self::Frame>>;
    /// Work that becomes due once everything said is on its way.
    fn after(&mut self) -> Option<Soon<'_, ()>> {
        None
    }
    /// A refusal that belongs to no frame.
    fn refusal(problem: Problem) -> Self::Frame;
    /// Come back after so many milliseconds.
    fn bye(retry_ms: u64) -> Self::Frame;
}

/// What happened next on the line.
enum Turn {
    Heard(Heard),
    News,
    Silent,
    Closing,
}

/// Talks until the line ends. `budget`: how many frames the other side may send.
pub async fn run<T: Talk>(line: &mut Line, talk: &mut T, mut budget: FrameBudget, mut closing: watch::Receiver<bool>) {
    let mut silence = interval(patience::IDLE);
    silence.reset();
    let mut last = now();
    loop {
        let turn = tokio::select! {
            heard = line.hear() => Turn::Heard(heard),
            () = talk.wake() => Turn::News,
            _ = silence.tick() => Turn::Silent,
            _ = closing.wait_for(|closing| *closing) => Turn::Closing,
        };
        let said = match turn {
            Turn::Heard(Heard::Text(text)) => {
                silence.reset();
                let before = std::mem::replace(&mut last, now());
                if budget.take(last.duration_since(before)) {
                    talk.hear(&text).await
                } else {
                    let close = budget.is_exhausted().then_some((code::POLICY, "too many frames"));
                    Said { frames: vec![T::refusal(Problem::rate_limited(1))], close }
                }
            }
            Turn::Heard(Heard::Alive) => {
                silence.reset();
                continue;
            }
            Turn::Heard(Heard::Gone) => return,
            Turn::Heard(Heard::Wrong(code, reason)) => return line.close(code, reason).await,
            Turn::News => talk.news().await,
            Turn::Silent => return line.close(code::AWAY, "nothing heard for a minute").await,
            Turn::Closing => return farewell::<T>(line).await,
        };
        if say(line, said).await.is_err() {
            return;
        }
        if let Some(work) = talk.after() {
            work.await;
        }
    }
}

/// Says all frames, then closes if that was the last.
pub async fn say<F: Serialize>(line: &mut Line, said: Said<F>) -> Result<(), Cut> {
    for frame in &said.frames {
        line.say(frame).await?;
    }
    match said.close {
        None => Ok(()),
        Some((code, reason)) => {
            line.close(code, reason).await;
            Err(Cut)
        }
    }
}

/// We restart.
pub async fn farewell<T: Talk>(line: &mut Line) {
    // Every hasher of the standard library starts elsewhere: spread enough, and no secret.
    let retry = retry_after(RandomState::new().hash_one(0));
    let retry_ms = u64::try_from(retry.as_millis()).unwrap_or(u64::MAX);
    if line.say(&T::bye(retry_ms)).await.is_ok() {
        line.close(code::RESTART, "restarting").await;
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a socket's frame budget is a matter of this line alone; nothing is decided or stored by it"
)]
pub fn now() -> Instant {
    Instant::now()
}
