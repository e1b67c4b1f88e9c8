//! What an agent does by REST: acts on conversations, presence, replies; each with an outcome in the history.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use super::Stage;
use super::desk::Desk;
use crate::digest;
use crate::door::{Reply, Rest, shape};
use crate::history::{Act, Answer, Call};
use crate::seed::Seed;

/// Refusals that belong to the game: somebody else was quicker, or the customer wrote meanwhile.
const EXPECTED: [&str; 11] = [
    "window_closed",
    "no_leg",
    "taken",
    "at_capacity",
    "not_owner",
    "not_open",
    "unanswered",
    "conflict",
    "newer_message",
    "not_found",
    "invalid",
];

/// Does an act. A call whose answer is lost is tried once more with the same key half of the times.
pub async fn act(
    stage: &Stage,
    desk: &mut Desk,
    seed: &mut Seed,
    rest: &Rest,
    act: Act,
    conversation: &str,
    to: Option<(&str, &str)>,
) {
    let name = match act {
        Act::Accept => "accept",
        Act::Decline => "decline",
        Act::Transfer => "transfer",
        Act::Close => "close",
        Act::Reopen => "reopen",
        Act::Pending => "pending",
        Act::Resume => "resume",
    };
    let body = match (act, to) {
        (Act::Transfer, Some((kind, id))) => json!({"to": {kind: id}, "note": "请接手"}),
        (Act::Close, _) if seed.chance(30) => json!({"no_reply_needed": "客户已道谢"}),
        (Act::Pending, _) => json!({"until": later(seed).to_string(), "reason": "等客户回复"}),
        _ => json!({}),
    };
    let path = format!("/api/v1/conversations/{conversation}/{name}");
    let key = format!("{}-{}", desk.name, seed.draw());
    for _ in 0..2 {
        let to = to.map(|(kind, id)| format!("{kind} {id}"));
        let op = stage.recorder.invoke(&desk.name, Call::Do { act, conversation: conversation.to_owned(), to });
        match hasty(seed, rest.call(Method::POST, &path, Some(&body), Some(&key))).await {
            Reply::Done(answer) => {
                let standing = shape::standing(&answer);
                stage.recorder.ok(&desk.name, op, standing.map_or(Answer::Done, Answer::Stands));
                desk.learn(stage, &answer);
                return;
            }
            Reply::Refused { code, detail, .. } => {
                stage.recorder.fail(&desk.name, op, &code);
                if !EXPECTED.contains(&code.as_str()) {
                    stage.odd.note(&format!("agent: {name} refused {code}: {detail}"));
                }
                return;
            }
            Reply::Lost(why) => {
                if why.starts_with('5') {
                    stage.odd.note(&format!("agent: {name}: {why}"));
                }
                stage.recorder.info(&desk.name, op, &why);
                if seed.chance(50) {
                    return;
                }
            }
        }
    }
}

/// A moment in some seconds, so that deadlines pass within the run, or in an hour.
fn later(seed: &mut Seed) -> jiff::Timestamp {
    let seconds = if seed.chance(70) { seed.between(2, 8) } else { 3600 };
    jiff::Timestamp::now() + Duration::from_secs(seconds)
}

/// Sets the agent's own presence.
pub async fn presence(stage: &Stage, desk: &Desk, rest: &Rest, presence: &str) -> bool {
    let op = stage.recorder.invoke(&desk.name, Call::Presence { presence: presence.to_owned() });
    match rest.call(Method::PUT, "/api/v1/presence", Some(&json!({"presence": presence, "reason": null})), None).await {
        Reply::Done(_) => {
            stage.recorder.ok(&desk.name, op, Answer::Done);
            true
        }
        Reply::Refused { code, detail, .. } => {
            stage.odd.note(&format!("agent: presence refused {code}: {detail}"));
            stage.recorder.fail(&desk.name, op, &code);
            false
        }
        Reply::Lost(why) => {
            stage.recorder.info(&desk.name, op, &why);
            false
        }
    }
}

/// Sends a message frame by REST instead; an answer that is lost is asked for again with the same client id.
pub async fn message(stage: &Stage, desk: &Desk, seed: &mut Seed, rest: &Rest, frame: &Value) {
    let conversation = shape::text(frame, "conversation").unwrap_or_default();
    let path = format!("/api/v1/conversations/{conversation}/messages");
    for _ in 0..3 {
        let op = stage.recorder.invoke(&desk.name, desk.saying(frame));
        match hasty(seed, rest.post(&path, frame)).await {
            Reply::Done(answer) => {
                let said =
                    (shape::text(&answer, "id"), shape::text(&answer, "conversation"), shape::number(&answer, "seq"));
                let (Some(id), Some(conversation), Some(seq)) = said else {
                    stage.odd.note("agent: a message was answered without id, conversation or seq");
                    stage.recorder.info(&desk.name, op, "incomplete answer");
                    return;
                };
                stage.recorder.ok(&desk.name, op, Answer::Said { id, conversation, seq });
                if !seed.chance(10) {
                    return;
                }
            }
            Reply::Refused { code, detail, .. } => {
                stage.recorder.fail(&desk.name, op, &code);
                if !EXPECTED.contains(&code.as_str()) {
                    stage.odd.note(&format!("agent: message refused {code}: {detail}"));
                }
                return;
            }
            Reply::Lost(why) => {
                stage.recorder.info(&desk.name, op, &why);
                tokio::time::sleep(Duration::from_millis(seed.between(50, 300))).await;
            }
        }
    }
}

/// Uploads a file; its id and its SHA-256 when the server took it.
pub async fn upload(
    stage: &Stage,
    who: &str,
    rest: &Rest,
    path: &str,
    tag: &str,
    (name, kind, bytes): (String, &'static str, Vec<u8>),
) -> Option<(String, String)> {
    let sum = digest::sha256(&bytes);
    let call = Call::Upload { name, size: bytes.len() as u64, sha256: sum.clone() };
    let op = stage.recorder.invoke(who, call);
    match rest.upload(&format!("{path}{tag}.txt"), kind, bytes).await {
        Reply::Done(body) => {
            let id = shape::text(&body, "id").unwrap_or_default();
            stage.recorder.ok(who, op, Answer::Uploaded { id: id.clone() });
            Some((id, sum))
        }
        Reply::Refused { code, detail, .. } => {
            stage.odd.note(&format!("upload refused {code}: {detail}"));
            stage.recorder.fail(who, op, &code);
            None
        }
        Reply::Lost(why) => {
            stage.recorder.info(who, op, &why);
            None
        }
    }
}

/// Three in a hundred callers lose patience within 20 ms and never hear the answer.
async fn hasty(seed: &mut Seed, call: impl Future<Output = Reply>) -> Reply {
    let patience = if seed.chance(3) { Duration::from_millis(seed.below(20)) } else { Duration::from_secs(20) };
    tokio::time::timeout(patience, call).await.unwrap_or_else(|_| Reply::Lost("the caller went away".to_owned()))
}
