//! Seals: signatures under cursors, visitor tokens and file addresses (HMAC-SHA256), and encryption of account secrets
//! (AES-256-GCM), all under the installation's one key with a label for each purpose.
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use sha2::{Digest, Sha256};

/// The installation's key; it never leaves this type.
pub struct Seal {
    key: [u8; 32],
}

impl Seal {
    /// From 256 bits.
    pub fn new(key: [u8; 32]) -> Seal {
        Seal { key }
    }

    fn mac(&self, purpose: &str, parts: &[&[u8]]) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).expect("any key length will do");
        mac.update(purpose.as_bytes());
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac
    }

    /// `payload` with 128 bits of signature, as URL-safe text; `bound` is what it is only good for (a principal).
    pub fn sign(&self, purpose: &str, bound: &[u8], payload: &[u8]) -> String {
        let tag = self.mac(purpose, &[bound, payload]).finalize().into_bytes();
        let mut bytes = Vec::with_capacity(payload.len() + 16);
        bytes.extend_from_slice(payload);
        bytes.extend_from_slice(&tag[..16]);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The payload, if the text was signed here for this purpose and bound to the same.
    pub fn open(&self, purpose: &str, bound: &[u8], text: &str) -> Option<Vec<u8>> {
        if text.len() > 1_024 {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (payload, tag) = bytes.split_at_checked(bytes.len().checked_sub(16)?)?;
        self.mac(purpose, &[bound, payload]).verify_truncated_left(tag).ok()?;
        Some(payload.to_vec())
    }

    /// Encrypts under `label`; `nonce` must never repeat: 96 bits of a fresh random value.
    pub fn hide(&self, label: &str, nonce: [u8; 12], plain: &[u8]) -> Vec<u8> {
        let mut sealed = plain.to_vec();
        self.aead(label)
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(label.as_bytes()), &mut sealed)
            .expect("secrets are shorter than the cipher's limit");
        [nonce.as_slice(), &sealed].concat()
    }

    /// `None`: not sealed with this key under this label.
    pub fn reveal(&self, label: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, body) = sealed.split_at_checked(12)?;
        let mut body = body.to_vec();
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let plain = self.aead(label).open_in_place(nonce, Aad::from(label.as_bytes()), &mut body).ok()?;
        Some(plain.to_vec())
    }

    fn aead(&self, label: &str) -> LessSafeKey {
        let key = self.mac("seal-key", &[label.as_bytes()]).finalize().into_bytes();
        LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &key).expect("the key has 256 bits"))
    }
}

/// Lower-case hex of SHA-256.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        use std::fmt::Write as _;
        let _ = write!(text, "{byte:02x}");
        text
    })
}
