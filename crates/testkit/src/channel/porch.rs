//! Porch: a made-up hosted channel. Frames come as the desk hands them over: `{"hello": {…}, "frame": {…}}`.
use super::PORCH;
use model::port::*;
use model::{Address, At, AttachmentId, Fault, Form, LegMode, Locale, MessageKind};
use serde_json::Value;
use std::hash::{DefaultHasher, Hash, Hasher};

pub struct Porch;

static MANIFEST: Manifest = Manifest {
    kind: PORCH,
    title: Text::of("门廊", "Porch"),
    transport: Transport::Hosted,
    mode: LegMode::Live,
    weight: 100,
    text_limit: 10_000,
    text_unit: TextUnit::Characters,
    media: &[Media { prefix: "", most: 25 << 20 }],
    cards: &[],
    hears: &[MessageKind::Text, MessageKind::Image, MessageKind::File, MessageKind::Form],
    receipts: true,
    typing: true,
    window: false,
    templates: false,
    invites: true,
    rate: 50,
    guide: &[],
    settings: &[
        Setting {
            key: "color",
            title: Text::of("颜色", "Colour"),
            help: Text::of("#rrggbb", "#rrggbb"),
            kind: SettingKind::Color,
            required: false,
            default: "",
            advanced: false,
        },
        Setting {
            key: "signing_secret",
            title: Text::of("签名密钥", "Signing secret"),
            help: Text::of("用于登录用户", "For signed users"),
            kind: SettingKind::Secret,
            required: false,
            default: "",
            advanced: false,
        },
        Setting {
            key: "allowed_origins",
            title: Text::of("允许的网站", "Allowed origins"),
            help: Text::of("每行一个", "One per line, as https://shop.example"),
            kind: SettingKind::Origins,
            required: false,
            default: "",
            advanced: false,
        },
        Setting {
            key: "street",
            title: Text::of("街道", "Street"),
            help: Text::of("门廊所在的街道", "Where the porch stands"),
            kind: SettingKind::Url,
            required: false,
            default: "",
            advanced: false,
        },
    ],
};

/// What a host page signs its user with; every account here has the same secret.
pub fn sign_user(payload: &str) -> String {
    let mut mark = DefaultHasher::new();
    ("porch-secret", payload).hash(&mut mark);
    format!("{:016x}", mark.finish())
}

impl Channel for Porch {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn verify(&self, _: &Opened, raw: &Raw, now: At) -> Result<(), Refused> {
        if raw.proved.is_none() {
            return Err(Refused("nobody's token"));
        }
        let body: Value = serde_json::from_slice(&raw.body).map_err(|_| Refused("not JSON"))?;
        let user = &body["hello"]["user"];
        let signed = user["payload"].as_str().map(sign_user);
        if signed.as_deref() != user["signature"].as_str() {
            return Err(Refused("not signed by the host page"));
        }
        let said: Value = user["payload"].as_str().and_then(|it| serde_json::from_str(it).ok()).unwrap_or_default();
        match said["exp"].as_i64() {
            Some(exp) if exp <= now.0 / 1_000_000 => Err(Refused("exp is past")),
            _ => Ok(()),
        }
    }

    fn parse(&self, account: &Opened, raw: &Raw) -> Parsed {
        match read(account, raw) {
            Ok(incoming) => Parsed { incoming: vec![incoming], ..Parsed::default() },
            Err(why) => Parsed { unparsed: Some(why.into()), ..Parsed::default() },
        }
    }

    fn next(&self, _: &Opened, _: &Sending, _: Option<Result<Response, TransportError>>, _: At) -> Step {
        Step::never(Fault::Content, "hosted: sent at commit")
    }
}

fn read(account: &Opened, raw: &Raw) -> Result<Incoming, &'static str> {
    let visitor = raw.proved.as_deref().ok_or("nobody's token")?;
    let body: Value = serde_json::from_slice(&raw.body).map_err(|_| "not JSON")?;
    let (hello, frame) = (&body["hello"], &body["frame"]);
    let client_id = frame["client_id"].as_str().ok_or("no client_id")?;
    let signed: Value =
        hello["user"]["payload"].as_str().and_then(|it| serde_json::from_str(it).ok()).unwrap_or_default();
    let word = |of: &Value, name: &str| of[name].as_str().map(str::to_owned);
    let what = match frame["t"].as_str() {
        Some("send") => What::Message(said(frame, client_id)),
        Some("handoff") => What::Handoff,
        _ => return Err("neither send nor handoff"),
    };
    Ok(Incoming {
        dedupe_key: format!("{visitor}:{client_id}"),
        from: Address::visitor(account.id, visitor),
        evidence: evidence(&signed),
        profile: Profile {
            name: word(&signed, "name"),
            locale: hello["locale"].as_str().and_then(|it| it.parse::<Locale>().ok()),
            page_url: word(&hello["page"], "url"),
            page_title: word(&hello["page"], "title"),
            ..Profile::default()
        },
        thread: String::new(),
        said_at: None,
        opens: None,
        what,
    })
}

/// By the shop's own number, and by the number that other doors know them by.
fn evidence(signed: &Value) -> Vec<Address> {
    let union = |value: &str| Address { kind: "unionid".into(), ..Address::external(value) };
    let external = signed["external_id"].as_str().map(Address::external);
    external.into_iter().chain(signed["unionid"].as_str().map(union)).collect()
}

fn said(frame: &Value, client_id: &str) -> Said {
    let files = frame["attachments"].as_array().map(Vec::as_slice).unwrap_or_default();
    let field = |name: &str| frame["form"][name].as_str().map(str::to_owned);
    let answers = &frame["form"]["attributes"];
    let attributes = if answers.is_null() { None } else { serde_json::from_value(answers.clone()).ok() };
    let form = Form { name: field("name"), phone: field("phone"), email: field("email"), attributes };
    Said {
        text: frame["text"].as_str().unwrap_or_default().to_owned(),
        attachments: files.iter().filter_map(|it| it.as_str()?.parse::<AttachmentId>().ok()).collect(),
        form: Some(form).filter(|form| *form != Form::default()),
        client_id: Some(client_id.to_owned()),
        ..Said::default()
    }
}
