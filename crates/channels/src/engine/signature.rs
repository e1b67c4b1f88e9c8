//! Signatures that several protocols share. Comparison takes the same time wherever the difference is.
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Lower-case hex of HMAC-SHA256 over `bytes`.
pub fn hmac_sha256_hex(secret: &str, bytes: &[u8]) -> String {
    hmac(secret, bytes).finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether `hex` (64 lower-case digits) is the HMAC-SHA256 of `bytes` under one of the secrets: the present one, or the
/// one before it while it is being replaced. An empty secret proves nothing.
pub fn is_hmac_sha256_hex(secrets: &[&str], bytes: &[u8], hex: &str) -> bool {
    let Some(claimed) = unhex(hex) else { return false };
    let fits = |secret: &&str| !secret.is_empty() && hmac(secret, bytes).verify_slice(&claimed).is_ok();
    // No early end: which of the secrets fits is nobody's business either.
    secrets.iter().filter(|secret| fits(secret)).count() > 0
}

fn hmac(secret: &str, bytes: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes a key of any length");
    mac.update(bytes);
    mac
}

fn unhex(hex: &str) -> Option<[u8; 32]> {
    let digits: &[u8; 64] = hex.as_bytes().try_into().ok()?;
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(bytes)
}

fn digit(mark: u8) -> Option<u8> {
    match mark {
        b'0'..=b'9' => Some(mark - b'0'),
        b'a'..=b'f' => Some(mark - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test case 2.
    #[test]
    fn the_published_value_comes_out() {
        let hex = hmac_sha256_hex("Jefe", b"what do ya want for nothing?");
        assert_eq!(hex, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    #[test]
    fn either_of_two_secrets_is_good_and_nothing_else() {
        let hex = hmac_sha256_hex("old", b"words");
        assert!(is_hmac_sha256_hex(&["new", "old"], b"words", &hex));
        assert!(is_hmac_sha256_hex(&["old", ""], b"words", &hex));
        assert!(!is_hmac_sha256_hex(&["new", ""], b"words", &hex));
        assert!(!is_hmac_sha256_hex(&["old"], b"word", &hex));
        assert!(!is_hmac_sha256_hex(&["old"], b"words", &hex.to_uppercase()));
        assert!(!is_hmac_sha256_hex(&["old"], b"words", hex.get(..62).unwrap()));
        assert!(!is_hmac_sha256_hex(&["old"], b"words", ""));
        let empty = hmac_sha256_hex("", b"words");
        assert!(!is_hmac_sha256_hex(&["", ""], b"words", &empty), "an empty secret is no secret");
    }
}
