//! What a shop's own server does: it signs who its visitor is (docs/api.md, "Signed user").

use ring::hmac;
use serde_json::{Value, json};

/// How long a signature is good, seconds.
const GOOD_FOR: i64 = 20 * 3600;

/// The `user` of a hello frame.
pub fn user(secret: &str, external_id: &str, unionid: Option<&str>, phone: Option<&str>) -> Value {
    let exp = jiff::Timestamp::now().as_second() + GOOD_FOR;
    let mut said = json!({"external_id": external_id, "exp": exp});
    for (key, value) in [("unionid", unionid), ("phone", phone)] {
        if let Some(value) = value {
            said[key] = json!(value);
        }
    }
    let payload = said.to_string();
    let signature = hex(&hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()), &payload);
    json!({"payload": payload, "signature": signature})
}

fn hex(key: &hmac::Key, payload: &str) -> String {
    hmac::sign(key, payload.as_bytes()).as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_signature_of_the_manual() {
        let key = hmac::Key::new(hmac::HMAC_SHA256, b"parlor-example-secret");
        let payload = r#"{"external_id":"42","name":"李建国","exp":1800003600}"#;
        assert_eq!(hex(&key, payload), "7ab18e1f78303df2804417dc602d47d31d441f5a436ab4b226a5482fd194f2ef");
    }
}
