//! Whether a call is signed with the shop's secret and fresh: Standard Webhooks, v1.
use axum::http::HeaderMap;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;

/// Seconds that two clocks may differ.
const FRESH: i64 = 300;

/// A secret of these bytes, as both sides keep it.
#[must_use]
pub fn secret(bytes: &[u8; 32]) -> String {
    format!("whsec_{}", STANDARD.encode(bytes))
}

/// The call's own id, if it may be believed. `now`: unix seconds.
pub(super) fn believed(secret: &str, headers: &HeaderMap, body: &[u8], now: i64) -> Option<String> {
    let header = |name: &str| headers.get(name)?.to_str().ok();
    let (id, timestamp) = (header("webhook-id")?, header("webhook-timestamp")?);
    if (timestamp.parse::<i64>().ok()? - now).abs() > FRESH {
        return None;
    }
    let key = hmac::Key::new(hmac::HMAC_SHA256, &STANDARD.decode(secret.strip_prefix("whsec_")?).ok()?);
    let signed = [format!("{id}.{timestamp}.").as_bytes(), body].concat();
    let fits = |one: &str| {
        let tag = one.strip_prefix("v1,").and_then(|tag| STANDARD.decode(tag).ok());
        tag.is_some_and(|tag| hmac::verify(&key, &signed, &tag).is_ok())
    };
    header("webhook-signature")?.split(' ').any(fits).then(|| id.to_owned())
}
