//! Courier: a made-up channel of the webhook kind with everything a second door needs: who somebody is can be asked for
//! (the account's `bonds` say it: `name=number`, one on a line), replies are taken for a while and only so many, people come
//! and go, and a code can be made that brings a scene along. It sends without any call.
use super::COURIER;
use model::port::*;
use model::{Address, At, Fault, IdentityClass, LegMode, MessageKind, Span};
use serde_json::{Value, json};

pub struct Courier;

const fn setting(key: &'static str, kind: SettingKind) -> Setting {
    Setting {
        key,
        title: Text::of("设置", "Setting"),
        help: Text::of("设置", "Setting"),
        kind,
        required: false,
        default: "",
        advanced: false,
    }
}

static MANIFEST: Manifest = Manifest {
    kind: COURIER,
    title: Text::of("信使", "Courier"),
    transport: Transport::Webhook,
    mode: LegMode::Live,
    weight: 150,
    text_limit: 60,
    text_unit: TextUnit::Bytes,
    media: &[Media { prefix: "image/", most: 1 << 20 }],
    cards: &["link"],
    hears: &[MessageKind::Text],
    receipts: false,
    typing: false,
    window: true,
    templates: true,
    invites: true,
    rate: 1_000,
    guide: &[],
    settings: &[setting("bonds", SettingKind::Text), setting("template_id", SettingKind::Text)],
};

impl Channel for Courier {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }
    fn verify(&self, _: &Opened, raw: &Raw, _: At) -> Result<(), Refused> {
        if raw.method == "POST" { Ok(()) } else { Err(Refused("couriers post")) }
    }
    fn parse(&self, account: &Opened, raw: &Raw) -> Parsed {
        let event: Value = serde_json::from_slice(&raw.body).unwrap_or_default();
        match read(account, &event) {
            Some(incoming) => Parsed { incoming: vec![incoming], ..Parsed::default() },
            None => Parsed { unparsed: Some("no news".into()), ..Parsed::default() },
        }
    }
    fn next(&self, _: &Opened, _: &Sending, _: Option<Result<Response, TransportError>>, _: At) -> Step {
        Step::Sent(vec![])
    }
    fn errand(
        &self,
        account: &Opened,
        errand: &Errand,
        _: &str,
        _: Option<Result<Response, TransportError>>,
        _: At,
    ) -> Told {
        match errand {
            Errand::Person { value } => {
                let bond = account.setting("bonds").lines().find_map(|line| line.strip_prefix(&format!("{value}=")));
                Told::Person { evidence: bond.map(union).into_iter().collect(), profile: Profile::default() }
            }
            Errand::Invite { scene, .. } => Told::Invite { link: format!("courier:{scene}") },
            Errand::Check => Told::Never { fault: Fault::Account, why: "nobody to ask".into() },
            _ => Told::Cannot,
        }
    }
    fn answer_with(&self, _: &Opened, _: &Raw, text: &str, _: At) -> Option<Answer> {
        Some(Answer { body: json!({ "say": text }).to_string(), ..Answer::default() })
    }
}

fn union(value: &str) -> Address {
    Address { kind: "unionid".into(), ..Address::external(value) }
}

fn read(account: &Opened, event: &Value) -> Option<Incoming> {
    let field = |name: &str| event[name].as_str().map(str::to_owned);
    let opens = |kind, seconds, replies| Opens { kind, lasts: Span::seconds(seconds), replies };
    let (what, opens) = match event["type"].as_str()? {
        "note" => (What::Message(Said { text: field("text")?, ..Said::default() }), opens("message", 172_800, Some(5))),
        "comes" => (What::Act(Act::Came { scene: field("scene") }), opens("follow", 60, Some(3))),
        "goes" => (What::Act(Act::Left), opens("left", 0, Some(0))),
        "presses" => (What::Act(Act::Pressed { key: field("key")? }), opens("menu", 60, Some(3))),
        _ => return None,
    };
    Some(Incoming {
        dedupe_key: field("id")?,
        from: Address {
            kind: COURIER.into(),
            scope: account.id.to_string(),
            value: field("from")?,
            class: IdentityClass::Personal,
            verified: true,
        },
        evidence: field("bond").iter().map(|bond| union(bond)).collect(),
        profile: Profile { name: field("from"), ..Profile::default() },
        thread: String::new(),
        said_at: event["at"].as_i64().map(At),
        opens: Some(opens),
        what,
    })
}
