//! One customer by both doors: clean it passes; each promise about the second door, broken, is found.

use crate::checker::check;
use crate::history::{Answer, Call, EventFact, Kept, Record, Role, Seen, Standing, What};

/// A follower speaks twice, the same customer speaks on the web, the two become one, an agent answers on WeChat.
fn clean() -> Vec<Record> {
    let client = |role, id: Option<&str>| What::Client { role, id: id.map(str::to_owned) };
    let follows = What::Follows { openid: "o0".to_owned(), person: Some("c0".to_owned()) };
    let mut all = vec![
        ("run", What::Start { seed: 1, options: String::new() }),
        ("a0", client(Role::Agent, Some("agent-0"))),
        ("c0", client(Role::Customer, None)),
        ("f0", client(Role::Follower, None)),
        ("f0", follows),
        ("c0", What::Stream { view: 1, goes_on: false }),
        ("c0", What::Snapshot { view: 1, whole: true, seen: vec![] }),
    ];
    all.extend(says("f0", 1, "f0-1", "in", None, Answer::Heard));
    all.extend(says("f0", 2, "f0-2", "in", None, Answer::Heard));
    all.push(("provider", What::Inquiry { openid: "o0".to_owned() }));
    let said = |id: &str, conversation: &str, seq| Answer::Said {
        id: id.to_owned(),
        conversation: conversation.to_owned(),
        seq,
    };
    all.extend(says("c0", 3, "c0-1", "in", None, said("w1", "W", 1)));
    all.push(("provider", What::Evidence { openid: "o0".to_owned() }));
    all.extend(says("a0", 4, "a0-1", "out", Some("H"), said("h4", "H", 4)));
    all.push(("provider", What::Accepted { to: "o0".to_owned(), text: "a0-1".to_owned() }));
    all.push(("run", What::Quiet));
    all.extend(ending("H", 1, 4, None));
    all.push(("run", kept("H", 1, "in", "wechat", Some("f0-1"), None)));
    all.push(("run", kept("H", 2, "in", "wechat", Some("f0-2"), None)));
    all.push(("run", kept("H", 3, "event", "", None, Some("conversation.assigned"))));
    all.push(("run", kept("H", 4, "out", "wechat", Some("a0-1"), None)));
    all.push(("run", thread("H", &[("H", 1), ("H", 2), ("W", 1), ("H", 3), ("H", 4)])));
    all.extend(ending("W", 2, 1, Some("H")));
    all.push(("run", kept("W", 1, "in", "webchat", Some("c0-1"), None)));
    all.push(("run", thread("W", &[])));
    all.push(("run", What::Doctor { ok: true, findings: vec![] }));
    let numbered = all.into_iter().enumerate();
    numbered.map(|(n, (who, what))| Record { n: n as u64, us: n as u64 * 100, who: who.to_owned(), what }).collect()
}

fn says(
    who: &'static str,
    op: u64,
    tag: &str,
    direction: &str,
    conversation: Option<&str>,
    answer: Answer,
) -> [(&'static str, What); 2] {
    let call = Call::Say {
        client_id: tag.to_owned(),
        direction: direction.to_owned(),
        conversation: conversation.map(str::to_owned),
        text: tag.to_owned(),
        files: vec![],
    };
    [(who, What::Invoke { op, call }), (who, What::Ok { op, answer })]
}

fn ending(id: &str, number: u64, last_seq: u64, merged_into: Option<&str>) -> Option<(&'static str, What)> {
    let open = merged_into.is_none();
    let standing = Standing {
        conversation: id.to_owned(),
        version: 9,
        place: if open { "agent" } else { "closed" }.to_owned(),
        owner: open.then(|| "agent-0".to_owned()),
        offered: None,
        queue: None,
        waiting_since: None,
        pending_until: None,
        last_seq,
    };
    let lists = if open { vec!["all".to_owned(), "mine a0".to_owned()] } else { vec!["closed".to_owned()] };
    let (customer, brand) = ("person".to_owned(), "brand".to_owned());
    let merged_into = merged_into.map(str::to_owned);
    Some(("run", What::Conversation { standing, number, customer, brand, lists, merged_into }))
}

fn kept(conversation: &str, seq: u64, direction: &str, channel: &str, tag: Option<&str>, event: Option<&str>) -> What {
    let (by, author) = match direction {
        "in" => ("customer", None),
        "out" => ("agent", Some("agent-0".to_owned())),
        _ => ("system", None),
    };
    let agent = Some("agent-0".to_owned());
    let event =
        event.map(|kind| EventFact { kind: kind.to_owned(), agent, how: Some("transfer".to_owned()), by: None });
    What::Message(Kept {
        conversation: conversation.to_owned(),
        seq,
        id: format!("{}{seq}", conversation.to_lowercase()),
        direction: direction.to_owned(),
        author_kind: by.to_owned(),
        author,
        text: tag.unwrap_or_default().to_owned(),
        files: vec![],
        client_id: tag.map(str::to_owned),
        event,
        channel: (!channel.is_empty()).then(|| channel.to_owned()),
        leg: (!channel.is_empty()).then(|| format!("{channel} leg")),
        receipt: (direction == "out").then(|| "sent".to_owned()),
    })
}

fn thread(conversation: &str, items: &[(&str, u64)]) -> What {
    let items = items.iter().map(|(of, seq)| ((*of).to_owned(), *seq)).collect();
    What::Thread { conversation: conversation.to_owned(), items }
}

/// What the checker says of the clean history after a change.
fn broken(change: impl FnOnce(&mut Vec<Record>)) -> String {
    let mut records = clean();
    change(&mut records);
    for (n, record) in records.iter_mut().enumerate() {
        record.n = n as u64;
    }
    let report = check(&records);
    assert!(report.violations.iter().all(|violation| !violation.witness.is_empty()), "{}", report.tell(&records));
    report.tell(&records)
}

fn at(records: &[Record], is: impl Fn(&What) -> bool) -> usize {
    records.iter().position(|record| is(&record.what)).expect("such a record")
}

fn message<'r>(records: &'r mut [Record], id: &str) -> &'r mut Kept {
    let at = at(records, |what| matches!(what, What::Message(kept) if kept.id == id));
    match &mut records[at].what {
        What::Message(kept) => kept,
        _ => unreachable!("found by its kind"),
    }
}

fn items<'r>(records: &'r mut [Record], of: &str) -> &'r mut Vec<(String, u64)> {
    let at = at(records, |what| matches!(what, What::Thread { conversation, .. } if conversation == of));
    match &mut records[at].what {
        What::Thread { items, .. } => items,
        _ => unreachable!("found by its kind"),
    }
}

#[test]
fn a_clean_history_passes() {
    let told = broken(|_| {});
    assert!(told.contains("every invariant holds"), "{told}");
}

#[test]
fn a_webhook_that_was_acknowledged_and_is_gone_is_found() {
    let told = broken(|records| {
        let gone = at(records, |what| matches!(what, What::Message(kept) if kept.id == "h2"));
        records.remove(gone);
    });
    assert!(told.contains("message f0-2 was acknowledged by webhook and is nowhere"), "{told}");
    let told = broken(|records| message(records, "h2").text = "不是这句".to_owned());
    assert!(told.contains("has another text"), "{told}");
}

#[test]
fn a_message_that_is_read_nowhere_or_twice_is_found() {
    let told = broken(|records| items(records, "H").retain(|item| item.0 == "H"));
    assert!(told.contains("I1 broken: W #1 (in) is read 0 times"), "{told}");
    let told = broken(|records| items(records, "H").push(("W".to_owned(), 1)));
    assert!(told.contains("I1 broken: W #1 (in) is read 2 times"), "{told}");
}

#[test]
fn a_follower_whose_words_change_their_order_is_found() {
    let told = broken(|records| items(records, "H").swap(0, 1));
    assert!(told.contains("message f0-1 was acknowledged before f0-2 was said and is read after it"), "{told}");
}

#[test]
fn what_the_provider_took_must_be_what_the_receipt_says() {
    let again = |records: &mut Vec<Record>| {
        let accepted = at(records, |what| matches!(what, What::Accepted { .. }));
        let twice = records[accepted].clone();
        records.insert(accepted, twice);
    };
    assert!(broken(again).contains("says sent, and the provider took it 2 times"));
    let never = |records: &mut Vec<Record>| records.retain(|record| !matches!(record.what, What::Accepted { .. }));
    assert!(broken(never).contains("says sent, and the provider took it 0 times"));
    let queued = broken(|records| message(records, "h4").receipt = Some("queued".to_owned()));
    assert!(queued.contains("says queued, and the provider took it 1 times"), "{queued}");
    let doubt = broken(|records| message(records, "h4").receipt = Some("in_doubt".to_owned()));
    assert!(doubt.contains("every invariant holds"), "{doubt}");
    let astray = broken(|records| {
        let accepted = at(records, |what| matches!(what, What::Accepted { .. }));
        records[accepted].what = What::Accepted { to: "o1".to_owned(), text: "a0-1".to_owned() };
    });
    assert!(astray.contains("went to o1, who is not this conversation's customer"), "{astray}");
}

#[test]
fn two_open_conversations_in_spite_of_evidence_are_found() {
    let apart = |records: &mut Vec<Record>| {
        for record in records {
            match &mut record.what {
                What::Conversation { standing, lists, merged_into, customer, .. } if merged_into.is_some() => {
                    standing.place = "robot".to_owned();
                    *lists = vec!["all".to_owned()];
                    *merged_into = None;
                    *customer = "another".to_owned();
                }
                What::Thread { conversation, items } if conversation == "W" => items.push(("W".to_owned(), 1)),
                What::Thread { items, .. } => items.retain(|item| item.0 == "H"),
                _ => {}
            }
        }
    };
    assert!(broken(apart).contains("came by both doors with evidence and has two open conversations"));
    // A kill over the answer excuses nothing: the server asks again as soon as it is back.
    let killed = broken(|records| {
        apart(records);
        let told = at(records, |what| matches!(what, What::Evidence { .. }));
        let kill = Record { what: What::Fault { kind: "kill -9".to_owned() }, ..records[told].clone() };
        records.insert(told, kill);
    });
    assert!(killed.contains("came by both doors with evidence and has two open conversations"), "{killed}");
}

#[test]
fn a_merged_conversation_that_is_still_open_is_found() {
    let told = broken(|records| {
        for record in records {
            if let What::Conversation { standing, lists, merged_into: Some(_), .. } = &mut record.what {
                standing.place = "robot".to_owned();
                *lists = vec!["all".to_owned()];
            }
        }
    });
    assert!(told.contains("was merged into H and is not closed"), "{told}");
}

#[test]
fn a_merge_into_nothing_itself_or_another_brand_is_found() {
    let goes_on = |id: &str| {
        broken(|records| {
            for record in records {
                if let What::Conversation { merged_into: Some(into), .. } = &mut record.what {
                    id.clone_into(into);
                }
            }
        })
    };
    assert!(goes_on("X").contains("W was merged into X which is nowhere"));
    assert!(goes_on("W").contains("W was merged into W which is itself"));
    let abroad = broken(|records| {
        for record in records {
            if let What::Conversation { merged_into: Some(_), brand, .. } = &mut record.what {
                "another".clone_into(brand);
            }
        }
    });
    assert!(abroad.contains("W was merged into H which is of another brand"), "{abroad}");
}

#[test]
fn a_visitor_who_is_shown_the_other_door_is_found() {
    let told = broken(|records| {
        let quiet = at(records, |what| *what == What::Quiet);
        let body = Some(crate::digest::body("f0-1"));
        let seen = vec![Seen { log: None, conversation: "H".to_owned(), seq: 1, id: Some("h1".to_owned()), body }];
        let saw = Record { who: "c0".to_owned(), what: What::Saw { view: 1, seen }, ..records[quiet].clone() };
        records.insert(quiet, saw);
    });
    assert!(told.contains("I4 broken: c0 was shown H #1 (in ), which is not for this customer"), "{told}");
}

#[test]
fn a_reply_on_the_web_must_reach_the_window() {
    let told = broken(|records| {
        records.retain(|record| !matches!(record.what, What::Accepted { .. }));
        message(records, "h4").channel = Some("webchat".to_owned());
    });
    assert!(told.contains("I4 broken: c0 was never shown H #4"), "{told}");
    assert!(told.contains("I5 broken: reply h4 never reached c0"), "{told}");
}
