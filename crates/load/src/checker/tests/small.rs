//! One small history for each invariant: clean it passes, broken it is found.

use super::story::Story;
use crate::checker::check;
use crate::history::{Act, Answer, Call, EventFact, FileFact, Finding, Record, What};

/// A customer is served, asks twice with the same id, loses the line; another waits.
fn clean() -> Vec<Record> {
    let mut story = Story::new(2, 2);
    story.window("c0");
    story.say("c0", "c0-1", "你好", 2);
    story.act(0, 0, Act::Accept);
    story.write(0, 0, "a0-1", "out", "您好");
    story.resume("c0");
    story.write(0, 0, "a0-2", "note", "查订单");
    story.say("c0", "c0-2", "在吗", 0);
    story.resume("a1");
    story.act(0, 0, Act::Transfer);
    story.act(1, 0, Act::Accept);
    story.write(1, 0, "a1-1", "out", "在的");
    story.say("c1", "c1-1", "我等等", 1);
    story.listen("c0");
    story.act(1, 0, Act::Close);
    story.end()
}

/// Breaks the clean history and says which invariants the checker then finds broken.
fn broken(change: impl FnOnce(&mut Vec<Record>)) -> Vec<&'static str> {
    let mut records = clean();
    change(&mut records);
    for (n, record) in records.iter_mut().enumerate() {
        record.n = n as u64;
    }
    let report = check(&records);
    let told = report.tell(&records);
    assert!(report.violations.iter().all(|violation| violation.id == "run" || !violation.witness.is_empty()), "{told}");
    report.broken()
}

fn kept(records: &mut [Record], client_id: &str) -> usize {
    let is =
        |record: &Record| matches!(&record.what, What::Message(kept) if kept.client_id.as_deref() == Some(client_id));
    records.iter().position(is).expect("such a message")
}

#[test]
fn a_clean_history_passes() {
    let records = clean();
    let report = check(&records);
    assert!(report.clean(), "{}", report.tell(&records));
    assert!(report.tell(&records).contains("every invariant holds"));
}

#[test]
fn i1_finds_an_acknowledged_message_that_is_gone() {
    let found = broken(|records| {
        let at = kept(records, "a1-1");
        records.remove(at);
    });
    assert!(found.contains(&"I1"), "{found:?}");
}

#[test]
fn i1_finds_one_altered_byte_and_a_lost_file() {
    let altered = broken(|records| {
        let at = kept(records, "c1-1");
        if let What::Message(kept) = &mut records[at].what {
            kept.text.push(' ');
        }
    });
    assert!(altered.contains(&"I1"), "{altered:?}");
    let lost = broken(|records| {
        for record in records {
            if let What::Invoke { call: Call::Say { client_id, files, .. }, .. } = &mut record.what
                && client_id == "c1-1"
            {
                files.push("00ff".to_owned());
            }
        }
    });
    assert_eq!(lost, ["I1"]);
    let kept_other = broken(|records| {
        let at = kept(records, "c1-1");
        if let What::Message(kept) = &mut records[at].what {
            kept.files.push(FileFact { id: "f".to_owned(), sha256: "00ff".to_owned() });
        }
    });
    assert_eq!(kept_other, ["I1"]);
}

#[test]
fn i2_finds_what_nobody_said() {
    let unasked = broken(|records| {
        records.retain(|record| !matches!(&record.what, What::Invoke { call: Call::Say { client_id, .. }, .. } if client_id == "c0-2"));
    });
    assert!(unasked.contains(&"I2"), "{unasked:?}");
    let refused = broken(|records| {
        for record in records {
            if let What::Info { op, .. } = record.what {
                record.what = What::Fail { op, code: "invalid".to_owned() };
            }
        }
    });
    assert_eq!(refused, ["I2"]);
}

#[test]
fn i3_finds_a_second_row_and_a_second_answer() {
    let doubled = broken(|records| {
        let at = kept(records, "c1-1");
        let mut double = records[at].clone();
        if let What::Message(kept) = &mut double.what {
            kept.seq += 1;
            kept.id.push('b');
        }
        records.insert(at + 1, double);
    });
    assert!(doubled.contains(&"I3"), "{doubled:?}");
    let answered = broken(|records| {
        let second = records
            .iter_mut()
            .filter(|record| matches!(&record.what, What::Ok { answer: Answer::Said { .. }, .. }))
            .nth(1);
        if let What::Ok { answer: Answer::Said { seq, .. }, .. } = &mut second.expect("two answers").what {
            *seq += 1;
        }
    });
    assert!(answered.contains(&"I3"), "{answered:?}");
}

#[test]
fn i4_finds_gaps_doubles_and_turns_in_every_stream() {
    for who in ["a0", "a1", "p0", "c0", "c0w"] {
        let at = |records: &[Record]| {
            records.iter().position(|record| record.who == who && matches!(record.what, What::Saw { .. })).unwrap()
        };
        let dropped = broken(|records| {
            let at = at(records);
            records.remove(at);
        });
        let doubled = broken(|records| {
            let at = at(records);
            records.insert(at + 1, records[at].clone());
        });
        let turned = broken(|records| {
            let at: Vec<usize> = (0..records.len())
                .filter(|n| records[*n].who == who && matches!(records[*n].what, What::Saw { .. }))
                .collect();
            let first = records[at[0]].what.clone();
            records[at[0]].what = std::mem::replace(&mut records[at[1]].what, first);
        });
        for found in [dropped, doubled, turned] {
            assert!(found.contains(&"I4"), "{who}: {found:?}");
        }
    }
}

#[test]
fn i4_forgives_a_customers_own_message_only_where_it_was_acknowledged() {
    let without = |who: &str| {
        broken(|records| {
            let own = |record: &Record| matches!(&record.what, What::Saw { seen, .. } if record.who == who && seen[0].id.as_deref() == Some("m0-3"));
            let at = records.iter().position(own).expect("the first message was shown");
            records.remove(at);
        })
    };
    assert!(without("c0").is_empty());
    assert_eq!(without("c0w"), ["I4"]);
}

#[test]
fn i4_finds_a_forgotten_cursor_and_a_note_shown_to_a_customer() {
    let forgotten = broken(|records| {
        let at = records
            .iter()
            .position(|record| record.who == "a1" && matches!(record.what, What::Stream { goes_on: true, .. }))
            .unwrap();
        let What::Stream { view, .. } = records[at].what else { unreachable!() };
        records.insert(at + 1, Record { what: What::Resync { view }, ..records[at].clone() });
    });
    assert_eq!(forgotten, ["I4"]);
    let shown = broken(|records| {
        let note = kept(records, "a0-2");
        let What::Message(note) = records[note].what.clone() else { unreachable!() };
        for record in records.iter_mut().filter(|record| record.who == "c0") {
            if let What::Snapshot { seen, .. } = &mut record.what
                && let Some(last) = seen.last().cloned()
            {
                seen.push(crate::history::Seen { seq: note.seq, id: Some(note.id.clone()), body: None, ..last });
            }
        }
    });
    assert_eq!(shown, ["I4"]);
}

#[test]
fn i5_finds_a_reply_told_twice_or_never() {
    let is_reply = |record: &Record| matches!(&record.what, What::Saw { seen, .. } if record.who == "c0" && seen[0].id.as_deref() == Some("m0-5"));
    let twice = broken(|records| {
        let at = records.iter().position(is_reply).expect("the reply reached c0");
        records.insert(at + 1, records[at].clone());
    });
    assert!(twice.contains(&"I5"), "{twice:?}");
    let never = broken(|records| {
        records.retain(|record| !is_reply(record));
        for record in records {
            if let What::Snapshot { seen, .. } = &mut record.what {
                seen.retain(|item| item.id.as_deref() != Some("m0-5"));
            }
        }
    });
    assert!(never.contains(&"I5"), "{never:?}");
}

#[test]
fn i6_finds_a_second_owner() {
    let assigned = broken(|records| {
        for record in records {
            if let What::Message(kept) = &mut record.what
                && ["conversation.transferred", "conversation.queued"].contains(&kept.event_kind())
            {
                kept.event = Some(EventFact { kind: "leg.joined".to_owned(), agent: None, how: None, by: None });
            }
        }
    });
    assert!(assigned.contains(&"I6"), "{assigned:?}");
    let answered = broken(|records| {
        for record in records {
            if let What::Ok { answer: Answer::Stands(standing), .. } = &mut record.what
                && standing.owner.as_deref() == Some("agent-1")
            {
                standing.owner = Some("agent-0".to_owned());
            }
        }
    });
    assert!(answered.contains(&"I6"), "{answered:?}");
}

#[test]
fn i6_finds_a_reply_past_the_fence() {
    let found = broken(|records| {
        let at = kept(records, "a1-1");
        if let What::Message(kept) = &mut records[at].what {
            kept.author = Some("agent-0".to_owned());
        }
    });
    assert!(found.contains(&"I6"), "{found:?}");
}

#[test]
fn i7_finds_two_places_and_a_worse_place_in_the_queue() {
    let twice = broken(|records| {
        for record in records {
            if let What::Conversation { standing, lists, .. } = &mut record.what
                && standing.place == "queue"
            {
                lists.push("mine a0".to_owned());
            }
        }
    });
    assert_eq!(twice, ["I7"]);
    let worse = broken(|records| {
        let mut states = records.iter_mut().filter_map(|record| match &mut record.what {
            What::State(standing) if standing.conversation == "room-0" => Some(standing),
            _ => None,
        });
        let accepted = states.find(|standing| standing.place == "agent").expect("accepted");
        accepted.waiting_since = Some("2027".to_owned());
    });
    assert_eq!(worse, ["I7"]);
}

#[test]
fn the_doctor_is_heard_and_an_unfinished_run_is_no_pass() {
    let ill = broken(|records| {
        if let Some(What::Doctor { ok, findings }) = records.last_mut().map(|record| &mut record.what) {
            *ok = false;
            findings.push(Finding { id: "I4".to_owned(), violations: 2, examples: vec!["room-0".to_owned()] });
        }
    });
    assert_eq!(ill, ["doctor"]);
    let cut = broken(|records| records.retain(|record| record.what != What::Quiet));
    assert_eq!(cut, ["run"]);
}
