//! An authenticator app: told a secret once, it shows a code every half minute. Its arithmetic is its own, so that it would not share
//! a mistake of the desk's.
use crate::World;
use ring::hmac;

/// The app of one person.
pub struct Authenticator(Vec<u8>);

impl Authenticator {
    /// Told by hand, in base 32.
    pub fn told(secret: &str) -> Authenticator {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        let digits = |letter| format!("{:05b}", letters.find(letter).expect("base 32"));
        let bits: Vec<u8> = secret.chars().flat_map(|letter| digits(letter).into_bytes()).collect();
        let byte = |eight: &[u8]| eight.iter().fold(0, |byte, bit| byte << 1 | (bit - b'0'));
        Authenticator(bits.chunks_exact(8).map(byte).collect())
    }

    /// Six digits.
    pub fn shows(&self, world: &World) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.0);
        let tag = hmac::sign(&key, &(world.now().0 / 30_000_000).to_be_bytes());
        let tag = tag.as_ref();
        let from = usize::from(tag[19] & 15);
        let four: [u8; 4] = tag[from..from + 4].try_into().expect("four bytes");
        format!("{:06}", (u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000)
    }
}
