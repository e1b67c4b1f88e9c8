//! Pigeon: a made-up channel of the webhook kind. A body holds several events under one mark; a message goes out in one
//! call that must not be done twice. It learns what a dance means when its account says so,
//! and a storm is more than it can bear.
use super::PIGEON;
use model::port::*;
use model::{Address, At, Fault, IdentityClass, LegMode, MessageKind, Receipt};
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
    media: &[],
    hears: &[MessageKind::Text],
    receipts: true,
    typing: false,
    window: false,
    templates: false,
    invites: false,
    rate: 50,
    settings: &[
        Setting {
            key: "mark",
            title: Text::of("印记", "Mark"),
            help: Text::of("信筒上的印记", "As stamped on the tube"),
            kind: SettingKind::Secret,
            required: true,
            default: "",
        },
        Setting {
            key: "dance",
            title: Text::of("舞", "Dance"),
            help: Text::of("跳舞的意思", "What a dance means"),
            kind: SettingKind::Text,
            required: false,
            default: "",
        },
    ],
};

/// Where the sending machine stands: at nothing yet, or at the one call.
const FLYING: &str = "flying";
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

    fn next(&self, _: &Opened, what: &Sending, last: Option<Result<Response, TransportError>>, now: At) -> Step {
        match (what.machine.as_str(), last) {
            ("" | HOME, _) => fly(what),
            (_, None) => Step::InDoubt("it flew and nobody saw it return".into()),
            (_, Some(Err(TransportError::NotSent(why)))) => Step::RetryAt { at: now, why, machine: HOME.into() },
            (_, Some(Err(TransportError::Refused(why)))) => Step::never(Fault::Account, why),
            (_, Some(Err(error))) => Step::InDoubt(error.to_string()),
            (_, Some(Ok(answer))) => match answer.status {
                200 => Step::Sent(vec![String::from_utf8_lossy(&answer.body).into_owned()]),
                429 | 503 => Step::RetryAt { at: now, why: format!("status {}", answer.status), machine: HOME.into() },
                status @ 400..500 => Step::never(Fault::Content, format!("status {status}")),
                status => Step::InDoubt(format!("status {status}")),
            },
        }
    }
}

fn fly(what: &Sending) -> Step {
    let body = json!({ "to": what.to, "text": what.text }).to_string().into_bytes();
    let request = Request::new("POST", "https://loft.example/fly", body);
    Step::Call { request, machine: FLYING.into(), repeatable: false }
}

fn read(account: &Opened, event: &Value) -> Option<Incoming> {
    let field = |name: &str| event[name].as_str().map(str::to_owned);
    let what = match event["type"].as_str()? {
        "letter" => What::Message(Said { text: field("text")?, ..Said::default() }),
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
        opens: None,
        what,
    })
}
