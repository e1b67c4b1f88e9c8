//! Verifying a call as an integrator does, written from the text of Standard Webhooks and from nothing of ours.
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use testkit::HeardCall;

/// Whether the secret signed this call. `now`: seconds of the receiver's clock, five minutes either way are taken.
pub fn is_signed(call: &HeardCall, secret: &str, now: i64) -> bool {
    let (id, timestamp) = (call.header("webhook-id"), call.header("webhook-timestamp"));
    if id.contains('.') || !timestamp.parse::<i64>().is_ok_and(|at| (at - now).abs() <= 300) {
        return false;
    }
    let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    assert!((24..=64).contains(&key.len()));
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    mac.update(format!("{id}.{timestamp}.{}", call.body).as_bytes());
    let expected = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
    call.header("webhook-signature").split(' ').any(|one| one == expected)
}

#[test]
fn the_published_example_is_signed_and_nothing_beside_it() {
    let call = |body: &str| HeardCall {
        path: "/".into(),
        headers: [
            ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
            ("webhook-timestamp", "1614265330"),
            ("webhook-signature", "v2,else v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec(),
        body: body.into(),
    };
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    assert!(is_signed(&call("{\"test\": 2432232314}"), secret, 1_614_265_330));
    assert!(!is_signed(&call("{\"test\": 2432232315}"), secret, 1_614_265_330));
    assert!(!is_signed(&call("{\"test\": 2432232314}"), secret, 1_614_266_330));
}
