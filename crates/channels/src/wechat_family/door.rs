//! Door: which part of a push proves that it is the provider's, and the body that is to be believed.
//!
//! In safe and compatible mode the signature covers the sealed text, and only what was sealed is read: what stands beside
//! it in clear text proves nothing. In plain mode the signature covers neither body nor query: whoever saw one call can
//! make others for ten minutes; the console says so beside the choice.
use super::envelope::{self, Key};
use super::fields::Fields;
use super::settings::{self, Mode};
use model::port::{Opened, Raw, Refused};
use model::{At, Span};
use url::form_urlencoded;

/// A call older or newer than this is refused. The provider tries three times within 15 seconds, so anything later is
/// somebody else's; ten minutes forgive a clock of ours that is wrong, and dedupe keys stand for far longer than that.
const TOLERANCE: Span = Span::minutes(10);

/// What came, once it is known to be genuine.
pub enum Came {
    /// The provider tries our address, and wants this back word for word.
    Check(String),
    Push(Letter),
}

/// A push, opened.
pub struct Letter {
    pub body: Vec<u8>,
    /// What it was sealed with: an answer is sealed in the same way.
    pub seal: Option<Seal>,
}

/// How a push was sealed.
pub struct Seal {
    pub token: String,
    pub key: Key,
    pub signature: String,
}

/// Is this from the provider, for this account, and from now?
pub fn verify(account: &Opened, raw: &Raw, now: At) -> Result<(), Refused> {
    let came = open(account, raw)?;
    let seconds: i64 = query(raw, "timestamp").parse().map_err(|_| Refused("the timestamp is not a number"))?;
    let age = (now - At(seconds.saturating_mul(1_000_000))).0.saturating_abs();
    if age > TOLERANCE.0 {
        return Err(Refused("outside the time tolerance of 10 minutes"));
    }
    let own = account.setting(settings::ORIGINAL_ID).trim();
    if let (Came::Push(letter), false) = (came, own.is_empty())
        && Fields::read(&letter.body).is_ok_and(|fields| fields.get("ToUserName").is_some_and(|to| to != own))
    {
        return Err(Refused("addressed to another account than original_id"));
    }
    Ok(())
}

/// Checks the signature and opens what is sealed; the time is not looked at.
pub fn open(account: &Opened, raw: &Raw) -> Result<Came, Refused> {
    match raw.method.as_str() {
        "GET" => {
            signed(account, raw, None, "signature")?;
            let echo = query(raw, "echostr");
            if echo.is_empty() { Err(Refused("a GET without echostr")) } else { Ok(Came::Check(echo)) }
        }
        "POST" => letter(account, raw).map(Came::Push),
        _ => Err(Refused("neither GET nor POST")),
    }
}

fn letter(account: &Opened, raw: &Raw) -> Result<Letter, Refused> {
    let mode = settings::mode(account);
    if query(raw, "encrypt_type") != "aes" {
        if mode == Mode::Safe {
            return Err(Refused("not encrypted, and the mode is safe"));
        }
        signed(account, raw, None, "signature")?;
        return Ok(Letter { body: raw.body.clone(), seal: None });
    }
    let keys = settings::keys(account)?;
    if keys.is_empty() {
        return Err(Refused("encrypted, and the account has no aes_key"));
    }
    let outer = Fields::read(&raw.body).map_err(|_| Refused("encrypted, and the body cannot be read"))?;
    let sealed = outer.get("Encrypt").ok_or(Refused("encrypted, and there is no Encrypt"))?;
    let token = signed(account, raw, Some(sealed), "msg_signature")?;
    let receiver = account.setting(settings::APP_ID).trim();
    let mut refused = Refused("no key");
    for key in keys {
        match key.open(sealed, receiver) {
            Ok(body) => {
                let signature = query(raw, "msg_signature");
                return Ok(Letter { body, seal: Some(Seal { token, key, signature }) });
            }
            Err(why) => refused = why,
        }
    }
    Err(refused)
}

/// The token that signed the time, the nonce and, if there is one, the sealed text.
fn signed(account: &Opened, raw: &Raw, sealed: Option<&str>, name: &str) -> Result<String, Refused> {
    let (time, nonce, claimed) = (query(raw, "timestamp"), query(raw, "nonce"), query(raw, name));
    if time.is_empty() || nonce.is_empty() || claimed.is_empty() {
        return Err(Refused("timestamp, nonce or signature is missing"));
    }
    let parts: Vec<&str> = [time.as_str(), nonce.as_str()].into_iter().chain(sealed).collect();
    let token = envelope::signer(&settings::tokens(account), &parts, &claimed);
    token.map(str::to_owned).ok_or(Refused("wrong signature"))
}

/// The first value of this name; an empty text where there is none.
fn query(raw: &Raw, name: &str) -> String {
    let mut pairs = form_urlencoded::parse(raw.query.as_bytes());
    pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
}
