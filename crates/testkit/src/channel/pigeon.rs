//! Pigeon: a made-up channel of the webhook kind. A body holds several events under one mark; a message goes out in one
//! call that must not be done twice, files before it. It learns what a dance means when its account says so, carries a
//! pass when its account asks for one, and a storm is more than it can bear.
mod errand;

use super::PIGEON;
use model::port::*;
use model::{Address, At, Awaited, Fault, IdentityClass, LegMode, MessageKind, Receipt, Span};
use serde_json::{Value, json};

pub struct Pigeon;

static MANIFEST: Manifest = Manifest {
    kind: PIGEON,
    title: Text::of("信鸽", "Pigeon"),
    transport: Transport::Webhook,
    mode: LegMode::Live,
    weight: 100,
    text_limit: 200,
    text_unit: TextUnit::Characters,
    media: &[Media { prefix: "image/", most: 10_000 }],
    cards: &[],
    hears: &[MessageKind::Text, MessageKind::Image],
    receipts: true,
    typing: true,
    window: true,
    templates: false,
    invites: true,
    rate: 50,
    guide: &[],
    settings: &[
        Setting {
            key: "mark",
            title: Text::of("印记", "Mark"),
            help: Text::of("信筒上的印记", "As stamped on the tube"),
            kind: SettingKind::Secret,
            required: true,
            default: "",
            advanced: false,
        },
        Setting {
            key: "dance",
            title: Text::of("舞", "Dance"),
            help: Text::of("跳舞的意思", "What a dance means"),
            kind: SettingKind::Text,
            required: false,
            default: "",
            advanced: false,
        },
        Setting {
            key: "pass",
            title: Text::of("通行证", "Pass"),
            help: Text::of("要不要通行证", "Whether a pass is asked for"),
            kind: SettingKind::Choice(&[
                Choice::of("no", Text::of("不要", "No")),
                Choice::of("yes", Text::of("要", "Yes")),
            ]),
            required: false,
            default: "no",
            advanced: false,
        },
        Setting {
            key: "loft",
            title: Text::of("鸽舍", "Loft"),
            help: Text::of("鸽舍在哪里", "Where the loft stands"),
            kind: SettingKind::Url,
            required: false,
            default: "https://loft.example",
            advanced: false,
        },
        Setting {
            key: "rate",
            title: Text::of("快慢", "Rate"),
            help: Text::of("每秒几只", "Pigeons in a second"),
            kind: SettingKind::Number,
            required: false,
            default: "",
            advanced: false,
        },
    ],
};

/// Where the sending machine stands: at nothing yet, or at the one call.
const FLYING: &str = "flying";
/// So many files are packed.
const PACKED: &str = "packed-";
/// It came back without having been there.
const HOME: &str = "home";

impl Channel for Pigeon {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn verify(&self, account: &Opened, raw: &Raw, _: At) -> Result<(), Refused> {
        let mark = account.secret("mark");
        if !mark.is_empty() && raw.header("x-mark") == Some(mark) { Ok(()) } else { Err(Refused("wrong mark")) }
    }

    fn parse(&self, account: &Opened, raw: &Raw) -> Parsed {
        let answer = Answer { status: 200, content_type: "application/json", body: r#"{"coo":true}"#.into() };
        let body: Value = serde_json::from_slice(&raw.body).unwrap_or_default();
        let Some(events) = body["events"].as_array() else {
            return Parsed { incoming: vec![], unparsed: Some("no events".into()), answer };
        };
        assert!(!events.iter().any(|event| event["type"] == "storm"), "blown away");
        let incoming: Vec<Incoming> = events.iter().filter_map(|event| read(account, event)).collect();
        let unknown = events.len() - incoming.len();
        Parsed { incoming, unparsed: (unknown > 0).then(|| format!("{unknown} events are unknown")), answer }
    }

    fn next(&self, account: &Opened, what: &Sending, last: Option<Result<Response, TransportError>>, now: At) -> Step {
        // `packed-n`: so many files have gone before it.
        let packed = what.machine.strip_prefix(PACKED).and_then(|n| n.parse::<usize>().ok());
        match (what.machine.as_str(), last) {
            ("" | HOME, _) => fly(account, what, 0),
            (_, Some(Ok(answer))) if answer.status == 401 => {
                Step::NeedToken { machine: HOME.into(), why: "the pass is not taken".into() }
            }
            (_, None) if packed.is_some() => fly(account, what, 0),
            (_, None) => Step::InDoubt("it flew and nobody saw it return".into()),
            (_, Some(Err(TransportError::NotSent(why) | TransportError::Crowded(why)))) => {
                Step::RetryAt { at: now, why, machine: HOME.into() }
            }
            (_, Some(Err(TransportError::Refused(why)))) => Step::never(Fault::Account, why),
            (_, Some(Err(error))) => Step::InDoubt(error.to_string()),
            (_, Some(Ok(answer))) => match (answer.status, packed) {
                (200, Some(packed)) => fly(account, what, packed),
                (200, None) => Step::Sent(vec![String::from_utf8_lossy(&answer.body).into_owned()]),
                (status @ (429 | 503), _) => {
                    Step::RetryAt { at: now, why: format!("status {status}"), machine: HOME.into() }
                }
                (409, _) => Step::never(Fault::Window, "it may not fly now"),
                (410, _) => Step::never(Fault::Recipient, "nobody lives there"),
                (status @ 400..500, _) => Step::never(Fault::Content, format!("status {status}")),
                (status, _) => Step::InDoubt(format!("status {status}")),
            },
        }
    }

    fn errand(
        &self,
        account: &Opened,
        errand: &Errand,
        machine: &str,
        last: Option<Result<Response, TransportError>>,
        now: At,
    ) -> Told {
        errand::next(account, errand, machine, last, now)
    }
}

/// The next file, or the letter itself once all are packed.
fn fly(account: &Opened, what: &Sending, packed: usize) -> Step {
    let Ok(pass) = errand::pass(account) else {
        return Step::NeedToken { machine: HOME.into(), why: "a pass is asked for".into() };
    };
    if let Some(file) = what.attachments.get(packed) {
        let mut request = Request::new("POST", "https://loft.example/pack", vec![]);
        request.body = Body::File { field: "feather", attachment: file.id };
        return Step::Call { request, machine: format!("{PACKED}{}", packed + 1), repeatable: true };
    }
    let body = json!({ "to": what.to, "text": what.text, "pass": pass }).to_string().into_bytes();
    let request = Request::new("POST", "https://loft.example/fly", body);
    Step::Call { request, machine: FLYING.into(), repeatable: false }
}

fn read(account: &Opened, event: &Value) -> Option<Incoming> {
    let field = |name: &str| event[name].as_str().map(str::to_owned);
    let what = match event["type"].as_str()? {
        "letter" => What::Message(Said { text: field("text")?, awaited: feathers(event), ..Said::default() }),
        "dance" if !account.setting("dance").is_empty() => {
            What::Message(Said { text: account.setting("dance").into(), ..Said::default() })
        }
        "landed" => What::Receipt { provider_id: field("letter")?, receipt: Receipt::Delivered },
        "read" => What::Receipt { provider_id: field("letter")?, receipt: Receipt::Read },
        "lost" => What::Receipt { provider_id: field("letter")?, receipt: Receipt::Failed },
        _ => return None,
    };
    let from = Address {
        kind: PIGEON.into(),
        scope: account.id.to_string(),
        value: field("from")?,
        class: IdentityClass::Personal,
        verified: true,
    };
    let profile = Profile { name: field("name"), ..Profile::default() };
    Some(Incoming {
        dedupe_key: field("id")?,
        from,
        evidence: vec![],
        profile,
        thread: String::new(),
        said_at: None,
        opens: event["replies"].as_i64().map(opens),
        what,
    })
}

/// Files that the loft still holds.
fn feathers(event: &Value) -> Vec<Awaited> {
    let all = event["feathers"].as_array().map(Vec::as_slice).unwrap_or_default();
    let all = all.iter().filter_map(Value::as_str);
    all.map(|it| Awaited { kind: MessageKind::Image, reference: it.to_owned(), failed: None }).collect()
}

/// For two days so many may fly back.
fn opens(replies: i64) -> Opens {
    Opens { kind: "letter", lasts: Span::hours(48), replies: Some(replies) }
}
