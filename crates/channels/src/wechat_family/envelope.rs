//! Envelope: how WeChat and its relatives sign and seal what they push to us. AES-256-CBC under the EncodingAESKey with
//! PKCS#7 of 32 bytes, SHA-1 over sorted texts. The pure arithmetic; which parts of a call are looked at is `door`.
//!
//! Plain text: 16 random bytes, the message's length as 4 bytes (big endian), the message, the receiver's id.
use aes::cipher::block_padding::NoPadding;
use aes::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use base64::Engine;
use base64::alphabet::STANDARD as ALPHABET;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use model::port::Refused;
use sha1::{Digest, Sha1};

/// Padding goes up to this many bytes, twice the cipher's own block: libraries cannot take it off.
const PADDING: usize = 32;
/// Random bytes and the length before the message.
const HEAD: usize = 20;

/// 43 characters carry 258 bits: the last may have two surplus bits that are not zero, which a strict decoder refuses.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &ALPHABET,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(base64::engine::DecodePaddingMode::Indifferent),
);

/// A key made from an EncodingAESKey.
#[derive(Clone)]
pub struct Key([u8; 32]);

impl Key {
    /// From the 43 characters that the provider's console shows; `None` if they are none.
    pub fn read(text: &str) -> Option<Key> {
        let bytes = LENIENT.decode(text).ok().filter(|_| text.len() == 43)?;
        bytes.try_into().ok().map(Key)
    }

    /// The key's bytes, to derive from.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The message in `sealed` (base64), if it was sealed for this receiver.
    pub fn open(&self, sealed: &str, receiver: &str) -> Result<Vec<u8>, Refused> {
        let mut bytes = STANDARD.decode(sealed).map_err(|_| Refused("the sealed text is not base64"))?;
        if bytes.is_empty() || bytes.len() % PADDING != 0 {
            return Err(Refused("the sealed text has a length that no sealing gives"));
        }
        let cipher = cbc::Decryptor::<aes::Aes256>::new(&self.0.into(), self.iv().into());
        cipher.decrypt_padded::<NoPadding>(&mut bytes).map_err(|_| Refused("the sealed text cannot be opened"))?;
        let plain = unpadded(&bytes).ok_or(Refused("wrong padding: another aes_key"))?;
        let (head, rest) = plain.split_at_checked(HEAD).ok_or(Refused("too short: another aes_key"))?;
        let length = head.last_chunk().map(|length| u32::from_be_bytes(*length) as usize).unwrap_or(usize::MAX);
        let (message, to) = rest.split_at_checked(length).ok_or(Refused("wrong length: another aes_key"))?;
        if to != receiver.as_bytes() {
            return Err(Refused("sealed for another receiver: check app_id"));
        }
        Ok(message.to_vec())
    }

    /// Base64 of `message` sealed for `receiver`. `random` should not be guessable: it hides what equal messages begin with.
    pub fn seal(&self, random: [u8; 16], message: &[u8], receiver: &str) -> String {
        let length = u32::try_from(message.len()).unwrap_or(u32::MAX).to_be_bytes();
        let mut bytes = [random.as_slice(), &length, message, receiver.as_bytes()].concat();
        let padding = PADDING - bytes.len() % PADDING;
        bytes.resize(bytes.len() + padding, padding as u8);
        let (cipher, whole) = (cbc::Encryptor::<aes::Aes256>::new(&self.0.into(), self.iv().into()), bytes.len());
        let sealed = cipher.encrypt_padded::<NoPadding>(&mut bytes, whole).expect("a whole number of blocks");
        STANDARD.encode(sealed)
    }

    fn iv(&self) -> &[u8; 16] {
        self.0.first_chunk().expect("32 bytes begin with 16")
    }
}

fn unpadded(bytes: &[u8]) -> Option<&[u8]> {
    let last = *bytes.last()?;
    let padding = usize::from(last);
    let (plain, rest) = bytes.split_at_checked(bytes.len().checked_sub(padding)?)?;
    let good = (1..=PADDING).contains(&padding) && rest.iter().all(|byte| *byte == last);
    good.then_some(plain)
}

/// Lower-case hex of SHA-1 over the parts, sorted byte by byte and put together.
pub fn signature(parts: &[&str]) -> String {
    let mut sorted = parts.to_vec();
    sorted.sort_unstable();
    let hash = sorted.iter().fold(Sha1::new(), |hash, part| hash.chain_update(part));
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Which of the tokens signed the parts; an empty token signs nothing. Takes the same time wherever the difference is.
pub fn signer<'t>(tokens: &[&'t str], parts: &[&str], claimed: &str) -> Option<&'t str> {
    let fits = |token: &&&str| {
        let own = signature(&[parts, &[**token]].concat());
        let same = own.len() == claimed.len();
        let difference = own.bytes().zip(claimed.bytes()).fold(0, |sum, (one, other)| sum | (one ^ other));
        !token.is_empty() && same && std::hint::black_box(difference) == 0
    };
    // No early end: which of the tokens fits is nobody's business either.
    tokens.iter().filter(fits).fold(None, |found, token| found.or(Some(*token)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENCODING_KEY: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    const APP: &str = "wxb11529c136998cb6";
    const SEALED: &str = "jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==";

    fn key() -> Key {
        Key::read(ENCODING_KEY).expect("43 characters")
    }

    /// A plain text of exactly these bytes, as it stands before the cipher.
    fn sealed(mut plain: Vec<u8>) -> String {
        let (cipher, whole) = (cbc::Encryptor::<aes::Aes256>::new(&key().0.into(), key().iv().into()), plain.len());
        STANDARD.encode(cipher.encrypt_padded::<NoPadding>(&mut plain, whole).unwrap())
    }

    #[test]
    fn the_published_value_comes_out_both_ways() {
        assert_eq!(key().seal(*b"aaaabbbbccccdddd", "我是中文abcd123".as_bytes(), APP), SEALED);
        assert_eq!(key().open(SEALED, APP), Ok("我是中文abcd123".as_bytes().to_vec()));
        assert_eq!(signature(&["pamtest", "1409304348", "xxxxxx", SEALED]), "82c962d39941aa48552f90ef55aa323dc620cc10");
        assert_eq!(signature(&["pamtest", "1409304348", "xxxxxx"]), "76480565cbe296026c53aaacd1ad523a1ddba24f");
    }

    #[test]
    fn every_length_of_padding_comes_off() {
        for length in 0..70 {
            let message = vec![b'x'; length];
            assert_eq!(key().open(&key().seal([7; 16], &message, APP), APP), Ok(message));
        }
    }

    #[test]
    fn what_does_not_fit_says_why() {
        let why = |sealed: &str| key().open(sealed, APP).unwrap_err().0;
        assert_eq!(key().open(SEALED, "wx0").unwrap_err().0, "sealed for another receiver: check app_id");
        assert_eq!(key().open(SEALED, "").unwrap_err().0, "sealed for another receiver: check app_id");
        assert_eq!(why("not base64"), "the sealed text is not base64");
        assert_eq!(why(""), "the sealed text has a length that no sealing gives");
        assert_eq!(why(&STANDARD.encode([0; 48])), "the sealed text has a length that no sealing gives");
        for (last, byte) in [(0, 0), (33, 33), (255, 255), (2, 9)] {
            let mut plain = vec![byte; 64];
            plain[63] = last;
            assert_eq!(why(&sealed(plain)), "wrong padding: another aes_key", "{last}");
        }
        assert_eq!(why(&sealed(vec![32; 32])), "too short: another aes_key");
        let mut long = vec![0; 64];
        long[16..20].copy_from_slice(&u32::MAX.to_be_bytes());
        long[63] = 1;
        assert_eq!(why(&sealed(long)), "wrong length: another aes_key");
    }

    #[test]
    fn a_key_has_43_characters_and_may_have_surplus_bits() {
        let read = |text: &str| Key::read(text).map(|key| *key.bytes());
        assert_eq!(read(&format!("{}A", "A".repeat(42))), Some([0; 32]));
        assert_eq!(read(&format!("{}B", "A".repeat(42))), Some([0; 32]), "two surplus bits");
        for bad in ["", "A", &"A".repeat(42), &"A".repeat(44), &format!("{}=", "A".repeat(43)), &"号".repeat(43)] {
            assert_eq!(read(bad), None, "{bad}");
        }
        assert_eq!(read(&format!("{}=", "A".repeat(42))), None);
        assert_eq!(read(&format!("{}_", "A".repeat(42))), None);
    }

    #[test]
    fn either_of_two_tokens_signs_and_an_empty_one_does_not() {
        let claimed = signature(&["old", "1", "2"]);
        assert_eq!(signer(&["new", "old"], &["1", "2"], &claimed), Some("old"));
        assert_eq!(signer(&["new", ""], &["1", "2"], &claimed), None);
        assert_eq!(signer(&["old"], &["1", "2"], &claimed.to_uppercase()), None);
        assert_eq!(signer(&["old"], &["1", "2"], claimed.get(..39).unwrap()), None);
        assert_eq!(signer(&["old"], &["1", "2"], ""), None);
        assert_eq!(signer(&["", ""], &["1", "2"], &signature(&["", "1", "2"])), None);
    }
}
