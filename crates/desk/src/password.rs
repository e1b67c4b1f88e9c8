//! Passwords: argon2id with the library's recommended cost, in PHC form; and which ones are taken.
use crate::{Error, Result};
use argon2::{Argon2, Params, PasswordHasher, PasswordVerifier};
use model::Secret;

/// `cheap`: only under test, where hundreds of agents are made at once.
pub fn hash(password: &str, salt: &[u8; 32], cheap: bool) -> Secret {
    let argon =
        if cheap { Argon2::from(Params::new(8, 1, 1, None).expect("small but valid")) } else { Argon2::default() };
    let hash = argon.hash_password_with_salt(password.as_bytes(), &salt[..16]).expect("salt and cost are valid");
    Secret::new(hash.to_string())
}

/// Constant work for a wrong address too: without a hash a stand-in is verified.
pub fn verify(password: &str, hash: Option<&Secret>) -> bool {
    const STAND_IN: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$3cPIqXhKp1bFeSwzxVZ9DSzGZqmrJCqZm6hbfSyDnbU";
    let known = hash.map(Secret::expose).filter(|hash| !hash.is_empty());
    let right = Argon2::default().verify_password(password.as_bytes(), known.unwrap_or(STAND_IN)).is_ok();
    right && known.is_some()
}

/// The best known ones of at least eight characters, in lower case and in order: from public counts of broken-into sites, and what is
/// typed most in China.
const COMMON: &str = include_str!("password/common.txt");

/// Whether somebody with this e-mail may choose it.
///
/// # Errors
/// `invalid` for `field`: `length` (8 to 128 characters), `simple` (one character again and again), `like_email`, `common`.
pub fn check(field: &str, password: &str, email: &str) -> Result<()> {
    let folded = password.trim().to_lowercase();
    let name = email.split('@').next().unwrap_or_default();
    let mut letters = folded.chars();
    let first = letters.next();
    let (code, why) = if !(8..=128).contains(&password.chars().count()) {
        ("length", "8 to 128 characters")
    } else if letters.all(|letter| Some(letter) == first) {
        ("simple", "not one character again and again")
    } else if folded == email.to_lowercase() || folded == name.to_lowercase() {
        ("like_email", "not the e-mail address")
    } else if COMMON.lines().any(|common| common == folded) {
        ("common", "not one of those that are guessed first")
    } else {
        return Ok(());
    };
    Err(Error::field(field, code, why))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(password: &str) -> Option<&'static str> {
        match check("password", password, "wang.lei@shop.example") {
            Err(Error::Invalid(fields)) => Some(fields[0].code),
            _ => None,
        }
    }

    #[test]
    fn what_is_guessed_first_is_refused_and_a_sentence_is_taken() {
        for common in ["Password1", "woaini1314", "1qaz2wsx", "12345678", "PASSWORD", " password "] {
            assert_eq!(code(common), Some("common"), "{common}");
        }
        for (refused, why) in [
            ("seven77", "length"),
            (&*"x".repeat(129), "length"),
            ("aaaaaaaaaa", "simple"),
            ("\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}", "simple"),
            ("Wang.Lei@shop.example", "like_email"),
            ("WANG.LEI", "like_email"),
        ] {
            assert_eq!(code(refused), Some(why), "{refused}");
        }
        for good in ["open sesame", "正确的马电池订书钉啊", &*"长".repeat(64).replacen('长', "短", 1)] {
            assert_eq!(code(good), None, "{good}");
        }
    }

    #[test]
    fn the_list_is_in_order_without_doubles() {
        let all: Vec<_> = COMMON.lines().collect();
        assert!(all.len() > 1_000 && all.is_sorted_by(|one, next| one < next));
        assert!(all.iter().all(|it| it.chars().count() >= 8 && *it == it.to_lowercase().trim()));
    }
}
