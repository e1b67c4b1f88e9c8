//! The behaviour suite: what holds for every channel, told to each by what its manifest says it can do.
use channels::{ALL, find};
use model::port::*;
use model::{AccountId, At, MessageId, Secret, Uuid};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Everybody who plays. A channel of ALL that is missing here fails the suite.
pub static FIXTURES: &[&dyn Fixture] =
    &[&crate::webchat::Page, &crate::parcel::Depot, &crate::wechat::Follower, &crate::miniprogram::User];

/// What the suite has to know of a channel's other side.
pub trait Fixture: Sync {
    fn channel(&self) -> &'static dyn Channel;
    fn account(&self) -> Opened;
    /// When the deliveries below arrive.
    fn now(&self) -> At;
    /// Deliveries as they really come: what it is, the bytes, how many things it says.
    fn genuine(&self) -> Vec<(&'static str, Raw, usize)>;
    /// The same once more, as the other side repeats it.
    fn repeated(&self, raw: &Raw) -> Raw;
    /// Deliveries to be refused, and why.
    fn forged(&self) -> Vec<(&'static str, Raw)>;
    /// Any body, signed as the other side would.
    fn sealed(&self, body: Vec<u8>) -> Raw;
    /// Whether the signature covers the body.
    fn signs_body(&self) -> bool;
    /// Words its bodies are made of, so that random ones come near.
    fn words(&self) -> &'static [&'static str];
    /// How the other side answers a call.
    fn answer(&self, request: &Request) -> Response;
    /// Whether this call makes the customer see the message.
    fn delivers(&self, request: &Request) -> bool;
    /// How many things the customer sees of a text with so many files; each comes by a call with a body of its own.
    fn parts(&self, _attachments: usize) -> usize {
        1
    }
}

pub fn name(fixture: &dyn Fixture) -> &'static str {
    fixture.channel().manifest().kind
}

pub fn opened(settings: &[(&str, &str)], secrets: &[(&str, &str)]) -> Opened {
    let settings = settings.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
    let secrets = secrets.iter().map(|(key, value)| (key.to_string(), Secret::new(*value))).collect();
    Opened { id: AccountId(Uuid::from_u128(7)), settings, secrets, token: None }
}

pub fn message_id() -> MessageId {
    MessageId(Uuid::from_u128(99))
}

#[test]
fn every_channel_has_a_fixture_and_a_kind_of_its_own() {
    let played: BTreeSet<_> = FIXTURES.iter().map(|fixture| name(*fixture)).collect();
    assert_eq!(played.len(), FIXTURES.len(), "two fixtures for one kind");
    let kinds: Vec<_> = ALL.iter().map(|channel| channel.manifest().kind).collect();
    assert_eq!(kinds.iter().collect::<BTreeSet<_>>().len(), kinds.len(), "{kinds:?}");
    for kind in kinds {
        assert!(played.contains(kind), "{kind} has no fixture");
        assert_eq!(find(kind).map(|channel| channel.manifest().kind), Some(kind));
    }
    assert!(find("pigeon").is_none());
}

#[test]
fn manifests_are_sane() {
    for fixture in FIXTURES {
        let manifest = fixture.channel().manifest();
        let kind = manifest.kind;
        assert!(!kind.is_empty() && kind.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_')), "{kind}");
        is_text(kind, manifest.title);
        assert!(manifest.text_limit > 0 && manifest.weight > 0, "{kind}");
        for step in manifest.guide {
            // Steps name the provider's menus as they are written there, in English too.
            is_said(kind, step.zh);
            is_said(kind, step.en);
        }
        let mut keys = BTreeSet::new();
        for setting in manifest.settings {
            let key = setting.key;
            assert!(keys.insert(key), "{kind}: {key} twice");
            assert!(
                !key.is_empty() && key.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_')),
                "{kind}: {key}"
            );
            is_text(key, setting.title);
            is_text(key, setting.help);
            let fits = match setting.kind {
                SettingKind::Secret => setting.default.is_empty(),
                SettingKind::Choice(choices) => {
                    for choice in choices {
                        is_text(key, choice.title);
                    }
                    choices.iter().any(|choice| choice.value == setting.default)
                }
                SettingKind::Color => is_color(setting.default),
                SettingKind::Url => setting.default.is_empty() || setting.default.starts_with("https://"),
                SettingKind::Number => setting.default.parse::<u32>().is_ok(),
                SettingKind::Text | SettingKind::Origins => true,
            };
            assert!(!(setting.required && setting.advanced), "{kind}: {key} is needed and folded away");
            assert!(fits, "{kind}: {key} begins with {:?}", setting.default);
        }
    }
}

fn is_said(of: &str, words: &str) {
    assert!(!words.trim().is_empty() && words.trim() == words, "{of}: {words:?}");
    assert!(!words.contains(['!', '！']), "{of}: {words:?}");
}

fn is_text(of: &str, text: Text) {
    for words in [text.zh, text.en] {
        is_said(of, words);
    }
    assert!(text.en.is_ascii(), "{of}: {:?} is not English", text.en);
}

fn is_color(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[test]
fn what_is_genuine_comes_in_whole_and_a_repetition_has_the_same_keys() {
    for fixture in FIXTURES {
        let (channel, account) = (fixture.channel(), fixture.account());
        let mut seen = BTreeMap::new();
        for (what, raw, count) in fixture.genuine() {
            let what = format!("{}: {what}", name(*fixture));
            assert_eq!(channel.verify(&account, &raw, fixture.now()), Ok(()), "{what}");
            let parsed = checked(*fixture, &raw);
            assert_eq!(parsed.incoming.len(), count, "{what}: {parsed:?}");
            assert_eq!(parsed.unparsed, None, "{what}");
            assert!((200..300).contains(&parsed.answer.status), "{what}");
            for key in keys(&parsed) {
                assert_eq!(seen.insert(key.clone(), what.clone()), None, "{key} is not unique");
            }
            let again = fixture.repeated(&raw);
            assert_eq!(channel.verify(&account, &again, fixture.now()), Ok(()), "{what}, repeated");
            let again = checked(*fixture, &again);
            assert_eq!(keys(&again), keys(&parsed), "{what}");
            assert_eq!(again.answer, parsed.answer, "{what}");
        }
        holds_its_promises(*fixture);
        let receipts = |raw: &Raw| {
            let parsed = channel.parse(&account, raw);
            parsed.incoming.iter().filter(|one| matches!(one.what, What::Receipt { .. })).count()
        };
        let manifest = channel.manifest();
        if manifest.receipts && manifest.transport == Transport::Webhook {
            let told: usize = fixture.genuine().iter().map(|(_, raw, _)| receipts(raw)).sum();
            assert!(told > 0, "{} promises receipts and tells none", manifest.kind);
        }
    }
}

/// What comes in is what the manifest says: kinds of messages, and windows if there are any.
fn holds_its_promises(fixture: &dyn Fixture) {
    let (channel, account) = (fixture.channel(), fixture.account());
    let (manifest, mut windows) = (channel.manifest(), 0);
    for (what, raw, _) in fixture.genuine() {
        for one in channel.parse(&account, &raw).incoming {
            windows += usize::from(one.opens.is_some());
            if let What::Message(Said { kind: Some(kind), .. }) = one.what {
                assert!(manifest.hears.contains(&kind), "{}: {what}: {kind} is not in hears", manifest.kind);
            }
        }
    }
    assert_eq!(windows > 0, manifest.window, "{} says otherwise of its windows", manifest.kind);
}

#[test]
fn what_is_forged_is_refused() {
    for fixture in FIXTURES {
        let (channel, account, now) = (fixture.channel(), fixture.account(), fixture.now());
        let forged = fixture.forged();
        assert!(!forged.is_empty());
        for (why, raw) in forged {
            assert!(channel.verify(&account, &raw, now).is_err(), "{}: {why}", name(*fixture));
        }
        assert!(channel.verify(&account, &Raw::default(), now).is_err(), "{}: nothing at all", name(*fixture));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn garbage_is_kept_and_never_panics(body in proptest::collection::vec(any::<u8>(), 0..300)) {
        for fixture in FIXTURES {
            checked(*fixture, &fixture.sealed(body.clone()));
            let bare = Raw { body: body.clone(), ..Raw::default() };
            prop_assert!(fixture.channel().verify(&fixture.account(), &bare, fixture.now()).is_err());
        }
    }

    #[test]
    fn random_json_is_kept_and_never_panics(which in 0..FIXTURES.len(), choice in any::<u64>(), tree in tree()) {
        let fixture = FIXTURES[which];
        let body = dress(&tree, fixture.words(), &mut choice.clone()).to_string().into_bytes();
        checked(fixture, &fixture.sealed(body));
    }

    #[test]
    fn a_changed_byte_is_refused_or_at_least_kept(which in 0..FIXTURES.len(), pick in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), to in any::<u8>()) {
        let fixture = FIXTURES[which];
        let genuine = fixture.genuine();
        let (_, mut raw, _) = genuine[pick.index(genuine.len())].clone();
        let at = at.index(raw.body.len());
        prop_assume!(raw.body[at] != to);
        raw.body[at] = to;
        checked(fixture, &raw);
        if fixture.signs_body() {
            prop_assert!(fixture.channel().verify(&fixture.account(), &raw, fixture.now()).is_err());
        }
    }
}

/// What every parse must hold, whatever came.
fn checked(fixture: &dyn Fixture, raw: &Raw) -> Parsed {
    let (channel, account) = (fixture.channel(), fixture.account());
    let of = name(fixture);
    let _ = channel.verify(&account, raw, fixture.now());
    let parsed = channel.parse(&account, raw);
    assert_eq!(format!("{parsed:?}"), format!("{:?}", channel.parse(&account, raw)), "{of}: parse is not pure");
    assert!(!parsed.incoming.is_empty() || parsed.unparsed.is_some(), "{of}: dropped {raw:?}");
    for one in &parsed.incoming {
        assert!((1..=512).contains(&one.dedupe_key.len()), "{of}: {one:?}");
        assert!(!one.from.kind.is_empty() && !one.from.value.is_empty(), "{of}: {one:?}");
        // PostgreSQL takes no NUL in a text.
        assert!(!format!("{one:?}").replace("\\\\", "").contains("\\0"), "{of}: {one:?}");
    }
    parsed
}

fn keys(parsed: &Parsed) -> Vec<String> {
    parsed.incoming.iter().map(|one| one.dedupe_key.clone()).collect()
}

/// A JSON shape whose names and texts are chosen later.
fn tree() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::Value;
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        Just(Value::from("\0")),
        Just(Value::from("?")),
    ];
    leaf.prop_recursive(4, 40, 8, |inner| {
        let object = proptest::collection::vec(inner.clone(), 0..8);
        prop_oneof![
            proptest::collection::vec(inner, 0..4).prop_map(Value::from),
            object.prop_map(|list| list.into_iter().enumerate().map(|(n, value)| (n.to_string(), value)).collect()),
        ]
    })
}

/// The shape in a channel's own words.
fn dress(tree: &serde_json::Value, words: &[&str], choice: &mut u64) -> serde_json::Value {
    use serde_json::Value;
    let mut word = || {
        *choice = choice.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        words[(*choice >> 33) as usize % words.len()].to_owned()
    };
    match tree {
        Value::String(text) if text == "?" => Value::String(word()),
        Value::Array(list) => list.iter().map(|item| dress(item, words, choice)).collect(),
        Value::Object(map) => {
            let named: Vec<_> = map.values().map(|value| (word(), value)).collect();
            named.into_iter().map(|(name, value)| (name, dress(value, words, choice))).collect()
        }
        other => other.clone(),
    }
}
