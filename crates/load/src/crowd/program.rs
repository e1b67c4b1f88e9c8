//! A program: reads the event log, page after page, from its cursor on, and gives up in the middle now and then.

use std::time::Duration;

use serde_json::Value;

use super::desk::NOT_NEW;
use super::{Phase, Stage};
use crate::door::{Reply, Rest, shape};
use crate::history::{Seen, What};
use crate::seed::Seed;

/// Lives a program with this API key to the end of the run.
pub async fn live(mut stage: Stage, name: String, rest: Rest, mut seed: Seed) {
    let mut after = begin(&mut stage, &rest).await;
    let view = stage.recorder.view();
    stage.recorder.note(&name, What::Stream { view, goes_on: false });
    while stage.phase() != Phase::Done {
        let wait = if stage.phase() == Phase::Busy { seed.below(4) } else { 1 };
        let from = after.as_ref().map_or_else(String::new, |after| format!("&after={after}"));
        let path = format!("/api/v1/events?limit={}&wait={wait}{from}", seed.between(1, 100));
        let patience = Duration::from_millis(if seed.chance(8) { seed.below(50) } else { 30_000 });
        match tokio::time::timeout(patience, rest.get(&path)).await {
            Ok(Reply::Done(page)) => {
                let seen: Vec<Seen> = shape::items(&page).iter().filter_map(sight).collect();
                if !seen.is_empty() {
                    stage.recorder.note(&name, What::Saw { view, seen });
                }
                after = shape::text(&page, "next").or(after);
                if shape::items(&page).is_empty() && wait == 0 {
                    stage.wait(Duration::from_millis(50)).await;
                }
            }
            Ok(Reply::Refused { code, detail, .. }) => {
                stage.odd.note(&format!("program: refused {code}: {detail}"));
                if code == "gone" || code == "bad_cursor" {
                    stage.recorder.note(&name, What::Resync { view });
                }
                stage.wait(Duration::from_millis(500)).await;
            }
            Ok(Reply::Lost(why)) => {
                stage.recorder.note(&name, What::Cut { view, why });
                stage.wait(Duration::from_millis(seed.between(100, 400))).await;
            }
            Err(_) => stage.recorder.note(&name, What::Cut { view, why: "given up".to_owned() }),
        }
    }
}

/// Where the log stands now: the cursor from which the program's view begins.
async fn begin(stage: &mut Stage, rest: &Rest) -> Option<String> {
    while stage.phase() != Phase::Done {
        match rest.get("/api/v1/events?limit=100&wait=0").await {
            Reply::Done(page) if shape::items(&page).is_empty() => return shape::text(&page, "next"),
            Reply::Done(page) => return to_the_end(rest, page).await,
            Reply::Refused { code, detail, .. } => stage.odd.note(&format!("program: refused {code}: {detail}")),
            Reply::Lost(why) => stage.odd.note(&format!("program: {why}")),
        }
        stage.wait(Duration::from_millis(100)).await;
    }
    None
}

/// Follows the log from its beginning to where nothing more is told.
async fn to_the_end(rest: &Rest, mut page: Value) -> Option<String> {
    while let Some(next) = shape::text(&page, "next").filter(|_| !shape::items(&page).is_empty()) {
        match rest.get(&format!("/api/v1/events?limit=100&wait=0&after={next}")).await {
            Reply::Done(further) => page = further,
            Reply::Refused { .. } | Reply::Lost(_) => return Some(next),
        }
    }
    shape::text(&page, "next")
}

fn sight(item: &Value) -> Option<Seen> {
    let kind = shape::text(item, "kind")?;
    if NOT_NEW.contains(&kind.as_str()) {
        return None;
    }
    Some(Seen {
        log: shape::number(item, "seq"),
        conversation: shape::text(item, "conversation")?,
        seq: shape::number(item, "message_seq")?,
        id: None,
        body: None,
    })
}
