//! Passive reply (被动回复): words in the answer to a push itself. For one instant greeting only: nobody ever learns whether
//! they arrived.
use super::door::{Letter, Seal};
use super::envelope;
use super::fields::Fields;
use super::settings;
use hmac::{Hmac, KeyInit, Mac};
use model::At;
use model::port::{Answer, Opened};
use sha2::Sha256;

/// The words, from whom the push was for to whom it came from; sealed if the push was.
pub fn answer(account: &Opened, letter: &Letter, text: &str, now: At) -> Option<Answer> {
    let fields = Fields::read(&letter.body).ok()?;
    let (to, from) = (fields.get("FromUserName")?, fields.get("ToUserName")?);
    let seconds = now.0.div_euclid(1_000_000);
    let clear = format!(
        "<xml><ToUserName>{}</ToUserName><FromUserName>{}</FromUserName><CreateTime>{seconds}</CreateTime>\
         <MsgType><![CDATA[text]]></MsgType><Content>{}</Content></xml>",
        quoted(to),
        quoted(from),
        quoted(text),
    );
    let body = match &letter.seal {
        Some(seal) => sealed(account, seal, &clear, now),
        None => clear,
    };
    Some(Answer { status: 200, content_type: "text/xml; charset=utf-8", body })
}

/// A channel has no chance of its own, so what should not be guessed (16 bytes before the message, the nonce) is derived:
/// HMAC under the secret key over the push's own signature, which the provider never uses twice, the time and the words.
fn sealed(account: &Opened, seal: &Seal, clear: &str, now: At) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(seal.key.bytes()).expect("HMAC takes a key of any length");
    mac.update(format!("{}\n{}\n{clear}", seal.signature, now.0).as_bytes());
    let derived: [u8; 32] = mac.finalize().into_bytes().into();
    let (random, rest) = derived.split_first_chunk().expect("32 bytes begin with 16");
    let nonce: String = rest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let encrypt = seal.key.seal(*random, clear.as_bytes(), account.setting(settings::APP_ID).trim());
    let time = now.0.div_euclid(1_000_000).to_string();
    let signature = envelope::signature(&[&seal.token, &time, &nonce, &encrypt]);
    format!(
        "<xml><Encrypt><![CDATA[{encrypt}]]></Encrypt><MsgSignature><![CDATA[{signature}]]></MsgSignature>\
         <TimeStamp>{time}</TimeStamp><Nonce><![CDATA[{nonce}]]></Nonce></xml>"
    )
}

/// Marks that XML knows no way to write become U+FFFD.
fn quoted(text: &str) -> String {
    let allowed =
        |mark: char| matches!(mark, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    let text: String = text.chars().map(|mark| if allowed(mark) { mark } else { '\u{fffd}' }).collect();
    format!("<![CDATA[{}]]>", text.replace("]]>", "]]]]><![CDATA[>"))
}
