//! I1 durable: everything acknowledged is there at the end, texts byte for byte, files by their SHA-256.

use super::Violation;
use super::facts::{End, Facts, Op};
use crate::history::{Act, Answer, Call, Standing};

/// Acknowledged messages and acts that are missing or altered.
pub fn check(facts: &Facts<'_>) -> Vec<Violation> {
    let mut found = Vec::new();
    for op in facts.ops.values() {
        match (op.call, op.end) {
            (Call::Say { client_id, text, files, .. }, End::Ok(Answer::Said { id, conversation, seq })) => {
                let said = Said { client_id, text, files, id, conversation, seq: *seq };
                found.extend(message(facts, op, &said));
            }
            (Call::Say { client_id, text, .. }, End::Ok(Answer::Heard)) => {
                found.extend(heard(facts, op, client_id, text));
            }
            (Call::Do { act, conversation, .. }, End::Ok(Answer::Stands(standing))) => {
                found.extend(act_kept(facts, op, *act, conversation, standing));
            }
            _ => {}
        }
    }
    found
}

struct Said<'a> {
    client_id: &'a str,
    text: &'a str,
    files: &'a [String],
    id: &'a str,
    conversation: &'a str,
    seq: u64,
}

fn message(facts: &Facts<'_>, op: &Op<'_>, said: &Said<'_>) -> Option<Violation> {
    let mut witness = vec![op.asked];
    witness.extend(op.ended);
    let place = format!("{} #{}", said.conversation, said.seq);
    let row = facts.thread(said.conversation).iter().find(|row| row.kept.id == said.id);
    let Some(row) = row else {
        if let Some(there) = facts.row(said.conversation, said.seq) {
            witness.push(there.n);
        }
        let says = format!(
            "{}: message {} was acknowledged as {place}, id {}, and is not there",
            op.who, said.client_id, said.id
        );
        return Some(Violation::new("I1", says, witness).about(said.conversation, said.seq));
    };
    witness.push(row.n);
    let kept = row.kept;
    let wrong = if kept.seq != said.seq {
        format!("stands at #{}", kept.seq)
    } else if kept.text != said.text {
        format!("has another text: {:?} instead of {:?}", short(&kept.text), short(said.text))
    } else if !same_files(kept.files.iter().map(|file| file.sha256.as_str()), said.files) {
        format!("has other files: {:?} instead of {:?}", kept.files, said.files)
    } else {
        return None;
    };
    let says = format!("{}: message {} was acknowledged as {place} and {wrong}", op.who, said.client_id);
    Some(Violation::new("I1", says, witness).about(said.conversation, said.seq))
}

/// What came by webhook is answered without a place: it must have one all the same.
fn heard(facts: &Facts<'_>, op: &Op<'_>, client_id: &str, text: &str) -> Option<Violation> {
    let mut witness = vec![op.asked];
    witness.extend(op.ended);
    let Some(row) = facts.by_client.get(client_id).and_then(|rows| rows.first()) else {
        let says = format!("{}: message {client_id} was acknowledged by webhook and is nowhere", op.who);
        return Some(Violation::new("I1", says, witness));
    };
    if row.kept.text == text {
        return None;
    }
    witness.push(row.n);
    let says = format!(
        "{}: message {client_id} was acknowledged by webhook and has another text: {:?} instead of {:?}",
        op.who,
        short(&row.kept.text),
        short(text)
    );
    Some(Violation::new("I1", says, witness).about(&row.kept.conversation, row.kept.seq))
}

fn same_files<'a>(kept: impl Iterator<Item = &'a str>, said: &[String]) -> bool {
    let mut kept: Vec<&str> = kept.collect();
    let mut said: Vec<&str> = said.iter().map(String::as_str).collect();
    kept.sort_unstable();
    said.sort_unstable();
    kept == said
}

/// The thread event that an act leaves behind.
pub fn trace(act: Act) -> Option<&'static str> {
    match act {
        Act::Accept => Some("conversation.assigned"),
        Act::Transfer => Some("conversation.transferred"),
        Act::Close => Some("conversation.closed"),
        Act::Reopen => Some("conversation.reopened"),
        Act::Pending => Some("conversation.pending"),
        Act::Resume => Some("conversation.resumed"),
        Act::Decline => None,
    }
}

fn act_kept(facts: &Facts<'_>, op: &Op<'_>, act: Act, conversation: &str, standing: &Standing) -> Option<Violation> {
    let trace = trace(act)?;
    let there = facts.thread(conversation).iter().any(|row| {
        row.kept.seq <= standing.last_seq
            && row.kept.event_kind() == trace
            && (act != Act::Accept
                || agent_is(facts, row.kept.event.as_ref().and_then(|event| event.agent.as_deref()), op.who))
    });
    if there {
        return None;
    }
    let says = format!(
        "{}: {act:?} of {conversation} was acknowledged at #{} and left no {trace} in the thread",
        op.who, standing.last_seq
    );
    let mut witness = vec![op.asked];
    witness.extend(op.ended);
    Some(Violation::new("I1", says, witness).about(conversation, standing.last_seq))
}

fn agent_is(facts: &Facts<'_>, agent: Option<&str>, who: &str) -> bool {
    agent.and_then(|agent| facts.agents.get(agent)).is_some_and(|name| *name == who)
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}
