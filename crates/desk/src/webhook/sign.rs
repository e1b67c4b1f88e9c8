//! Signatures of Standard Webhooks, v1: HMAC-SHA256 over `id.timestamp.body`, in base64, under a secret `whsec_…` whose
//! bytes are written in base64 too.
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use model::Secret;
use model::port::Chance;
use sha2::Sha256;

const PREFIX: &str = "whsec_";

/// 256 fresh bits.
pub(crate) fn new_secret(chance: &dyn Chance) -> Secret {
    Secret::new(format!("{PREFIX}{}", STANDARD.encode(chance.secret())))
}

/// `v1,…` for each secret, with spaces between; a secret that is none signs nothing.
pub(crate) fn signature(secrets: &[Secret], id: &str, seconds: i64, body: &str) -> String {
    let signed = format!("{id}.{seconds}.{body}");
    let one = |secret: &Secret| Some(format!("v1,{}", STANDARD.encode(mac(secret, signed.as_bytes())?)));
    secrets.iter().filter_map(one).collect::<Vec<_>>().join(" ")
}

/// HMAC-SHA256 of a text under the bytes of a secret, in lower-case hex; `None`: it is no secret.
pub(crate) fn hex(secret: &Secret, text: &str) -> Option<String> {
    Some(crate::seal::hex(&mac(secret, text.as_bytes())?))
}

fn key(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text.strip_prefix(PREFIX)?).ok()
}

fn mac(secret: &Secret, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&key(secret.expose())?).ok()?;
    mac.update(bytes);
    Some(mac.finalize().into_bytes().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_value_comes_out() {
        let secret = Secret::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        let signed = signature(&[secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, "{\"test\": 2432232314}");
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
