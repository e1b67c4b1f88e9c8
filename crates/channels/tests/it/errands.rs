//! The third part of the suite: errands. Each ends in few steps whatever the other side answers, gives its token to the
//! request's address and nowhere else, and there is one for everything the manifest promises.
use crate::suite::{FIXTURES, Fixture, name};
use model::port::*;
use model::{Secret, Span};
use proptest::prelude::*;

/// No errand takes more.
const STEPS: usize = 8;
const TOKEN: &str = "token-of-the-suite";

fn errands() -> [Errand; 6] {
    let value = "o-42".to_owned();
    [
        Errand::Token,
        Errand::Media { reference: "m-1".into() },
        Errand::Person { value: value.clone() },
        Errand::Invite { scene: "c-1".into(), lasts: Span::minutes(30) },
        Errand::Typing { value, on: true },
        Errand::Check,
    ]
}

/// Plays the engine until something is told; `answer` makes the answers.
fn run(
    fixture: &dyn Fixture,
    errand: &Errand,
    mut answer: impl FnMut(&Request) -> Result<Response, TransportError>,
) -> Told {
    let (channel, mut account, now) = (fixture.channel(), fixture.account(), fixture.now());
    let (mut machine, mut last) = (String::new(), None);
    for _ in 0..STEPS {
        let told = channel.errand(&account, errand, &machine, last.clone(), now);
        let again = channel.errand(&account, errand, &machine, last.take(), now);
        assert_eq!(told, again, "{}: {errand:?} is not pure", name(fixture));
        match told {
            Told::Call { request, machine: next } => {
                assert!(!next.contains(TOKEN), "{}: a token in {next}", name(fixture));
                machine = next;
                last = Some(answer(&request));
            }
            Told::NeedToken { machine: next, why } => {
                assert!(!why.contains(TOKEN) && !next.contains(TOKEN), "{}: {why}", name(fixture));
                assert_ne!(*errand, Errand::Token, "{}: a token for a token", name(fixture));
                account.token = Some(Secret::new(TOKEN));
                machine = next;
            }
            Told::Later { at, .. } if at < now => panic!("{}: a time that is past", name(fixture)),
            told => return told,
        }
    }
    panic!("{}: {errand:?} has no end", name(fixture))
}

#[test]
fn there_is_an_errand_for_what_the_manifest_promises() {
    for fixture in FIXTURES {
        let manifest = fixture.channel().manifest();
        // Hosted ones do it by our own door.
        let ours = manifest.transport == Transport::Hosted;
        for errand in errands() {
            let told = run(*fixture, &errand, |request| Ok(fixture.answer(request)));
            let what = format!("{}: {errand:?}: {told:?}", manifest.kind);
            let expected = match errand {
                Errand::Typing { .. } => Some(manifest.typing && !ours),
                Errand::Invite { .. } => Some(manifest.invites && !ours),
                _ => None,
            };
            let good = matches!(
                told,
                Told::Token(_) | Told::Media(_) | Told::Person { .. } | Told::Invite { .. } | Told::Done(_)
            );
            assert!(good || told == Told::Cannot, "{what}");
            assert!(expected.is_none_or(|expected| expected == good), "{what}");
        }
    }
}

#[test]
fn what_breaks_is_asked_later_and_what_may_not_be_called_never() {
    for fixture in FIXTURES {
        for errand in errands() {
            for error in [TransportError::NotSent("x".into()), TransportError::NoAnswer("x".into())] {
                let mut calls = 0;
                let told = run(*fixture, &errand, |_| {
                    calls += 1;
                    Err(error.clone())
                });
                assert!(calls == 0 || matches!(told, Told::Later { .. }), "{}: {told:?}", name(*fixture));
            }
            let mut calls = 0;
            let told = run(*fixture, &errand, |_| {
                calls += 1;
                Err(TransportError::Refused("private".into()))
            });
            assert!(calls == 0 || matches!(told, Told::Never { .. }), "{}: {told:?}", name(*fixture));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn garbage_for_an_answer_ends(status in 100u16..600, kind in "(application/json|text/plain|image/png|x)?", body in prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..60),
        Just(b"{}".to_vec()), Just(b"[]".to_vec()), Just(b"{\"errcode\":\"x\",\"url\":7}".to_vec()),
    ]) {
        for fixture in FIXTURES {
            for errand in errands() {
                let headers = vec![("content-type".to_owned(), kind.clone())];
                run(*fixture, &errand, |_| Ok(Response { status, headers: headers.clone(), body: body.clone() }));
            }
        }
    }
}
