//! The envelope of callbacks: SHA-1 over sorted parts, AES-256-CBC with 32-byte padding, the receiver's id at the end.
use aes::Aes256;
use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use cbc::cipher::{Array, BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use ring::rand::{SecureRandom, SystemRandom};
use sha1::{Digest, Sha1};

/// Padding is counted in blocks of 32 bytes, not in the cipher's 16.
const BLOCK: usize = 32;
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The keys of one account's envelope.
pub struct Envelope {
    token: String,
    key: [u8; 32],
    receiver: String,
}

impl Envelope {
    /// `aes_key`: 43 characters of base64; the error says what is wrong with it.
    pub fn new(token: &str, aes_key: &str, receiver: &str) -> Result<Envelope, String> {
        let bytes = BASE64.decode(aes_key).map_err(|why| format!("EncodingAESKey: {why}"))?;
        let key = bytes.try_into().map_err(|_| "EncodingAESKey must be 43 characters".to_owned())?;
        Ok(Envelope { token: token.to_owned(), key, receiver: receiver.to_owned() })
    }

    /// Lower-case hex SHA-1 over the token and these parts, sorted.
    #[must_use]
    pub fn signature(&self, parts: &[&str]) -> String {
        let mut all: Vec<&str> = parts.to_vec();
        all.push(&self.token);
        all.sort_unstable();
        hex(&Sha1::digest(all.concat()))
    }

    /// Base64 of the encrypted message; `random` stands before it.
    #[must_use]
    pub fn encrypt(&self, message: &str, random: [u8; 16]) -> String {
        let mut plain = random.to_vec();
        plain.extend_from_slice(&u32::try_from(message.len()).unwrap_or(u32::MAX).to_be_bytes());
        plain.extend_from_slice(message.as_bytes());
        plain.extend_from_slice(self.receiver.as_bytes());
        let missing = BLOCK - plain.len() % BLOCK;
        plain.resize(plain.len() + missing, u8::try_from(missing).unwrap_or_default());
        let mut cipher = cbc::Encryptor::<Aes256>::new(&self.key.into(), &self.first_block().into());
        for block in plain.chunks_exact_mut(16) {
            if let Ok(block) = <&mut Array<u8, _>>::try_from(block) {
                cipher.encrypt_block(block);
            }
        }
        BASE64.encode(plain)
    }

    /// The message inside; the error says which step failed.
    pub fn decrypt(&self, encrypted: &str) -> Result<String, String> {
        let mut bytes = BASE64.decode(encrypted).map_err(|why| format!("base64: {why}"))?;
        if bytes.is_empty() || bytes.len() % BLOCK != 0 {
            return Err(format!("{} bytes are no whole number of 32-byte blocks", bytes.len()));
        }
        let mut cipher = cbc::Decryptor::<Aes256>::new(&self.key.into(), &self.first_block().into());
        for block in bytes.chunks_exact_mut(16) {
            if let Ok(block) = <&mut Array<u8, _>>::try_from(block) {
                cipher.decrypt_block(block);
            }
        }
        let padding = usize::from(*bytes.last().unwrap_or(&0));
        let is_padding = (1..=BLOCK).contains(&padding) && bytes.len() >= padding;
        let (text, rest) = bytes.split_at(bytes.len() - if is_padding { padding } else { 0 });
        if !is_padding || rest.iter().any(|byte| usize::from(*byte) != padding) {
            return Err("the padding is wrong: another key?".to_owned());
        }
        let length = text.get(16..20).and_then(|length| length.try_into().ok()).map(u32::from_be_bytes);
        let end = length.map(|length| 20 + length as usize).filter(|end| *end <= text.len());
        let (Some(end), Some(body)) = (end, text.get(20..)) else { return Err("the length is wrong".to_owned()) };
        let (message, receiver) = body.split_at(end - 20);
        if receiver != self.receiver.as_bytes() {
            return Err(format!("it is meant for {}", String::from_utf8_lossy(receiver)));
        }
        String::from_utf8(message.to_vec()).map_err(|why| why.to_string())
    }

    fn first_block(&self) -> [u8; 16] {
        std::array::from_fn(|at| self.key[at])
    }
}

/// Sixteen unguessable bytes.
pub(super) fn random() -> [u8; 16] {
    let mut bytes = [0; 16];
    // The operating system's source does not fail once it has started.
    let _ = SystemRandom::new().fill(&mut bytes);
    bytes
}

/// Unguessable letters and digits.
pub(super) fn word(length: usize) -> String {
    scrambled(&hex(&random()), length)
}

/// Letters and digits that look random and depend on `seed` alone.
pub(super) fn scrambled(seed: &str, length: usize) -> String {
    let mut out = String::new();
    for round in 0_u32.. {
        if out.len() >= length {
            break;
        }
        let part = BASE64.encode(Sha1::digest(format!("{seed}/{round}")));
        out.extend(part.chars().filter(char::is_ascii_alphanumeric));
    }
    out.chars().take(length).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
