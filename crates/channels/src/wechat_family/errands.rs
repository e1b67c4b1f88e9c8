//! Errands: everything beside sending, each a call or two. Anything may be asked again, so whatever is unclear is asked
//! later; the engine has the patience.
use super::verdict::{self, Trouble};
use super::{api, settings};
use model::port::*;
use model::{Address, At, Fault, IdentityClass, Secret, Span};
use serde_json::Value;

/// A token is given up this long before it runs out, but kept for a minute at least.
const EARLY: i64 = 300;
const LEAST: i64 = 60;
/// After a fresh token was refused as well.
const REST: Span = Span::seconds(60);
/// Where an errand stands: it has had a new token; its video is at the address it was given.
const RENEWED: &str = "renewed";
const VIDEO: &str = "video";
/// Typing is shown already; nothing was said within half a minute. Nobody misses anything.
const TYPING_IS_NOT_SHOWN: [i64; 2] = [45080, 45081];

/// An errand on its way.
pub struct Asked<'a> {
    pub account: &'a Opened,
    pub machine: &'a str,
    pub last: Option<Result<Response, TransportError>>,
    pub now: At,
}

type Reading = Result<Told, Trouble>;

impl Asked<'_> {
    /// What the whole family does in the same way.
    pub fn run(self, errand: &Errand) -> Told {
        match errand {
            Errand::Token => self.token(),
            Errand::Media { reference } => self.media(reference),
            Errand::Typing { value, on } => self.typing(value, *on),
            Errand::Check => self.check(),
            Errand::Person { .. } | Errand::Invite { .. } => Told::Cannot,
        }
    }

    fn token(self) -> Told {
        let request = |account: &Opened, _: &str| api::stable_token(account);
        let read = |asked: &Self, answer: &Response| {
            let body = asked.body(answer).map_err(of_the_account)?;
            let value = filled(&body, "access_token").ok_or_else(|| unclear("access_token"))?;
            let lasts = body["expires_in"].as_i64().unwrap_or(0).clamp(0, 86_400) - EARLY;
            Ok(Told::Token(Token { value: Secret::new(value), lasts: Span::seconds(lasts.max(LEAST)) }))
        };
        self.lead(false, request, read)
    }

    fn media(self, reference: &str) -> Told {
        let request = |account: &Opened, token: &str| api::media(account, token, reference);
        let read = |asked: &Self, answer: &Response| {
            let is_film = asked.machine == VIDEO;
            // A page of somebody's on the way says nothing about the file.
            if (200..300).contains(&answer.status) && (is_page(answer) || is_film && is_json(answer)) {
                return Err(Trouble::Unknown("a page instead of the file".to_owned()));
            }
            if !is_json(answer) || is_film {
                return asked.file(answer);
            }
            let body = asked.body(answer)?;
            let url = filled(&body, "video_url").ok_or_else(|| unclear("video_url"))?;
            Ok(Told::Call { request: api::file(url), machine: VIDEO.into() })
        };
        self.lead(true, request, read)
    }

    fn file(&self, answer: &Response) -> Reading {
        match answer.status {
            200..300 if answer.body.is_empty() => Err(unclear("bytes")),
            200..300 => Ok(Told::Media(Fetched { name: file_name(answer), bytes: answer.body.clone() })),
            400..500 if self.machine == VIDEO => {
                Err(Trouble::Never(Fault::Content, format!("the file's address answers {}", answer.status), 0))
            }
            _ => self.body(answer).and_then(|_| Err(unclear("file"))),
        }
    }

    fn typing(self, to: &str, on: bool) -> Told {
        let request = |account: &Opened, token: &str| api::typing(account, token, to, on);
        let read = |asked: &Self, answer: &Response| match asked.body(answer) {
            Err(Trouble::Never(_, _, code)) if TYPING_IS_NOT_SHOWN.contains(&code) => Ok(Told::Done(Vec::new())),
            other => other.map(|_| Told::Done(Vec::new())),
        };
        self.lead(true, request, read)
    }

    fn check(self) -> Told {
        if let Some(why) = settings::complaint(self.account) {
            return Told::Never { fault: Fault::Account, why: why.into() };
        }
        let read = |asked: &Self, answer: &Response| {
            let body = asked.body(answer)?;
            let servers = body["ip_list"].as_array().ok_or_else(|| unclear("ip_list"))?;
            let works = Text::of("接口可用，平台服务器地址数", "The API answers; servers it names");
            Ok(Told::Done(vec![(works, servers.len().to_string())]))
        };
        self.lead(true, api::servers, read)
    }

    /// The same person's id across the accounts of one open platform; none if they do not follow or there is no platform.
    pub fn person(self, value: &str) -> Told {
        let request = |account: &Opened, token: &str| api::person(account, token, value);
        let read = |asked: &Self, answer: &Response| {
            let body = asked.body(answer)?;
            let name = filled(&body, "nickname").map(|name| name.replace(char::is_control, " "));
            let evidence = filled(&body, "unionid").filter(|id| !id.contains(char::is_control)).map(union_id);
            let profile = Profile { name, ..Profile::default() };
            Ok(Told::Person { evidence: evidence.into_iter().collect(), profile })
        };
        self.lead(true, request, read)
    }

    /// A code that brings a scene back when it is scanned.
    pub fn invite(self, scene: &str, lasts: Span) -> Told {
        let word = |mark: u8| mark.is_ascii_alphanumeric() || matches!(mark, b'-' | b'_');
        if !(1..=64).contains(&scene.len()) || !scene.bytes().all(word) {
            return Told::Never { fault: Fault::Content, why: "a scene is 1 to 64 of A-Z a-z 0-9 - _".into() };
        }
        let request = |account: &Opened, token: &str| api::code(account, token, scene, lasts);
        let read = |asked: &Self, answer: &Response| {
            let body = asked.body(answer)?;
            let link = filled(&body, "url").ok_or_else(|| unclear("url"))?;
            Ok(Told::Invite { link })
        };
        self.lead(true, request, read)
    }

    /// One call and its reading, with a token where one is needed.
    fn lead(
        self,
        needs_token: bool,
        request: impl FnOnce(&Opened, &str) -> Request,
        read: impl FnOnce(&Self, &Response) -> Reading,
    ) -> Told {
        let machine = self.machine.to_owned();
        let token = self.account.token.as_ref().map(Secret::expose);
        match (&self.last, token) {
            (None, None) if needs_token => Told::NeedToken { machine, why: "no access token".into() },
            (None, token) => Told::Call { request: request(self.account, token.unwrap_or_default()), machine },
            (Some(Err(TransportError::Refused(why))), _) => Told::Never { fault: Fault::Account, why: why.clone() },
            (Some(Err(error)), _) => Told::Later { at: self.now, why: error.to_string() },
            (Some(Ok(answer)), _) => read(&self, answer).unwrap_or_else(|trouble| self.told(trouble)),
        }
    }

    fn body(&self, answer: &Response) -> Result<Value, Trouble> {
        verdict::read(self.account, answer, self.now)
    }

    fn told(&self, trouble: Trouble) -> Told {
        match trouble {
            Trouble::Unknown(why) | Trouble::Busy(why) => Told::Later { at: self.now, why },
            Trouble::Renew(why) if self.machine == RENEWED => Told::Later { at: self.now + REST, why },
            Trouble::Renew(why) => Told::NeedToken { machine: RENEWED.into(), why },
            Trouble::Wait(at, why) => Told::Later { at, why },
            Trouble::Never(fault, why, _) => Told::Never { fault, why },
        }
    }
}

/// Asking for a token, there is no token that could be bad: the app id, the secret or our address is.
fn of_the_account(trouble: Trouble) -> Trouble {
    match trouble {
        Trouble::Renew(why) | Trouble::Never(_, why, _) => Trouble::Never(Fault::Account, why, 0),
        other => other,
    }
}

fn unclear(lacks: &str) -> Trouble {
    Trouble::Unknown(format!("an answer without {lacks}"))
}

/// Exactly as a signed user of a web page carries it, so that the two meet.
fn union_id(value: String) -> Address {
    Address { kind: "unionid".into(), scope: String::new(), value, class: IdentityClass::Personal, verified: true }
}

fn filled(body: &Value, name: &str) -> Option<String> {
    let text = body.get(name)?.as_str()?.trim();
    (1..=4_096).contains(&text.len()).then(|| text.to_owned())
}

fn header<'r>(answer: &'r Response, name: &str) -> &'r str {
    let found = answer.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.as_str()).unwrap_or_default()
}

/// A video's address and refusals come as JSON where bytes are expected, sometimes under `text/plain`.
fn is_json(answer: &Response) -> bool {
    let kind = header(answer, "content-type").to_ascii_lowercase();
    ["json", "text/plain"].iter().any(|word| kind.contains(word))
        || (kind.is_empty() && answer.body.first() == Some(&b'{'))
}

/// Customers send pictures, sound and films, never pages.
fn is_page(answer: &Response) -> bool {
    header(answer, "content-type").to_ascii_lowercase().contains("html")
}

/// The provider's name for it without folders, or a plain one by its type.
fn file_name(answer: &Response) -> String {
    let disposition = header(answer, "content-disposition");
    let named = disposition.split(';').find_map(|part| part.trim().strip_prefix("filename="));
    let named = named.unwrap_or_default().trim_matches('"').rsplit(['/', '\\']).next().unwrap_or_default();
    let named: String = named.chars().filter(|mark| !mark.is_control()).take(200).collect();
    if !named.is_empty() {
        return named;
    }
    let kind = header(answer, "content-type").to_ascii_lowercase();
    match kind.split(';').next().unwrap_or_default().trim() {
        "image/jpeg" | "image/jpg" => "image.jpg",
        "image/png" => "image.png",
        "image/gif" => "image.gif",
        "audio/amr" | "voice/amr" => "voice.amr",
        "voice/speex" | "audio/speex" => "voice.speex",
        "audio/mpeg" | "audio/mp3" => "voice.mp3",
        "video/mp4" | "video/mpeg4" => "video.mp4",
        _ => "file",
    }
    .to_owned()
}
