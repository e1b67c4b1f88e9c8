//! Reads the shapes that come through the doors into facts of the history. What is missing reads as None, never as a panic.

use serde_json::Value;

use crate::digest::body;
use crate::history::{EventFact, FileFact, Kept, Seen, Standing};

/// A text member, None when absent, null or something else.
pub fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).map(str::to_owned)
}

/// A whole number member.
pub fn number(value: &Value, key: &str) -> Option<u64> {
    value.get(key).and_then(Value::as_u64)
}

/// The `items` of a page or frame; empty when there are none.
pub fn items(value: &Value) -> &[Value] {
    list(value, "items")
}

/// A list member; empty when there is none.
pub fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The code and the detail of a problem.
pub fn problem(value: &Value) -> (String, String) {
    let kind = text(value, "type").unwrap_or_default();
    let code = kind.rsplit('/').next().unwrap_or_default().to_owned();
    (code, text(value, "detail").unwrap_or_default())
}

/// How a conversation stands.
pub fn standing(value: &Value) -> Option<Standing> {
    Some(Standing {
        conversation: text(value, "id")?,
        version: number(value, "version")?,
        place: text(value, "place")?,
        owner: text(value, "owner"),
        offered: value.get("offer").and_then(|offer| text(offer, "agent")),
        queue: text(value, "queue"),
        waiting_since: text(value, "waiting_since"),
        pending_until: text(value, "pending_until"),
        last_seq: number(value, "last_seq")?,
    })
}

/// A message as a stream showed it, an agent's or a visitor's.
pub fn seen(value: &Value, log: Option<u64>) -> Option<Seen> {
    Some(Seen {
        log,
        conversation: text(value, "conversation")?,
        seq: number(value, "seq")?,
        id: text(value, "id"),
        body: Some(body(&text(value, "text").unwrap_or_default())),
    })
}

/// A message as it is kept, and the address of each of its files.
pub fn kept(value: &Value) -> Option<(Kept, Vec<(String, String)>)> {
    let author = value.get("author").unwrap_or(&Value::Null);
    let event = value.get("event").filter(|event| event.is_object()).map(|event| EventFact {
        kind: text(event, "kind").unwrap_or_default(),
        agent: text(event, "agent"),
        how: text(event, "how"),
        by: text(event, "by"),
    });
    let files = list(value, "attachments").iter();
    let files =
        files.map(|file| (text(file, "id").unwrap_or_default(), text(file, "url").unwrap_or_default())).collect();
    let kept = Kept {
        conversation: text(value, "conversation")?,
        seq: number(value, "seq")?,
        id: text(value, "id")?,
        direction: text(value, "direction")?,
        author_kind: text(author, "kind").unwrap_or_default(),
        author: text(author, "id"),
        text: text(value, "text").unwrap_or_default(),
        files: Vec::<FileFact>::new(),
        client_id: text(value, "client_id"),
        event,
        channel: text(value, "channel"),
        leg: text(value, "leg"),
        receipt: text(value, "receipt"),
    };
    Some((kept, files))
}

/// An error with all that caused it, in one line.
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(deeper) = cause {
        words = format!("{words}: {deeper}");
        cause = deeper.source();
    }
    words
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_message_of_the_contract_is_read() {
        let message = json!({"id": "m", "conversation": "c", "seq": 12, "direction": "event", "author": {"kind": "system", "id": null},
            "text": null, "attachments": [{"id": "f", "url": "/files/f"}], "client_id": null,
            "event": {"kind": "conversation.assigned", "agent": "a", "how": "pull"}});
        let (kept, files) = kept(&message).unwrap();
        assert_eq!((kept.seq, kept.event_kind(), &kept.author), (12, "conversation.assigned", &None));
        assert_eq!(files, [("f".to_owned(), "/files/f".to_owned())]);
        assert_eq!(seen(&message, Some(4)).unwrap().body, Some(body("")));
        assert!(standing(&message).is_none());
        assert_eq!(problem(&json!({"type": "/problems/taken", "detail": "d"})).0, "taken");
    }
}
