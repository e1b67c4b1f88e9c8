//! The second half of the suite: sending. A machine comes to its end in few steps whatever the other side answers, gives
//! the customer nothing twice, and tells doubt from failure.
use crate::suite::{FIXTURES, Fixture, message_id, name};
use model::port::*;
use model::{At, Attached, AttachmentId, Secret, Span, Uuid};
use proptest::prelude::*;

/// No machine takes more steps than this for one message with two attachments.
const STEPS: usize = 20;

/// What goes wrong at one call.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    NotSent,
    /// The request got lost, or its answer did.
    LostRequest,
    LostAnswer,
    Denied,
    /// We are killed after the machine was kept, before or after the call.
    KilledBefore,
    KilledAfter,
}
use Fault::*;

struct Ended {
    step: Step,
    /// For each call, whether it may be repeated.
    calls: Vec<bool>,
    /// Bodies of the calls that the customer sees something of.
    delivered: Vec<Body>,
}

/// What `Errand::Token` would have brought.
fn token() -> Secret {
    Secret::new("token-of-the-suite")
}

/// None where there can be none.
fn files(channel: &dyn Channel, attachments: usize) -> usize {
    if channel.manifest().media.is_empty() { 0 } else { attachments }
}

fn message(channel: &dyn Channel, attachments: usize) -> Sending {
    let attachments = files(channel, attachments) as u128;
    let attached = |n| Attached {
        id: AttachmentId(Uuid::from_u128(n)),
        name: "裂痕.jpg".into(),
        media_type: "image/jpeg".into(),
        size: 81_234,
        width: Some(800),
        height: Some(600),
    };
    Sending {
        message: message_id(),
        since: At(7),
        to: "o-42".into(),
        text: "您好，照片收到了。".into(),
        attachments: (0..attachments).map(attached).collect(),
        card: None,
        template: false,
        machine: String::new(),
    }
}

/// Plays the engine: keeps the machine, calls, hands the answer back, waits when asked to.
fn send(fixture: &dyn Fixture, mut sending: Sending, at_call: usize, fault: Option<Fault>) -> Ended {
    let (channel, mut account, mut now) = (fixture.channel(), fixture.account(), fixture.now());
    let (mut last, mut calls, mut delivered) = (None, Vec::new(), Vec::new());
    for _ in 0..STEPS {
        let step = channel.next(&account, &sending, last.clone(), now);
        let again = channel.next(&account, &sending, last.take(), now);
        assert_eq!(format!("{step:?}"), format!("{again:?}"), "{}: next is not pure", name(fixture));
        match step {
            Step::Call { request, machine, repeatable } => {
                assert!(!machine.contains(token().expose()), "{}: a token in {machine}", name(fixture));
                sending.machine = machine;
                calls.push(repeatable);
                let fault = fault.filter(|_| calls.len() == at_call);
                if matches!(fault, None | Some(LostAnswer | KilledAfter)) {
                    delivered.extend(Some(request.body.clone()).filter(|_| fixture.delivers(&request)));
                }
                last = match fault {
                    None => Some(Ok(fixture.answer(&request))),
                    Some(NotSent) => Some(Err(TransportError::NotSent("connection refused".into()))),
                    Some(LostRequest | LostAnswer) => Some(Err(TransportError::NoAnswer("timed out".into()))),
                    Some(Denied) => Some(Err(TransportError::Refused("private".into()))),
                    Some(KilledBefore | KilledAfter) => None,
                };
            }
            Step::RetryAt { at, machine, .. } => {
                assert!(at >= now, "{}: a time that is past", name(fixture));
                sending.machine = machine;
                now = at + Span::seconds(5);
            }
            Step::NeedToken { machine, .. } => {
                assert!(account.token.is_none(), "{}: asks for a token it has", name(fixture));
                account.token = Some(token());
                sending.machine = machine;
            }
            step => return Ended { step, calls, delivered },
        }
    }
    panic!("{}: no end after {STEPS} steps", name(fixture))
}

#[test]
fn a_message_is_sent_once_and_in_few_steps() {
    for fixture in FIXTURES {
        for attachments in 0..=2 {
            let ended = send(*fixture, message(fixture.channel(), attachments), 0, None);
            assert!(matches!(ended.step, Step::Sent(_)), "{}: {:?}", name(*fixture), ended.step);
            let hosted = fixture.channel().manifest().transport == Transport::Hosted;
            let parts = if hosted { 0 } else { fixture.parts(files(fixture.channel(), attachments)) };
            assert_eq!(ended.delivered.len(), parts, "{}", name(*fixture));
            assert!(!hosted || ended.calls.is_empty(), "{}: hosted is sent at commit", name(*fixture));
        }
    }
}

#[test]
fn a_template_goes_out_where_the_manifest_promises_it() {
    for fixture in FIXTURES {
        let manifest = fixture.channel().manifest();
        if manifest.templates {
            let ended = send(*fixture, Sending { template: true, ..message(fixture.channel(), 0) }, 0, None);
            assert!(matches!(ended.step, Step::Sent(_)), "{}: {:?}", manifest.kind, ended.step);
            assert_eq!(ended.delivered.len(), 1, "{}", manifest.kind);
        }
    }
}

#[test]
fn whatever_breaks_at_whichever_call_nothing_is_sent_twice_and_doubt_is_told_from_failure() {
    for fixture in FIXTURES {
        let calls = send(*fixture, message(fixture.channel(), 2), 0, None).calls;
        for (index, repeatable) in calls.iter().enumerate() {
            for fault in [NotSent, LostRequest, LostAnswer, Denied, KilledBefore, KilledAfter] {
                let ended = send(*fixture, message(fixture.channel(), 2), index + 1, Some(fault));
                let what = format!("{}: {fault:?} at call {}: {:?}", name(*fixture), index + 1, ended.step);
                let good = match (fault, repeatable) {
                    (Denied, _) => matches!(ended.step, Step::Never { .. }),
                    (NotSent, _) | (_, true) => matches!(ended.step, Step::Sent(_)),
                    (_, false) => matches!(ended.step, Step::InDoubt(_)),
                };
                assert!(good, "{what}");
                if !repeatable {
                    let twice = ended.delivered.iter().enumerate().any(|(at, one)| ended.delivered[..at].contains(one));
                    assert!(!twice, "{what}, delivered {:?}", ended.delivered);
                    assert!(ended.delivered.len() <= fixture.parts(2), "{what}, delivered {:?}", ended.delivered);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn garbage_for_an_answer_ends_or_waits(status in 100u16..600, body in prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..60),
        Just(b"{}".to_vec()), Just(b"[]".to_vec()), Just(b"{\"id\":null,\"file\":7}".to_vec()),
    ]) {
        for fixture in FIXTURES {
            let (channel, now) = (fixture.channel(), fixture.now());
            let account = Opened { token: Some(token()), ..fixture.account() };
            let mut sending = message(channel, 1);
            let mut last = None;
            let ended = (0..STEPS).any(|_| match channel.next(&account, &sending, last.take(), now) {
                Step::Call { machine, .. } => {
                    sending.machine = machine;
                    last = Some(Ok(Response { status, headers: Vec::new(), body: body.clone() }));
                    false
                }
                _ => true,
            });
            prop_assert!(ended, "{} goes on for ever", name(*fixture));
        }
    }

    #[test]
    fn a_machine_nobody_can_read_does_nothing_that_must_not_be_done_twice(machine in "\\PC{1,40}") {
        for fixture in FIXTURES {
            let sending = Sending { machine: machine.clone(), ..message(fixture.channel(), 1) };
            let account = Opened { token: Some(token()), ..fixture.account() };
            let step = fixture.channel().next(&account, &sending, None, fixture.now());
            let blind = matches!(step, Step::Call { repeatable: false, .. });
            prop_assert!(!blind, "{}: {step:?}", name(*fixture));
        }
    }
}
