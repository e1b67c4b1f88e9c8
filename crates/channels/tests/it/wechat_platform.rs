//! The platform's side of a push, written from its documents with nothing of ours: it seals, signs and sends.
use aes::cipher::block_padding::NoPadding;
use aes::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use base64::Engine;
use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD, STANDARD};
use model::port::{Body, Opened, Raw, Request, Response};
use model::{At, Secret};
use serde_json::json;
use sha1::{Digest, Sha1};

pub const NOW: At = At(1_800_000_000_000_000);
pub const SECONDS: i64 = 1_800_000_000;
pub const APP: &str = "wxb11529c136998cb6";
pub const TOKEN: &str = "pamtest";
pub const KEY: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
pub const CUSTOMER: &str = "oWechat-li-0000000000000001";
pub const US: &str = "gh_0123456789ab";

/// An account in this mode with a token for calls.
pub fn account(mode: &str) -> Opened {
    let settings = [("app_id", APP), ("mode", mode), ("base_url", "https://api.example/")];
    let secrets = [("app_secret", "s3cret-of-the-app"), ("token", TOKEN), ("aes_key", KEY)];
    Opened { token: Some(Secret::new("T-1")), ..crate::suite::opened(&settings, &secrets) }
}

/// The same with one more setting.
pub fn with(mut account: Opened, key: &str, value: &str) -> Opened {
    account.settings.insert(key.into(), value.into());
    account
}

/// The same with one more secret.
pub fn secret(mut account: Opened, key: &str, value: &str) -> Opened {
    account.secrets.insert(key.into(), Secret::new(value));
    account
}

pub fn sha1_hex(parts: &[&str]) -> String {
    let mut parts = parts.to_vec();
    parts.sort();
    Sha1::digest(parts.concat()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The provider's own key of the published value ends in surplus bits.
fn key(text: &str) -> [u8; 32] {
    let lenient = GeneralPurpose::new(&alphabet::STANDARD, NO_PAD.with_decode_allow_trailing_bits(true));
    lenient.decode(text).expect("a key").try_into().expect("32 bytes")
}

/// Any plain text, as it stands before the cipher, under this key.
pub fn ciphered(under: &str, mut plain: Vec<u8>) -> String {
    let (key, whole) = (key(under), plain.len());
    let iv: [u8; 16] = *key.first_chunk().unwrap();
    let cipher = cbc::Encryptor::<aes::Aes256>::new(&key.into(), &iv.into());
    STANDARD.encode(cipher.encrypt_padded::<NoPadding>(&mut plain, whole).expect("whole blocks"))
}

pub fn seal(under: &str, message: &[u8], receiver: &str) -> String {
    let length = u32::try_from(message.len()).unwrap().to_be_bytes();
    let mut plain = [b"0123456789abcdef".as_slice(), &length, message, receiver.as_bytes()].concat();
    let padding = 32 - plain.len() % 32;
    plain.resize(plain.len() + padding, padding as u8);
    ciphered(under, plain)
}

/// What was sealed under this key for our app.
pub fn unseal(under: &str, sealed: &str) -> String {
    let key = key(under);
    let iv: [u8; 16] = *key.first_chunk().unwrap();
    let mut bytes = STANDARD.decode(sealed).expect("base64");
    cbc::Decryptor::<aes::Aes256>::new(&key.into(), &iv.into()).decrypt_padded::<NoPadding>(&mut bytes).unwrap();
    let length = u32::from_be_bytes(bytes[16..20].try_into().unwrap()) as usize;
    String::from_utf8(bytes[20..20 + length].to_vec()).expect("UTF-8")
}

/// A push that is sealed and signed; `later`: seconds after `NOW`.
pub fn sealed_push(body: &[u8], later: i64) -> Raw {
    outer(&seal(KEY, body, APP), TOKEN, later)
}

/// A push around this sealed text.
pub fn outer(encrypt: &str, token: &str, later: i64) -> Raw {
    let (time, nonce) = ((SECONDS + later).to_string(), format!("n{}", 7 + later));
    let signature = sha1_hex(&[token, &time, &nonce]);
    let message = sha1_hex(&[token, &time, &nonce, encrypt]);
    let body = format!("<xml><ToUserName><![CDATA[{US}]]></ToUserName><Encrypt><![CDATA[{encrypt}]]></Encrypt></xml>");
    let query = format!(
        "signature={signature}&timestamp={time}&nonce={nonce}&openid={CUSTOMER}&encrypt_type=aes&msg_signature={message}"
    );
    Raw { method: "POST".into(), query, body: body.into_bytes(), ..Raw::default() }
}

/// A push in clear text.
pub fn plain_push(body: &[u8], token: &str, later: i64) -> Raw {
    let (time, nonce) = ((SECONDS + later).to_string(), "n-plain");
    let signature = sha1_hex(&[token, &time, nonce]);
    let query = format!("signature={signature}&timestamp={time}&nonce={nonce}&openid={CUSTOMER}");
    Raw { method: "POST".into(), query, body: body.to_vec(), ..Raw::default() }
}

/// The platform tries the address.
pub fn trial(token: &str, echo: &str, later: i64) -> Raw {
    let raw = plain_push(b"", token, later);
    let echo: String = url::form_urlencoded::byte_serialize(echo.as_bytes()).collect();
    Raw { method: "GET".into(), query: format!("{}&echostr={echo}", raw.query), ..raw }
}

/// XML from the customer to us, said at `NOW`.
pub fn xml(kind: &str, fields: &[(&str, &str)]) -> String {
    let rest: String = fields.iter().map(|(name, text)| format!("<{name}><![CDATA[{text}]]></{name}>\n")).collect();
    format!(
        "<xml><ToUserName><![CDATA[{US}]]></ToUserName>\n<FromUserName><![CDATA[{CUSTOMER}]]></FromUserName>\n\
         <CreateTime>{SECONDS}</CreateTime>\n<MsgType><![CDATA[{kind}]]></MsgType>\n{rest}</xml>"
    )
}

/// XML of an event.
pub fn event(name: &str, fields: &[(&str, &str)]) -> String {
    xml("event", &[&[("Event", name)], fields].concat())
}

/// A platform in a good mood.
pub fn answer(request: &Request) -> Response {
    let path = request.url.split('?').next().unwrap().trim_start_matches("https://api.example");
    let body = match (path, &request.body) {
        ("/cgi-bin/media/upload", Body::File { field: "media", attachment }) => {
            json!({"media_id": format!("m-{attachment}")})
        }
        ("/cgi-bin/media/upload", Body::Form { field: "media", media_type, bytes, .. }) => {
            assert!(request.url.ends_with("type=thumb") && media_type == "image/jpeg");
            assert!(bytes.starts_with(b"\xff\xd8\xff") && bytes.len() < 64 << 10, "a small JPEG");
            json!({"type": "thumb", "thumb_media_id": "cover-1", "created_at": SECONDS})
        }
        ("/cgi-bin/message/template/send", _) => json!({"errcode": 0, "errmsg": "ok", "msgid": 200_228_332}),
        ("/cgi-bin/stable_token", _) => json!({"access_token": "T-2", "expires_in": 7200}),
        ("/cgi-bin/user/info", _) => json!({"subscribe": 1, "openid": CUSTOMER, "unionid": "u-1", "nickname": ""}),
        ("/cgi-bin/qrcode/create", _) => {
            json!({"ticket": "t", "url": "http://weixin.example/q/02", "expire_seconds": 60})
        }
        ("/cgi-bin/get_api_domain_ip", _) => json!({"ip_list": ["203.0.113.1", "203.0.113.2"]}),
        ("/cgi-bin/media/get", _) => {
            let headers = vec![("content-type".into(), "image/jpeg".into())];
            return Response { status: 200, headers, body: vec![0xff, 0xd8, 0xff] };
        }
        ("/cgi-bin/message/custom/send" | "/cgi-bin/message/custom/typing", _) => json!({"errcode": 0, "errmsg": "ok"}),
        (other, _) => panic!("nobody answers at {other}"),
    };
    let headers = vec![("content-type".into(), "application/json; encoding=utf-8".into())];
    Response { status: 200, headers, body: body.to_string().into_bytes() }
}
