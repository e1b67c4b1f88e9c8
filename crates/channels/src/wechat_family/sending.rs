//! Sending: a message goes out part by part, the text first, then its card, then each file in an upload and a call of its own. The
//! provider gives no ids and knows no key of ours against repetition, so a call to send is never made twice unless it is
//! certain that the first was not taken. Uploads may be repeated. Templates go by `template`.
use super::verdict::{self, Trouble};
use super::{api, card, template};
use model::port::*;
use model::{At, Attached, Card, Fault, Span};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// How often "busy" is taken for an answer, for one part.
const PATIENCE: u32 = 3;
/// The provider's word for a film.
const FILM: &str = "video";
/// After a fresh token was refused as well.
const REST: Span = Span::seconds(60);

/// Where a delivery stands. Every field must be there: what cannot be read must not be sent again.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Machine {
    at: Stand,
    /// Parts the provider has accepted.
    done: usize,
    /// The present part's file, uploaded.
    media: Option<String>,
    /// The picture that stands for it, uploaded, if it is a film.
    cover: Option<String>,
    /// How often it was busy.
    busy: u32,
    /// A new token was asked for because the last one was refused.
    renewed: bool,
    /// The present part's file was uploaded once more.
    again: bool,
}

#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Stand {
    /// Nothing is under way.
    Ready,
    Uploading,
    /// The picture for a film is uploaded.
    Covering,
    Sending,
}

const START: Machine =
    Machine { at: Stand::Ready, done: 0, media: None, cover: None, busy: 0, renewed: false, again: false };

impl Machine {
    fn at(&self, at: Stand) -> Machine {
        Machine { at, ..self.clone() }
    }
    fn written(&self) -> String {
        serde_json::to_string(self).expect("a machine is plain JSON")
    }
}

/// What a delivery looks at all the time.
struct Delivery<'a> {
    account: &'a Opened,
    what: &'a Sending,
    /// A link goes out as `link`, not as the one article of `news`.
    single_links: bool,
    now: At,
}

/// The next step. `settings`: names of those with the template's id and the field for its text.
pub fn next(
    manifest: &Manifest,
    settings: [&str; 2],
    (account, what): (&Opened, &Sending),
    last: Option<Result<Response, TransportError>>,
    now: At,
) -> Step {
    if what.machine.is_empty()
        && let Some(why) = refusal(manifest, what)
    {
        return Step::never(Fault::Content, why);
    }
    if what.template {
        return template::next(settings, (account, what), last, now);
    }
    let machine = match what.machine.as_str() {
        "" => START,
        kept => match serde_json::from_str(kept) {
            Ok(machine) => machine,
            Err(_) => return Step::InDoubt("where it stood cannot be read".into()),
        },
    };
    let it = Delivery { account, what, single_links: !manifest.cards.contains(&"mpnews"), now };
    let call = |machine: &Machine| it.go(machine);
    match (machine.at, last) {
        (_, Some(Err(TransportError::Refused(why)))) => Step::never(Fault::Account, why),
        (Stand::Sending, None) => Step::InDoubt("it stopped while a part was being sent".into()),
        (Stand::Sending, Some(Err(error @ TransportError::NoAnswer(_)))) => Step::InDoubt(error.to_string()),
        (Stand::Ready, _) | (_, None) => call(&machine),
        (_, Some(Err(error))) => it.later(now, error.to_string(), &machine),
        (at, Some(Ok(answer))) => match (at, verdict::read(account, &answer, now)) {
            (Stand::Uploading, Ok(body)) => match api::text(&body, "media_id") {
                Some(media) => call(&Machine { media: Some(media), ..machine }),
                None => it.trouble(Trouble::Busy("an upload without media_id".into()), machine, call),
            },
            (Stand::Covering, Ok(body)) => match api::text(&body, "thumb_media_id").or(api::text(&body, "media_id")) {
                Some(cover) => call(&Machine { cover: Some(cover), ..machine }),
                None => it.trouble(Trouble::Busy("an upload without thumb_media_id".into()), machine, call),
            },
            // An answer that says neither yes nor no.
            (_, Ok(body)) if verdict::code(&body).is_none() => Step::InDoubt("an answer without errcode".into()),
            (_, Ok(_)) => call(&Machine { done: machine.done + 1, renewed: machine.renewed, ..START }),
            (Stand::Sending, Err(Trouble::Unknown(why))) => Step::InDoubt(why),
            (_, Err(trouble)) => it.trouble(trouble, machine, call),
        },
    }
}

/// Parts that were accepted before it stood here. A template is one, and that ends it.
pub fn taken(machine: &str) -> i64 {
    serde_json::from_str::<Machine>(machine).map_or(0, |machine| machine.done as i64)
}

impl Delivery<'_> {
    /// The next call.
    fn go(&self, machine: &Machine) -> Step {
        let parts = parts(self.what);
        let Some(part) = parts.get(machine.done) else { return Step::Sent(Vec::new()) };
        let Some(token) = &self.account.token else {
            return Step::NeedToken { machine: machine.at(Stand::Ready).written(), why: "no access token".into() };
        };
        let (account, token, to) = (self.account, token.expose(), self.what.to.as_str());
        let (request, at) = match (part, &machine.media) {
            (Part::File(file), None) => (api::upload(account, token, kind(file), file.id), Stand::Uploading),
            (Part::File(file), Some(_)) if kind(file) == FILM && machine.cover.is_none() => {
                (api::upload_cover(account, token), Stand::Covering)
            }
            (Part::File(file), Some(media)) => (self.file(token, file, media, machine), Stand::Sending),
            (Part::Text, _) => {
                (api::send(account, token, to, "text", json!({"content": self.what.text})), Stand::Sending)
            }
            (Part::Card(card), _) if card::wants_cover(card) && machine.cover.is_none() => {
                (api::upload_cover(account, token), Stand::Covering)
            }
            (Part::Card(card), _) => {
                let cover = machine.cover.as_deref().unwrap_or_default();
                let (kind, content) = card::content(card, cover, self.single_links);
                (api::send(account, token, to, kind, content), Stand::Sending)
            }
        };
        Step::Call { request, machine: machine.at(at).written(), repeatable: at != Stand::Sending }
    }

    /// A film wants a title and a picture, too.
    fn file(&self, token: &str, file: &Attached, media: &str, machine: &Machine) -> Request {
        let kind = kind(file);
        let content = match kind {
            FILM => {
                let cover = machine.cover.as_deref().unwrap_or_default();
                json!({"media_id": media, "thumb_media_id": cover, "title": file.name, "description": ""})
            }
            _ => json!({"media_id": media}),
        };
        api::send(self.account, token, &self.what.to, kind, content)
    }

    fn later(&self, at: At, why: String, machine: &Machine) -> Step {
        Step::RetryAt { at, why: self.placed(why, machine), machine: machine.at(Stand::Ready).written() }
    }

    /// It was certainly not done.
    fn trouble(&self, trouble: Trouble, machine: Machine, call: impl Fn(&Machine) -> Step) -> Step {
        match trouble {
            Trouble::Unknown(why) => self.later(self.now, why, &machine),
            Trouble::Busy(why) if machine.busy >= PATIENCE => Step::never(Fault::Provider, self.placed(why, &machine)),
            Trouble::Busy(why) => self.later(self.now, why, &Machine { busy: machine.busy + 1, ..machine }),
            Trouble::Renew(why) if machine.renewed => {
                self.later(self.now + REST, why, &Machine { renewed: false, ..machine })
            }
            Trouble::Renew(why) => {
                let machine = Machine { at: Stand::Ready, renewed: true, ..machine };
                Step::NeedToken { machine: machine.written(), why }
            }
            Trouble::Wait(at, why) => self.later(at, why, &machine),
            // The file was forgotten, or never was: once more.
            Trouble::Never(_, _, 40007) if (machine.media.is_some() || machine.cover.is_some()) && !machine.again => {
                call(&Machine { media: None, cover: None, again: true, ..machine })
            }
            Trouble::Never(fault, why, _) => Step::never(fault, self.placed(why, &machine)),
        }
    }

    /// Says which part it is about, where there are several: those before it have arrived.
    fn placed(&self, why: String, machine: &Machine) -> String {
        match parts(self.what).len() {
            0 | 1 => why,
            all => format!("part {} of {all}: {why}", machine.done + 1),
        }
    }
}

enum Part<'a> {
    Text,
    Card(&'a Card),
    File(&'a Attached),
}

fn parts(what: &Sending) -> Vec<Part<'_>> {
    let text = (!what.text.trim().is_empty()).then_some(Part::Text);
    let card = what.card.as_ref().map(Part::Card);
    text.into_iter().chain(card).chain(what.attachments.iter().map(Part::File)).collect()
}

/// The provider's word for it.
fn kind(file: &Attached) -> &'static str {
    match file.media_type.split('/').next() {
        Some("audio") => "voice",
        Some("video") => FILM,
        _ => "image",
    }
}

/// What the provider would refuse of it: asked for the whole before any part goes out.
fn refusal(manifest: &Manifest, what: &Sending) -> Option<String> {
    let taken = |file: &&Attached| {
        let fits = |media: &&Media| file.media_type.starts_with(media.prefix);
        manifest
            .media
            .iter()
            .find(fits)
            .is_some_and(|media| u64::try_from(file.size).is_ok_and(|size| size <= media.most))
    };
    if what.template && !manifest.templates {
        return Some("there are no templates here".into());
    }
    if what.template && (!what.attachments.is_empty() || what.card.is_some()) {
        return Some("a template carries text only".into());
    }
    if let Some(card) = what.card.as_ref().filter(|card| !manifest.cards.contains(&card.word())) {
        return Some(format!("a card of the kind {} is not taken here", card.word()));
    }
    if parts(what).is_empty() {
        return Some("an empty message".into());
    }
    if manifest.text_unit.length(&what.text) > manifest.text_limit {
        return Some(format!("text over {} bytes", manifest.text_limit));
    }
    let odd = what.attachments.iter().find(|file| !taken(file))?;
    Some(format!("{} ({}, {} bytes) is not taken here", odd.name, odd.media_type, odd.size))
}
