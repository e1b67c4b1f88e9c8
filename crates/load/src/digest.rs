//! Fingerprints: what a client saw is written down as a fingerprint, what it said is written down whole.

use ring::digest::{SHA256, digest};

/// The SHA-256 of these bytes as 64 lower-case hex digits.
pub fn sha256(bytes: &[u8]) -> String {
    digest(&SHA256, bytes).as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The first 16 hex digits of a text's SHA-256: enough to tell two texts of one run apart, short enough for a witness.
pub fn body(text: &str) -> String {
    sha256(text.as_bytes()).chars().take(16).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_is_sha256() {
        assert_eq!(super::sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(super::body("abc"), "ba7816bf8f01cfea");
    }
}
