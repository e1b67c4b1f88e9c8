//! What a webhook answered: silence, a reply that goes to the person at once, or nonsense.
use super::account::{Account, Kind, Mode};
use super::crypto::Envelope;
use super::world::{From, Showing};
use super::xml::text_of;
use serde_json::json;

/// A good answer.
pub(super) enum Answer {
    /// `success` or nothing.
    Silence,
    /// A reply for the person.
    Shown(Showing),
}

/// Reads the body of a 200; the error says why the person is told that the account is out of order.
pub(super) fn read(account: &Account, envelope: &Envelope, openid: &str, body: &str) -> Result<Answer, String> {
    if matches!(body, "" | "success") {
        return Ok(Answer::Silence);
    }
    if !body.trim_start().starts_with("<xml>") {
        return Err(format!("neither `success` nor a reply: {}", body.chars().take(80).collect::<String>()));
    }
    let plain = match text_of(body, "Encrypt") {
        Some(encrypted) => opened(envelope, body, &encrypted)?,
        None if account.mode == Mode::Safe => return Err("a readable reply in safe mode".to_owned()),
        None => body.to_owned(),
    };
    let field = |name: &str| text_of(&plain, name).ok_or_else(|| format!("the reply has no {name}"));
    if field("ToUserName")? != openid || field("FromUserName")? != account.original_id {
        return Err("the reply is not from this account to this person".to_owned());
    }
    field("CreateTime")?;
    let kind = field("MsgType")?;
    let mut showing = Showing::new(From::Account, &kind, "");
    match kind.as_str() {
        "transfer_customer_service" => {
            // From here on the platform's own desk answers this person.
            showing.from = From::Platform;
        }
        "text" => showing.text = field("Content")?,
        _ if account.kind == Kind::Mini => return Err(format!("a mini-program cannot reply with {kind}")),
        "image" | "voice" | "video" => showing.media = Some(field("MediaId")?),
        "news" | "music" => {
            showing.text = field("Title")?;
            showing.more = json!({ "url": text_of(&plain, "Url"), "description": text_of(&plain, "Description") });
        }
        other => return Err(format!("a reply cannot be {other}")),
    }
    Ok(Answer::Shown(showing))
}

fn opened(envelope: &Envelope, body: &str, encrypted: &str) -> Result<String, String> {
    let field = |name: &str| text_of(body, name).ok_or_else(|| format!("the reply's envelope has no {name}"));
    let signature = envelope.signature(&[&field("TimeStamp")?, &field("Nonce")?, encrypted]);
    if signature != field("MsgSignature")? {
        return Err("the reply's signature is wrong".to_owned());
    }
    envelope.decrypt(encrypted)
}
