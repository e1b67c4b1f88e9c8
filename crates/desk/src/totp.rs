//! Codes of six digits that change every 30 seconds: RFC 6238 with HMAC-SHA-1, which is what authenticator apps understand. Pure.
use model::At;
use ring::hmac;

/// Bytes of a secret: as long as the hash, as RFC 4226 recommends.
pub const SECRET: usize = 20;
/// How long a code is shown, seconds.
const STEP: i64 = 30;
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The step that a moment lies in.
pub fn step(at: At) -> i64 {
    at.0.div_euclid(STEP * 1_000_000)
}

/// The code of a step.
pub fn code(secret: &[u8], step: i64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let tag = tag.as_ref();
    let start = usize::from(tag[tag.len() - 1] & 0x0f);
    let number = tag[start..start + 4].iter().fold(0, |number: u32, byte| number << 8 | u32::from(*byte)) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}

/// The step whose code this is: the present one, the one before or the one after, and later than `last`.
pub fn find(secret: &[u8], said: &str, now: At, last: i64) -> Option<i64> {
    let now = step(now);
    [now, now - 1, now + 1].into_iter().find(|step| *step > last && code(secret, *step) == said)
}

/// RFC 4648 base 32 without padding, for apps that are told by hand.
pub fn base32(bytes: &[u8]) -> String {
    let (mut text, mut bits, mut held) = (String::new(), 0_u32, 0);
    for byte in bytes {
        (bits, held) = (bits << 8 | u32::from(*byte), held + 8);
        while held >= 5 {
            held -= 5;
            text.push(char::from(LETTERS[(bits >> held & 31) as usize]));
        }
        bits &= (1 << held) - 1;
    }
    if held > 0 {
        text.push(char::from(LETTERS[(bits << (5 - held) & 31) as usize]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const RFC: &[u8] = b"12345678901234567890";

    #[test]
    fn codes_are_those_of_rfc_6238() {
        // Appendix B, the last six of eight digits.
        let vectors = [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ];
        for (seconds, said) in vectors {
            assert_eq!(code(RFC, step(At(seconds * 1_000_000))), said, "{seconds}");
        }
    }

    #[test]
    fn a_code_is_good_one_step_around_and_once() {
        let now = At(1_800_000_000_000_000);
        let at = step(now);
        for near in [at - 1, at, at + 1] {
            assert_eq!(find(RFC, &code(RFC, near), now, 0), Some(near));
            assert_eq!(find(RFC, &code(RFC, near), now, near), None, "it was used");
        }
        for far in [at - 2, at + 2] {
            assert_eq!(find(RFC, &code(RFC, far), now, 0), None);
        }
        assert_eq!(find(RFC, "", now, 0), None);
    }

    #[test]
    fn base32_is_that_of_rfc_4648() {
        let vectors = [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ];
        for (plain, text) in vectors {
            assert_eq!(base32(plain.as_bytes()), text);
        }
    }
}
