//! Signed user: a host page says who its visitor is, and proves it with the account's signing secret. For every door that
//! stands in somebody else's page or program.
//!
//! `{"payload": "{…}", "signature": "hex"}`: the payload is a JSON text `{external_id, unionid?, phone?, email?, name?,
//! exp}`, the signature the lower-case hex of HMAC-SHA256 over exactly its bytes. `exp` is in unix seconds.
use crate::engine::signature;
use model::port::{Opened, Profile, Refused, Setting, SettingKind, Text};
use model::{Address, At, IdentityClass, Span};
use serde_json::Value;

/// A signature is good for at most so long.
const LONGEST: Span = Span::hours(24);
/// Characters in an external id or unionid.
const ID_LIMIT: usize = 200;
/// Characters in a name, phone number or address; what is longer fills nothing.
const FIELD_LIMIT: usize = 254;
/// Bytes of a payload.
const PAYLOAD_LIMIT: usize = 4096;

const SECRET: &str = "signing_secret";
const FORMER_SECRET: &str = "signing_secret_previous";

/// The secret of an account, for its manifest.
pub const SECRET_SETTING: Setting = Setting {
    key: SECRET,
    title: Text::of("签名密钥", "Signing secret"),
    help: Text::of(
        "用于验证贵方页面登录的用户；只保存在贵方服务器，不要写进网页。不用签名用户可留空",
        "Proves the users your page signs in. Keep it on your server, never in a page. Leave empty if you sign in nobody",
    ),
    kind: SettingKind::Secret,
    required: false,
    default: "",
    advanced: false,
};
/// The one before it, while it is being replaced.
pub const FORMER_SECRET_SETTING: Setting = Setting {
    key: FORMER_SECRET,
    title: Text::of("上一个签名密钥", "Previous signing secret"),
    help: Text::of(
        "更换密钥期间新旧两个都有效；更换完成后清空",
        "While you change secrets, both are accepted. Empty it when you are done",
    ),
    kind: SettingKind::Secret,
    required: false,
    default: "",
    advanced: false,
};

/// Whom the signature names. Only `read` makes one, so there is none without a good signature.
#[derive(Clone, Debug, PartialEq)]
pub struct SignedUser {
    /// The tenant's own number for this customer; 1–200 characters.
    external_id: String,
    unionid: Option<String>,
    name: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    /// Unix seconds.
    exp: i64,
}

impl SignedUser {
    /// The user that a `{payload, signature}` proves; whether it still holds is asked with `holds`.
    pub fn read(account: &Opened, user: &Value) -> Result<SignedUser, Refused> {
        let field = |name| user.get(name).and_then(Value::as_str);
        let payload = field("payload").ok_or(Refused("signed user without a payload"))?;
        let hex = field("signature").ok_or(Refused("signed user without a signature"))?;
        if payload.len() > PAYLOAD_LIMIT {
            return Err(Refused("signed user: payload over 4096 bytes"));
        }
        let secrets = [account.secret(SECRET), account.secret(FORMER_SECRET)];
        if !signature::is_hmac_sha256_hex(&secrets, payload.as_bytes(), hex) {
            return Err(Refused("signed user: wrong signature"));
        }
        let Ok(said @ Value::Object(_)) = serde_json::from_str::<Value>(payload) else {
            return Err(Refused("signed user: payload is not a JSON object"));
        };
        let exp = said.get("exp").and_then(Value::as_i64);
        Ok(SignedUser {
            external_id: id(&said, "external_id")?.ok_or(Refused("signed user without an external_id"))?,
            unionid: id(&said, "unionid")?,
            name: filled(&said, "name"),
            phone: filled(&said, "phone"),
            email: filled(&said, "email"),
            exp: exp.ok_or(Refused("signed user: exp is not a whole number of unix seconds"))?,
        })
    }

    /// Whether it is neither over nor good for too long.
    pub fn holds(&self, now: At) -> Result<(), Refused> {
        let until = At(self.exp.saturating_mul(1_000_000));
        if until <= now {
            return Err(Refused("signed user: exp is past"));
        }
        if until > now + LONGEST {
            return Err(Refused("signed user: exp is more than 24 h ahead"));
        }
        Ok(())
    }

    /// The addresses that are proved to be this person's. A phone number or e-mail address in the payload is what the
    /// host page knows, not what somebody verified: it fills the profile and joins nothing.
    pub fn evidence(&self) -> Vec<Address> {
        let unionid = self.unionid.clone().map(|value| Address {
            kind: "unionid".into(),
            scope: String::new(),
            value,
            class: IdentityClass::Personal,
            verified: true,
        });
        std::iter::once(Address::external(self.external_id.clone())).chain(unionid).collect()
    }

    /// What the host page knows of this person.
    pub fn profile(&self) -> Profile {
        let (name, phone, email) = (self.name.clone(), self.phone.clone(), self.email.clone());
        Profile { name, phone, email, ..Profile::default() }
    }
}

/// An id joins people, so it is taken exactly or not at all.
fn id(said: &Value, name: &str) -> Result<Option<String>, Refused> {
    let Some(value) = said.get(name).filter(|value| !value.is_null()) else { return Ok(None) };
    let good = |text: &&str| (1..=ID_LIMIT).contains(&text.chars().count()) && !text.contains(char::is_control);
    match value.as_str().filter(good) {
        Some(text) => Ok(Some(text.to_owned())),
        None => Err(Refused("signed user: an id is a text of 1 to 200 characters without control characters")),
    }
}

fn filled(said: &Value, name: &str) -> Option<String> {
    let text = said.get(name)?.as_str()?.trim();
    let good = (1..=FIELD_LIMIT).contains(&text.chars().count()) && !text.contains(char::is_control);
    good.then(|| text.to_owned())
}
