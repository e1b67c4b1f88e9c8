//! A customer on a network without WebSockets: the same client over the long poll.

use std::time::Duration;

use serde_json::{Value, json};

use super::customer::{Deed, speak};
use super::visitor::{Took, Visitor};
use super::{Phase, Stage};
use crate::door::{Reply, Rest, shape};
use crate::seed::Seed;

/// Lives one customer over the long poll.
pub async fn live(mut stage: Stage, mut visitor: Visitor, mut seed: Seed, rest: Rest) {
    while stage.phase() != Phase::Done {
        let busy = stage.phase() == Phase::Busy;
        let mut frames = Vec::new();
        let mut impatient = false;
        if busy {
            match Deed::choose(&mut seed) {
                Deed::Say => speak(&stage, &mut visitor, &mut seed, &rest).await,
                Deed::Repeat => frames.extend(visitor.repeat(&stage, seed.draw())),
                Deed::TearAfterSending => {
                    speak(&stage, &mut visitor, &mut seed, &rest).await;
                    impatient = true;
                }
                Deed::Tear => impatient = true,
                Deed::Reload => visitor.forget_cursor(),
                Deed::Small | Deed::Leave => {}
            }
        }
        frames.extend(visitor.take_outbox(&stage));
        let wait = u64::from(frames.is_empty() && visitor.token.is_some());
        let body = json!({"hello": visitor.hello(&stage.account), "frames": frames, "wait": wait});
        let patience = Duration::from_millis(if impatient { seed.below(30) } else { 20_000 });
        let pause = match tokio::time::timeout(patience, rest.post("/api/visitor/poll", &body)).await {
            Ok(Reply::Done(answer)) => take(&stage, &mut visitor, &answer),
            Ok(Reply::Refused { code, detail, .. }) => {
                stage.odd.note(&format!("poll: refused {code}: {detail}"));
                visitor.broken(&stage, &format!("busy: {code}"));
                500
            }
            Ok(Reply::Lost(why)) => {
                visitor.broken(&stage, &why);
                seed.between(100, 500)
            }
            Err(_) => {
                visitor.broken(&stage, "the poll was given up");
                seed.between(0, 300)
            }
        };
        let pace = if busy { stage.pace.as_millis().try_into().unwrap_or(500) } else { 50 };
        stage.wait(Duration::from_millis(pause.max(seed.between(pace / 4, pace)))).await;
    }
    visitor.broken(&stage, "the run is over");
}

/// Takes the frames of an answer. What was sent and is not answered in it may come with the next one, or never: it goes again.
fn take(stage: &Stage, visitor: &mut Visitor, answer: &Value) -> u64 {
    let mut pause = 0;
    for frame in shape::list(answer, "frames") {
        match visitor.take(stage, frame) {
            Took::Bye(ms) => pause = ms.min(2000),
            Took::Resync | Took::Nothing | Took::Welcome => {}
        }
    }
    visitor.unanswered(stage);
    pause
}
