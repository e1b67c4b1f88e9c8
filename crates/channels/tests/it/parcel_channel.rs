//! A made-up channel, as anybody would write one: parcels come by webhook with a signature, several events in one body;
//! a message goes out in an upload for each file and one step that must not be done twice.
use channels::engine::signature;
use model::port::*;
use model::{Address, At, Fault, IdentityClass, LegMode, MessageKind, Receipt, Span};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

pub struct Parcel;

/// A delivery older or newer than this is refused.
const TOLERANCE: Span = Span::minutes(5);

static MANIFEST: Manifest = Manifest {
    kind: "parcel",
    title: Text::of("包裹留言", "Parcel notes"),
    transport: Transport::Webhook,
    mode: LegMode::Live,
    weight: 100,
    text_limit: 500,
    text_unit: TextUnit::Characters,
    media: &[Media { prefix: "image/", most: 1 << 20 }],
    cards: &[],
    hears: &[MessageKind::Text],
    receipts: true,
    typing: false,
    window: false,
    templates: false,
    invites: false,
    rate: 50,
    guide: &[],
    settings: &[
        Setting {
            key: "base_url",
            title: Text::of("接口地址", "Base address"),
            help: Text::of("对方接口的地址", "Where the depot's API is"),
            kind: SettingKind::Url,
            required: true,
            default: "https://depot.example",
            advanced: false,
        },
        Setting {
            key: "signing_secret",
            title: Text::of("签名密钥", "Signing secret"),
            help: Text::of("在对方后台查看", "As the depot's console shows it"),
            kind: SettingKind::Secret,
            required: true,
            default: "",
            advanced: false,
        },
    ],
};

/// Where a sending machine stands: at which call.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Machine {
    Uploading {
        done: Vec<String>,
    },
    Posting {
        files: Vec<String>,
    },
    /// Everything uploaded, nothing posted.
    Ready {
        files: Vec<String>,
    },
}

impl Channel for Parcel {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn verify(&self, account: &Opened, raw: &Raw, now: At) -> Result<(), Refused> {
        let time = raw.header("x-parcel-time").ok_or(Refused("no time"))?;
        let hex = raw.header("x-parcel-signature").ok_or(Refused("no signature"))?;
        let signed = [time.as_bytes(), b".", &raw.body].concat();
        if !signature::is_hmac_sha256_hex(&[account.secret("signing_secret")], &signed, hex) {
            return Err(Refused("wrong signature"));
        }
        let seconds: i64 = time.parse().map_err(|_| Refused("the time is not a number"))?;
        let age = (now - At(seconds.saturating_mul(1_000_000))).0.saturating_abs();
        if age > TOLERANCE.0 { Err(Refused("outside the time tolerance")) } else { Ok(()) }
    }

    fn parse(&self, account: &Opened, raw: &Raw) -> Parsed {
        let body: Value = serde_json::from_slice(&raw.body).unwrap_or_default();
        let events = body["events"].as_array().map(Vec::as_slice).unwrap_or_default();
        let read: Vec<_> = events.iter().map(|event| incoming(account, event)).collect();
        let unknown = read.iter().filter(|one| one.is_none()).count();
        let unparsed = match (events.len(), unknown) {
            (0, _) => Some("no events".to_owned()),
            (_, 0) => None,
            (all, unknown) => Some(format!("{unknown} of {all} events are unknown")),
        };
        let answer = Answer { status: 200, content_type: "application/json", body: "{\"ok\":true}".into() };
        Parsed { incoming: read.into_iter().flatten().collect(), unparsed, answer }
    }

    fn next(&self, account: &Opened, what: &Sending, last: Option<Result<Response, TransportError>>, now: At) -> Step {
        let machine = match what.machine.as_str() {
            "" => Machine::Uploading { done: Vec::new() },
            kept => match serde_json::from_str(kept) {
                Ok(machine) => machine,
                Err(_) => return Step::InDoubt("where it stood cannot be read".into()),
            },
        };
        let again = |why: String, machine: &Machine| Step::RetryAt { at: now, why, machine: written(machine) };
        match (machine, last) {
            (_, Some(Err(TransportError::Refused(why)))) => Step::never(Fault::Account, why),
            (Machine::Uploading { done }, None) => upload_or_post(account, what, done),
            (Machine::Ready { files }, _) => post(account, what, files),
            (machine @ Machine::Uploading { .. }, Some(Err(error))) => again(error.to_string(), &machine),
            (Machine::Uploading { mut done }, Some(Ok(answer))) => match said(&answer, "file") {
                Some(file) => {
                    done.push(file);
                    upload_or_post(account, what, done)
                }
                None => again(format!("upload answered {}", answer.status), &Machine::Uploading { done }),
            },
            (Machine::Posting { .. }, None) => Step::InDoubt("stopped while it was being posted".into()),
            (Machine::Posting { files }, Some(Err(TransportError::NotSent(why)))) => {
                again(why, &Machine::Ready { files })
            }
            (Machine::Posting { .. }, Some(Err(error))) => Step::InDoubt(error.to_string()),
            (Machine::Posting { files }, Some(Ok(answer))) => match (answer.status, said(&answer, "id")) {
                (200, Some(id)) => Step::Sent(vec![id]),
                (429, _) => again("too many".into(), &Machine::Ready { files }),
                (400..500, _) => Step::never(Fault::Content, format!("the depot refuses with {}", answer.status)),
                (status, _) => Step::InDoubt(format!("the depot answers {status}")),
            },
        }
    }
}

fn incoming(account: &Opened, event: &Value) -> Option<Incoming> {
    let field =
        |name: &str| event[name].as_str().map(|text| text.replace('\0', "\u{fffd}")).filter(|it| !it.is_empty());
    let what = match event["type"].as_str()? {
        "note" => What::Message(Said { text: field("text")?, ..Said::default() }),
        "seen" => What::Receipt { provider_id: field("note")?, receipt: Receipt::Read },
        "arrived" => What::Receipt { provider_id: field("note")?, receipt: Receipt::Delivered },
        _ => return None,
    };
    let from = Address {
        kind: "parcel".into(),
        scope: account.id.to_string(),
        value: field("from")?,
        class: IdentityClass::Personal,
        verified: true,
    };
    let (dedupe_key, profile) = (field("id").filter(|id| id.len() <= 100)?, Profile::default());
    Some(Incoming {
        dedupe_key,
        from,
        evidence: Vec::new(),
        profile,
        thread: String::new(),
        said_at: None,
        opens: None,
        what,
    })
}

fn upload_or_post(account: &Opened, what: &Sending, done: Vec<String>) -> Step {
    let Some(file) = what.attachments.get(done.len()) else { return post(account, what, done) };
    let body = json!({"name": file.name, "type": file.media_type});
    Step::Call {
        request: request(account, "/files", &body),
        machine: written(&Machine::Uploading { done }),
        repeatable: true,
    }
}

fn post(account: &Opened, what: &Sending, files: Vec<String>) -> Step {
    let body = json!({"to": what.to, "text": what.text, "files": files});
    Step::Call {
        request: request(account, "/notes", &body),
        machine: written(&Machine::Posting { files }),
        repeatable: false,
    }
}

fn request(account: &Opened, path: &str, body: &Value) -> Request {
    let url = format!("{}{path}", account.setting("base_url"));
    let headers = vec![("content-type".into(), "application/json".into())];
    Request { headers, ..Request::new("POST", url, body.to_string().into_bytes()) }
}

fn written(machine: &Machine) -> String {
    serde_json::to_string(machine).expect("a machine is plain JSON")
}

fn said(answer: &Response, name: &str) -> Option<String> {
    let body: Value = serde_json::from_slice(&answer.body).ok().filter(|_| answer.status == 200)?;
    body[name].as_str().map(str::to_owned)
}
